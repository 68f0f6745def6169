import { z } from 'zod';
import { claimSchema } from './claims.ts';
import { daySchema, fenSchema, idSchema, instantSchema, refusalSchema, sha256Schema } from './primitives.ts';

export const caseStateSchema = z
  .enum([
    'submitted',
    'not_accepted',
    'fee_pending',
    'accepted',
    'notice_service',
    'response_open',
    'tribunal_formation',
    'appointment_pending',
    'challenge_open',
    'trial',
    'award_check',
    'award_signing',
    'award_sealing',
    'award_issued',
    'award_served',
    'transferred_offline',
  ])
  .meta({ id: 'CaseState' });
export type WireCaseState = z.infer<typeof caseStateSchema>;

/** What people do to a case. Which role may do which, and in which state, is published at /api/procedure. */
export const commandSchema = z
  .enum([
    'approve_filing',
    'refuse_filing',
    'record_fee_payment',
    'serve_notice',
    'appoint_arbitrator',
    'accept_appointment',
    'decline_appointment',
    'draft_award',
    'return_award',
    'check_award',
    'sign_award',
    'seal_award',
    'serve_award',
  ])
  .meta({ id: 'Command' });
export type WireCommand = z.infer<typeof commandSchema>;

export const deadlineSchema = z
  .object({
    kind: z.enum(['response', 'challenge', 'award']),
    startOn: daySchema.describe('The day of the event; it is not counted'),
    days: z.int(),
    unit: z.enum(['day', 'working_day']),
    nominalOn: daySchema,
    dueOn: daySchema.describe('The last day, after rolling to a working day'),
    rolledOver: z.array(z.object({ on: daySchema, name: z.string() })),
    rule: z.string(),
    calendarVersion: z.string(),
  })
  .meta({ id: 'Deadline' });
export type WireDeadline = z.infer<typeof deadlineSchema>;

export const caseSummarySchema = z
  .object({
    caseId: idSchema,
    caseNo: z.string().nullable(),
    reference: z.string(),
    batchId: idSchema,
    lenderName: z.string(),
    commissionName: z.string(),
    respondentName: z.string().describe('Masked'),
    state: caseStateSchema,
    stateSince: daySchema,
    version: z.int(),
    principalFen: fenSchema,
    totalFen: fenSchema,
    filedOn: daySchema,
    nextDeadline: z.object({ kind: deadlineSchema.shape.kind, dueOn: daySchema }).nullable(),
    serviceLevel: z.int().min(0).max(4),
    answered: z.boolean().describe('The respondent has said something'),
    commands: z.array(commandSchema).describe('What the reader may do now'),
  })
  .meta({ id: 'CaseSummary' });
export type WireCaseSummary = z.infer<typeof caseSummarySchema>;

export const caseListSchema = z
  .object({
    items: z.array(caseSummarySchema),
    total: z.int(),
    byState: z.array(z.object({ state: caseStateSchema, count: z.int(), oldest: daySchema })).describe('Of all cases the reader may see'),
  })
  .meta({ id: 'CaseList' });
export type WireCaseList = z.infer<typeof caseListSchema>;

export const paperSchema = z
  .object({
    paperId: idSchema,
    kind: z.string(),
    titleZh: z.string(),
    titleEn: z.string(),
    sha256: sha256Schema,
    bytes: z.int(),
    issuedOn: daySchema,
    signatures: z.array(z.object({ field: z.enum(['Arbitrator', 'Seal']), name: z.string(), at: instantSchema })),
  })
  .meta({ id: 'Paper' });
export type WirePaper = z.infer<typeof paperSchema>;

export const timelineEntrySchema = z
  .object({
    seq: z.int(),
    kind: z.string(),
    happenedAt: instantSchema,
    happenedOn: daySchema,
    recordedAt: instantSchema,
    actor: z.object({ kind: z.enum(['person', 'respondent', 'system']), name: z.string(), role: z.string().nullable() }),
    facts: z.record(z.string(), z.unknown()),
    hash: sha256Schema,
  })
  .meta({ id: 'TimelineEntry' });
export type WireTimelineEntry = z.infer<typeof timelineEntrySchema>;

export const noticeSchema = z
  .object({
    noticeId: idSchema,
    recipient: z.enum(['applicant', 'respondent']),
    channel: z.enum(['email']),
    address: z.string().describe('Masked'),
    addressSource: z.string(),
    purpose: z.enum(['arbitration', 'composition', 'award']),
    level: z.int(),
    attempts: z.array(z.object({ at: instantSchema, outcome: z.string(), level: z.int(), detail: z.string() })),
  })
  .meta({ id: 'Notice' });
export type WireNotice = z.infer<typeof noticeSchema>;

export const answerKindSchema = z.enum(['defence', 'object_to_procedure', 'challenge_arbitrator']).meta({ id: 'AnswerKind' });
export const answerSchema = z
  .object({ answerId: idSchema, kind: answerKindSchema, text: z.string(), receivedAt: instantSchema, late: z.boolean() })
  .meta({ id: 'Answer' });
export type WireAnswer = z.infer<typeof answerSchema>;

