import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import type { WireCaseDetail, WireCaseList, WireCaseSummary, WireProcedure, WireRoster } from '../../../src/http/wire/index.ts';
import { api, queryText } from '../shell/api.ts';
import type { CaseState } from './states.ts';

export const caseSorts = ['newest', 'oldest', 'largest'] as const;
export type CaseSort = (typeof caseSorts)[number];

export interface CaseQuery {
  readonly state?: CaseState | undefined;
  readonly batchId?: string | undefined;
  readonly q?: string | undefined;
  readonly sort?: CaseSort | undefined;
}

const listCases = (query: CaseQuery, offset: number, limit: number) => api.get<WireCaseList>(`/cases${queryText({ ...query, offset, limit })}`);

export const casesQuery = (query: CaseQuery, offset: number, limit: number) =>
  queryOptions({ queryKey: ['cases', query, offset, limit], queryFn: () => listCases(query, offset, limit), placeholderData: keepPreviousData });

const atOnce = 200;

/** Every case of a filter, fetched in slices. */
export async function allCases(query: CaseQuery): Promise<readonly WireCaseSummary[]> {
  const found = new Map<string, WireCaseSummary>();
  for (let offset = 0; ; offset += atOnce) {
    const { items, total } = await listCases(query, offset, atOnce);
    for (const item of items) found.set(item.caseId, item);
    if (items.length === 0 || offset + items.length >= total) return [...found.values()];
  }
}

export const caseQuery = (caseId: string) => queryOptions({ queryKey: ['case', caseId], queryFn: () => api.get<WireCaseDetail>(`/cases/${caseId}`) });

export const procedureQuery = queryOptions({ queryKey: ['procedure'], queryFn: () => api.get<WireProcedure>('/procedure'), staleTime: Infinity });

export const rosterQuery = queryOptions({ queryKey: ['roster'], queryFn: () => api.get<WireRoster>('/roster') });

/** After a command, or when a case is known to have changed meanwhile: read everything about cases again. */
export function useReloadCases(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(['cases', 'case', 'roster'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}
