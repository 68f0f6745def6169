import { assert, fen, type Day, type Instant } from '../kernel/index.ts';
import type { ServiceLevel } from '../rulebook/index.ts';
import type { Act } from '../shell/act.ts';
import type { Answer, AnswerKind, AwardDraft, Case, CasePaper, FiledCase, FiledQuestion, PaperSignature } from './case.ts';
import type { CaseState } from './procedure.ts';

interface CaseRow {
  case_id: string;
  commission_id: string;
  lender_id: string;
  batch_id: string;
  lender_name: string;
  commission_name: string;
  reference: string;
  contract_no: string;
  respondent_name: string;
  case_no: string | null;
  state: CaseState;
  state_since: Day;
  version: number;
  loan_sha256: string;
  claim_sha256: string;
  principal_fen: bigint;
  total_fen: bigint;
  warnings: string[];
  filed_on: Day;
  procedure_profile: string;
  fee_table: string;
  fee_fen: bigint | null;
  fee_receipt_no: string | null;
  accepted_on: Day | null;
  service_level: ServiceLevel;
  answered: boolean;
  arbitrator_id: string | null;
  arbitrator_name: string | null;
  tribunal_on: Day | null;
  award_on: Day | null;
}

const asCase = (row: CaseRow): Case => ({
  caseId: row.case_id,
  commissionId: row.commission_id,
  lenderId: row.lender_id,
  batchId: row.batch_id,
  lenderName: row.lender_name,
  commissionName: row.commission_name,
  reference: row.reference,
  contractNo: row.contract_no,
  respondentName: row.respondent_name,
  caseNo: row.case_no,
  state: row.state,
  stateSince: row.state_since,
  version: row.version,
  loanSha256: row.loan_sha256,
  claimSha256: row.claim_sha256,
  principalFen: fen(row.principal_fen),
  totalFen: fen(row.total_fen),
  warnings: row.warnings,
  filedOn: row.filed_on,
  procedureProfile: row.procedure_profile,
  feeTable: row.fee_table,
  feeFen: row.fee_fen === null ? null : fen(row.fee_fen),
  feeReceiptNo: row.fee_receipt_no,
  acceptedOn: row.accepted_on,
  serviceLevel: row.service_level,
  answered: row.answered,
  arbitratorId: row.arbitrator_id,
  arbitratorName: row.arbitrator_name,
  tribunalOn: row.tribunal_on,
  awardOn: row.award_on,
});

/** The cases with these ids that the act may see, locked until it ends, in one order so that no two acts wait for each other. */
export async function lockCases(act: Act, caseIds: readonly string[]): Promise<ReadonlyMap<string, Case>> {
  const rows = await act.query<CaseRow>('select * from assize.cases where case_id = any ($1::uuid[]) order by case_id for update', [caseIds]);
  return new Map(rows.map((row) => [row.case_id, asCase(row)]));
}

/** The acting commission's cases with a running deadline that counts or ends on one of these days. */
export async function casesWithDeadlines(act: Act, { from, to }: { readonly from: Day; readonly to: Day }): Promise<ReadonlyMap<string, Case>> {
  const rows = await act.query<CaseRow>(
    `select * from assize.cases c
     where c.commission_id = assize.scope_id() and exists (
       select from assize.deadlines d where d.case_id = c.case_id and d.state = 'running' and d.start_on < $2 and d.due_on >= $1)
     order by case_id`,
    [from, to],
  );
  return new Map(rows.map((row) => [row.case_id, asCase(row)]));
}

/** The acting commission's cases in one of these states that were filed on a day or later, oldest first. */
export async function casesFiledSince(act: Act, day: Day, states: readonly CaseState[]): Promise<readonly Case[]> {
  const rows = await act.query<CaseRow>(
    'select * from assize.cases where commission_id = assize.scope_id() and filed_on >= $1 and state = any ($2) order by case_id',
    [day, states],
  );
  return rows.map(asCase);
}

export async function selectCase(act: Act, caseId: string): Promise<Case | null> {
  const [row] = await act.query<CaseRow>('select * from assize.cases where case_id = $1', [caseId]);
  return row === undefined ? null : asCase(row);
}

export interface CaseFilter {
  readonly state: CaseState | null;
  readonly batchId: string | null;
  /** Part of a case number, reference or respondent's name. */
  readonly words: string | null;
  readonly offset: number;
  readonly limit: number;
  readonly sort: 'newest' | 'oldest' | 'largest';
}

const orders = { newest: 'filed_on desc, case_id desc', oldest: 'state_since, case_id', largest: 'total_fen desc, case_id' } as const;

const filtered = `($1::text is null or state = $1) and ($2::uuid is null or batch_id = $2)
  and ($3::text is null or case_no ilike $3 or reference ilike $3 or respondent_name ilike $3)`;

