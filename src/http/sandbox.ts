/**
 * The sandbox: one commission with its rules, roster and fee table, one lender, and people for every role, all
 * invented, with sign-ins that are no secret. Loaded as the owner of the tables, once; loading again changes nothing.
 */
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { issueKey, openKey, type Installation } from '../documents/operations.ts';
import { assert, daysBetween, legalDay, newId, parseDay, type Day } from '../kernel/index.ts';
import { submitBatch } from '../intake/operations.ts';
import type { RuleSubject } from '../rulebook/index.ts';
import { act, type ActOf, type World } from '../shell/act.ts';
import { wallClock } from '../shell/clock.ts';
import { createUser, type Auth } from './auth.ts';
import type { WireRole, WireSandbox } from './wire/index.ts';

/** The day on which a sandbox begins: the day the sample's claims are reckoned to. */
export const sandboxFirstDay: Day = parseDay('2026-03-02');

export const sandboxCommission = { institutionId: '01950000-0000-7000-8000-000000000001', name: '沙箱仲裁委员会' } as const;
export const sandboxLender = { institutionId: '01950000-0000-7000-8000-000000000002', name: '示例小额贷款有限公司' } as const;
const pin = '246810';

const sandboxRules: Partial<Readonly<Record<RuleSubject, string>>> = {
  rules_name: '沙箱仲裁委员会网络仲裁规则',
  case_no_words: '沙箱网仲案字',
  procedure_profile: 'EOP-5',
  fee_table: 'measures-1995-lowest',
  fee_refund: 'measures-1995',
};

interface Someone {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly institution: { readonly institutionId: string; readonly name: string };
  readonly roles: readonly WireRole[];
}

const someone = (no: number, name: string, email: string, institution: Someone['institution'], ...roles: readonly WireRole[]): Someone => ({
  personId: `01950000-0000-7000-8000-0000000001${String(no).padStart(2, '0')}`,
  name,
  email: `${email}@assize.test`,
  password: `sandbox-${email}`,
  institution,
  roles,
});

export const sandboxPeople = {
  lender: someone(1, '程立诺', 'lender', sandboxLender, 'lender_agent'),
  secretary: someone(2, '林书铭', 'secretary', sandboxCommission, 'filing_secretary', 'case_secretary'),
  director: someone(3, '周正言', 'director', sandboxCommission, 'director'),
  arbitrator: someone(4, '沈知行', 'arbitrator', sandboxCommission, 'arbitrator'),
  arbitrator2: someone(5, '顾明远', 'arbitrator2', sandboxCommission, 'arbitrator'),
} as const;

const everyone: readonly Someone[] = Object.values(sandboxPeople);
const holdsPin = ({ roles }: Someone): boolean => roles.includes('arbitrator') || roles.includes('director');

export const sandboxSignIns: WireSandbox['signIns'] = everyone.map((each) => ({
  name: each.name,
  roles: [...each.roles],
  institution: each.institution.name,
  email: each.email,
  password: each.password,
  pin: holdsPin(each) ? pin : null,
}));

export interface SandboxSettings {
  readonly databaseUrl: string;
  readonly auth: Auth;
  readonly installation: Installation;
  /** Where the calendar begins; the sandbox's own first day unless a test says otherwise. */
  readonly firstDay?: Day;
}

