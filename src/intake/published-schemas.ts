import { z } from 'zod';
import { loanFileSchema } from '../claims/index.ts';
import { mappingSchema } from './mapping.ts';

/** The JSON Schemas that docs/schemas holds, by file name; both describe what is written, before it is parsed. */
export const publishedSchemas = (): Readonly<Record<string, object>> => ({
  'loan-file.v1.json': z.toJSONSchema(loanFileSchema, { io: 'input' }),
  'mapping.v1.json': z.toJSONSchema(mappingSchema, { io: 'input' }),
});
