/** A lender's batches: sending one, watching it, reading what became of each loan, and correcting what was turned away. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { isUnderWay, type Batch, type PlacedItem } from '../intake/index.ts';
import {
  batchById,
  batchItems,
  cancelBatch,
  listBatches,
  openItems,
  submitBatch,
  submitCorrection,
  writeBatchRejects,
  type SentFile,
} from '../intake/operations.ts';
import { parseDay, refuse } from '../kernel/index.ts';
import { decidePermission } from '../parties/index.ts';
import { commissions } from '../parties/operations.ts';
import { act, type ActOf } from '../shell/act.ts';
import { actOf, notFound, permitted, streamResponse, type Edge } from './edge.ts';
import { add, type App, type EdgeContext } from './endpoint.ts';
import { mappingText } from './intake-routes.ts';
import { problem, wireFailure } from './problem.ts';
import {
  batchItemListSchema,
  batchListSchema,
  batchSchema,
  correctionSchema,
  fileNameSchema,
  filingOptionsSchema,
  idSchema,
  itemOutcomeSchema,
  newBatchSchema,
  type WireBatch,
  type WireBatchItem,
  type WireFilingOptions,
} from './wire/index.ts';

const tag = 'batches';
const params = z.object({ batchId: idSchema });
const sampleMapping = new URL('../../examples/sample/mapping.json', import.meta.url);
const upload = z.file().refine(({ name }) => fileNameSchema.safeParse(name).success, 'a file with a plain name').meta({ type: 'string', format: 'binary' });

/** The files of a form, which are held in memory; uploads are not. */
const formFiles = z
  .union([upload.transform((file) => [file]), z.array(upload)])
  .default([])
  .transform((files) => files as readonly Sent[]);

type Sent = File | { readonly name: string; readonly uploadId: string };

interface Correction {
  readonly files: readonly Sent[];
}

interface NewBatch extends Correction {
  readonly reference: string;
  readonly asOf: string;
  readonly commissionId: string;
  readonly mapping: string | File;
}

const newBatch = newBatchSchema.transform(({ uploads, mapping, ...rest }): NewBatch => ({ ...rest, mapping: mappingText(mapping), files: uploads }));
const batchForm = z.object({
  ...newBatchSchema.omit({ uploads: true }).shape,
  mapping: z.union([upload, z.string()]).describe('The mapping document, as a file or as text'),
  files: formFiles,
});

const correction = correctionSchema.transform(({ uploads }): Correction => ({ files: uploads }));
const correctionForm = z.object({ files: formFiles });

const sentFiles = (files: readonly Sent[]): Promise<readonly SentFile[]> =>
  Promise.all(files.map(async (file) => (file instanceof File ? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } : file)));

export function addBatchRoutes(app: App, edge: Edge): void {
  addSending(app, edge);
  addWatching(app, edge);
  addRejects(app, edge);
}

function addSending(app: App, edge: Edge): void {
  add(app, {
    method: 'get',
    path: '/filing-options',
    tag,
    summary: 'What a new batch may choose from',
    answers: { status: 200, schema: filingOptionsSchema, description: 'Commissions, and in a sandbox the mapping of the sample' },
    handle: (c) =>
      permitted(c, edge, 'file_batch', async (opened) => {
        const options: WireFilingOptions = {
          commissions: (await commissions(opened)).map(({ institutionId, name }) => ({ institutionId, name })),
          sampleMapping: edge.world.sandbox ? await readFile(sampleMapping, 'utf8') : null,
        };
        return c.json(options);
      }),
  });

  add(app, {
    method: 'post',
    path: '/batches',
    tag,
    summary: 'Send a batch of files under your own reference; sending the same again gives the same batch',
    body: newBatch,
    form: batchForm,
    answers: { status: 202, schema: batchSchema, description: 'Taken; a job works it through' },
    handle: async (c, { body }) => {
      const request = {
        reference: body.reference,
        commissionId: body.commissionId,
        asOf: parseDay(body.asOf),
        mapping: typeof body.mapping === 'string' ? body.mapping : await body.mapping.text(),
        files: await sentFiles(body.files),
      };
      return permitted(c, edge, 'file_batch', async (opened) => {
        const submitted = await submitBatch(opened, request);
        return submitted.ok ? c.json(wireBatch(c, submitted.value), 202) : problem(c, submitted.refusal);
      });
    },
  });

  add(app, {
    method: 'post',
    path: '/batches/{batchId}/corrections',
    tag,
    summary: 'Send corrected files as a further round of a batch; what is filed already is not filed again',
    params,
    body: correction,
    form: correctionForm,
    answers: { status: 202, schema: batchSchema, description: 'Taken; the same files again are the same round' },
    handle: async (c, { params: { batchId }, body }) => {
      const files = await sentFiles(body.files);
      return permitted(c, edge, 'file_batch', async (opened) => {
        const submitted = await submitCorrection(opened, batchId, files);
        if (submitted === null) return notFound(c);
        return submitted.ok ? c.json(wireBatch(c, submitted.value), 202) : problem(c, submitted.refusal);
      });
    },
  });

  add(app, {
    method: 'post',
    path: '/batches/{batchId}/cancel',
    tag,
    summary: 'Stop a batch; what is filed stays filed',
    params,
    answers: { status: 200, schema: batchSchema, description: 'Stopped' },
    handle: (c, { params: { batchId } }) =>
      permitted(c, edge, 'file_batch', async (opened) => {
        const cancelled = await cancelBatch(opened, batchId);
        if (cancelled === null) return notFound(c);
        return cancelled.ok ? c.json(wireBatch(c, cancelled.value)) : problem(c, cancelled.refusal);
      }),
  });
}

