/** Papers in a ZIP that carry the number of their loan in their names. */
import type { Rule, Source } from '../mapping.ts';
import { proposal, type Proposal } from './rules.ts';
import type { Column, SeenTable } from './shapes.ts';

export interface Papers {
  readonly sources: Readonly<Record<string, Source>>;
  readonly groups: readonly Readonly<Record<string, unknown>>[];
  readonly proposals: readonly Proposal[];
}

/** One source for each way in which the papers are named. */
export function attachmentsOf(seen: readonly SeenTable[], key: Column | null): Papers {
  const names = seen.filter(({ kind }) => kind === 'attachment').flatMap(({ sample }) => sample.map(([name = '']) => name));
  const keys = new Set(key?.distinct);
  const patterns = new Map<string, number>();
  for (const name of names) {
    const base = name.split('/').at(-1) ?? name;
    // The longest run of letters and digits that is the number of a loan; `HT-1` must not be found in `HT-10`.
    const own = [...name.matchAll(/[\p{L}\d_-]+/gu)].flatMap(([run]) => partsOf(run)).filter((part) => keys.has(part)).sort((a, b) => b.length - a.length)[0];
    const pattern = own === undefined ? null : base.includes(own) ? base.replace(own, '{key}') : name.replace(own, '{key}').replace(base, '*');
    if (pattern !== null) patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
  }
  const chosen = [...patterns].filter(([, count]) => count * 20 >= names.length).map(([pattern]) => pattern);
  const named = chosen.map((pattern, index) => ({ pattern, source: index === 0 ? 'papers' : `papers_${index + 1}` }));
  return {
    sources: Object.fromEntries(named.map(({ pattern, source }) => [source, { file: pattern, key: ['key'] }])),
    groups: named.map(({ source }) => ({ each: source, ...fields })),
    proposals: named.flatMap(({ source, pattern }, index) =>
      Object.entries(fields).map(([field, rule]) => proposal(`files.${index}.${field}`, rule, source, 0.9, [`papers named ${pattern} carry the number of the loan`])),
    ),
  };
}

/** A run, and what stands between its hyphens and underscores. */
function partsOf(run: string): readonly string[] {
  const pieces = run.split(/(?<=[_-])|(?=[_-])/);
  return pieces.flatMap((_, from) => pieces.slice(from).map((__, length) => pieces.slice(from, from + length + 1).join('')));
}

const kinds = ['contract', 'disbursement_voucher', 'repayment_record', 'collection_record', 'identity', 'other'];

/** The columns of a table of papers, as they are read from a ZIP. */
const fields: Readonly<Record<string, Rule>> = {
  name: { column: 'name' },
  kind: { column: 'kind', as: 'choice', values: Object.fromEntries(kinds.map((kind) => [kind, kind])) } as unknown as Rule,
  mediaType: { column: 'mediaType' },
  bytes: { column: 'bytes', as: 'count' },
  sha256: { column: 'sha256' },
};
