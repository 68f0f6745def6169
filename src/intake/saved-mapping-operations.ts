/** A lender's mappings: proposed for files that were uploaded, saved under a name, and recognised when such files come again. */
import { accept, type Outcome } from '../kernel/index.ts';
import { commissions, institutionById } from '../parties/operations.ts';
import { act as openAct, type Act, type ActOf, type World } from '../shell/act.ts';
import { inspectFiles, type Inspection } from './inspect-operations.ts';
import { insertMapping, selectMappings, selectVersions } from './lender-store.ts';
import { readMapping } from './mapping.ts';
import type { LenderProfile } from './profile.ts';
import type { FileRefusal } from './refusals.ts';
import { layoutOf, recognise, type Layout, type SavedMapping, type SavedMatch } from './saved-mapping.ts';
import { byOf, keepFiles } from './upload-operations.ts';

/** The latest version of each, by name. */
export const listMappings = (act: Act): Promise<readonly SavedMapping[]> => selectMappings(act);

/** All versions of one, newest first; none where nothing is saved under the name. */
export const mappingVersions = (act: Act, name: string): Promise<readonly SavedMapping[]> => selectVersions(act, name);

/** Saves a mapping as the next version under its name, and gives all versions. One that is the latest already is not saved again. */
export async function saveMapping(act: Act, name: string, json: string, tables: Layout): Promise<Outcome<readonly SavedMapping[], 'mapping_invalid'>> {
  const mapping = readMapping(json);
  if (!mapping.ok) return mapping;
  const layout = layoutOf(tables).filter(({ source }) => source !== '');
  for (;;) {
    const versions = await selectVersions(act, name);
    const [latest] = versions;
    const content = JSON.stringify([mapping.value, layout]);
    if (latest !== undefined && JSON.stringify([latest.mapping, latest.layout]) === content) return accept(versions);
    const next: SavedMapping = { name, version: (latest?.version ?? 0) + 1, mapping: mapping.value, layout, savedAt: act.at, savedBy: byOf(act) };
    // Somebody else may have saved this version in the same moment: theirs came first, ours is the next.
    if (await insertMapping(act, next)) return accept([next, ...versions]);
  }
}

/** What was seen in uploaded files, and the saved mapping that they fit. */
export interface Recognised {
  readonly inspection: Inspection;
  readonly saved: SavedMatch | null;
}

export interface InspectionRequest {
  readonly uploads: readonly { readonly name: string; readonly uploadId: string }[];
  /** Whose name and clause a proposal may use; null: the only one, where there is one. */
  readonly commissionId: string | null;
}

export async function inspectUploads(world: World, as: ActOf, { uploads, commissionId }: InspectionRequest): Promise<Outcome<Recognised, FileRefusal | 'upload_unknown'>> {
  const known = await openAct(world, as, async (act) => {
    const files = await keepFiles(act, uploads);
    return files.ok ? accept({ files: files.value, profile: await profileOf(act, commissionId), saved: await selectMappings(act) }) : files;
  });
  if (!known.ok) return known;
  await using folder = await world.folders.create();
  const files = known.value.files.map(({ name, sha256 }) => ({ name, path: world.blobs.pathOf(sha256) }));
  const inspection = await inspectFiles(files, folder.path, known.value.profile);
  if (!inspection.ok) return inspection;
  const layout = layoutOf(inspection.value.tables.map(({ source, columns }) => ({ source, columns })));
  return accept({ inspection: inspection.value, saved: recognise(known.value.saved, layout, inspection.value.mapping) });
}

/** What no export says of its lender, from the directory. */
async function profileOf(act: Act, commissionId: string | null): Promise<LenderProfile | null> {
  const lender = await institutionById(act, act.scope.id);
  if (lender?.kind !== 'lender') return null;
  const all = await commissions(act);
  const commission = all.find((each) => each.institutionId === commissionId) ?? (all.length === 1 ? all[0] : undefined);
  const { name, uscc, lenderKind, address, legalRepresentative, licenceNo, phone } = lender;
  return {
    lender: { name, uscc, kind: lenderKind, address, legalRepresentative, licenceNo, phone },
    ...(commission && { arbitration: { institution: commission.name } }),
  };
}
