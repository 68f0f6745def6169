import type { Day, Instant, Refusal } from '../kernel/index.ts';
import type { Act } from '../shell/act.ts';
import type { Batch, BatchFile, BatchItem, ItemProblem } from './batch.ts';

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

const asBatch = (row: BatchRow): Batch => ({
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
  failure: row.failure,
  createdAt: row.created_at,
  createdBy: { personId: row.created_by, name: row.created_by_name },
  finishedAt: row.finished_at,
});

const named = `select b.*, l.name as lender_name, c.name as commission_name
  from assize.batches b
  join assize.institutions l on l.institution_id = b.lender_id
  join assize.institutions c on c.institution_id = b.commission_id`;

/** Inserts the batch unless the lender has used the reference; gives whether it was inserted. */
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
  return rows.length === 1;
}

export async function selectBatches(act: Act): Promise<readonly Batch[]> {
  return (await act.query<BatchRow>(`${named} order by b.created_at desc, b.batch_id desc limit 200`)).map(asBatch);
}

export async function selectBatch(act: Act, by: { readonly batchId: string } | { readonly reference: string }): Promise<Batch | null> {
  const [column, value] = 'batchId' in by ? ['b.batch_id', by.batchId] : ['b.reference', by.reference];
  const [row] = await act.query<BatchRow>(`${named} where ${column} = $1`, [value]);
  return row === undefined ? null : asBatch(row);
}

/** The batch, held until the act ends, so that two workers never file from it at once. */
export async function lockBatch(act: Act, batchId: string): Promise<Batch | null> {
  const [row] = await act.query<BatchRow>(`${named} where b.batch_id = $1 for update of b`, [batchId]);
  return row === undefined ? null : asBatch(row);
}

export const updateBatch = (act: Act, batch: Batch): Promise<unknown> =>
  act.query(
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

/** How many results of the files already have their answer. */
export async function answeredPositions(act: Act, batchId: string): Promise<number> {
  const [row] = await act.query<{ count: number }>('select count(*)::int as count from assize.batch_items where batch_id = $1', [batchId]);
  return row?.count ?? 0;
}

export async function insertItems(act: Act, batchId: string, first: number, items: readonly BatchItem[]): Promise<void> {
  await act.query(
    `insert into assize.batch_items (batch_id, position, reference, outcome, case_id, problems)
     select $1, new.* from jsonb_to_recordset($2::jsonb) as new (position int, reference text, outcome text, case_id uuid, problems jsonb)`,
    [
      batchId,
      JSON.stringify(
        items.map(({ reference, outcome, caseId, problems }, index) => ({ position: first + index, reference, outcome, case_id: caseId, problems })),
      ),
    ],
  );
}

export interface ItemFilter {
  readonly outcome: BatchItem['outcome'] | null;
  readonly offset: number;
  readonly limit: number;
}

interface ItemRow {
  reference: string | null;
  outcome: BatchItem['outcome'];
  case_id: string | null;
  problems: ItemProblem[];
}

export async function selectItems(act: Act, batchId: string, filter: ItemFilter): Promise<{ readonly items: readonly BatchItem[]; readonly total: number }> {
  const wanted = 'batch_id = $1 and ($2::text is null or outcome = $2)';
  const rows = await act.query<ItemRow>(
    `select reference, outcome, case_id, problems from assize.batch_items where ${wanted} order by position offset $3 limit $4`,
    [batchId, filter.outcome, filter.offset, filter.limit],
  );
  const [count] = await act.query<{ total: number }>(`select count(*)::int as total from assize.batch_items where ${wanted}`, [batchId, filter.outcome]);
  const items = rows.map((row) => ({ reference: row.reference, outcome: row.outcome, caseId: row.case_id, problems: row.problems }));
  return { items, total: count?.total ?? 0 };
}