function addWatching(app: App, edge: Edge): void {
  add(app, {
    method: 'get',
    path: '/batches',
    tag,
    summary: 'The latest batches',
    answers: { status: 200, schema: batchListSchema, description: 'Newest first, at most 200' },
    handle: (c) => permitted(c, edge, 'read_batches', async (opened) => c.json({ items: (await listBatches(opened)).map((each) => wireBatch(c, each)) })),
  });

  add(app, {
    method: 'get',
    path: '/batches/{batchId}',
    tag,
    summary: 'One batch, with its counters as they stand',
    params,
    answers: { status: 200, schema: batchSchema, description: 'The batch' },
    handle: (c, { params: { batchId } }) =>
      permitted(c, edge, 'read_batches', async (opened) => {
        const batch = await batchById(opened, batchId);
        return batch === null ? notFound(c) : c.json(wireBatch(c, batch));
      }),
  });

  add(app, {
    method: 'get',
    path: '/batches/{batchId}/items',
    tag,
    summary: 'What became of each loan, in the order of the files',
    params,
    query: z.object({
      outcome: itemOutcomeSchema.optional(),
      round: z.coerce.number().int().positive().optional().describe('All answers of this round; otherwise what stands now'),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    answers: { status: 200, schema: batchItemListSchema, description: 'A page of answers; a loan with several problems has one for each' },
    handle: (c, { params: { batchId }, query: { outcome, round, offset, limit } }) =>
      permitted(c, edge, 'read_batches', async (opened) => {
        if ((await batchById(opened, batchId)) === null) return notFound(c);
        const { items, total } = await batchItems(opened, batchId, { outcome: outcome ?? null, round: round ?? null, offset, limit });
        return c.json({ items: items.flatMap(wireItems), total });
      }),
  });
}

function addRejects(app: App, edge: Edge): void {
  add(app, {
    method: 'get',
    path: '/batches/{batchId}/rejects.csv',
    tag,
    summary: 'Everything that was not filed, with what to do about it',
    params,
    answers: { status: 200, mediaType: 'text/csv', description: 'A table for a spreadsheet; personal data is masked' },
    handle: (c, { params: { batchId } }) =>
      permitted(c, edge, 'read_batches', async (opened, viewer) => {
        const batch = await batchById(opened, batchId);
        if (batch === null) return notFound(c);
        return streamResponse(Readable.from(rejectTable(edge, actOf(viewer), batch)), 'text/csv; charset=utf-8', `rejects-${batch.reference}.csv`);
      }),
  });

  add(app, {
    method: 'get',
    path: '/batches/{batchId}/rejects',
    tag,
    summary: 'Everything that was not filed, in the layout it was sent in, to be corrected and sent again',
    params,
    answers: { status: 200, mediaType: 'application/octet-stream', description: "The lender's own rows in full, with code, explanation and proposed fix; a ZIP where there are several files" },
    handle: async (c, { params: { batchId } }) => {
      const viewer = c.get('viewer');
      // Unmasked: for those who sent it, and for nobody else who may read the batch.
      const decision = decidePermission(viewer.acting.roles, 'file_batch');
      if (!decision.ok) return problem(c, decision.refusal);
      const as = actOf(viewer);
      const batch = await act(edge.world, as, (opened) => batchById(opened, batchId));
      if (batch === null) return notFound(c);
      if (isUnderWay(batch)) return problem(c, refuse('batch_under_way').refusal);
      await using held = new AsyncDisposableStack();
      const folder = held.use(await edge.world.folders.create());
      const rejects = await writeBatchRejects(edge.world, as, batch, folder.path);
      if (rejects === null) return problem(c, refuse('batch_has_no_rejects').refusal);
      const content = createReadStream(rejects.path);
      const sent = held.move();
      content.once('close', () => void sent.disposeAsync());
      return streamResponse(content, rejects.mediaType, rejects.name);
    },
  });
}

const rejectColumns = ['outcome', 'reference', 'code', 'file', 'row', 'column', 'value', 'message', 'fix'] as const;

async function* rejectTable(edge: Edge, as: ActOf, batch: Batch): AsyncGenerator<string> {
  yield stringify([], { header: true, columns: [...rejectColumns], bom: true });
  for await (const items of openItems(edge.world, as, batch)) {
    if (items.length > 0) yield stringify(items.flatMap(rejectRows), { columns: [...rejectColumns], escape_formulas: true });
  }
}

const rejectRows = ({ outcome, reference, problems }: PlacedItem) => problems.map((each) => ({ outcome, reference, ...each }));

export function wireBatch(c: EdgeContext, batch: Batch): WireBatch {
  const { batchId, reference, lenderName, commissionName, state, counters, rounds, failure } = batch;
  return {
    batchId,
    reference,
    lenderName,
    commissionName,
    asOf: batch.asOf.toString(),
    state,
    files: [...batch.files],
    counters,
    rounds: rounds.map((round) => ({
      round: round.round,
      files: [...round.files],
      counters: round.counters,
      createdAt: round.createdAt.toString(),
      createdBy: round.createdBy.name,
      finishedAt: round.finishedAt?.toString() ?? null,
    })),
    failure: wireFailure(c, failure),
    createdAt: batch.createdAt.toString(),
    finishedAt: batch.finishedAt?.toString() ?? null,
  };
}

function wireItems({ reference, outcome, caseId, round, superseded, problems }: PlacedItem): readonly WireBatchItem[] {
  const none = { code: null, message: null, fix: null, file: null, row: null, column: null };
  const known = { reference, outcome, caseId, round, superseded };
  return problems.length === 0 ? [{ ...known, ...none }] : problems.map(({ code, message, fix, file, row, column }) => ({ ...known, code, message, fix, file, row, column }));
}
