/** Intake on the wire: uploads, what was seen in them, saved mappings, and checks before filing. */
import { z } from 'zod';
import { claimSchema } from './claims.ts';
import { daySchema, idSchema, instantSchema, refusalSchema, sha256Schema } from './primitives.ts';

/** A file that the lender has uploaded; its id is its SHA-256, so that sending it again gives the same. */
export const uploadSchema = z.object({ uploadId: sha256Schema, name: z.string(), bytes: z.int() }).meta({ id: 'Upload' });
export type WireUpload = z.infer<typeof uploadSchema>;

/** A name without a folder. */
export const fileNameSchema = z.string().trim().min(1).max(255).regex(/^(?!\.\.?$)[^/\\\p{Cc}]+$/u, 'a name without a folder');

/** An upload put to use, under the name that the mapping knows it by. */
export const uploadRefSchema = z.object({ uploadId: sha256Schema, name: fileNameSchema }).meta({ id: 'UploadRef' });
export type WireUploadRef = z.infer<typeof uploadRefSchema>;
export const uploadRefsSchema = z.array(uploadRefSchema).min(1).max(200);

/** A mapping document as JSON (docs/schemas/mapping.v1.json), or its text. The server says what is wrong with it. */
export const mappingDocumentSchema = z.union([z.record(z.string(), z.unknown()), z.string().max(1_000_000)]).describe('The mapping document, docs/schemas/mapping.v1.json');

/** The columns of one source, as they stood in a file. */
export const layoutSchema = z.object({ source: z.string(), columns: z.array(z.string()) }).meta({ id: 'SourceLayout' });
export type WireLayout = z.infer<typeof layoutSchema>;

export const inspectionRequestSchema = z
  .object({ uploads: uploadRefsSchema, commissionId: idSchema.optional().describe('Whose name and clause the proposal may use; the only one, where there is one') })
  .meta({ id: 'InspectionRequest' });

/** One table as it was seen: a delimited file, a sheet, a list in a JSON document, a Parquet file; or the attachments. */
export const seenTableSchema = z
  .object({
    source: z.string().describe('What the proposed mapping calls it; empty for one that it leaves out'),
    file: z.string().describe('The file; one out of a ZIP by its path in there'),
    kind: z.enum(['delimited', 'workbook', 'json', 'parquet', 'attachment']),
    part: z.string().nullable().describe('The sheet or the list'),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    headerRow: z.int().nullable(),
    headerRows: z.int(),
    columns: z.array(z.string()),
    hidden: z.array(z.string()).describe('Columns that the workbook hides'),
    sample: z.array(z.array(z.string())).describe('The first rows, at most 20, masked where they are about a person'),
    rowsSeen: z.int(),
    whole: z.boolean().describe('Whether all rows were seen; otherwise `rowsEstimated` is a guess by size'),
    rowsEstimated: z.int(),
  })
  .meta({ id: 'SeenTable' });
export type WireSeenTable = z.infer<typeof seenTableSchema>;

/** One proposed rule: what the field is read from, how sure we are, and why. */
export const proposalSchema = z
  .object({
    field: z.string().describe('The place in the mapping under `loan`, joined by dots: borrower.name, repayments.0.on'),
    rule: z.record(z.string(), z.unknown()).describe('The rule as it stands in the mapping'),
    source: z.string().nullable().describe('The source whose columns it reads; null for a constant'),
    columns: z.array(z.string()),
    confidence: z.number().min(0).max(1),
    because: z.array(z.string()).describe('What spoke for it'),
    required: z.boolean().describe('Whether a loan file needs it'),
    settled: z.boolean().describe('False where a person has to choose or to say something'),
    alternatives: z.array(z.object({ source: z.string(), column: z.string(), confidence: z.number() })),
  })
  .meta({ id: 'Proposal' });
export type WireProposal = z.infer<typeof proposalSchema>;

/** A saved mapping whose layout these files have, or nearly have. */
export const savedMatchSchema = z
  .object({
    name: z.string(),
    version: z.int(),
    mapping: z.record(z.string(), z.unknown()).describe('With the file names of these files where its own do not match them'),
    savedAt: instantSchema,
    savedBy: z.string(),
    drift: z
      .object({ missing: z.array(z.object({ source: z.string(), column: z.string() })), added: z.array(z.object({ source: z.string(), column: z.string() })) })
      .nullable()
      .describe('Null: the columns are the same'),
  })
  .meta({ id: 'SavedMatch' });
export type WireSavedMatch = z.infer<typeof savedMatchSchema>;

