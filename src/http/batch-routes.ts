/** A lender's batches: sending one, watching it, reading what became of each loan. */
import { readFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { Batch, BatchItem } from '../intake/index.ts';
import { batchById, batchItems, listBatches, submitBatch } from '../intake/operations.ts';
import { parseDay } from '../kernel/index.ts';
import { commissions } from '../parties/operations.ts';
import { fileResponse, notFound, permitted, type Edge } from './edge.ts';
import { add, type App, type EdgeContext } from './endpoint.ts';
import { isHttpRefusal, problem, wireRefusal } from './problem.ts';
import {
  batchItemListSchema,
  batchListSchema,
  batchSchema,
  daySchema,
  filingOptionsSchema,
  idSchema,
  type WireBatch,
  type WireBatchItem,
  type WireFilingOptions,
} from './wire/index.ts';

const tag = 'batches';
const params = z.object({ batchId: idSchema });
const sampleMapping = new URL('../../examples/sample/mapping.json', import.meta.url);
const upload = z.file().meta({ type: 'string', format: 'binary' });

const batchForm = z.object({
  reference: z.string().trim().min(1).max(100),
  asOf: daySchema,
  commissionId: idSchema,
  mapping: z.union([upload, z.string()]).describe('The mapping document, as a file or as text'),
  files: z.union([upload.transform((file) => [file]), z.array(upload)]).default([]),
});

export function addBatchRoutes(app: App, edge: Edge): void {
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
    body: batchForm,
    bodyForm: 'form',
    answers: { status: 202, schema: batchSchema, description: 'Taken; a job works it through' },
    handle: async (c, { body }) => {
      const request = {
        reference: body.reference,
        commissionId: body.commissionId,
        asOf: parseDay(body.asOf),
        mapping: typeof body.mapping === 'string' ? body.mapping : await body.mapping.text(),
        files: await Promise.all(body.files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }))),
      };
      return permitted(c, edge, 'file_batch', async (opened) => {
        const submitted = await submitBatch(opened, request);
        return submitted.ok ? c.json(wireBatch(c, submitted.value), 202) : problem(c, submitted.refusal);
      });
    },
  });

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
      outcome: z.enum(['filed', 'rejected', 'refused']).optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    answers: { status: 200, schema: batchItemListSchema, description: 'A page of answers; a loan with several problems has one for each' },
    handle: (c, { params: { batchId }, query: { outcome, offset, limit } }) =>
      permitted(c, edge, 'read_batches', async (opened) => {
        if ((await batchById(opened, batchId)) === null) return notFound(c);
        const { items, total } = await batchItems(opened, batchId, { outcome: outcome ?? null, offset, limit });
        return c.json({ items: items.flatMap(wireItems), total });
      }),
  });

  add(app, {
    method: 'get',
    path: '/batches/{batchId}/rejects.csv',
    tag,
    summary: 'Everything that was not filed, with what to do about it',
    params,
    answers: { status: 200, mediaType: 'text/csv', description: 'A table for a spreadsheet; personal data is masked' },
    handle: (c, { params: { batchId } }) =>
      permitted(c, edge, 'read_batches', async (opened) => {
        const batch = await batchById(opened, batchId);
        if (batch === null) return notFound(c);
        const { items } = await batchItems(opened, batchId, { outcome: null, offset: 0, limit: batch.counters.planned });
        const rejects = items.filter((each) => each.outcome !== 'filed').flatMap(rejectRows);
        const text = stringify(rejects, { header: true, columns: [...rejectColumns], escape_formulas: true, bom: true });
        return fileResponse(new TextEncoder().encode(text), 'text/csv; charset=utf-8', `rejects-${batch.reference}.csv`, 'attachment');
      }),
  });
}

const rejectColumns = ['outcome', 'reference', 'code', 'file', 'row', 'column', 'value', 'message', 'fix'] as const;

const rejectRows = ({ outcome, reference, problems }: BatchItem) => problems.map((each) => ({ outcome, reference, ...each }));

export function wireBatch(c: EdgeContext, batch: Batch): WireBatch {
  const { batchId, reference, lenderName, commissionName, state, counters, failure } = batch;
  return {
    batchId,
    reference,
    lenderName,
    commissionName,
    asOf: batch.asOf.toString(),
    state,
    files: [...batch.files],
    counters,
    failure: failure !== null && isHttpRefusal(failure.code) ? wireRefusal(c, { ...failure, code: failure.code }) : null,
    createdAt: batch.createdAt.toString(),
    finishedAt: batch.finishedAt?.toString() ?? null,
  };
}

function wireItems({ reference, outcome, caseId, problems }: BatchItem): readonly WireBatchItem[] {
  const none = { code: null, message: null, fix: null, file: null, row: null, column: null };
  const known = { reference, outcome, caseId };
  return problems.length === 0 ? [{ ...known, ...none }] : problems.map(({ code, message, fix, file, row, column }) => ({ ...known, code, message, fix, file, row, column }));
}
