import { after } from 'node:test';
import { cloneTemplate, type TestDatabase } from './postgres.ts';

const databases: TestDatabase[] = [];
after(async () => {
  for (const database of databases) await database.drop();
});

/** A migrated database of the test file's own; it is dropped when the file ends. `url` connects as the owner. */
export async function createTestDatabase(): Promise<Pick<TestDatabase, 'url'>> {
  const database = await cloneTemplate();
  databases.push(database);
  return database;
}
