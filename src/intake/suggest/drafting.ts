/** What drafting a mapping knows: the tables, the columns of loans that were found in them, and the lender's profile. */
import type { Rule } from '../mapping.ts';
import type { LenderProfile } from '../profile.ts';
import { match, type Found } from './matching.ts';
import { uniqueness, unitThatAddsUp } from './relations.ts';
import { unitOf } from './rules.ts';
import type { MoneyUnit } from './shapes.ts';
import type { NamedSources } from './sources.ts';
import { disbursementMeanings, loanMeanings, scheduleMeanings, type Meaning } from './synonyms.ts';
import type { Arrangement } from './tables.ts';

export type LoanName = keyof typeof loanMeanings | keyof typeof scheduleMeanings;
export type LoanColumns = ReadonlyMap<LoanName, Found>;

/** Writes a rule down as proposed, and gives it for its place in the mapping. */
export type Propose = (field: string, rule: Rule, source: string | null, confidence: number, because: readonly string[]) => Rule;

export interface Drafting {
  readonly arrangement: Arrangement;
  readonly named: NamedSources;
  readonly profile: LenderProfile;
  readonly loan: LoanColumns;
  readonly principalUnit: MoneyUnit;
  readonly propose: Propose;
  readonly note: (text: string) => void;
}

/** A rule for a day, which other days may lean on. */
export interface Day {
  readonly rule: Rule;
  readonly confidence: number;
  readonly because: readonly string[];
}

/** The columns of the main table that are read once for a loan. Where a loan has several rows, those that change are not. */
export function loanColumns({ main, key, changing, joined }: Arrangement): LoanColumns {
  const steady = main.columns.filter((column) => changing?.has(column) !== true);
  const scheduled = joined.some(({ part }) => part === 'schedule');
  const { 'schedule.interestFen': interest, 'schedule.feeFen': fee, dueTotal } = scheduleMeanings;
  const meanings: Readonly<Partial<Record<LoanName, Meaning>>> = scheduled ? loanMeanings : { ...loanMeanings, 'schedule.interestFen': interest, 'schedule.feeFen': fee, dueTotal };
  const weigh = (name: string, { column, confidence }: Found) => {
    if (name === 'reference') return column === key?.column ? 0.99 : 0;
    // What repeats within a table of one row per loan, as the sort of a product does, is no number of a contract.
    if (name === 'contractNo' && column !== key?.column) return uniqueness(column) > 0.9 ? confidence : 0;
    return confidence;
  };
  const matched = match<LoanName>(steady, meanings, weigh);
  const paidOut = matched.get('disbursements.amountFen');
  if (matched.has('contract.principalFen') || paidOut === undefined) return matched;
  return new Map([...matched, ['contract.principalFen', { ...paidOut, confidence: paidOut.confidence * 0.85, because: ['no column says what was lent; what was paid out is taken'] }]]);
}

/** The unit of the principal: as its header or its size says, or as entries that name theirs add up to it. */
export function principalUnit({ key, joined }: Arrangement, principal: Found | undefined): MoneyUnit {
  if (principal === undefined || key === null) return 'yuan';
  const { unit } = unitOf(principal.column, null);
  for (const { part, columns, key: own } of joined.filter(({ to }) => to === key.column)) {
    // A column of entries that names its unit settles that of the principal they add up to.
    const entry = part === 'schedule' ? match(columns, scheduleMeanings).get('schedule.principalFen') : part === 'disbursements' ? match(columns, disbursementMeanings).get('disbursements.amountFen') : undefined;
    if (entry === undefined || principal.column.header.unit !== null || entry.column.header.unit === null) continue;
    const entryUnit = unitOf(entry.column, null).unit;
    const settled = (['yuan', 'wan_yuan', 'fen'] as const).find((each) => unitThatAddsUp(own, entry.column, key.column, principal.column, each) === entryUnit);
    if (settled !== undefined) return settled;
  }
  return unit;
}
