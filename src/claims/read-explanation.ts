/** Reading an explanation back from its JSON, as it is exported beside a claim. */
import { z } from 'zod';
import { accept, fen, parseDay, refuse, type Day, type Fen, type Outcome } from '../kernel/index.ts';
import { claimItems } from './claim.ts';
import { contractTerms, sumNames, type Explained, type Made } from './explanation.ts';

const whole = z.string().regex(/^-?(0|[1-9]\d{0,59})$/).transform((digits) => BigInt(digits));
const money = whole.transform((amount): Fen => fen(amount));
const day = z.iso.date().transform((text): Day => parseDay(text));
const rate = z.strictObject({ value: z.string().regex(/^\d{1,12}(\.\d{1,24})?$/), per: z.enum(['year', 'month', 'day']) });
const article = z.strictObject({ instrument: z.string(), article: z.string(), validFrom: day });
const record = z.strictObject({ of: z.enum(['schedule', 'repayment', 'disbursement', 'charge']), no: z.int().positive() });

/** The sums below a node are read one by one: a schema that contains itself takes each of them many times over. */
const part = z.unknown();
const stretch = z.strictObject({ base: part, from: day, to: day, days: z.int().nonnegative() });
const span = stretch.extend({ rate, yearDays: z.union([z.literal(365), z.literal(360)]) });
const node = z.strictObject({
  name: z.enum(sumNames),
  fen: money,
  made: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('see') }),
    z.strictObject({ by: z.literal('record'), record }),
    z.strictObject({ by: z.literal('sum'), of: z.array(part) }),
    z.strictObject({ by: z.literal('less'), from: part, take: z.array(part) }),
    z.strictObject({ by: z.literal('smallest'), of: z.array(part).min(1) }),
    z.strictObject({ by: z.literal('not_below_zero'), of: part }),
    z.strictObject({ by: z.literal('interest'), spans: z.array(span), rounding: z.enum(['half_up', 'down', 'up']) }),
    z.strictObject({ by: z.literal('share'), of: part, stretches: z.array(stretch), fullNumber: whole.refine((number) => number > 0n) }),
  ]),
  item: z.enum(claimItems).optional(),
  seq: z.int().positive().optional(),
  on: day.optional(),
  terms: z.array(z.enum(contractTerms)).optional(),
  articles: z.array(article).optional(),
});

/** A tree made by hand may be of any depth; ours are not deeper than this. */
const deepest = 40;

class Unreadable extends Error {
  readonly at: string;
  constructor(at: string, problem: string) {
    super(problem);
    this.at = at;
  }
}

/** The explanation that `json` (parsed) is; refused with the first thing that is wrong and where. */
export function readExplanation(json: unknown): Outcome<Explained, 'explanation_unreadable'> {
  try {
    return accept(readNode(json, 'total', deepest));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return refuse('explanation_unreadable', { at: error.at, problem: error.message });
  }
}

function readNode(json: unknown, at: string, depth: number): Explained {
  if (depth === 0) throw new Unreadable(at, 'too deep');
  const read = node.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Unreadable([at, ...(issue?.path ?? [])].join('.'), issue?.message ?? '');
  }
  const below = (each: unknown, where: string | number) => readNode(each, `${at}.${where}`, depth - 1);
  return { ...read.data, made: readMade(read.data.made, below) };
}

function readMade(made: z.output<typeof node>['made'], below: (json: unknown, where: string | number) => Explained): Made {
  const all = (parts: readonly unknown[]) => parts.map(below);
  switch (made.by) {
    case 'see':
    case 'record':
      return made;
    case 'sum':
    case 'smallest':
      return { ...made, of: all(made.of) };
    case 'less':
      return { ...made, from: below(made.from, 'from'), take: all(made.take) };
    case 'not_below_zero':
      return { ...made, of: below(made.of, 'of') };
    case 'interest':
      return { ...made, spans: made.spans.map((each, index) => ({ ...each, base: below(each.base, index) })) };
    case 'share':
      return { ...made, of: below(made.of, 'of'), stretches: made.stretches.map((each, index) => ({ ...each, base: below(each.base, index) })) };
  }
}
