/** Two commissions and two lenders with a case or two between them, written by the owner of the tables. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import type { ActOf, World } from '../src/shell/act.ts';
import { openBlobStore } from '../src/shell/blobs.ts';
import { ignoreBreak, openDatabase } from '../src/shell/database.ts';
import { workingFolders } from '../src/shell/working-folders.ts';
import { cloneTemplate } from './postgres.ts';

/** `idOf('case', 1)`: readable ids, one series for each kind of thing. */
const kinds = ['commission', 'lender', 'person', 'batch', 'case', 'answer', 'paper', 'notice'] as const;
export const idOf = (kind: (typeof kinds)[number], no: number): string => `01950000-0000-7000-8000-${String(kinds.indexOf(kind) + 1).padStart(4, '0')}${String(no).padStart(8, '0')}`;

/** Case n: commission, lender, arbitrator. The arbitrators 1 and 2 are on the rosters of the commissions 1 and 2. */
export const tenantCases: readonly (readonly [commission: number, lender: number, arbitrator: number | null])[] = [
  [1, 1, 1],
  [2, 2, 2],
  [1, 2, null],
];

export interface Tenants {
  readonly world: World;
  readonly url: string;
  /** Runs SQL as the owner of the tables. */
  readonly owner: pg.Pool;
}

/** A database of the test file's own, with everything in it but evidence; gone when the file ends. */
export async function createTenants(): Promise<Tenants> {
  const { url, drop } = await cloneTemplate();
  const folder = await mkdtemp(join(tmpdir(), 'assize-'));
  const owner = new pg.Pool({ connectionString: url, max: 2 });
  owner.on('error', ignoreBreak);
  const database = openDatabase(url);
  after(async () => {
    await database.close();
    await owner.end();
    await drop();
    await rm(folder, { recursive: true });
  });
  await fillTenants(owner);
  return { world: { database, blobs: openBlobStore(join(folder, 'blobs')), folders: workingFolders(join(folder, 'work')), sandbox: false }, url, owner };
}

export async function fillTenants(owner: pg.Pool): Promise<void> {
  for (const no of [1, 2]) await fillInstitutions(owner, no);
  for (const no of [1, 2]) await fillIntake(owner, idOf('lender', no), idOf('commission', no));
  for (const [index, [commission, lender, arbitrator]] of tenantCases.entries()) await fillCase(owner, index + 1, commission, lender, arbitrator);
}

async function fillInstitutions(owner: pg.Pool, no: number): Promise<void> {
  const [commission, lender, person] = [idOf('commission', no), idOf('lender', no), idOf('person', no)];
  await owner.query(
    `insert into assize.institutions (institution_id, kind, name, uscc, address, phone, email, legal_representative, lender_kind) values
       ($1, 'commission', '仲裁委员会' || $3, 'C' || $3, '-', '-', '-', '-', null), ($2, 'lender', '出借人' || $3, 'L' || $3, '-', '-', '-', '-', 'small_loan')`,
    [commission, lender, String(no)],
  );
  await owner.query(`insert into assize.persons values ($1, 'user-' || $2, '仲裁员' || $2, 'p' || $2 || '@assize.test')`, [person, String(no)]);
  await owner.query(`insert into assize.memberships values ($1, $2, 'arbitrator')`, [person, commission]);
  await owner.query('insert into assize.roster values ($1, $2, 10)', [commission, person]);
  await owner.query(
    `insert into assize.rules (rule_id, commission_id, subject, valid, value, source, reason, entered_by_name, entered_at)
     select gen_random_uuid(), $1, subject, daterange('2015-09-01', null), to_jsonb(value), '-', '-', '-', now()
     from (values ('rules_name', '规则'), ('case_no_words', '仲字'), ('procedure_profile', 'EOP-5'), ('fee_table', 'measures-1995-lowest')) as each (subject, value)`,
    [commission],
  );
  await owner.query('insert into assize.case_numbers values ($1, 2026, 7)', [commission]);
  for (const holder of [commission, person]) await owner.query(`insert into assize.signing_keys values ($1, '-', '-', '-', '-')`, [holder]);
}

