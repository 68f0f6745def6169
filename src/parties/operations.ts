import { assert } from '../kernel/index.ts';
import type { Queryable } from '../shell/database.ts';
import type { Commission, Institution, Membership, Person, RosterEntry, StoredKey } from './index.ts';
import { selectInstitutions, selectKey, selectMembershipsOfUser, selectRoster } from './store.ts';

/** Who a signed-in user is and where they hold which roles; empty for a user who is nobody here. */
export const membershipsOfUser = (db: Queryable, userId: string): Promise<readonly (Person & Membership)[]> =>
  selectMembershipsOfUser(db, userId);

export async function institutionById(db: Queryable, institutionId: string): Promise<Institution | null> {
  return (await selectInstitutions(db, [institutionId], null))[0] ?? null;
}

/** The commission that a case or a staff member belongs to; that it exists is our own promise. */
export async function commissionById(db: Queryable, commissionId: string): Promise<Commission> {
  const found = await institutionById(db, commissionId);
  assert(found?.kind === 'commission', `no commission ${commissionId}`);
  return found;
}

export async function commissions(db: Queryable): Promise<readonly Commission[]> {
  return (await selectInstitutions(db, null, 'commission')).filter((each) => each.kind === 'commission');
}

export const rosterOf = (db: Queryable, commissionId: string): Promise<readonly RosterEntry[]> => selectRoster(db, commissionId);

/** A key that the act's actor holds, or the seal of the institution they act for; null when there is none. */
export const keyOf = (db: Queryable, holderId: string): Promise<StoredKey | null> => selectKey(db, holderId);
