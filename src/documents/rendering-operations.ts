/**
 * Rendering: papers are set in processes of their own, so that a batch of them does not hold up this one. Threads would
 * not do: the typesetter keeps its memos under one lock for the whole process, and two threads are no faster than one.
 * A process is started when a paper waits and none is free, works on one paper at a time, and does not keep this one
 * alive while it has none. One that dies is left behind: its paper goes once more to another.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
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
  /** Whether a typesetter has already died over it. */
  readonly again: boolean;
}

interface Typesetter {
  readonly process: ChildProcess;
  job: Job | null;
}

/** Each holds the fonts and a compiler: some 300 MB. */
const typesetterLimit = Math.min(2, availableParallelism());

const waiting: Job[] = [];
const typesetters = new Set<Typesetter>();

const set = (order: PaperOrder): Promise<PaperSet> =>
  new Promise((done, failed) => {
    waiting.push({ order, done, failed, again: false });
    handOut();
  });

/** Gives waiting jobs to free typesetters, in the order in which they came. */
function handOut(): void {
  while (waiting.length > 0) {
    const free = [...typesetters].find(({ job }) => job === null) ?? (typesetters.size < typesetterLimit ? startTypesetter() : null);
    const job = free === null ? undefined : waiting.shift();
    if (free === null || job === undefined) return;
    free.job = job;
    free.process.ref();
    free.process.channel?.ref();
    free.process.send(job.order);
  }
}

const program = fileURLToPath(new URL('./typesetting-operations.ts', import.meta.url));

function startTypesetter(): Typesetter {
  // Flags that this process was started with are not for it.
  const child = fork(program, { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const typesetter: Typesetter = { process: child, job: null };
  child.on('message', (paper) => {
    typesetter.job?.done(paper as PaperSet);
    typesetter.job = null;
    child.unref();
    child.channel?.unref();
    handOut();
  });
  const leaveBehind = (cause: unknown) => {
    if (!typesetters.delete(typesetter)) return;
    child.kill();
    const { job } = typesetter;
    if (job?.again === false) waiting.unshift({ ...job, again: true });
    else job?.failed(new Error(`the paper ${job.order.kind} cannot be set: two typesetters died over it`, { cause }));
    handOut();
  };
  child.on('error', leaveBehind);
  child.on('exit', (code, signal) => leaveBehind(`ended with ${signal ?? code}`));
  typesetters.add(typesetter);
  return typesetter;
}
