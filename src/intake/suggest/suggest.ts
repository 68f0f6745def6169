/**
 * A complete mapping proposed for an export that nobody has described: from the words of its headers, the shapes of
 * its values, and how its columns and tables hang together. What no column and no profile supplies is a null constant,
 * listed as missing; nothing is invented to fill a gap. Pure: from the heads of the tables alone.
 */
import { assert } from '../../kernel/index.ts';
import { readMapping, type Condition, type Mapping } from '../mapping.ts';
import type { LenderProfile } from '../profile.ts';
import { attachmentsOf } from './attachments.ts';
import { found, leastSure } from './matching.ts';
import { termsOf } from './loan.ts';
import { shown, type Proposal } from './rules.ts';
import { columnsOf as profiled, markersIn, type SeenTable } from './shapes.ts';
import { sourcesOf, whereOf, type NamedSources } from './sources.ts';
import { demandMeanings, loanMeanings, repaymentMeanings, scheduleMeanings, type Meaning } from './synonyms.ts';
import { arrange, type Arrangement } from './tables.ts';

export interface Suggestion {
  readonly mapping: Mapping;
  readonly proposals: readonly Proposal[];
  /** Every column of every table, and what it was taken for. */
  readonly columns: readonly SeenColumn[];
  /** Fields that every loan file needs and that neither a column nor the profile supplies. */
  readonly missing: readonly string[];
  /** What a person should know about the proposal. */
  readonly notes: readonly string[];
  /** What the mapping calls each table, in the order given; null for one it leaves out. */
  readonly sources: readonly (string | null)[];
}

export interface SeenColumn {
  readonly source: string | null;
  readonly column: string;
  /** Such as `contract.principalFen` or `schedule[].dueOn`; null where the column is not used. */
  readonly field: string | null;
  readonly as: string | null;
  readonly confidence: number;
  readonly because: readonly string[];
  /** Some of its values, masked where they are about a person. */
  readonly samples: readonly string[];
}

/** Null where there is no table to propose from. */
export function suggestMapping(seen: readonly SeenTable[], profile: LenderProfile | null): Suggestion | null {
  const arrangement = arrange(seen);
  if (arrangement === null) return null;
  const named = sourcesOf(arrangement);
  const papers = attachmentsOf(seen, arrangement.key?.column ?? null);
  const draft = termsOf(arrangement, named, papers, profile ?? {});
  const where = whereOf(arrangement);
  const markers = markersIn(seen);
  const mapping = checked({
    schema: 'assize/mapping/v1',
    name: profile?.lender?.name ?? named.main.tables[0]?.file ?? 'loans',
    sources: { ...named.sources, ...papers.sources },
    main: named.main.name,
    ...(arrangement.changing !== null && { severalRowsPerLoan: true }),
    ...(where !== null && { where: [where.condition] }),
    ...(markers.length > 0 && { empty: markers }),
    loan: draft.loan,
  });
  return {
    mapping,
    proposals: draft.proposals.map((each) => ({ ...each, alternatives: alternativesFor(each, arrangement, named) })),
    columns: columnsSeen(seen, named.nameOf, draft.proposals, where?.condition ?? null),
    missing: draft.proposals.filter(({ rule, required }) => required && 'constant' in rule && rule.constant === null).map(({ field }) => pathOf(field)),
    notes: [...draft.notes, ...(where === null ? [] : [where.because]), ...leftOut(arrangement.leftOut)],
    sources: seen.map((table) => (table.kind === 'attachment' ? (Object.keys(papers.sources)[0] ?? null) : named.nameOf(table))),
  };
}

/** Whatever was proposed, `check` and `create` take it. */
function checked(proposed: unknown): Mapping {
  const read = readMapping(JSON.stringify(proposed));
  assert(read.ok, `a proposed mapping is not valid: ${read.ok ? '' : JSON.stringify(read.refusal.detail)}`);
  return read.value;
}

const leftOut = (tables: readonly SeenTable[]): readonly string[] =>
  tables.map(({ file, part }) => `${file}${part === null ? '' : `, ${part}`}: nothing ties this table to the loans; the mapping does not read it, so leave a file of it out`);

export const pathOf = (field: string): string => field.replace(/\.\d+\./g, '[].');

const meanings: Readonly<Record<string, Meaning>> = { ...scheduleMeanings, ...repaymentMeanings, ...demandMeanings, ...loanMeanings };

/** Other columns that could supply a field, of the table it is read from or else of the loans. */
function alternativesFor({ field, source, columns }: Proposal, { main }: Arrangement, { joined }: NamedSources): Proposal['alternatives'] {
  const meaning = meanings[field.replace(/\.\d+\./, '.')];
  const table = joined.find(({ name }) => name === source) ?? { name: 'loans', columns: main.columns };
  if (meaning === undefined) return [];
  return table.columns
    .filter(({ name }) => !columns.includes(name))
    .map((column) => ({ source: table.name, column: column.name, confidence: Math.round(found(column, meaning).confidence * 100) / 100 }))
    .filter(({ confidence }) => confidence >= leastSure)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, 5);
}

function columnsSeen(seen: readonly SeenTable[], nameOf: (table: SeenTable) => string | null, proposals: readonly Proposal[], where: Condition | null): readonly SeenColumn[] {
  const first = new Map<string | null, SeenTable>();
  for (const table of seen) if (table.kind !== 'attachment' && (nameOf(table) === null || !first.has(nameOf(table)))) first.set(nameOf(table) ?? `${table.file} ${table.part}`, table);
  return [...first.values()].flatMap((table) =>
    profiled(table).map((column): SeenColumn => {
      const source = nameOf(table);
      const used = proposals.filter((each) => each.source === source && each.columns.includes(column.name)).toSorted((a, b) => b.confidence - a.confidence)[0];
      const samples = column.distinct.slice(0, 3).map((text) => shown(column, text.slice(0, 80)));
      if (used === undefined) {
        const because = where?.column === column.name ? ['rows are chosen by it'] : [];
        return { source, column: column.name, field: null, as: null, confidence: 0, because, samples };
      }
      const as = 'as' in used.rule ? (used.rule.as ?? 'text') : 'text';
      return { source, column: column.name, field: pathOf(used.field), as, confidence: used.confidence, because: used.because, samples };
    }),
  );
}
