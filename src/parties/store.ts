import type { LenderKind } from '../rulebook/index.ts';
import type { Queryable } from '../shell/database.ts';
import type { Commission, Institution, Lender, Membership, Person, Role, RosterEntry, StoredKey } from './index.ts';

interface InstitutionRow {
  institution_id: string;
  kind: Institution['kind'];
  name: string;
  uscc: string;
  address: string;
  phone: string;
  email: string;
  legal_representative: string;
  lender_kind: LenderKind | null;
  licence_no: string | null;
}

const asInstitution = (row: InstitutionRow): Institution => {
  const known = {
    institutionId: row.institution_id,
    name: row.name,
    uscc: row.uscc,
    address: row.address,
    phone: row.phone,
    email: row.email,
    legalRepresentative: row.legal_representative,
  };
  return row.lender_kind === null
    ? ({ kind: 'commission', ...known } satisfies Commission)
    : ({ kind: 'lender', ...known, lenderKind: row.lender_kind, licenceNo: row.licence_no } satisfies Lender);
};

export async function selectInstitutions(db: Queryable, ids: readonly string[] | null, kind: string | null): Promise<readonly Institution[]> {
  const rows = await db.query<InstitutionRow>(
    `select * from assize.institutions
     where ($1::uuid[] is null or institution_id = any ($1)) and ($2::text is null or kind = $2) order by name`,
    [ids, kind],
  );
  return rows.map(asInstitution);
}

export async function selectMembershipsOfUser(db: Queryable, userId: string): Promise<readonly (Person & Membership)[]> {
  const rows = await db.query<{
    person_id: string;
    person_name: string;
    email: string;
    institution_id: string;
    institution_kind: Institution['kind'];
    institution_name: string;
    roles: Role[];
  }>('select * from assize.memberships_of_user($1)', [userId]);
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.person_name,
    email: row.email,
    institutionId: row.institution_id,
    institutionKind: row.institution_kind,
    institutionName: row.institution_name,
    roles: row.roles,
  }));
}

export async function selectRoster(db: Queryable, commissionId: string): Promise<readonly RosterEntry[]> {
  const rows = await db.query<{ person_id: string; name: string; load_cap: number }>(
    `select r.person_id, p.name, r.load_cap
     from assize.roster r join assize.persons p using (person_id)
     where r.commission_id = $1 order by p.name`,
    [commissionId],
  );
  return rows.map((row) => ({ personId: row.person_id, name: row.name, loadCap: row.load_cap }));
}

export async function selectKey(db: Queryable, holderId: string): Promise<StoredKey | null> {
  const [row] = await db.query<{ common_name: string; certificate_pem: string; chain_pem: string; encrypted_key_pem: string }>(
    'select * from assize.signing_keys where holder_id = $1',
    [holderId],
  );
  return row === undefined
    ? null
    : { commonName: row.common_name, certificatePem: row.certificate_pem, chainPem: row.chain_pem, encryptedKeyPem: row.encrypted_key_pem };
}
