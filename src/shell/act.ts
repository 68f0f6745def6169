/**
 * An act is one actor doing one thing: one transaction, one instant, one actor, one cause. Edges open it,
 * operations receive it first, the core never sees it. It carries two times: `at`, the instant on the
 * tribunal's calendar, from which every legal day comes, and `recordedAt`, the wall clock.
 */
import { legalDay, type Day, type Instant } from '../kernel/index.ts';
import type { BlobStore } from './blobs.ts';
import { wallClock } from './clock.ts';
import type { Database, Queryable } from './database.ts';
import type { WorkingFolders } from './working-folders.ts';

export type Actor =
  | { readonly kind: 'person'; readonly personId: string; readonly name: string; readonly roles: readonly string[] }
  | { readonly kind: 'respondent'; readonly name: string }
  | { readonly kind: 'system'; readonly name: string };

/** Whose rows the act may see: row-level security binds to it. For `arbitrator` the id is the commission's. */
export interface Scope {
  readonly kind: 'commission' | 'lender' | 'arbitrator' | 'case';
  readonly id: string;
}

export interface Act extends Queryable {
  readonly at: Instant;
  readonly today: Day;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly scope: Scope;
  readonly blobs: BlobStore;
  /** Whether this is a sandbox: its papers say so on every page. */
  readonly sandbox: boolean;
  /** Adds a job to the transaction: it runs if and only if the act commits. The same key is one job; jobs of one line run one after another. */
  enqueue(task: string, payload: object, key: string, line?: string): Promise<void>;
}

export interface World {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly folders: WorkingFolders;
  readonly sandbox: boolean;
}

export interface ActOf {
  readonly actor: Actor;
  readonly scope: Scope;
}

export async function act<T>(world: World, { actor, scope }: ActOf, work: (act: Act) => Promise<T>): Promise<T> {
  return world.database.transaction(async (db) => {
    const viewer = actor.kind === 'person' ? actor.personId : '';
    const [clock] = await db.query<{ ahead_days: number }>(
      `select set_config('assize.scope', $1, true), set_config('assize.scope_id', $2, true),
              set_config('assize.person_id', $3, true), ahead_days
       from assize.business_clock`,
      [scope.kind, scope.id, viewer],
    );
    const recordedAt = wallClock();
    const at = recordedAt.add({ hours: 24 * (clock?.ahead_days ?? 0) });
    return work({
      query: (sql, parameters) => db.query(sql, parameters),
      at,
      today: legalDay(at),
      recordedAt,
      actor,
      scope,
      blobs: world.blobs,
      sandbox: world.sandbox,
      enqueue: async (task, payload, key, line) => {
        await db.query('select assize.enqueue($1, $2, $3, $4)', [task, JSON.stringify(payload), key, line ?? null]);
      },
    });
  });
}
