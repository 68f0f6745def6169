/** Files on their way in: kept under their hash as they stream in, and used by the lender who sent them alone. */
import { accept, assert, newId, refuse, type Outcome } from '../kernel/index.ts';
import { act as openAct, type Act, type ActOf, type World } from '../shell/act.ts';
import type { BatchFile, By } from './batch.ts';
import { insertUpload, selectUploads } from './lender-store.ts';

/** Who acts, as rows of the desk name them. */
export const byOf = ({ actor }: Pick<Act, 'actor'>): By => (actor.kind === 'person' ? { personId: actor.personId, name: actor.name } : { personId: newId(), name: actor.name });

/** Larger than any export of loans, smaller than a disk. */
export const uploadLimitBytes = 4 * 1024 ** 3;

/** Keeps a file as it streams in, without holding it. Nothing stays of one that breaks off or is too large. */
export async function keepUpload(world: World, as: ActOf, name: string, chunks: AsyncIterable<Uint8Array>): Promise<Outcome<BatchFile, 'upload_too_large'>> {
  try {
    await using folder = await world.folders.create();
    const kept = await world.blobs.putStream(limited(chunks), folder.path);
    const file = { name, sha256: kept.name, bytes: kept.bytes };
    await openAct(world, as, (act) => insertUpload(act, file, byOf(act)));
    return accept(file);
  } catch (error) {
    if (error instanceof TooLarge) return refuse('upload_too_large', { limitBytes: uploadLimitBytes });
    throw error;
  }
}

class TooLarge extends Error {}

async function* limited(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > uploadLimitBytes) throw new TooLarge();
    yield chunk;
  }
}

/** A file in a request: sent along with it, or uploaded before and called by its SHA-256. */
export type SentFile = { readonly name: string; readonly bytes: Uint8Array } | { readonly name: string; readonly uploadId: string };

export async function keepFiles(act: Act, sent: readonly SentFile[]): Promise<Outcome<readonly BatchFile[], 'upload_unknown'>> {
  const hashes = sent.flatMap((file) => ('uploadId' in file ? [file.uploadId] : []));
  const uploads = await selectUploads(act, hashes);
  const unknown = hashes.filter((each) => !uploads.has(each));
  if (unknown.length > 0) return refuse('upload_unknown', { uploads: unknown });
  return accept(await Promise.all(sent.map((file) => keepFile(act, file, uploads))));
}

async function keepFile(act: Act, file: SentFile, uploads: ReadonlyMap<string, number>): Promise<BatchFile> {
  if ('bytes' in file) return { name: file.name, sha256: await act.blobs.put(file.bytes), bytes: file.bytes.length };
  const bytes = uploads.get(file.uploadId);
  assert(bytes !== undefined, 'an unknown upload is refused before');
  return { name: file.name, sha256: file.uploadId, bytes };
}