export async function selectCases(act: Act, filter: CaseFilter): Promise<{ readonly items: readonly Case[]; readonly total: number }> {
  const words = filter.words === null ? null : `%${filter.words.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const conditions = [filter.state, filter.batchId, words];
  const rows = await act.query<CaseRow>(
    `select * from assize.cases where ${filtered} order by ${orders[filter.sort]} offset $4 limit $5`,
    [...conditions, filter.offset, filter.limit],
  );
  const [count] = await act.query<{ total: number }>(`select count(*)::int as total from assize.cases where ${filtered}`, conditions);
  return { items: rows.map(asCase), total: count?.total ?? 0 };
}

export const countByState = (act: Act): Promise<readonly { state: CaseState; count: number; oldest: Day }[]> =>
  act.query('select state, count(*)::int as count, min(state_since) as oldest from assize.cases group by state');

export async function openCasesByArbitrator(act: Act, states: readonly CaseState[]): Promise<ReadonlyMap<string, number>> {
  const rows = await act.query<{ arbitrator_id: string; count: number }>(
    'select arbitrator_id, count(*)::int as count from assize.cases where arbitrator_id is not null and state = any ($1) group by arbitrator_id',
    [states],
  );
  return new Map(rows.map((row) => [row.arbitrator_id, row.count]));
}

const columns = `case_id, commission_id, lender_id, batch_id, lender_name, commission_name, reference, contract_no, respondent_name,
  state, state_since, loan_sha256, claim_sha256, principal_fen, total_fen, warnings, filed_on, procedure_profile, fee_table`;

/** Inserts cases, each unless its loan already has one; gives the ids that were inserted. */
export async function insertCases(act: Act, cases: readonly Case[]): Promise<ReadonlySet<string>> {
  const rows = await act.query<{ case_id: string }>(
    `insert into assize.cases (${columns})
     select ${columns} from jsonb_to_recordset($1::jsonb) as new (
       case_id uuid, commission_id uuid, lender_id uuid, batch_id uuid, lender_name text, commission_name text, reference text,
       contract_no text, respondent_name text, state text, state_since date, loan_sha256 text, claim_sha256 text,
       principal_fen bigint, total_fen bigint, warnings jsonb, filed_on date, procedure_profile text, fee_table text)
     on conflict (lender_id, reference) where state <> 'not_accepted' do nothing
     returning case_id`,
    [JSON.stringify(cases.map(asRow))],
  );
  return new Set(rows.map((row) => row.case_id));
}

/** Of the lender whose act it is: cases of these references, of these contracts and with these ids, without those not accepted. */
export const selectFiled = (act: Act, { references, contractNos, caseIds }: FiledQuestion): Promise<readonly FiledCase[]> =>
  act.query(
    `select case_id as "caseId", case_no as "caseNo", batch_id as "batchId", reference, contract_no as "contractNo" from assize.cases
     where lender_id = assize.scope_id() and state <> 'not_accepted' and (reference = any($1) or contract_no = any($2) or case_id = any($3)) order by case_id`,
    [references, contractNos, caseIds],
  );

/** A case as its row, for the set-wise statements to take their columns from. */
const asRow = (each: Case) => ({
  case_id: each.caseId,
  commission_id: each.commissionId,
  lender_id: each.lenderId,
  batch_id: each.batchId,
  lender_name: each.lenderName,
  commission_name: each.commissionName,
  reference: each.reference,
  contract_no: each.contractNo,
  respondent_name: each.respondentName,
  case_no: each.caseNo,
  state: each.state,
  state_since: each.stateSince,
  loan_sha256: each.loanSha256,
  claim_sha256: each.claimSha256,
  principal_fen: each.principalFen.toString(),
  total_fen: each.totalFen.toString(),
  warnings: each.warnings,
  filed_on: each.filedOn,
  procedure_profile: each.procedureProfile,
  fee_table: each.feeTable,
  fee_fen: each.feeFen?.toString() ?? null,
  fee_receipt_no: each.feeReceiptNo,
  accepted_on: each.acceptedOn,
  service_level: each.serviceLevel,
  answered: each.answered,
  arbitrator_id: each.arbitratorId,
  arbitrator_name: each.arbitratorName,
  tribunal_on: each.tribunalOn,
  award_on: each.awardOn,
});

/** Writes what may change in a case, for the whole set at once, and counts each version up by one. */
export async function updateCases(act: Act, cases: readonly Case[]): Promise<void> {
  if (cases.length === 0) return;
  await act.query(
    `update assize.cases c set
       state = new.state, state_since = new.state_since, version = c.version + 1, case_no = new.case_no, fee_fen = new.fee_fen,
       fee_receipt_no = new.fee_receipt_no, fee_table = new.fee_table, accepted_on = new.accepted_on, service_level = new.service_level, answered = new.answered,
       arbitrator_id = new.arbitrator_id, arbitrator_name = new.arbitrator_name, tribunal_on = new.tribunal_on, award_on = new.award_on
     from jsonb_to_recordset($1::jsonb) as new (
       case_id uuid, state text, state_since date, case_no text, fee_table text, fee_fen bigint, fee_receipt_no text, accepted_on date,
       service_level smallint, answered boolean, arbitrator_id uuid, arbitrator_name text, tribunal_on date, award_on date)
     where c.case_id = new.case_id`,
    [JSON.stringify(cases.map(asRow))],
  );
}

/** Takes the next number of a commission's year. */
export async function takeCaseNumber(act: Act, commissionId: string, year: number): Promise<number> {
  const [row] = await act.query<{ last_no: number }>(
    `insert into assize.case_numbers (commission_id, year, last_no) values ($1, $2, 1)
     on conflict (commission_id, year) do update set last_no = case_numbers.last_no + 1 returning last_no`,
    [commissionId, year],
  );
  assert(row !== undefined, 'an upsert gives its row');
  return row.last_no;
}

interface AnswerRow {
  answer_id: string;
  case_id: string;
  kind: AnswerKind;
  text: string;
  received_at: Instant;
  late: boolean;
}

/** Inserts the answer unless its id is taken, by whatever case; gives whether it was inserted. */
export async function insertAnswer(act: Act, { answerId, caseId, kind, text, receivedAt, late }: Answer): Promise<boolean> {
  const rows = await act.query(
    `insert into assize.answers (answer_id, case_id, kind, text, received_at, late) values ($1, $2, $3, $4, $5, $6)
     on conflict (answer_id) do nothing returning answer_id`,
    [answerId, caseId, kind, text, receivedAt, late],
  );
  return rows.length === 1;
}

export async function selectAnswers(act: Act, caseIds: readonly string[]): Promise<readonly Answer[]> {
  const rows = await act.query<AnswerRow>('select * from assize.answers where case_id = any ($1::uuid[]) order by received_at, answer_id', [caseIds]);
  return rows.map((row) => ({
    answerId: row.answer_id,
    caseId: row.case_id,
    kind: row.kind,
    text: row.text,
    receivedAt: row.received_at,
    late: row.late,
  }));
}

/** A draft is its arbitrator's; one who comes after a challenge begins anew. */
export const saveDraft = (act: Act, caseId: string, arbitratorId: string, draft: AwardDraft): Promise<unknown> =>
  act.query(
    `insert into assize.award_drafts (case_id, arbitrator_id, draft) values ($1, $2, $3)
     on conflict (case_id, arbitrator_id) do update set draft = excluded.draft`,
    [caseId, arbitratorId, JSON.stringify(draft)],
  );

export async function selectDraft(act: Act, { caseId, arbitratorId }: Case): Promise<AwardDraft | null> {
  const [row] = await act.query<{ draft: AwardDraft }>('select draft from assize.award_drafts where case_id = $1 and arbitrator_id = $2', [
    caseId,
    arbitratorId,
  ]);
  return row?.draft ?? null;
}

interface PaperRow {
  paper_id: string;
  case_id: string;
  kind: string;
  revision: number;
  sha256: string;
  bytes: number;
  issued_on: Day;
  signatures: PaperSignature[];
}

export async function insertPapers(act: Act, papers: readonly CasePaper[]): Promise<void> {
  if (papers.length === 0) return;
  await act.query(
    `insert into assize.papers (paper_id, case_id, kind, revision, sha256, bytes, issued_on, signatures)
     select * from jsonb_to_recordset($1::jsonb) as new (
       paper_id uuid, case_id uuid, kind text, revision int, sha256 text, bytes int, issued_on date, signatures jsonb)`,
    [
      JSON.stringify(
        papers.map((each) => ({
          paper_id: each.paperId,
          case_id: each.caseId,
          kind: each.kind,
          revision: each.revision,
          sha256: each.sha256,
          bytes: each.bytes,
          issued_on: each.issuedOn,
          signatures: each.signatures,
        })),
      ),
    ],
  );
}

/**
 * Of each kind the latest revision, in the order in which the papers were made. A lender does not get the notice of
 * arbitration: it carries the respondent's own link, and a lender knows what proves the respondent's identity.
 */
export async function selectPapers(act: Act, caseIds: readonly string[]): Promise<readonly CasePaper[]> {
  const rows = await act.query<PaperRow>(
    `select * from (
       select distinct on (case_id, kind) * from assize.papers
       where case_id = any ($1::uuid[])
       order by case_id, kind, revision desc
     ) latest order by case_id, paper_id`,
    [caseIds],
  );
  return rows.map((row) => ({
    paperId: row.paper_id,
    caseId: row.case_id,
    kind: row.kind,
    revision: row.revision,
    sha256: row.sha256,
    bytes: row.bytes,
    issuedOn: row.issued_on,
    signatures: row.signatures,
  }));
}

