/** What part each table plays: which holds the loans, which what fell due, what was paid, who the borrowers are. */
import { match, type Found } from './matching.ts';
import { contained, steadyWithin, uniqueness } from './relations.ts';
import { columnsOf, type Column, type SeenTable } from './shapes.ts';
import { demandMeanings, disbursementMeanings, loanMeanings, repaymentMeanings, scheduleMeanings, tableNames, type Meaning } from './synonyms.ts';

export type Part = 'schedule' | 'repayments' | 'demands' | 'borrowers' | 'disbursements';

/** A table that belongs to the loans, and by which columns. */
export interface Joined {
  readonly part: Part;
  readonly tables: readonly SeenTable[];
  readonly columns: readonly Column[];
  readonly key: Column;
  readonly to: Column;
  /** How surely the two columns join. */
  readonly confidence: number;
  readonly because: string;
}

export interface Arrangement {
  readonly main: { readonly tables: readonly SeenTable[]; readonly columns: readonly Column[] };
  /** The column that names the loan. */
  readonly key: Found | null;
  /** The columns that change from row to row of one loan; null where a loan has one row. */
  readonly changing: ReadonlySet<Column> | null;
  readonly joined: readonly Joined[];
  readonly leftOut: readonly SeenTable[];
}

const borrowerMeanings = { customerNo: loanMeanings.customerNo, name: loanMeanings['borrower.name'], identity: loanMeanings['borrower.identity.number'], mobile: loanMeanings['borrower.mobile'] };

/** What shows that a table plays a part, and how many of these it should have. */
const parts: Readonly<Record<Part, readonly [Readonly<Record<string, Meaning>>, number]>> = {
  schedule: [{ seq: scheduleMeanings['schedule.seq'], on: scheduleMeanings['schedule.dueOn'], principal: scheduleMeanings['schedule.principalFen'], interest: scheduleMeanings['schedule.interestFen'] }, 3],
  repayments: [repaymentMeanings, 2],
  demands: [demandMeanings, 2],
  borrowers: [borrowerMeanings, 3],
  disbursements: [disbursementMeanings, 2],
};

const loanSigns = { rate: loanMeanings['contract.rate'], principal: loanMeanings['contract.principalFen'], signed: loanMeanings['contract.signedOn'], paidOut: loanMeanings['disbursements.on'], no: loanMeanings.reference, term: loanMeanings.term };

const scoreOf = (columns: readonly Column[], meanings: Readonly<Record<string, Meaning>>): number =>
  [...match(columns, meanings).values()].reduce((sum, { confidence }) => sum + confidence, 0);

const nameOf = ({ file, part }: SeenTable): string => `${(file.split('/').at(-1) ?? file).replace(/\.\w+$/, '')} ${part ?? ''}`;

/** Tables with the same columns, read as one. */
interface Alike {
  readonly tables: readonly SeenTable[];
  readonly columns: readonly Column[];
}

/** Tables with the same columns are parts of one: an export cut into several files or sheets. */
function setsOf(tables: readonly SeenTable[]): readonly Alike[] {
  const groups = Map.groupBy(tables, ({ kind, columns }) => JSON.stringify([kind, columns]));
  return [...groups.values()].map((alike) => {
    const [first] = alike;
    return { tables: alike, columns: first === undefined ? [] : columnsOf({ ...first, sample: alike.flatMap(({ sample }) => sample) }) };
  });
}

export function arrange(tables: readonly SeenTable[]): Arrangement | null {
  const sets = setsOf(tables.filter(({ kind, columns }) => kind !== 'attachment' && columns.length > 0));
  const loanScore = ({ columns, tables: [table] }: Alike) => scoreOf(columns, loanSigns) + (table !== undefined && tableNames.loans.test(nameOf(table)) ? 0.5 : 0);
  const main = sets.toSorted((a, b) => loanScore(b) - loanScore(a))[0];
  if (main === undefined) return null;
  const joined: Joined[] = [];
  const leftOut: SeenTable[] = [];
  for (const set of sets.filter((each) => each !== main)) {
    const part = partOf(set);
    const link = part === null ? null : linkOf(set.columns, main.columns, part);
    if (part === null || link === null) leftOut.push(...set.tables);
    else joined.push({ part, ...set, ...link });
  }
  const { key, changing } = keyOf(main.columns, joined);
  return { main, key, changing, joined, leftOut };
}

