import type { Day, Instant, Refusal } from '../kernel/index.ts';
import type { Act } from '../shell/act.ts';
import type { Batch, BatchFile, BatchItem, ItemProblem, PlacedItem, Round } from './batch.ts';

interface BatchRow {
  batch_id: string;
  lender_id: string;
  commission_id: string;
  lender_name: string;
  commission_name: string;
  reference: string;
  as_of: Day;
  content_sha256: string;
  mapping_sha256: string;
  files: BatchFile[];
  state: Batch['state'];
  planned: number;
  filed: number;
  rejected: number;
  refused: number;
  failure: Refusal | null;
  created_at: Instant;
  created_by: string;
  created_by_name: string;
  finished_at: Instant | null;
}

interface RoundRow {
  batch_id: string;
  round: number;
  content_sha256: string;
  files: BatchFile[];
  planned: number;
  filed: number;
  rejected: number;
  refused: number;
  repeated: number;
  created_at: Instant;
  created_by: string;
  created_by_name: string;
  finished_at: Instant | null;
}

const asRound = (row: RoundRow): Round => ({
  round: row.round,
  contentSha256: row.content_sha256,
  files: row.files,
  counters: { planned: row.planned, filed: row.filed, rejected: row.rejected, refused: row.refused, repeated: row.repeated },
  createdAt: row.created_at,
  createdBy: { personId: row.created_by, name: row.created_by_name },
  finishedAt: row.finished_at,
});

const asBatch = (row: BatchRow, rounds: readonly Round[]): Batch => ({
  batchId: row.batch_id,
  lenderId: row.lender_id,
  commissionId: row.commission_id,
  lenderName: row.lender_name,
  commissionName: row.commission_name,
  reference: row.reference,
  asOf: row.as_of,
  contentSha256: row.content_sha256,
  mappingSha256: row.mapping_sha256,
  files: row.files,
  state: row.state,
  counters: { planned: row.planned, filed: row.filed, rejected: row.rejected, refused: row.refused },
  rounds,
  failure: row.failure,
  createdAt: row.created_at,
  createdBy: { personId: row.created_by, name: row.created_by_name },
  finishedAt: row.finished_at,
});

const named = `select b.*, l.name as lender_name, c.name as commission_name
  from assize.batches b
  join assize.institutions l on l.institution_id = b.lender_id
  join assize.institutions c on c.institution_id = b.commission_id`;

/** Inserts the batch with its first round unless the lender has used the reference; gives whether it was inserted. */
export async function insertBatch(act: Act, batch: Batch): Promise<boolean> {
  const rows = await act.query(
    `insert into assize.batches (batch_id, lender_id, commission_id, reference, as_of, content_sha256, mapping_sha256, files,
       created_at, created_by, created_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (lender_id, reference) do nothing returning batch_id`,
    [
      batch.batchId,
      batch.lenderId,
      batch.commissionId,
      batch.reference,
      batch.asOf,
      batch.contentSha256,
      batch.mappingSha256,
      JSON.stringify(batch.files),
      batch.createdAt,
      batch.createdBy.personId,
      batch.createdBy.name,
    ],
  );
  if (rows.length === 0) return false;
  for (const round of batch.rounds) await insertRound(act, batch.batchId, round);
  return true;
}

