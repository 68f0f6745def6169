/** Reading Parquet from the disk, through DuckDB. */
import { openDuck, quoted, quotedName } from './duck-operations.ts';
import { Unreadable, type RawRow, type ReceivedFile } from './table.ts';

/**
 * The rows of the file; row 0 is the names of the columns, the first record is row 1. Days and times come in ISO
 * form, instants as the time in China, decimals with all their places, nested values as JSON, and nothing for null.
 * `folder` takes what does not fit in memory.
 */
export async function* readParquet(file: ReceivedFile, folder: string): AsyncGenerator<readonly RawRow[]> {
  const connection = await openDuck(folder, [file.path]);
  try {
    const from = `read_parquet(${quoted(file.path)})`;
    const described = await connection.runAndReadAll(`describe select * from ${from}`);
    const columns = described.getRows().map(([name, type]) => ({ name: name as string, type: type as string }));
    if (columns.length > widest) {
      throw new Unreadable('file_too_wide', { file: file.name });
    }
    yield [{ row: 0, cells: columns.map(({ name }) => name) }];

    const texts = columns.map(({ name, type }) => `coalesce(${asText(quotedName(name), type)}, '')`);
    const result = await connection.stream(`select ${texts.join(', ')} from ${from}`);
    let last = 0;
    for await (const chunk of result) {
      yield chunk.getRows().map((cells) => record(file, (last += 1), cells as readonly string[]));
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('file_unreadable', { file: file.name });
  } finally {
    connection.closeSync();
  }
}

const widest = 10_000;
const longestCell = 1_000_000;

function asText(column: string, type: string): string {
  if (type === 'DOUBLE' || type === 'FLOAT') {
    // Programs that know no empty whole number write 12 as 12.0.
    return `regexp_replace(${column}::varchar, '\\.0$', '')`;
  }
  if (type === 'TIMESTAMP WITH TIME ZONE') {
    return `${column}::timestamp::varchar`;
  }
  return /\]$|^(STRUCT|MAP|UNION)/.test(type) ? `to_json(${column})::varchar` : `${column}::varchar`;
}

function record(file: ReceivedFile, row: number, cells: readonly string[]): RawRow {
  if (cells.some((cell) => cell.length > longestCell)) {
    throw new Unreadable('file_too_wide', { file: file.name, row });
  }
  return { row, cells };
}
