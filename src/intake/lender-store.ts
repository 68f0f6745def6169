/** A lender's own desk: files uploaded, mappings saved, checks run. */
import type { Day, Instant, Refusal } from '../kernel/index.ts';
import type { Act } from '../shell/act.ts';
import type { BatchFile, By } from './batch.ts';
import type { Check } from './check.ts';
import type { Mapping } from './mapping.ts';
import type { Layout, SavedMapping } from './saved-mapping.ts';

export const insertUpload = (act: Act, { name, sha256, bytes }: BatchFile, by: By): Promise<unknown> =>
  act.query(
    `insert into assize.uploads (lender_id, sha256, name, bytes, uploaded_at, uploaded_by, uploaded_by_name)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [act.scope.id, sha256, name, bytes, act.at, by.personId, by.name],
  );

/** How large each of these is; those that the lender has not uploaded are left out. */
export async function selectUploads(act: Act, hashes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await act.query<{ sha256: string; bytes: bigint }>('select sha256, bytes from assize.uploads where sha256 = any($1)', [hashes]);
  return new Map(rows.map((row) => [row.sha256, Number(row.bytes)]));
}

interface MappingRow {
  name: string;
  version: number;
  mapping: Mapping;
  layout: Layout;
  saved_at: Instant;
  saved_by: string;
  saved_by_name: string;
}

const asMapping = (row: MappingRow): SavedMapping => ({
  name: row.name,
  version: row.version,
  mapping: row.mapping,
  layout: row.layout,
  savedAt: row.saved_at,
  savedBy: { personId: row.saved_by, name: row.saved_by_name },
});

/** The latest version of each, by name. */
export async function selectMappings(act: Act): Promise<readonly SavedMapping[]> {
  return (await act.query<MappingRow>('select distinct on (name) * from assize.saved_mappings order by name, version desc')).map(asMapping);
}

/** Newest first. */
export async function selectVersions(act: Act, name: string): Promise<readonly SavedMapping[]> {
  return (await act.query<MappingRow>('select * from assize.saved_mappings where name = $1 order by version desc', [name])).map(asMapping);
}

/** Gives whether the version was still free. */
export async function insertMapping(act: Act, { name, version, mapping, layout, savedAt, savedBy }: SavedMapping): Promise<boolean> {
  const rows = await act.query(
    `insert into assize.saved_mappings (lender_id, name, version, mapping, layout, saved_at, saved_by, saved_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning name`,
    [act.scope.id, name, version, JSON.stringify(mapping), JSON.stringify(layout), savedAt, savedBy.personId, savedBy.name],
  );
  return rows.length === 1;
}

interface CheckRow {
  check_id: string;
  lender_id: string;
  commission_id: string;
  commission_name: string;
  as_of: Day;
  mapping_sha256: string;
  files: BatchFile[];
  state: Check['state'];
  planned: number;
  sound: number;
  warned: number;
  rejected: number;
  refused: number;
  problems: Check['found']['problems'];
  already_filed: Check['found']['alreadyFiled'];
  preview: Check['found']['preview'];
  failure: Refusal | null;
  created_at: Instant;
  created_by: string;
  created_by_name: string;
  finished_at: Instant | null;
}

const asCheck = (row: CheckRow): Check => ({
  checkId: row.check_id,
  lenderId: row.lender_id,
  commissionId: row.commission_id,
  commissionName: row.commission_name,
  asOf: row.as_of,
  mappingSha256: row.mapping_sha256,
  files: row.files,
  state: row.state,
  found: {
    planned: row.planned,
    sound: row.sound,
    warned: row.warned,
    rejected: row.rejected,
    refused: row.refused,
    problems: row.problems,
    alreadyFiled: row.already_filed,
    preview: row.preview,
  },
  failure: row.failure,
  createdAt: row.created_at,
  createdBy: { personId: row.created_by, name: row.created_by_name },
  finishedAt: row.finished_at,
});

export const insertCheck = (act: Act, check: Check): Promise<unknown> =>
  act.query(
    `insert into assize.checks (check_id, lender_id, commission_id, as_of, mapping_sha256, files, created_at, created_by, created_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      check.checkId,
      check.lenderId,
      check.commissionId,
      check.asOf,
      check.mappingSha256,
      JSON.stringify(check.files),
      check.createdAt,
      check.createdBy.personId,
      check.createdBy.name,
    ],
  );

export async function selectCheck(act: Act, checkId: string, hold: 'held' | 'free' = 'free'): Promise<Check | null> {
  const [row] = await act.query<CheckRow>(
    `select k.*, c.name as commission_name from assize.checks k join assize.institutions c on c.institution_id = k.commission_id
     where k.check_id = $1 ${hold === 'held' ? 'for update of k' : ''}`,
    [checkId],
  );
  return row === undefined ? null : asCheck(row);
}

export const updateCheck = (act: Act, { checkId, state, found, failure, finishedAt }: Check): Promise<unknown> =>
  act.query(
    `update assize.checks set state = $2, planned = $3, sound = $4, warned = $5, rejected = $6, refused = $7,
       problems = $8, already_filed = $9, preview = $10, failure = $11, finished_at = $12
     where check_id = $1`,
    [
      checkId,
      state,
      found.planned,
      found.sound,
      found.warned,
      found.rejected,
      found.refused,
      JSON.stringify(found.problems),
      JSON.stringify(found.alreadyFiled),
      JSON.stringify(found.preview),
      failure === null ? null : JSON.stringify(failure),
      finishedAt,
    ],
  );
