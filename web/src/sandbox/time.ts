/** The tribunal's business date, and the sandbox's power over it. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WireAdvanceResponse, WireSandbox } from '../../../src/http/wire/index.ts';
import type { WireStatus } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';

export const statusQuery = queryOptions({ queryKey: ['status'], queryFn: () => api.get<WireStatus>('/status'), staleTime: 30_000 });
export const useStatus = () => useQuery(statusQuery);

export const sandboxQuery = queryOptions({ queryKey: ['sandbox'], queryFn: () => api.get<WireSandbox>('/sandbox'), staleTime: 30_000 });

/** Moves the business date; everything a page shows may have changed with it. */
export function useAdvance() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: string) => api.post<WireAdvanceResponse>('/sandbox/advance', { to }),
    onSuccess: () => client.invalidateQueries(),
  });
}
