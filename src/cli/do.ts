import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  awardDraftSchema,
  caseListSchema,
  commandResponseSchema,
  commandSchema,
  rosterSchema,
  type WireCommand,
  type WireCommandResponse,
} from '../http/wire/index.ts';
import { accept } from '../kernel/index.ts';
import { answered, findCase, refused, serverOptions, serverUsage, withServer, type Answer, type Server } from './client.ts';
import { askSecret, readWhole } from './input.ts';
import { print, printJson, printTable, type Command, type Problem } from './output.ts';

export const command: Command = {
  summary: 'takes a step in one case or in many',
  usage: `Usage: assize do STEP CASE... [options]
       assize do STEP --state STATE [--limit N] [options]

Takes a step in each case and answers for each: one that is refused keeps no other back. CASE is a case number, the
lender's reference, or an ID. A step is taken on the case as it stands when the command looks at it; CASE@VERSION
takes it only if the case is still at the version you saw (\`assize case\` shows it).

The steps, in the order of a case, and what each needs:

  approve_filing                       filing secretary
  refuse_filing --reasons TEXT         filing secretary
  record_fee_payment --receipt NO      filing secretary
  serve_notice                         case secretary
  appoint_arbitrator --arbitrator WHO  director
  accept_appointment                   arbitrator; --disclosure TEXT where there is something to disclose
  decline_appointment --reasons TEXT   arbitrator
  draft_award --draft FILE             arbitrator; one case
  return_award --reasons TEXT          case secretary, arbitrator
  check_award                          case secretary
  sign_award --pin PIN                 arbitrator
  seal_award --pin PIN                 director
  serve_award                          case secretary

  --state STATE     all cases that stand in this state, the oldest first
  --limit N         at most so many of them
  --reasons TEXT    why, for the record
  --receipt NO      of the transfer that covers these cases
  --arbitrator WHO  name or ID, from the commission's roster
  --disclosure TEXT what could raise doubt about the arbitrator's independence or impartiality; left out: nothing
  --draft FILE      the award's text: {"opinion": "...", "responses": [{"answerId": "...", "response": "..."}],
                    "performanceDays": 10}. \`assize case CASE --json\` gives a proposal under "draft"
  --pin PIN         opens your signing key; better left out: it is asked for, or taken from ASSIZE_PIN
${serverUsage}

Exit status: 0 when all were done, 2 when any was refused.`,
  run,
};

const options = {
  ...serverOptions,
  state: { type: 'string' },
  limit: { type: 'string' },
  reasons: { type: 'string' },
  receipt: { type: 'string' },
  arbitrator: { type: 'string' },
  disclosure: { type: 'string' },
  draft: { type: 'string' },
  pin: { type: 'string' },
} as const;

const extras = ['reasons', 'receipt', 'arbitrator', 'disclosure', 'draft', 'pin'] as const;

/** The option that a step takes besides the cases. */
const extraOf: Readonly<Partial<Record<WireCommand, (typeof extras)[number]>>> = {
  refuse_filing: 'reasons',
  return_award: 'reasons',
  decline_appointment: 'reasons',
  record_fee_payment: 'receipt',
  appoint_arbitrator: 'arbitrator',
  accept_appointment: 'disclosure',
  draft_award: 'draft',
  sign_award: 'pin',
  seal_award: 'pin',
};

type Given = ReturnType<typeof parse>['values'];
const parse = (args: readonly string[]) => parseArgs({ args: [...args], allowPositionals: true, options });

function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  return withServer(values, async (server) => {
    const [name, ...cases] = positionals;
    const step = commandSchema.safeParse(name);
    if (!step.success) return refused('wrong_argument', { needed: `a step: ${commandSchema.options.join(', ')}` });
    const surplus = extras.find((each) => values[each] !== undefined && each !== extraOf[step.data]);
    if (surplus !== undefined) return refused('wrong_argument', { needless: `--${surplus}` });
    const extra = await readExtra(server, step.data, values);
    if (!extra.ok) return extra;
    const chosen = await chooseCases(server, cases, values);
    if (!chosen.ok) return chosen;
    const response = await takeStep(server, { command: step.data, ...extra.value }, chosen.value);
    if (!response.ok) return response;
    if (values.json) printJson(response.value);
    else printOutcomes(response.value, chosen.value);
    return accept(response.value.refused === 0 ? 0 : 2);
  });
}

/** What the step takes besides the cases, as the server takes it. */
async function readExtra(server: Server, step: WireCommand, given: Given): Promise<Answer<object>> {
  const extra = extraOf[step];
  if (extra === undefined) return accept({});
  if (extra === 'disclosure') return accept({ disclosure: given.disclosure ?? null });
  const value = given[extra] ?? (extra === 'pin' ? (process.env.ASSIZE_PIN ?? (await askSecret('PIN: '))) : null);
  if (value === null) return refused('wrong_argument', { needed: extra === 'pin' ? '--pin or ASSIZE_PIN' : `--${extra}` });
  switch (extra) {
    case 'reasons':
      return accept({ reasons: value });
    case 'receipt':
      return accept({ receiptNo: value });
    case 'pin':
      return accept({ pin: value });
    case 'arbitrator':
      return findArbitrator(server, value);
    case 'draft':
      return readDraft(value);
  }
}

