import { z } from 'zod';
import { mappingDocumentSchema, uploadRefsSchema } from './intake.ts';
import { daySchema, idSchema, instantSchema, refusalSchema, sha256Schema } from './primitives.ts';

export const batchStateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']).meta({ id: 'BatchState' });

const batchFiles = z.array(z.object({ name: z.string(), sha256: sha256Schema, bytes: z.int() }));

export const batchSchema = z
  .object({
    batchId: idSchema,
    /** The lender's own reference; sending the same one again with the same content gives the first answer. */
    reference: z.string(),
    lenderName: z.string(),
    commissionName: z.string(),
    asOf: daySchema,
    state: batchStateSchema,
    files: batchFiles,
    counters: z
      .object({
        planned: z.int().describe('All that have an answer, and those of the round under way that still wait for theirs; 0 until reading ends'),
        filed: z.int(),
        rejected: z.int().describe('Rows that could not be used'),
        refused: z.int().describe('Loan files that are sound but cannot be filed: already filed, nothing owed, ...'),
      })
      .meta({ id: 'BatchCounters' }),
    rounds: z
      .array(
        z.object({
          round: z.int(),
          files: batchFiles,
          counters: z.object({
            planned: z.int(),
            filed: z.int(),
            rejected: z.int(),
            refused: z.int(),
            repeated: z.int().describe('Loans that an earlier round has filed'),
          }),
          createdAt: instantSchema,
          createdBy: z.string(),
          finishedAt: instantSchema.nullable(),
        }),
      )
      .describe('What was sent: first the files of the batch, then each correction'),
    failure: refusalSchema.nullable().describe('Why the latest round failed as a whole, when it did'),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Batch' });
export type WireBatch = z.infer<typeof batchSchema>;

export const batchListSchema = z.object({ items: z.array(batchSchema) }).meta({ id: 'BatchList' });

/** `repeated`: in a correction, a loan that an earlier round has filed. */
export const itemOutcomeSchema = z.enum(['filed', 'rejected', 'refused', 'repeated']);

export const batchItemSchema = z
  .object({
    reference: z.string().nullable(),
    outcome: itemOutcomeSchema,
    caseId: idSchema.nullable(),
    round: z.int(),
    superseded: z.boolean().describe('A later round has answered for this loan'),
    code: z.string().nullable(),
    message: z.string().nullable(),
    fix: z.string().nullable(),
    file: z.string().nullable(),
    row: z.int().nullable(),
    column: z.string().nullable(),
  })
  .meta({ id: 'BatchItem' });
export type WireBatchItem = z.infer<typeof batchItemSchema>;

export const batchItemListSchema = z
  .object({ items: z.array(batchItemSchema), total: z.int() })
  .meta({ id: 'BatchItemList' });

/** A batch from uploads; the form with files in it takes the same fields. */
export const newBatchSchema = z
  .object({ reference: z.string().trim().min(1).max(100), asOf: daySchema, commissionId: idSchema, mapping: mappingDocumentSchema, uploads: uploadRefsSchema })
  .meta({ id: 'NewBatch' });
export type WireNewBatch = z.infer<typeof newBatchSchema>;

/** Corrected files of a batch, in the same layout; its mapping reads them. */
export const correctionSchema = z.object({ uploads: uploadRefsSchema }).meta({ id: 'Correction' });

/** What the new-batch form may choose from. */
export const filingOptionsSchema = z
  .object({
    commissions: z.array(z.object({ institutionId: idSchema, name: z.string() })),
    sampleMapping: z.string().nullable().describe('The mapping of the shipped sample, as JSON text'),
  })
  .meta({ id: 'FilingOptions' });
export type WireFilingOptions = z.infer<typeof filingOptionsSchema>;
