/** The queue: jobs that acts have added are run here, each at least once, with back-off and a bounded number of tries. */
import { EventEmitter } from 'node:events';
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { Log } from './log.ts';

/** Runs a job; `lastTry` when no other will follow. A payload is what the act enqueued. */
export type Task = (payload: unknown, lastTry: boolean) => Promise<void>;

export interface QueueTasks {
  readonly tasks: Readonly<Record<string, Task>>;
  /** `minute hour day month weekday task`, in UTC. */
  readonly crontab: string;
}

export interface Queue {
  /** Lets running jobs end and takes no new ones. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts working. Several workers on one database share the jobs. A job whose worker died is free again at the
 * next start, not after the hours that the library waits by itself.
 */
export async function startQueue(url: string, { tasks, crontab }: QueueTasks, log: Log, concurrency = 4): Promise<Queue> {
  const presence = new pg.Client({ connectionString: url });
  await presence.connect();
  await freeJobsOfTheDead(presence);
  const taskList: TaskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown, { job }) => task(payload, job.attempts >= job.max_attempts)]),
  );
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked in the name of the pool.
  const poolIds: string[] = [];
  events.on('pool:create', ({ workerPool }) => poolIds.push(workerPool.id));
  // What a task throws may quote people; the log names jobs only.
  events.on('job:error', ({ job, error }) => {
    log.warn({ job: job.id, task: job.task_identifier, attempts: job.attempts, error: error instanceof Error ? error.name : 'unknown' }, 'a job failed');
  });
  const logger = new Logger(() => () => undefined);
  const runner = await run({ connectionString: url, taskList, crontab, concurrency, pollInterval: 1000, noHandleSignals: true, events, logger });
  await presence.query(
    `insert into assize.queue_workers (worker_id, connection_pid, connection_start)
     select worker_id, pid, backend_start from unnest($1::text[]) as worker (worker_id), pg_stat_activity where pid = pg_backend_pid()`,
    [poolIds],
  );
  return {
    stop: async () => {
      await runner.stop();
      await presence.query('delete from assize.queue_workers where connection_pid = pg_backend_pid()');
      await presence.end();
    },
  };
}

/** Frees what is locked by workers whose connection is gone. One that has locked a job but not yet registered is left alone. */
async function freeJobsOfTheDead(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ worker_id: string }>(
    `delete from assize.queue_workers w
     where not exists (select from pg_stat_activity a where a.pid = w.connection_pid and a.backend_start = w.connection_start)
     returning worker_id`,
  );
  if (rows.length > 0) await client.query('select graphile_worker.force_unlock_workers($1::text[])', [rows.map((row) => row.worker_id)]);
}