function partOf({ columns, tables: [table] }: Alike): Part | null {
  const scores = (Object.entries(parts) as [Part, (typeof parts)[Part]][]).map(([part, [meanings, enough]]) => {
    const named = table !== undefined && tableNames[part].test(nameOf(table)) ? 0.3 : 0;
    return { part, score: scoreOf(columns, meanings) / enough + named };
  });
  const [best] = scores.sort((a, b) => b.score - a.score);
  return best !== undefined && best.score >= 0.5 ? best.part : null;
}

/** The pair of columns by which a table belongs to the loans: most of its values are there, under names that agree. */
function linkOf(columns: readonly Column[], main: readonly Column[], part: Part): Pick<Joined, 'key' | 'to' | 'confidence' | 'because'> | null {
  const pairs = columns.flatMap((key) => main.map((to) => ({ key, to, ...join(key, to, part) }))).filter(({ confidence }) => confidence >= 0.4);
  return pairs.sort((a, b) => b.confidence - a.confidence)[0] ?? null;
}

const loanNames = { reference: loanMeanings.reference, customerNo: loanMeanings.customerNo, identity: loanMeanings['borrower.identity.number'] };
const meansOf = (column: Column): string => [...match([column], loanNames)].sort(([, a], [, b]) => b.confidence - a.confidence)[0]?.[0] ?? '';

function join(key: Column, to: Column, part: Part): { readonly confidence: number; readonly because: string } {
  const notKeys = [key, to].some(({ shares, filled }) => filled === 0 || shares.code < 0.9 || (shares.day > 0.9 && shares.resident_id < 0.5));
  if (notKeys) return { confidence: 0, because: '' };
  const shared = contained(key, to);
  const alike = key.name === to.name ? 1 : meansOf(key) !== '' && meansOf(key) === meansOf(to) ? 0.8 : 0;
  // A loan has one borrower but a borrower several loans; every other entry belongs to one loan.
  const single = uniqueness(part === 'borrowers' ? key : to);
  const confidence = (0.55 * shared + 0.4 * alike) * (single > 0.9 ? 1 : 0.4 + 0.4 * single) * (alike === 0 && to.distinct.length < 3 ? 0.5 : 1);
  return { confidence, because: `${Math.round(100 * shared)} % of the values of ${key.name} are in ${to.name}` };
}

function keyOf(columns: readonly Column[], joined: readonly Joined[]): Pick<Arrangement, 'key' | 'changing'> {
  const pointedAt = joined.filter(({ part }) => part !== 'borrowers').map(({ to }) => to);
  const weigh = (_: string, { column, confidence }: Found) =>
    Math.min(0.97, confidence * (0.35 + 0.65 * Math.min(1, uniqueness(column) / 0.6)) * (pointedAt.includes(column) ? 1.5 : 1));
  const named = match(columns, { reference: loanMeanings.reference }, weigh).get('reference');
  const key = named ?? pointedKey(pointedAt) ?? onlyKey(columns);
  if (key === null || uniqueness(key.column) > 0.95) return { key, changing: null };
  const changing = new Set(columns.filter((column) => column !== key.column && steadyWithin(key.column, column) === false));
  return { key, changing: changing.size === 0 ? null : changing };
}

const pointedKey = ([column]: readonly Column[]): Found | null => (column === undefined ? null : { column, confidence: 0.6, because: ['other tables refer to it'] });

/** Where no header names the loan: the first column whose values are codes and never come twice. */
function onlyKey(columns: readonly Column[]): Found | null {
  const column = columns.find((each) => each.shares.code > 0.95 && uniqueness(each) === 1 && each.shares.resident_id < 0.5 && each.shares.day < 0.5 && each.header.atoms.size === 0 && each.name !== '');
  return column === undefined ? null : { column, confidence: 0.4, because: ['its values never come twice'] };
}
