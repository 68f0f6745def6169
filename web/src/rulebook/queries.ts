import { keepPreviousData, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { WireCapAnswer, WireDeadlineAnswer, WireFeeAnswer, WireRulebook, WireRuleList } from '../../../src/http/wire/index.ts';
import { api, queryText } from '../shell/api.ts';
import type { PeriodUnit } from './subjects.ts';

/** Law and shipped tables change with a release, entered facts seldom. */
export const rulebookQuery = queryOptions({ queryKey: ['rulebook'], queryFn: () => api.get<WireRulebook>('/rulebook'), staleTime: 60_000 });

/** For the parts of the page, which are shown once the rulebook has been read. */
export const useRulebook = (): WireRulebook => useSuspenseQuery(rulebookQuery).data;

export interface CapQuestion {
  readonly kind: string;
  readonly signedOn: string;
  readonly filedOn: string;
}

export const capQuery = (question: CapQuestion & { readonly commissionId: string | undefined }) =>
  queryOptions({ queryKey: ['rulebook-cap', question], queryFn: () => api.get<WireCapAnswer>(`/rulebook/cap${queryText({ ...question })}`), placeholderData: keepPreviousData });

interface DeadlineQuestion {
  readonly start: string;
  readonly days: number;
  readonly unit: PeriodUnit;
  readonly commissionId: string | undefined;
}
/** The answer with its question, so that the two never stand apart while the next answer is on its way. */
export type Deadline = WireDeadlineAnswer & DeadlineQuestion;

export const deadlineQuery = (question: DeadlineQuestion) =>
  queryOptions({
    queryKey: ['rulebook-deadline', question],
    queryFn: async (): Promise<Deadline> => ({ ...(await api.get<WireDeadlineAnswer>(`/rulebook/deadline${queryText({ ...question })}`)), ...question }),
    placeholderData: keepPreviousData,
  });

/** By a shipped table, or by the one that a commission has in force. */
export const feeQuery = (question: { readonly table: string | undefined; readonly commissionId: string | undefined; readonly disputeFen: string }) =>
  queryOptions({ queryKey: ['rulebook-fee', question], queryFn: () => api.get<WireFeeAnswer>(`/rulebook/fee${queryText({ ...question })}`), placeholderData: keepPreviousData });

/** Every row that a commission ever entered. */
export const rulesQuery = (commissionId: string) => queryOptions({ queryKey: ['rules', commissionId], queryFn: () => api.get<WireRuleList>(`/commissions/${commissionId}/rules`) });
