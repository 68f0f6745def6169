/** PostgreSQL as the house speaks it: days as PlainDate, instants as Instant, bigint as bigint. */
import pg from 'pg';

const oid = { bigint: 20, date: 1082, timestamptz: 1184 } as const;

type Parser = (text: string) => unknown;

const types: pg.CustomTypesConfig = {
  getTypeParser(typeId, format): Parser {
    if (format === 'binary') return pg.types.getTypeParser(typeId, 'binary') as Parser;
    switch (typeId as number) {
      case oid.bigint:
        return (text: string) => BigInt(text);
      case oid.date:
        return (text: string) => Temporal.PlainDate.from(text);
      case oid.timestamptz:
        return (text: string) => Temporal.Instant.from(text);
      default:
        return pg.types.getTypeParser(typeId, 'text') as Parser;
    }
  },
};

export type Parameter = string | number | bigint | boolean | null | Uint8Array | Temporal.PlainDate | Temporal.Instant | readonly Parameter[];

/** Runs written SQL and gives its rows; the caller says what a row is, at the edge of its store. */
export interface Queryable {
  query<Row>(sql: string, parameters?: readonly Parameter[]): Promise<readonly Row[]>;
}

export type DatabaseKind = 'new' | 'sandbox' | 'real';

/** What a migrated database holds: nothing yet, a sandbox, or institutions that are not invented. */
export async function databaseKind(database: Database): Promise<DatabaseKind> {
  const [row] = await database.transaction((db) =>
    db.query<{ kind: DatabaseKind }>(
      `select case when sandbox then 'sandbox' when exists (select from assize.institutions) then 'real' else 'new' end as kind
       from assize.business_clock`,
    ),
  );
  return row?.kind ?? 'new';
}

export interface Database {
  /** One transaction as the application role. Rolled back when `work` throws. */
  transaction<T>(work: (db: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function openDatabase(url: string, size = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max: size, types });
  pool.on('error', ignoreBreak);
  return {
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      client.on('error', ignoreBreak);
      try {
        await client.query('begin; set local role assize_app');
        const result = await work(asQueryable(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((failure: unknown) => {
          broken = failure as Error;
        });
        throw error;
      } finally {
        client.off('error', ignoreBreak);
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/**
 * A connection that breaks while nothing is asked of it says so here, and unheard it would end the process. Whoever
 * asks something of it next is told by their query; the pool makes a new one.
 */
export const ignoreBreak = (): void => undefined;

const asQueryable = (client: pg.ClientBase | pg.Pool): Queryable => ({
  async query<Row>(sql: string, parameters: readonly Parameter[] = []) {
    const result = await client.query(sql, parameters.map(toWire));
    return result.rows as Row[];
  },
});

/** What `pg` does not write by itself. Arrays go to `unnest` as PostgreSQL arrays. */
function toWire(value: Parameter): unknown {
  if (Array.isArray(value)) return (value as readonly Parameter[]).map(toWire);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof Temporal.PlainDate || value instanceof Temporal.Instant || typeof value === 'bigint') return value.toString();
  return value;
}
