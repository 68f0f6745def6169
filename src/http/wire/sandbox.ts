import { z } from 'zod';
import { daySchema, instantSchema } from './primitives.ts';
import { roleSchema } from './session.ts';

/** Only where the sandbox is on: the sign-ins it made, for trying the whole way. */
export const sandboxSchema = z
  .object({
    businessDay: daySchema,
    horizon: daySchema.describe('The last day the holiday calendar knows; time cannot move beyond it'),
    signIns: z.array(
      z.object({ name: z.string(), roles: z.array(roleSchema), institution: z.string(), email: z.string(), password: z.string(), pin: z.string().nullable() }),
    ),
  })
  .meta({ id: 'Sandbox' });
export type WireSandbox = z.infer<typeof sandboxSchema>;

export const advanceRequestSchema = z.object({ to: daySchema }).meta({ id: 'AdvanceRequest' });
export const advanceResponseSchema = z
  .object({ businessDay: daySchema, expired: z.int().describe('Deadlines that ran out on the way') })
  .meta({ id: 'AdvanceResponse' });
export type WireAdvanceResponse = z.infer<typeof advanceResponseSchema>;

export const mailSummarySchema = z
  .object({ messageId: z.string(), to: z.string(), subject: z.string(), receivedAt: instantSchema, text: z.string(), attachments: z.array(z.object({ name: z.string(), bytes: z.int() })) })
  .meta({ id: 'Mail' });
export const mailboxSchema = z.object({ items: z.array(mailSummarySchema), total: z.int() }).meta({ id: 'Mailbox' });
export type WireMailbox = z.infer<typeof mailboxSchema>;
