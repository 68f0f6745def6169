/**
 * Mappings that a lender has saved, and how they are recognised: by the columns they were made for, whatever the
 * files are called this month. What is found is the mapping as saved, read from the files as they were seen now.
 */
import type { Instant } from '../kernel/index.ts';
import type { By } from './batch.ts';
import type { Mapping } from './mapping.ts';

/** The columns of each source, as they stood in the files; a table that a proposal leaves out has the name ''. */
export type Layout = readonly { readonly source: string; readonly columns: readonly string[] }[];

export interface SavedMapping {
  readonly name: string;
  /** From 1; saving again is a new version. */
  readonly version: number;
  readonly mapping: Mapping;
  readonly layout: Layout;
  readonly savedAt: Instant;
  readonly savedBy: By;
}

/** Columns that the saved layout has and the files have not, and the other way round. */
export interface Drift {
  readonly missing: readonly Column[];
  readonly added: readonly Column[];
}

interface Column {
  readonly source: string;
  readonly column: string;
}

export interface SavedMatch {
  readonly saved: SavedMapping;
  /** As saved, with the files, sheets and headers of these files. */
  readonly mapping: Mapping;
  /** Null: the columns are the same. */
  readonly drift: Drift | null;
}

/** Below this share of columns in common it is another layout, not a drifted one. */
const leastInCommon = 0.6;

/** Each source once: an export cut into several files has the same columns in all of them. Tables without a name stay apart. */
export const layoutOf = (tables: Layout): Layout => tables.filter(({ source }, index) => source === '' || tables.findIndex((each) => each.source === source) === index);

/** The saved mapping that these tables fit best; `proposed` is the mapping that was proposed for them. Of equals, the latest. */
export function recognise(saved: readonly SavedMapping[], seen: Layout, proposed: Mapping): SavedMatch | null {
  const fits = saved.map((each) => ({ each, pairs: pair(each.layout, seen), common: 0 })).map((fit) => ({ ...fit, common: shareInCommon(fit.pairs) }));
  const [best] = fits.sort((a, b) => b.common - a.common || Temporal.Instant.compare(b.each.savedAt, a.each.savedAt));
  if (best === undefined || best.common < leastInCommon) return null;
  const { each, pairs, common } = best;
  return { saved: each, mapping: readFrom(each.mapping, pairs, proposed), drift: common === 1 ? null : driftOf(pairs) };
}

/** A source of the saved layout and the table that is most like it; either may be alone. */
interface Pair {
  readonly saved: Layout[number] | null;
  readonly seen: Layout[number] | null;
}

function pair(saved: Layout, seen: Layout): readonly Pair[] {
  const left = new Set(seen);
  const pairs = saved.map((source): Pair => {
    const [closest] = [...left].sort((a, b) => inCommon(source, b) - inCommon(source, a));
    if (closest === undefined || inCommon(source, closest) === 0) return { saved: source, seen: null };
    left.delete(closest);
    return { saved: source, seen: closest };
  });
  // A table that the proposal has no use for, and the saved mapping neither, is no drift.
  return [...pairs, ...[...left].filter(({ source }) => source !== '').map((table) => ({ saved: null, seen: table }))];
}

const columnsOf = (table: Layout[number] | null): ReadonlySet<string> => new Set(table?.columns ?? []);

const inCommon = (a: Layout[number] | null, b: Layout[number] | null): number => columnsOf(a).intersection(columnsOf(b)).size;

function shareInCommon(pairs: readonly Pair[]): number {
  const together = pairs.reduce((sum, { saved, seen }) => sum + columnsOf(saved).union(columnsOf(seen)).size, 0);
  return together === 0 ? 0 : pairs.reduce((sum, { saved, seen }) => sum + inCommon(saved, seen), 0) / together;
}

function driftOf(pairs: readonly Pair[]): Drift {
  const beyond = (side: Layout[number] | null, other: Layout[number] | null, source: string) =>
    [...columnsOf(side).difference(columnsOf(other))].map((column) => ({ source, column }));
  const nameOf = ({ saved, seen }: Pair) => saved?.source ?? seen?.source ?? '';
  return {
    missing: pairs.flatMap((each) => beyond(each.saved, each.seen, nameOf(each))),
    added: pairs.flatMap((each) => beyond(each.seen, each.saved, nameOf(each))),
  };
}

/** What a source is called and keyed by is the saved mapping's; where and how it is read is what was seen now. */
function readFrom(mapping: Mapping, pairs: readonly Pair[], proposed: Mapping): Mapping {
  const sources = { ...mapping.sources };
  for (const { saved, seen } of pairs) {
    const before = sources[saved?.source ?? ''];
    const now = proposed.sources[seen?.source ?? ''];
    if (saved === null || before === undefined || now === undefined) continue;
    const { key, to } = before;
    const { to: _to, ...form } = now;
    sources[saved.source] = { ...form, key, ...(to && { to }) };
  }
  return { ...mapping, sources };
}
