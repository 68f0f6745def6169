/** Who is signed in, what they may do, and where their desk is. */
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { WireMe, WireRole } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => api.get<WireMe>('/me'), staleTime: 60_000, retry: false });

/** For pages behind the sign-in, where the answer is already there. */
export const useMe = (): WireMe => useSuspenseQuery(meQuery).data;

export const useMaybeMe = () => useQuery(meQuery);

export const hasRole = (me: WireMe, ...roles: readonly WireRole[]): boolean => me.acting.roles.some((role) => roles.includes(role));

/** A lender's agent works from batches; a commission and its arbitrators from a desk. */
export const startOf = (me: WireMe): '/batches' | '/desk' => (me.acting.institution.kind === 'lender' ? '/batches' : '/desk');
