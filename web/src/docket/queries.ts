import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import type { WireCaseDetail, WireCaseList, WireCaseSummary, WireExplainedClaim, WireProcedure, WireRoster } from '../../../src/http/wire/index.ts';
import { api, queryText } from '../shell/api.ts';
import type { CaseFilter } from './case-filter.ts';

const listCases = (filter: CaseFilter, offset: number, limit: number) => api.get<WireCaseList>(`/cases${queryText({ ...filter, offset, limit })}`);

export const casesQuery = (filter: CaseFilter, offset: number, limit: number) =>
  queryOptions({ queryKey: ['cases', filter, offset, limit], queryFn: () => listCases(filter, offset, limit), placeholderData: keepPreviousData });

const atOnce = 200;

/** Every case of a filter, fetched in slices. */
export async function allCases(filter: CaseFilter): Promise<readonly WireCaseSummary[]> {
  const found = new Map<string, WireCaseSummary>();
  for (let offset = 0; ; offset += atOnce) {
    const { items, total } = await listCases(filter, offset, atOnce);
    for (const item of items) found.set(item.caseId, item);
    if (items.length === 0 || offset + items.length >= total) return [...found.values()];
  }
}

export const caseQuery = (caseId: string) => queryOptions({ queryKey: ['case', caseId], queryFn: () => api.get<WireCaseDetail>(`/cases/${caseId}`) });

/** `asOf` null: the filed claim. The last sheet stays until the next has come. */
export const claimQuery = (caseId: string, asOf: string | null) =>
  queryOptions({
    queryKey: ['case', caseId, 'claim', asOf],
    queryFn: () => api.get<WireExplainedClaim>(`/cases/${caseId}/claim${queryText({ asOf: asOf ?? undefined })}`),
    placeholderData: keepPreviousData,
  });

export const procedureQuery = queryOptions({ queryKey: ['procedure'], queryFn: () => api.get<WireProcedure>('/procedure'), staleTime: Infinity });

export const rosterQuery = queryOptions({ queryKey: ['roster'], queryFn: () => api.get<WireRoster>('/roster') });

/** After a command, or when a case is known to have changed meanwhile: read everything about cases again. */
export function useReloadCases(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(['cases', 'case', 'roster'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}