async function findArbitrator(server: Server, wanted: string): Promise<Answer<object>> {
  const roster = await server.get('/roster', rosterSchema);
  if (!roster.ok) return roster;
  const [found, ...more] = roster.value.items.filter(({ personId, name }) => wanted === personId || wanted === name);
  return found !== undefined && more.length === 0
    ? accept({ arbitratorId: found.personId })
    : refused('arbitrator_unknown', { arbitrator: wanted, roster: roster.value.items.map(({ personId, name }) => `${name} ${personId}`) });
}

async function readDraft(path: string): Promise<Answer<object>> {
  const content = answered(await readWhole(path));
  if (!content.ok) return content;
  const draft = awardDraftJson.safeParse(new TextDecoder().decode(content.value));
  return draft.success
    ? accept({ draft: draft.data })
    : refused('draft_unreadable', { file: path, fields: draft.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) });
}

const awardDraftJson = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(awardDraftSchema);

interface Chosen {
  readonly caseId: string;
  readonly version: number;
  /** As it was called, for the answer. */
  readonly name: string;
}

async function chooseCases(server: Server, names: readonly string[], { state, limit }: Given): Promise<Answer<readonly Chosen[]>> {
  if ((names.length > 0) === (state !== undefined)) return refused('wrong_argument', { needed: 'either cases or --state' });
  if (limit !== undefined && (state === undefined || !/^[1-9]\d*$/.test(limit))) return refused('wrong_argument', { needed: '--limit as a number, with --state' });
  if (state !== undefined) return casesInState(server, state, limit === undefined ? Infinity : Number(limit));
  const chosen: Chosen[] = [];
  for (const given of names) {
    const [, name = given, version] = /^(.+)@(\d+)$/.exec(given) ?? [];
    const found = await findCase(server, name);
    if (!found.ok) return found;
    chosen.push({ caseId: found.value.caseId, version: version === undefined ? found.value.version : Number(version), name });
  }
  return accept(chosen);
}

async function casesInState(server: Server, state: string, limit: number): Promise<Answer<readonly Chosen[]>> {
  const chosen: Chosen[] = [];
  while (chosen.length < limit) {
    const page = { state, sort: 'oldest', offset: String(chosen.length), limit: String(Math.min(200, limit - chosen.length)) };
    const list = await server.get(`/cases?${new URLSearchParams(page).toString()}`, caseListSchema);
    if (!list.ok) return list;
    chosen.push(...list.value.items.map(({ caseId, version, caseNo, reference }) => ({ caseId, version, name: caseNo ?? reference })));
    if (list.value.items.length === 0 || chosen.length >= list.value.total) break;
  }
  return accept(chosen);
}

/** As many as the server takes in one request. */
const slice = 100;

/** Slice by slice; one that is refused as a whole after others were done is told case by case, like any refusal. */
async function takeStep(server: Server, step: object, chosen: readonly Chosen[]): Promise<Answer<WireCommandResponse>> {
  const outcomes: WireCommandResponse['outcomes'] = [];
  for (let first = 0; first < chosen.length; first += slice) {
    const items = chosen.slice(first, first + slice).map(({ caseId, version }) => ({ caseId, version }));
    const answer = await server.post('/commands', { ...step, items }, commandResponseSchema);
    if (!answer.ok && first === 0) return answer;
    outcomes.push(...(answer.ok ? answer.value.outcomes : items.map(({ caseId }) => ({ ok: false as const, caseId, refusal: refusalOf(answer.problem) }))));
  }
  const done = outcomes.filter(({ ok }) => ok).length;
  return accept({ done, refused: outcomes.length - done, outcomes });
}

type Refused = Extract<WireCommandResponse['outcomes'][number], { ok: false }>['refusal'];

const refusalOf = ({ code, title, detail, facts = {} }: Problem): Refused => ({
  code,
  title,
  detail,
  facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value])),
});

function printOutcomes({ done, refused: turnedAway, outcomes }: WireCommandResponse, chosen: readonly Chosen[]): void {
  const nameOf = new Map(chosen.map(({ caseId, name }) => [caseId, name]));
  if (outcomes.length > 0) {
    printTable(
      ['CASE', 'NOW', ''],
      outcomes.map((each) => [nameOf.get(each.caseId) ?? each.caseId, each.ok ? each.state : 'REFUSED', each.ok ? '' : `${each.refusal.detail} (${each.refusal.code})${factsOf(each.refusal.facts)}`]),
    );
    print('');
  }
  print(`${done} done, ${turnedAway} refused.`);
}

const factsOf = (facts: Refused['facts']): string => {
  const texts = Object.entries(facts).map(([name, value]) => `${name}: ${typeof value === 'object' ? value.join(', ') : value}`);
  return texts.length === 0 ? '' : ` [${texts.join('; ')}]`;
};
