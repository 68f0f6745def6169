import { z } from 'zod';
import { daySchema, idSchema } from './primitives.ts';

export const roleSchema = z.enum(['lender_agent', 'filing_secretary', 'case_secretary', 'director', 'arbitrator']).meta({ id: 'Role' });
export type WireRole = z.infer<typeof roleSchema>;

export const institutionSchema = z
  .object({ institutionId: idSchema, kind: z.enum(['commission', 'lender']), name: z.string() })
  .meta({ id: 'Institution' });

export const membershipSchema = z.object({ institution: institutionSchema, roles: z.array(roleSchema) }).meta({ id: 'Membership' });

/** Who is signed in, and for which institution they act now. */
export const meSchema = z
  .object({
    personId: idSchema,
    name: z.string(),
    email: z.string(),
    acting: membershipSchema,
    memberships: z.array(membershipSchema).describe('Choose another with the header X-Assize-Institution'),
  })
  .meta({ id: 'Me' });
export type WireMe = z.infer<typeof meSchema>;

export const statusSchema = z
  .object({ sandbox: z.boolean(), businessDay: daySchema.describe("The tribunal's date; in the sandbox it can be moved forward"), version: z.string() })
  .meta({ id: 'Status' });
export type WireStatus = z.infer<typeof statusSchema>;
