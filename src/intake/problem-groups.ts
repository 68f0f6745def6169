/** Problems grouped by cause: how often each was met, and the first places. Bounded, whatever the number of loans. */
import type { ItemProblem } from './batch.ts';

export interface ProblemGroup {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fix: string;
  readonly count: number;
  /** The first five. */
  readonly places: readonly (Pick<ItemProblem, 'file' | 'row' | 'column' | 'value'> & { readonly reference: string | null })[];
}

export interface ProblemGroups {
  readonly note: (reference: string | null, problem: ItemProblem) => void;
  /** Errors first, then by how often. */
  readonly found: () => readonly ProblemGroup[];
}

const mostPlaces = 5;

export function problemGroups(): ProblemGroups {
  const groups = new Map<string, ProblemGroup>();
  return {
    note(reference, { code, severity, message, fix, file, row, column, value }) {
      // What is said behind a colon is said of one row only; but a field that no column fills is missing in all of them.
      const cause = code === 'value_missing' && column === null ? message : message.replace(/: .*/s, '');
      const key = `${severity} ${code} ${code === 'value_missing' ? cause : ''}`;
      const group = groups.get(key) ?? { code, severity, message: cause, fix, count: 0, places: [] };
      const places = group.places.length < mostPlaces ? [...group.places, { reference, file, row, column, value }] : group.places;
      groups.set(key, { ...group, count: group.count + 1, places });
    },
    found: () => [...groups.values()].sort(byWeight),
  };
}

const byWeight = (a: ProblemGroup, b: ProblemGroup): number =>
  Number(a.severity === 'warning') - Number(b.severity === 'warning') || b.count - a.count || (a.code < b.code ? -1 : 1);
