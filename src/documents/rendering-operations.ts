/**
 * Rendering: papers are set in threads of their own, so that a batch of them does not hold up the process. A thread
 * is started when a paper waits and none is free, works on one paper at a time, and does not keep the process alive
 * while it has none. One that dies is left behind: its paper goes once more to another.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { chineseDay, legalTimeZone, type Day } from '../kernel/index.ts';
import { paperTitles, type PaperKind, type Papers } from './papers.ts';
import type { PaperOrder, PaperSet } from './typesetting-operations.ts';

/**
 * The paper as PDF/A-2b, tagged, with its font. The same kind, data and day give the same bytes. `issuedOn` is
 * the date printed on the paper and the date of the document. Throws when the template cannot be set with this
 * data, naming the template, the line and the variable: that is a mistake of ours, not of the case. Throws
 * `UnprintableText` for characters that the font does not have.
 */
export async function renderPaper<Kind extends PaperKind>(kind: Kind, data: Papers[Kind], issuedOn: Day): Promise<Uint8Array> {
  const input = {
    ...data,
    titles,
    title: titles[kind],
    issuedOn: chineseDay(issuedOn),
    issued: { year: issuedOn.year, month: issuedOn.month, day: issuedOn.day },
  };
  const midnight = issuedOn.toZonedDateTime(legalTimeZone).epochMilliseconds / 1000;
  const paper = await set({ kind, input: JSON.stringify(input), documentDate: midnight });
  switch (paper.is) {
    case 'set':
      return paper.bytes;
    case 'unprintable':
      throw new UnprintableText(kind, paper.characters);
    case 'faulty':
      throw new Error(`the paper ${kind} cannot be set: ${paper.fault}`);
  }
}

const titles = Object.fromEntries(Object.entries(paperTitles).map(([kind, { zh }]) => [kind, zh])) as Readonly<Record<PaperKind, string>>;

/** The font of the papers lacks these characters, for example a rare one in a name. A person has to decide. */
export class UnprintableText extends Error {
  readonly characters: readonly string[];
  constructor(kind: PaperKind, characters: readonly string[]) {
    super(`the paper ${kind} cannot be printed: the font has no ${characters.join(' ')}`);
    this.name = 'UnprintableText';
    this.characters = characters;
  }
}

interface Job {
  readonly order: PaperOrder;
  readonly done: (paper: PaperSet) => void;
  readonly failed: (reason: Error) => void;
  /** Whether a thread has already died over it. */
  readonly again: boolean;
}

interface Typesetter {
  readonly thread: Worker;
  job: Job | null;
}

/** Each holds the fonts and a compiler, some 60 MB; more than two gain little, since memos are shared under one lock. */
const threadLimit = Math.min(2, availableParallelism());

const waiting: Job[] = [];
const typesetters = new Set<Typesetter>();

const set = (order: PaperOrder): Promise<PaperSet> =>
  new Promise((done, failed) => {
    waiting.push({ order, done, failed, again: false });
    handOut();
  });

/** Gives waiting jobs to free threads, in the order in which they came. */
function handOut(): void {
  while (waiting.length > 0) {
    const free = [...typesetters].find(({ job }) => job === null) ?? (typesetters.size < threadLimit ? startTypesetter() : null);
    if (free === null) return;
    free.job = waiting.shift() ?? null;
    free.thread.ref();
    free.thread.postMessage(free.job?.order);
  }
}

function startTypesetter(): Typesetter {
  // Flags that the process was started with are not for it.
  const thread = new Worker(new URL('./typesetting-operations.ts', import.meta.url), { execArgv: [] });
  const typesetter: Typesetter = { thread, job: null };
  let cause: unknown;
  thread.on('message', (paper: PaperSet) => {
    typesetter.job?.done(paper);
    typesetter.job = null;
    thread.unref();
    handOut();
  });
  thread.on('error', (error) => {
    cause = error;
  });
  thread.on('exit', () => {
    typesetters.delete(typesetter);
    const { job } = typesetter;
    if (job?.again === false) waiting.unshift({ ...job, again: true });
    else job?.failed(new Error(`the paper ${job.order.kind} cannot be set: a thread died over it twice`, { cause }));
    handOut();
  });
  typesetters.add(typesetter);
  return typesetter;
}
