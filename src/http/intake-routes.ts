/** Before filing: uploading files, looking into them, saving mappings, and checking what filing would say. */
import { z } from 'zod';
import type { Check, SavedMapping } from '../intake/index.ts';
import { cancelCheck, checkById, inspectUploads, keepUpload, listMappings, mappingVersions, saveMapping, startCheck, type Recognised } from '../intake/operations.ts';
import { parseDay, refuse } from '../kernel/index.ts';
import { decidePermission } from '../parties/index.ts';
import { actOf, notFound, permitted, type Edge } from './edge.ts';
import { add, type App, type EdgeContext } from './endpoint.ts';
import { problem, wireFailure } from './problem.ts';
import {
  checkRequestSchema,
  checkSchema,
  fileNameSchema,
  idSchema,
  inspectionRequestSchema,
  inspectionSchema,
  saveMappingSchema,
  savedMappingListSchema,
  savedMappingSchema,
  uploadSchema,
  type WireCheck,
  type WireInspection,
  type WireSavedMapping,
  type WireSavedMappingList,
  type WireUpload,
} from './wire/index.ts';

const tag = 'intake';

export function addIntakeRoutes(app: App, edge: Edge): void {
  addUploads(app, edge);
  addMappings(app, edge);
  addChecks(app, edge);
}

function addUploads(app: App, edge: Edge): void {
  add(app, {
    method: 'post',
    path: '/uploads',
    tag,
    summary: 'Upload one file, up to 4 GB, as the bare body; it is streamed and used by its id later',
    query: z.object({ name: fileNameSchema }),
    streams: true,
    answers: { status: 200, schema: uploadSchema, description: 'Kept; the same bytes have the same id' },
    handle: async (c, { query: { name } }) => {
      const viewer = c.get('viewer');
      const decision = decidePermission(viewer.acting.roles, 'file_batch');
      if (!decision.ok) return problem(c, decision.refusal);
      const { body } = c.req.raw;
      if (body === null) return problem(c, refuse('file_empty', { file: name }).refusal);
      const kept = await keepUpload(edge.world, actOf(viewer), name, body);
      if (!kept.ok) return problem(c, kept.refusal);
      const { sha256: uploadId, bytes } = kept.value;
      return c.json({ uploadId, name, bytes } satisfies WireUpload);
    },
  });

  add(app, {
    method: 'post',
    path: '/intake/inspections',
    tag,
    summary: 'What is in uploaded files: tables, columns, a complete mapping proposed, and the saved mapping that they fit',
    body: inspectionRequestSchema,
    answers: { status: 200, schema: inspectionSchema, description: 'What was seen; nothing is kept' },
    handle: async (c, { body: { uploads, commissionId = null } }) => {
      const viewer = c.get('viewer');
      const decision = decidePermission(viewer.acting.roles, 'file_batch');
      if (!decision.ok) return problem(c, decision.refusal);
      const seen = await inspectUploads(edge.world, actOf(viewer), { uploads, commissionId });
      return seen.ok ? c.json(wireInspection(seen.value)) : problem(c, seen.refusal);
    },
  });
}

function addMappings(app: App, edge: Edge): void {
  const params = z.object({ name: z.string().trim().min(1).max(100) });

  add(app, {
    method: 'get',
    path: '/intake/mappings',
    tag,
    summary: 'The mappings that your institution has saved',
    answers: { status: 200, schema: savedMappingListSchema, description: 'The latest version of each, by name' },
    handle: (c) =>
      permitted(c, edge, 'file_batch', async (opened) => {
        const items = (await listMappings(opened)).map((each) => ({ name: each.name, ...wireVersion(each), layout: wireLayout(each) }));
        return c.json({ items } satisfies WireSavedMappingList);
      }),
  });

  add(app, {
    method: 'get',
    path: '/intake/mappings/{name}',
    tag,
    summary: 'One saved mapping',
    params,
    query: z.object({ version: z.coerce.number().int().positive().optional().describe('The latest unless said otherwise') }),
    answers: { status: 200, schema: savedMappingSchema, description: 'The mapping, and all its versions' },
    handle: (c, { params: { name }, query: { version } }) =>
      permitted(c, edge, 'file_batch', async (opened) => {
        const versions = await mappingVersions(opened, name);
        const wanted = version === undefined ? versions[0] : versions.find((each) => each.version === version);
        return wanted === undefined ? notFound(c) : c.json(wireMapping(wanted, versions));
      }),
  });

  add(app, {
    method: 'put',
    path: '/intake/mappings/{name}',
    tag,
    summary: 'Save a mapping as the next version under its name',
    params,
    body: saveMappingSchema,
    answers: { status: 200, schema: savedMappingSchema, description: 'As saved; the same content as the latest version is that version' },
    handle: (c, { params: { name }, body: { mapping, layout } }) =>
      permitted(c, edge, 'file_batch', async (opened) => {
        const saved = await saveMapping(opened, name, mappingText(mapping), layout);
        if (!saved.ok) return problem(c, saved.refusal);
        const [latest] = saved.value;
        return latest === undefined ? notFound(c) : c.json(wireMapping(latest, saved.value));
      }),
  });
}

