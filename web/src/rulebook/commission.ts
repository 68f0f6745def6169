/** Whose rulebook one reads: a commission's people their own; everyone else that of the commission they choose. */
import { hasRole, useMaybeMe } from '../parties/me.ts';

/** The commission that the reader belongs to. */
export function useOwnCommission(): string | undefined {
  const institution = useMaybeMe().data?.acting.institution;
  return institution?.kind === 'commission' ? institution.institutionId : undefined;
}

/** Whether the reader may enter a rule: the director of a commission. */
export function useMayChange(): boolean {
  const { data: me } = useMaybeMe();
  return me !== undefined && hasRole(me, 'director');
}