export const insertRound = (act: Act, batchId: string, round: Round): Promise<unknown> =>
  act.query(
    `insert into assize.batch_rounds (batch_id, round, content_sha256, files, created_at, created_by, created_by_name)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [batchId, round.round, round.contentSha256, JSON.stringify(round.files), round.createdAt, round.createdBy.personId, round.createdBy.name],
  );

export async function selectBatches(act: Act): Promise<readonly Batch[]> {
  return withRounds(act, await act.query<BatchRow>(`${named} order by b.created_at desc, b.batch_id desc limit 200`));
}

export async function selectBatch(act: Act, by: { readonly batchId: string } | { readonly reference: string }): Promise<Batch | null> {
  const [column, value] = 'batchId' in by ? ['b.batch_id', by.batchId] : ['b.reference', by.reference];
  return (await withRounds(act, await act.query<BatchRow>(`${named} where ${column} = $1`, [value])))[0] ?? null;
}

/** The batch, held until the act ends, so that two workers never file from it at once. */
export async function lockBatch(act: Act, batchId: string): Promise<Batch | null> {
  return (await withRounds(act, await act.query<BatchRow>(`${named} where b.batch_id = $1 for update of b`, [batchId])))[0] ?? null;
}

async function withRounds(act: Act, rows: readonly BatchRow[]): Promise<readonly Batch[]> {
  if (rows.length === 0) return [];
  const rounds = await act.query<RoundRow>('select * from assize.batch_rounds where batch_id = any($1) order by batch_id, round', [
    rows.map((row) => row.batch_id),
  ]);
  const byBatch = Map.groupBy(rounds, (row) => row.batch_id);
  return rows.map((row) => asBatch(row, (byBatch.get(row.batch_id) ?? []).map(asRound)));
}

/** Writes how far the batch and its latest round are. */
export async function updateBatch(act: Act, batch: Batch): Promise<void> {
  await act.query(
    `update assize.batches set state = $2, planned = $3, filed = $4, rejected = $5, refused = $6, failure = $7, finished_at = $8
     where batch_id = $1`,
    [
      batch.batchId,
      batch.state,
      batch.counters.planned,
      batch.counters.filed,
      batch.counters.rejected,
      batch.counters.refused,
      batch.failure === null ? null : JSON.stringify(batch.failure),
      batch.finishedAt,
    ],
  );
  const latest = batch.rounds.at(-1);
  if (latest === undefined) return;
  const { planned, filed, rejected, refused, repeated } = latest.counters;
  await act.query(
    `update assize.batch_rounds set planned = $3, filed = $4, rejected = $5, refused = $6, repeated = $7, finished_at = $8
     where batch_id = $1 and round = $2`,
    [batch.batchId, latest.round, planned, filed, rejected, refused, repeated, latest.finishedAt],
  );
}

export async function insertItems(act: Act, batchId: string, round: number, first: number, items: readonly BatchItem[]): Promise<void> {
  await act.query(
    `insert into assize.batch_items (batch_id, round, position, reference, outcome, case_id, problems, loan_print)
     select $1, $2, new.* from jsonb_to_recordset($3::jsonb) as new (position int, reference text, outcome text, case_id uuid, problems jsonb, loan_print text)`,
    [
      batchId,
      round,
      JSON.stringify(
        items.map(({ reference, outcome, caseId, problems, loanPrint }, index) => ({
          position: first + index,
          reference,
          outcome,
          case_id: caseId,
          problems,
          loan_print: loanPrint,
        })),
      ),
    ],
  );
}

/** An item that is still to be corrected. */
const open = `not superseded and outcome in ('rejected', 'refused')`;

/** Marks what earlier rounds rejected or refused under these references; `null` stands for rows that name no loan. Gives the outcomes marked. */
export async function supersede(act: Act, batchId: string, round: number, references: readonly string[] | null): Promise<readonly BatchItem['outcome'][]> {
  const rows = await act.query<{ outcome: BatchItem['outcome'] }>(
    `update assize.batch_items set superseded = true
     where batch_id = $1 and round < $2 and ${open}
       and (reference = any($3) or ($3::text[] is null and reference is null))
     returning outcome`,
    [batchId, round, references],
  );
  return rows.map((row) => row.outcome);
}

/** The cases that loans with these prints were filed as. */
export async function selectPrints(act: Act, prints: readonly string[]): Promise<readonly { readonly loanPrint: string; readonly caseId: string }[]> {
  const rows = await act.query<{ loan_print: string; case_id: string }>(
    `select loan_print, case_id from assize.batch_items where loan_print = any($1) and outcome = 'filed'`,
    [prints],
  );
  return rows.map((row) => ({ loanPrint: row.loan_print, caseId: row.case_id }));
}

export interface ItemFilter {
  readonly outcome: BatchItem['outcome'] | null;
  /** All items of this round; null: what stands now, which is neither superseded nor repeated. */
  readonly round: number | null;
  readonly offset: number;
  readonly limit: number;
}

interface ItemRow {
  round: number;
  position: number;
  reference: string | null;
  outcome: BatchItem['outcome'];
  case_id: string | null;
  problems: ItemProblem[];
  loan_print: string | null;
  superseded: boolean;
}

const asItem = (row: ItemRow): PlacedItem => ({
  round: row.round,
  position: row.position,
  reference: row.reference,
  outcome: row.outcome,
  caseId: row.case_id,
  problems: row.problems,
  loanPrint: row.loan_print,
  superseded: row.superseded,
});

export async function selectItems(act: Act, batchId: string, filter: ItemFilter): Promise<{ readonly items: readonly PlacedItem[]; readonly total: number }> {
  const wanted = `batch_id = $1 and ($2::text is null or outcome = $2)
    and (round = $3 or ($3::int is null and not superseded and outcome <> 'repeated'))`;
  const parameters = [batchId, filter.outcome, filter.round];
  const rows = await act.query<ItemRow>(
    `select * from assize.batch_items where ${wanted} order by round, position offset $4 limit $5`,
    [...parameters, filter.offset, filter.limit],
  );
  const [count] = await act.query<{ total: number }>(`select count(*)::int as total from assize.batch_items where ${wanted}`, parameters);
  return { items: rows.map(asItem), total: count?.total ?? 0 };
}

/** The rounds in which something is still open: rejected or refused, and not superseded. */
export async function selectOpenRounds(act: Act, batchId: string): Promise<readonly number[]> {
  const rows = await act.query<{ round: number }>(`select distinct round from assize.batch_items where batch_id = $1 and ${open} order by round`, [batchId]);
  return rows.map((row) => row.round);
}

/** What is still open in one round, from a position up to and without another. */
export async function selectOpenItems(act: Act, batchId: string, round: number, from: number, to: number): Promise<readonly PlacedItem[]> {
  const rows = await act.query<ItemRow>(
    `select * from assize.batch_items where batch_id = $1 and round = $2 and position >= $3 and position < $4 and ${open} order by position`,
    [batchId, round, from, to],
  );
  return rows.map(asItem);
}

/** The cases that earlier rounds of the batch have filed under these references. */
export async function selectFiledBefore(act: Act, batchId: string, round: number, references: readonly string[]): Promise<readonly string[]> {
  const rows = await act.query<{ case_id: string }>(
    `select case_id from assize.batch_items where batch_id = $1 and round < $2 and reference = any($3) and outcome = 'filed'`,
    [batchId, round, references],
  );
  return rows.map((row) => row.case_id);
}