export const inspectionSchema = z
  .object({
    tables: z.array(seenTableSchema),
    mapping: z.record(z.string(), z.unknown()).describe('A complete mapping, proposed; check and create take it as it is'),
    proposals: z.array(proposalSchema),
    columns: z
      .array(
        z.object({
          source: z.string().nullable(),
          column: z.string(),
          field: z.string().nullable().describe('contract.principalFen, schedule[].dueOn; null where the column is not used'),
          as: z.string().nullable(),
          confidence: z.number(),
          because: z.array(z.string()),
          samples: z.array(z.string()).describe('Masked where they are about a person'),
        }),
      )
      .describe('Every column of every table, and what it was taken for'),
    missing: z.array(z.string()).describe('Fields that every loan file needs and that neither a column nor the directory supplies'),
    notes: z.array(z.string()).describe('What a person should know about the files or the proposal'),
    saved: savedMatchSchema.nullable(),
  })
  .meta({ id: 'Inspection' });
export type WireInspection = z.infer<typeof inspectionSchema>;

export const saveMappingSchema = z
  .object({ mapping: mappingDocumentSchema, layout: z.array(layoutSchema).min(1).max(50).describe('The columns it was made for, by which it is recognised next time') })
  .meta({ id: 'SaveMapping' });

const version = { version: z.int(), savedAt: instantSchema, savedBy: z.string() };
export const savedMappingSchema = z
  .object({
    name: z.string(),
    ...version,
    mapping: z.record(z.string(), z.unknown()),
    layout: z.array(layoutSchema),
    versions: z.array(z.object(version)).describe('All of them, newest first; none is ever overwritten'),
  })
  .meta({ id: 'SavedMapping' });
export type WireSavedMapping = z.infer<typeof savedMappingSchema>;

export const savedMappingListSchema = z
  .object({ items: z.array(z.object({ name: z.string(), ...version, layout: z.array(layoutSchema) })) })
  .meta({ id: 'SavedMappingList' });
export type WireSavedMappingList = z.infer<typeof savedMappingListSchema>;

export const checkRequestSchema = z
  .object({ uploads: uploadRefsSchema, mapping: mappingDocumentSchema, asOf: daySchema, commissionId: idSchema })
  .meta({ id: 'CheckRequest' });
export type WireCheckRequest = z.infer<typeof checkRequestSchema>;

/** One kind of problem and where it was met. */
export const problemGroupSchema = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning']).describe('An error keeps the loan out; a warning travels with its case'),
    message: z.string(),
    fix: z.string(),
    count: z.int(),
    places: z
      .array(
        z.object({
          reference: z.string().nullable(),
          file: z.string().nullable(),
          row: z.int().nullable(),
          column: z.string().nullable(),
          value: z.string().nullable().describe('Masked where it identifies or reaches a person'),
        }),
      )
      .describe('The first five'),
  })
  .meta({ id: 'ProblemGroup' });
export type WireProblemGroup = z.infer<typeof problemGroupSchema>;

const entry = z.looseObject({ on: daySchema, amountFen: z.string() });
/** A finished loan file, whole (docs/schemas/loan-file.v1.json); here only what pages read is spelt out. */
export const loanFilePreviewSchema = z
  .looseObject({
    reference: z.string(),
    lender: z.looseObject({ name: z.string(), uscc: z.string(), kind: z.string() }),
    borrower: z.looseObject({
      name: z.string(),
      identity: z.looseObject({ kind: z.string(), number: z.string() }),
      mobile: z.string().nullable(),
      email: z.string().nullable(),
      address: z.string().nullable(),
    }),
    contract: z.looseObject({
      contractNo: z.string(),
      name: z.string(),
      signedOn: daySchema,
      principalFen: z.string(),
      rate: z.object({ value: z.string(), per: z.string() }),
      overdueRate: z.object({ value: z.string(), per: z.string() }).nullable(),
    }),
    disbursements: z.array(entry),
    schedule: z.array(z.looseObject({ seq: z.int(), dueOn: daySchema, principalFen: z.string(), interestFen: z.string(), feeFen: z.string() })),
    repayments: z.array(entry),
    arbitration: z.looseObject({ clause: z.string(), institution: z.string() }),
  })
  .meta({ id: 'LoanFilePreview' });

/** Running through the files as filing would, without filing anything. */
export const checkSchema = z
  .object({
    checkId: idSchema,
    commissionName: z.string(),
    asOf: daySchema,
    state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    files: z.array(uploadSchema),
    counters: z
      .object({
        planned: z.int().describe('Loans and stray rows in the files; 0 until the files are read'),
        read: z.int(),
        sound: z.int().describe('Would be filed as they are'),
        warned: z.int().describe('Sound ones that a warning travels with'),
        rejected: z.int(),
        refused: z.int().describe('Sound, but cannot be filed: already filed, nothing owed, …'),
      })
      .meta({ id: 'CheckCounters' }),
    problems: z.array(problemGroupSchema).describe('Errors first, then by how often; grows while the check runs'),
    alreadyFiled: z.array(z.object({ reference: z.string(), caseId: idSchema, caseNo: z.string().nullable() })).describe('The first hundred'),
    preview: z.array(z.object({ loan: loanFilePreviewSchema, claim: claimSchema })).describe('The first three sound loans, each with its claim; in full, for the lender alone'),
    failure: refusalSchema.nullable().describe('Why nothing could be read'),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Check' });
export type WireCheck = z.infer<typeof checkSchema>;
