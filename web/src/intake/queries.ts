import { queryOptions } from '@tanstack/react-query';
import type { WireBatch, WireBatchItem, WireCheck, WireFilingOptions } from '../../../src/http/wire/index.ts';
import { api, queryText } from '../shell/api.ts';

export const isUnderWay = (batch: WireBatch): boolean => batch.state === 'queued' || batch.state === 'running';

export const batchesQuery = queryOptions({
  queryKey: ['batches'],
  queryFn: () => api.get<{ items: WireBatch[] }>('/batches'),
  refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? 1_000 : false),
});

export const batchQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['batch', batchId],
    queryFn: () => api.get<WireBatch>(`/batches/${batchId}`),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 1_000 : false),
  });

export interface BatchItems {
  readonly items: readonly WireBatchItem[];
  readonly total: number;
}

/** Problems of the first `read` loans out of `total` that were not filed. */
export interface BatchProblems extends BatchItems {
  readonly read: number;
}

export const batchItemsQuery = (batchId: string, outcome: WireBatchItem['outcome'], offset: number, limit: number) =>
  queryOptions({
    queryKey: ['batch-items', batchId, outcome, offset, limit],
    queryFn: () => api.get<BatchItems>(`/batches/${batchId}/items${queryText({ outcome, offset, limit })}`),
  });

const problemsAtOnce = 200;
/** More than this nobody reads on a page; the CSV has them all. */
const problemsAtMost = 1_000;

/** Pages count loans; a loan with several problems has a line for each. */
async function itemsUpTo(batchId: string, outcome: 'rejected' | 'refused'): Promise<BatchProblems> {
  const items: WireBatchItem[] = [];
  for (let read = 0; ; ) {
    const next = await api.get<BatchItems>(`/batches/${batchId}/items${queryText({ outcome, offset: read, limit: problemsAtOnce })}`);
    items.push(...next.items);
    read = Math.min(read + problemsAtOnce, next.total);
    if (read >= Math.min(next.total, problemsAtMost)) return { items, read, total: next.total };
  }
}

/** Everything that was not filed, to be grouped by what is wrong. */
export const batchProblemsQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['batch-problems', batchId],
    queryFn: async (): Promise<BatchProblems> => {
      const [rejected, refused] = await Promise.all([itemsUpTo(batchId, 'rejected'), itemsUpTo(batchId, 'refused')]);
      return { items: [...rejected.items, ...refused.items], read: rejected.read + refused.read, total: rejected.total + refused.total };
    },
  });

export const isChecking = (check: WireCheck): boolean => check.state === 'queued' || check.state === 'running';

export const checkQuery = (checkId: string) =>
  queryOptions({
    queryKey: ['check', checkId],
    queryFn: () => api.get<WireCheck>(`/intake/checks/${checkId}`),
    refetchInterval: ({ state }) => (state.data && isChecking(state.data) ? 1_000 : false),
  });

export const filingOptionsQuery = queryOptions({ queryKey: ['filing-options'], queryFn: () => api.get<WireFilingOptions>('/filing-options'), staleTime: 60_000 });