/** One precondition of an award: satisfied with its evidence, or not, because. */
export const gateCheckSchema = z
  .object({ check: z.string(), satisfied: z.boolean(), because: z.string(), becauseZh: z.string(), evidence: z.array(z.string()) })
  .meta({ id: 'GateCheck' });

export const awardDraftSchema = z
  .object({
    opinion: z.string(),
    responses: z.array(z.object({ answerId: idSchema, response: z.string() })),
    performanceDays: z.int().min(1).max(60),
  })
  .meta({ id: 'AwardDraft' });
export type WireAwardDraft = z.infer<typeof awardDraftSchema>;

export const caseDetailSchema = caseSummarySchema
  .extend({
    contractNo: z.string(),
    contractSignedOn: daySchema,
    lender: z.object({ name: z.string(), uscc: z.string(), kind: z.string() }),
    respondent: z.object({ name: z.string(), identity: z.string(), mobile: z.string().nullable(), email: z.string().nullable() }).describe('Masked'),
    fee: z.object({ totalFen: fenSchema, table: z.string(), receiptNo: z.string().nullable() }).nullable(),
    arbitrator: z.object({ personId: idSchema, name: z.string() }).nullable(),
    procedure: z.object({ profile: z.string(), targetOn: daySchema.nullable().describe('An estimate, never a promise') }),
    claim: claimSchema.nullable().describe('Null when it does not recompute from the loan file; the gate says so'),
    papers: z.array(paperSchema),
    timeline: z.array(timelineEntrySchema),
    deadlines: z.array(deadlineSchema),
    notices: z.array(noticeSchema),
    answers: z.array(answerSchema),
    gate: z.array(gateCheckSchema).describe('Evaluated now; empty before a tribunal is formed'),
    draft: awardDraftSchema.nullable().describe('The text on the table, or a proposed one for the arbitrator'),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'CaseDetail' });
export type WireCaseDetail = z.infer<typeof caseDetailSchema>;

const item = { caseId: idSchema, version: z.int().describe('The version it was decided on') };

/** A command over a set of cases; one case is a set of one. At most 100 at once. */
export const commandRequestSchema = z
  .discriminatedUnion('command', [
    z.object({
      command: z.enum(['approve_filing', 'serve_notice', 'check_award', 'serve_award']),
      items: z.array(z.object(item)).min(1).max(100),
    }),
    z.object({ command: z.literal('refuse_filing'), reasons: z.string().trim().min(5), items: z.array(z.object(item)).min(1).max(100) }),
    z.object({
      command: z.literal('accept_appointment'),
      disclosure: z.string().trim().max(2000).nullable().describe('What could raise doubt about independence or impartiality; null: nothing'),
      items: z.array(z.object(item)).min(1).max(100),
    }),
    z.object({ command: z.literal('decline_appointment'), reasons: z.string().trim().min(5), items: z.array(z.object(item)).min(1).max(100) }),
    z.object({ command: z.literal('return_award'), reasons: z.string().trim().min(5), items: z.array(z.object(item)).min(1).max(100) }),
    z.object({
      command: z.literal('record_fee_payment'),
      receiptNo: z.string().trim().min(1).describe('Of the transfer that covers these cases'),
      items: z.array(z.object(item)).min(1).max(100),
    }),
    z.object({ command: z.literal('appoint_arbitrator'), arbitratorId: idSchema, items: z.array(z.object(item)).min(1).max(100) }),
    z.object({ command: z.literal('draft_award'), draft: awardDraftSchema, items: z.array(z.object(item)).length(1) }),
    z.object({
      command: z.enum(['sign_award', 'seal_award']),
      pin: z.string().min(4).describe("Opens the signer's own key; never stored"),
      items: z.array(z.object(item)).min(1).max(100),
    }),
  ])
  .meta({ id: 'CommandRequest' });
export type WireCommandRequest = z.infer<typeof commandRequestSchema>;

export const commandResponseSchema = z
  .object({
    done: z.int(),
    refused: z.int(),
    outcomes: z.array(
      z.discriminatedUnion('ok', [
        z.object({ ok: z.literal(true), caseId: idSchema, state: caseStateSchema, version: z.int() }),
        z.object({ ok: z.literal(false), caseId: idSchema, refusal: refusalSchema }),
      ]),
    ),
  })
  .meta({ id: 'CommandResponse' });
export type WireCommandResponse = z.infer<typeof commandResponseSchema>;

export const rosterSchema = z
  .object({
    items: z.array(z.object({ personId: idSchema, name: z.string(), openCases: z.int(), loadCap: z.int() })),
  })
  .meta({ id: 'Roster' });
export type WireRoster = z.infer<typeof rosterSchema>;

/** The permission table and the states, as the server applies them. */
export const procedureSchema = z
  .object({
    commands: z.array(z.object({ command: commandSchema, from: z.array(caseStateSchema), to: z.array(caseStateSchema), roles: z.array(z.string()) })),
    events: z.array(z.object({ event: z.string(), from: z.array(caseStateSchema), to: z.array(caseStateSchema), by: z.string() })),
    states: z.array(caseStateSchema),
  })
  .meta({ id: 'Procedure' });
export type WireProcedure = z.infer<typeof procedureSchema>;
