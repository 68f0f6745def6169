/** Which cases a list shows, and in which order; it stands in the address of the page. */
import type { CaseState } from './states.ts';

export const caseSorts = ['newest', 'oldest', 'largest'] as const;

export interface CaseFilter {
  readonly state?: CaseState | undefined;
  readonly batchId?: string | undefined;
  readonly q?: string | undefined;
  readonly sort?: (typeof caseSorts)[number] | undefined;
}
