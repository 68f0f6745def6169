import { z } from 'zod';
import { daySchema, idSchema, instantSchema, refusalSchema, sha256Schema } from './primitives.ts';

export const batchStateSchema = z.enum(['queued', 'running', 'done', 'failed']).meta({ id: 'BatchState' });

export const batchSchema = z
  .object({
    batchId: idSchema,
    /** The lender's own reference; sending the same one again with the same content gives the first answer. */
    reference: z.string(),
    lenderName: z.string(),
    commissionName: z.string(),
    asOf: daySchema,
    state: batchStateSchema,
    files: z.array(z.object({ name: z.string(), sha256: sha256Schema, bytes: z.int() })),
    counters: z
      .object({
        planned: z.int().describe('Loans and rows found in the files; 0 until reading ends'),
        filed: z.int(),
        rejected: z.int().describe('Rows that could not be used'),
        refused: z.int().describe('Loan files that are sound but cannot be filed: already filed, nothing owed, ...'),
      })
      .meta({ id: 'BatchCounters' }),
    failure: refusalSchema.nullable().describe('Why the whole batch failed, when it did'),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Batch' });
export type WireBatch = z.infer<typeof batchSchema>;

export const batchListSchema = z.object({ items: z.array(batchSchema) }).meta({ id: 'BatchList' });

export const batchItemSchema = z
  .object({
    reference: z.string().nullable(),
    outcome: z.enum(['filed', 'rejected', 'refused']),
    caseId: idSchema.nullable(),
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

/** What the new-batch form may choose from. */
export const filingOptionsSchema = z
  .object({
    commissions: z.array(z.object({ institutionId: idSchema, name: z.string() })),
    sampleMapping: z.string().nullable().describe('The mapping of the shipped sample, as JSON text'),
  })
  .meta({ id: 'FilingOptions' });
export type WireFilingOptions = z.infer<typeof filingOptionsSchema>;
