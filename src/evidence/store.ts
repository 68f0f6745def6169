import type { Act } from '../shell/act.ts';
import type { ChainHead, SealedEntry } from './index.ts';

export async function chainHeads(act: Act, chainIds: readonly string[]): Promise<ReadonlyMap<string, ChainHead>> {
  const rows = await act.query<{ chain_id: string; seq: number; hash: string }>(
    `select head.* from unnest($1::uuid[]) as wanted (chain_id)
     cross join lateral (
       select chain_id, seq, hash from assize.evidence_entries e
       where e.chain_id = wanted.chain_id order by seq desc limit 1
     ) head`,
    [chainIds],
  );
  return new Map(rows.map((row) => [row.chain_id, { seq: row.seq, hash: row.hash }]));
}

export async function insertEntries(act: Act, sealed: readonly SealedEntry[]): Promise<void> {
  await act.query(
    `insert into assize.evidence_entries (chain_id, seq, kind, happened_at, recorded_at, body, hash)
     select chain_id, seq, kind, $6, $7, body, hash
     from unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[], $5::text[]) as entry (chain_id, seq, kind, body, hash)`,
    [
      sealed.map(({ entry }) => entry.chainId),
      sealed.map(({ entry }) => entry.seq),
      sealed.map(({ entry }) => entry.kind),
      sealed.map(({ bytes }) => bytes),
      sealed.map(({ hash }) => hash),
      act.at,
      act.recordedAt,
    ],
  );
}

export const selectChain = (act: Act, chainId: string): Promise<readonly { body: Uint8Array }[]> =>
  act.query('select body from assize.evidence_entries where chain_id = $1 order by seq', [chainId]);