/** Loads the sandbox into a database that is new; gives whether it did. */
export async function loadSandbox({ databaseUrl, auth, installation, firstDay = sandboxFirstDay }: SandboxSettings): Promise<boolean> {
  const users = new Map<string, string>();
  for (const each of everyone) users.set(each.personId, await createUser(auth, each));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    const ahead = daysBetween(legalDay(wallClock()), firstDay);
    const { rowCount } = await client.query('update assize.business_clock set sandbox = true, ahead_days = $1 where not sandbox', [ahead]);
    if (rowCount === 1) await fill(client, users, installation);
    await client.query('commit');
    return rowCount === 1;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client, users: ReadonlyMap<string, string>, installation: Installation): Promise<void> {
  await client.query(
    `insert into assize.institutions (institution_id, kind, name, uscc, address, phone, email, legal_representative, lender_kind, licence_no) values
       ($1, 'commission', $2, '52999900MJ00000001', '沙箱市示例路1号', '0999-0000000', 'registry@commission.test', '周正言', null, null),
       ($3, 'lender', $4, $5, '沙箱市示例路8号', '0999-0000001', 'legal@lender.test', '方启明', $6, '示例金监贷〔2020〕1号')`,
    [sandboxCommission.institutionId, sandboxCommission.name, sandboxLender.institutionId, sandboxLender.name, sampleLenderUscc, 'small_loan'],
  );
  for (const { personId, name, email, institution, roles } of everyone) {
    await client.query('insert into assize.persons (person_id, user_id, name, email) values ($1, $2, $3, $4)', [personId, users.get(personId), name, email]);
    for (const role of roles) {
      await client.query('insert into assize.memberships (person_id, institution_id, role) values ($1, $2, $3)', [personId, institution.institutionId, role]);
    }
    if (roles.includes('arbitrator')) {
      await client.query('insert into assize.roster (commission_id, person_id, load_cap) values ($1, $2, 500)', [institution.institutionId, personId]);
    }
  }
  for (const [subject, value] of Object.entries(sandboxRules)) {
    await client.query(
      `insert into assize.rules (rule_id, commission_id, subject, valid, value, source, reason, entered_by_name, entered_at)
       values ($1, $2, $3, daterange('2015-09-01', null), $4, '沙箱', '沙箱初始规则', '安装程序', now())`,
      [newId(), sandboxCommission.institutionId, subject, JSON.stringify(value)],
    );
  }
  await insertKeys(client, installation);
}

/** Keys for the arbitrators and for the seal, certified by the installation's sandbox root. */
async function insertKeys(client: pg.Client, installation: Installation): Promise<void> {
  const holders = [
    ...everyone.filter(({ roles }) => roles.includes('arbitrator')).map(({ personId, name }) => ({ id: personId, name })),
    { id: sandboxCommission.institutionId, name: sandboxCommission.name },
  ];
  const { validFromDate, validToDate } = installation.authority.certificate;
  const validity = { notBefore: validFromDate.toTemporalInstant(), notAfter: validToDate.toTemporalInstant() };
  for (const [index, { id, name }] of holders.entries()) {
    const key = issueKey(installation.authority, { commonName: name, serial: BigInt(10 + index), ...validity, pin });
    assert(openKey(key, pin).ok, 'a new key opens with its PIN');
    await client.query('insert into assize.signing_keys (holder_id, common_name, certificate_pem, chain_pem, encrypted_key_pem) values ($1, $2, $3, $4, $5)', [
      id,
      name,
      key.certificatePem,
      key.chainPem,
      key.encryptedKeyPem,
    ]);
  }
}

/** Sends the shipped sample as the lender's own batch; sending it again gives the same batch. */
export async function submitSample(world: World): Promise<string> {
  const folder = new URL('../../examples/sample/', import.meta.url);
  const { personId, name, roles } = sandboxPeople.lender;
  const as: ActOf = { actor: { kind: 'person', personId, name, roles }, scope: { kind: 'lender', id: sandboxLender.institutionId } };
  const names = ['loans.csv', 'repayments.csv', 'schedule.csv'];
  const files = await Promise.all(names.map(async (file) => ({ name: file, bytes: await readFile(new URL(file, folder)) })));
  const mapping = await readFile(new URL('mapping.json', folder), 'utf8');
  const submitted = await act(world, as, (opened) =>
    submitBatch(opened, { reference: 'SAMPLE-2026-03', commissionId: sandboxCommission.institutionId, asOf: sandboxFirstDay, mapping, files }),
  );
  assert(submitted.ok, 'the shipped sample is taken');
  return submitted.value.batchId;
}

/** The unified social credit code of the sample's lender; valid by its check character, and nobody's. */
const sampleLenderUscc = '91999999MA0000001N';
