import { z } from 'zod';
import { answerKindSchema, answerSchema, caseStateSchema, deadlineSchema, paperSchema } from './cases.ts';
import { claimSchema } from './claims.ts';
import { daySchema, idSchema, instantSchema, sha256Schema } from './primitives.ts';

/** What anyone holding the link may see: enough to know it is genuine, nothing about the debt. */
export const noticeFaceSchema = z
  .object({
    caseNo: z.string(),
    commissionName: z.string(),
    commissionPhone: z.string(),
    applicantName: z.string(),
    respondentName: z.string().describe('Masked'),
    businessDay: daySchema,
    opened: z.boolean(),
    proved: z.boolean().describe('This browser has proved who it is'),
    attemptsLeft: z.int(),
    identityHint: z.string().describe('What is asked to prove identity, e.g. the last 6 characters of the identity number'),
  })
  .meta({ id: 'NoticeFace' });
export type WireNoticeFace = z.infer<typeof noticeFaceSchema>;

export const identityProofSchema = z
  .object({ identityTail: z.string().trim().length(6) })
  .meta({ id: 'IdentityProof' });

export const respondentFileSchema = z
  .object({
    caseNo: z.string(),
    state: caseStateSchema,
    businessDay: daySchema,
    commissionName: z.string(),
    commissionPhone: z.string(),
    applicantName: z.string(),
    respondentName: z.string(),
    contract: z.object({ contractNo: z.string(), signedOn: daySchema, principalFen: z.string() }),
    claim: claimSchema.nullable(),
    papers: z.array(paperSchema),
    deadlines: z.array(deadlineSchema),
    arbitratorName: z.string().nullable(),
    rights: z.array(z.object({ right: z.enum(['defence', 'evidence', 'object_to_procedure', 'challenge_arbitrator']), lastDay: daySchema.nullable(), open: z.boolean() })),
    answers: z.array(answerSchema),
  })
  .meta({ id: 'RespondentFile' });
export type WireRespondentFile = z.infer<typeof respondentFileSchema>;

export const newAnswerSchema = z
  .object({ answerId: idSchema.describe('Made by the page, so that sending twice is one answer'), kind: answerKindSchema, text: z.string().trim().min(1).max(5000) })
  .meta({ id: 'NewAnswer' });

export const answerReceiptSchema = z
  .object({ answerId: idSchema, receivedAt: instantSchema, late: z.boolean(), evidenceHash: sha256Schema, state: caseStateSchema })
  .meta({ id: 'AnswerReceipt' });
export type WireAnswerReceipt = z.infer<typeof answerReceiptSchema>;
