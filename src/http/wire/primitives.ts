/** The small words of the wire. Money is a string of digits in fen; days are YYYY-MM-DD; instants end in Z. */
import { z } from 'zod';

/** In lower case, as ids are kept and compared. */
export const idSchema = z.uuid().toLowerCase();
export const fenSchema = z.string().regex(/^-?\d+$/).describe('An amount in fen (1 yuan = 100 fen), as a string of digits');
export const daySchema = z.iso.date().describe('A legal day in China');
export const instantSchema = z.iso.datetime().describe('An instant, UTC');
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export const refusalSchema = z
  .object({
    code: z.string().describe('Stable snake_case code; docs/refusals.md lists them all'),
    title: z.string(),
    detail: z.string().describe('What happened and what to do'),
    /** The facts that the refusal names, for programs. */
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  })
  .meta({ id: 'Refusal' });
export type WireRefusal = z.infer<typeof refusalSchema>;

/** RFC 9457 problem document. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    facts: refusalSchema.shape.facts.optional(),
  })
  .meta({ id: 'Problem' });
export type WireProblem = z.infer<typeof problemSchema>;

export const articleSchema = z
  .object({ instrument: z.string(), article: z.string(), validFrom: daySchema })
  .meta({ id: 'ArticleRef' });
export const rateSchema = z.object({ value: z.string(), per: z.enum(['year', 'month', 'day']) }).meta({ id: 'Rate' });
