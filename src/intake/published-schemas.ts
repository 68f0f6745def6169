import { z } from 'zod';
import { loanFileSchema } from '../claims/index.ts';
import { mappingSchema } from './mapping.ts';
import { lenderProfileSchema } from './profile.ts';

/** The JSON Schemas that docs/schemas holds, by file name; all describe what is written, before it is parsed. */
export const publishedSchemas = (): Readonly<Record<string, object>> => ({
  'lender-profile.v1.json': z.toJSONSchema(lenderProfileSchema, { io: 'input' }),
  'loan-file.v1.json': z.toJSONSchema(loanFileSchema, { io: 'input' }),
  'mapping.v1.json': z.toJSONSchema(mappingSchema, { io: 'input' }),
});
