/** Every file of the repository that is written by a program. `npm run generate` writes them; a test finds stale ones. */
import { publishedSchemas } from '../src/intake/index.ts';
import { cloneTemplate } from '../test/postgres.ts';
import { commandLineDocument } from './command-line-document.ts';
import { dumpSchema } from './dump-schema.ts';
import { procedureDocument } from './procedure-document.ts';
import { refusalDocument } from './refusal-document.ts';
import { rulebookDocument } from './rulebook-document.ts';
import { workedCasesDocument } from './worked-cases-document.ts';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly make: () => string | Promise<string>;
}

export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'schema.sql', make: makeSchemaSql },
  { path: 'docs/cli.md', make: commandLineDocument },
  { path: 'docs/procedure.md', make: procedureDocument },
  { path: 'docs/refusals.md', make: refusalDocument },
  { path: 'docs/rulebook.md', make: rulebookDocument },
  { path: 'docs/worked-cases.md', make: workedCasesDocument },
  ...Object.entries(publishedSchemas()).map(([name, schema]) => ({
    path: `docs/schemas/${name}`,
    make: () => `${JSON.stringify(schema, null, 2)}\n`,
  })),
];

async function makeSchemaSql(): Promise<string> {
  const database = await cloneTemplate();
  try {
    return await dumpSchema(database.url);
  } finally {
    await database.drop();
  }
}
