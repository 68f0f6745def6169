import { parseArgs } from 'node:util';
import { readConfig } from '../shell/config.ts';
import { databaseOf } from '../shell/embedded-postgres.ts';
import { migrate, type MigrationRefusal } from '../shell/migrate.ts';
import type { ServeRefusal } from '../serve.ts';
import { inputSentences } from './input.ts';
import { print, printJson, printRefusal, type Command } from './output.ts';

/** What to do when an installation cannot be made ready; `assize start` says the same. */
export const setupSentences: Readonly<Record<MigrationRefusal | ServeRefusal | 'configuration_invalid', string>> = {
  configuration_invalid: inputSentences.configuration_invalid,
  migration_changed: 'A migration that this database already has was edited. Restore the file, and write a new one for the change.',
  database_is_not_a_sandbox: 'This database holds real institutions. Set ASSIZE_SANDBOX=off, or name another database.',
  database_is_a_sandbox: 'This database is a sandbox and stays one. Leave ASSIZE_SANDBOX on, or name another database.',
  migration_unknown: 'This database was made by a newer version of Assize. Use that version, or another database.',
};

export const command: Command = {
  summary: 'brings the database to the present',
  usage: `assize migrate [--json]

Applies the files of migrations/ that the database lacks, in order, each in its own transaction. The database is the
one DATABASE_URL names (as the owner of its tables), or else the embedded one. \`assize start\` does the same first.`,

  async run(args) {
    const { json } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } }).values;
    const config = readConfig(process.env);
    if (!config.ok) return printRefusal(config.refusal, setupSentences[config.refusal.code], json);

    const database = await databaseOf(config.value);
    try {
      const outcome = await migrate(database.url);
      if (!outcome.ok) return printRefusal(outcome.refusal, setupSentences[outcome.refusal.code], json);
      const { applied } = outcome.value;
      if (json) printJson({ applied });
      else print(applied.length === 0 ? 'The database is up to date.' : `Applied:\n${applied.map((name) => `  ${name}`).join('\n')}`);
      return 0;
    } finally {
      await database.stop();
    }
  },
};