async function fillIntake(owner: pg.Pool, lenderId: string, commissionId: string): Promise<void> {
  await owner.query(`insert into assize.uploads values ($1, 'sha256', '-', 0, now(), $1, '-')`, [lenderId]);
  await owner.query(`insert into assize.saved_mappings values ($1, '-', 1, '{}', '[]', now(), $1, '-')`, [lenderId]);
  await owner.query(
    `insert into assize.checks (check_id, lender_id, commission_id, as_of, mapping_sha256, files, created_at, created_by, created_by_name)
     values ($1, $1, $2, '2026-03-02', '-', '[]', now(), $1, '-')`,
    [lenderId, commissionId],
  );
}

async function fillCase(owner: pg.Pool, no: number, commission: number, lender: number, arbitrator: number | null): Promise<void> {
  const parties = [idOf('commission', commission), idOf('lender', lender)];
  const caseId = idOf('case', no);
  const batchId = idOf('batch', no);
  await owner.query(
    `insert into assize.batches (batch_id, commission_id, lender_id, reference, as_of, content_sha256, mapping_sha256, files, created_at, created_by, created_by_name)
     values ($1, $2, $3, $4, '2026-03-02', '-', '-', '[]', now(), $1, '-')`,
    [batchId, ...parties, `B-${no}`],
  );
  await owner.query(
    `insert into assize.cases (case_id, commission_id, lender_id, batch_id, lender_name, commission_name, reference, contract_no, respondent_name,
       state, state_since, loan_sha256, claim_sha256, principal_fen, total_fen, filed_on, procedure_profile, fee_table, arbitrator_id)
     values ($1, $2, $3, $4, '-', '-', $5, '-', '-', 'award_issued', '2026-03-02', '-', '-', 1, 1, '2026-03-02', 'EOP-5', 'measures-1995-lowest', $6)`,
    [caseId, ...parties, batchId, `L-${no}`, arbitrator === null ? null : idOf('person', arbitrator)],
  );
  await owner.query(`insert into assize.batch_rounds (batch_id, round, content_sha256, files, created_at, created_by, created_by_name) values ($1, 1, '-', '[]', now(), $1, '-')`, [batchId]);
  await owner.query(`insert into assize.batch_items (batch_id, round, position, reference, outcome, case_id) values ($1, 1, 0, '-', 'filed', $2)`, [batchId, caseId]);
  await owner.query(`insert into assize.deadlines values ($1, 'award', '2026-03-02', 6, 'day', '2026-03-08', '2026-03-09', '[]', '-', '-')`, [caseId]);
  await owner.query(`insert into assize.answers values ($1, $2, 'defence', '-', now(), false)`, [idOf('answer', no), caseId]);
  await owner.query(`insert into assize.award_drafts values ($1, $2, '{}')`, [caseId, idOf('person', arbitrator ?? 1)]);
  for (const [paper, kind] of [[no * 2, 'application'], [no * 2 + 1, 'award']] as const) {
    await owner.query(`insert into assize.papers values ($1, $2, $3, 1, '-', 0, '2026-03-02')`, [idOf('paper', paper), caseId, kind]);
  }
  await owner.query(`insert into assize.notices values ($1, $2, 'respondent', 'award', 'email', '-', '-', '{}', 0, now())`, [idOf('notice', no), caseId]);
  await owner.query(`insert into assize.service_attempts values ($1, $2, 1, now(), 'accepted', 1, '-')`, [idOf('notice', no), caseId]);
  await owner.query(`insert into assize.identity_attempts values ($1, '2026-03-02', 1)`, [caseId]);
}

/** An act of someone of a tenant; `person` is whose eyes row-level security looks through. */
export const as = (kind: ActOf['scope']['kind'], id: string, person = idOf('person', 9)): ActOf => ({
  scope: { kind, id },
  actor: { kind: 'person', personId: person, name: '某人', roles: [] },
});
