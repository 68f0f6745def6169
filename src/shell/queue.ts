/** The queue: jobs that acts have added are run here, each at least once, with back-off and a bounded number of tries. */
import { Logger, run, type Runner, type TaskList } from 'graphile-worker';
import type { Log } from './log.ts';

export interface QueueTasks {
  /** What runs a job of this name. A payload is what the act enqueued. */
  readonly tasks: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
  /** `minute hour day month weekday task`, in UTC. */
  readonly crontab: string;
}

/** Starts working. Several workers on one database share the jobs. */
export function startQueue(url: string, { tasks, crontab }: QueueTasks, log: Log, concurrency = 4): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]));
  const logger = new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ queue: message });
  });
  return run({ connectionString: url, taskList, crontab, logger, concurrency, pollInterval: 1000, noHandleSignals: true });
}