function addChecks(app: App, edge: Edge): void {
  const params = z.object({ checkId: idSchema });

  add(app, {
    method: 'post',
    path: '/intake/checks',
    tag,
    summary: 'Run through uploaded files as filing would, and file nothing',
    body: checkRequestSchema,
    answers: { status: 202, schema: checkSchema, description: 'Begun; a job runs it through' },
    handle: (c, { body: { uploads, mapping, asOf, commissionId } }) =>
      permitted(c, edge, 'file_batch', async (opened) => {
        const started = await startCheck(opened, { commissionId, asOf: parseDay(asOf), mapping: mappingText(mapping), files: uploads });
        return started.ok ? c.json(wireCheck(c, started.value), 202) : problem(c, started.refusal);
      }),
  });

  add(app, {
    method: 'get',
    path: '/intake/checks/{checkId}',
    tag,
    summary: 'One check, with what it has found so far',
    params,
    answers: { status: 200, schema: checkSchema, description: 'The check' },
    handle: (c, { params: { checkId } }) =>
      permitted(c, edge, 'file_batch', async (opened) => {
        const check = await checkById(opened, checkId);
        return check === null ? notFound(c) : c.json(wireCheck(c, check));
      }),
  });

  add(app, {
    method: 'post',
    path: '/intake/checks/{checkId}/cancel',
    tag,
    summary: 'Stop a check; what it has found stays',
    params,
    answers: { status: 200, schema: checkSchema, description: 'Stopped' },
    handle: (c, { params: { checkId } }) =>
      permitted(c, edge, 'file_batch', async (opened) => {
        const cancelled = await cancelCheck(opened, checkId);
        if (cancelled === null) return notFound(c);
        return cancelled.ok ? c.json(wireCheck(c, cancelled.value)) : problem(c, cancelled.refusal);
      }),
  });
}

/** The wire names what a page needs of it; what else was seen is left out. */
const wireInspection = ({ inspection, saved }: Recognised): WireInspection =>
  inspectionSchema.parse({
    ...inspection,
    saved: saved && { name: saved.saved.name, ...wireVersion(saved.saved), mapping: saved.mapping, drift: saved.drift },
  });

/** A mapping in a request, as the text that is kept. */
export const mappingText = (mapping: string | Readonly<Record<string, unknown>>): string => (typeof mapping === 'string' ? mapping : JSON.stringify(mapping));

const wireLayout = ({ layout }: SavedMapping) => layout.map(({ source, columns }) => ({ source, columns: [...columns] }));

const wireVersion = ({ version, savedAt, savedBy }: SavedMapping) => ({ version, savedAt: savedAt.toString(), savedBy: savedBy.name });

const wireMapping = (saved: SavedMapping, versions: readonly SavedMapping[]): WireSavedMapping => ({
  name: saved.name,
  ...wireVersion(saved),
  mapping: { ...saved.mapping },
  layout: wireLayout(saved),
  versions: versions.map(wireVersion),
});

export function wireCheck(c: EdgeContext, { checkId, commissionName, asOf, state, files, found, failure, createdAt, finishedAt }: Check): WireCheck {
  const { problems, alreadyFiled, preview, ...counters } = found;
  return {
    checkId,
    commissionName,
    asOf: asOf.toString(),
    state,
    files: files.map(({ name, sha256: uploadId, bytes }) => ({ uploadId, name, bytes })),
    counters: { ...counters, read: counters.sound + counters.rejected + counters.refused },
    problems: problems.map((group) => ({ ...group, places: [...group.places] })),
    alreadyFiled: [...alreadyFiled],
    preview: preview as unknown as WireCheck['preview'],
    failure: wireFailure(c, failure),
    createdAt: createdAt.toString(),
    finishedAt: finishedAt?.toString() ?? null,
  };
}
