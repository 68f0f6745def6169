/** Every job by its name, and what the clock starts. */
import { checkIntakeTask, fileBatchTask } from '../intake/operations.ts';
import { sendNoticeTask } from '../notices/operations.ts';
import type { QueueTasks } from '../shell/queue.ts';
import { checkIntakeJob } from './check-intake.ts';
import { closeWindowsJob } from './close-windows.ts';
import { fileBatchJob } from './file-batch.ts';
import { sendNoticeJob, type Sending } from './send-notice.ts';

export const jobs = (sending: Sending): QueueTasks => ({
  tasks: {
    [checkIntakeTask]: checkIntakeJob(sending.world),
    [fileBatchTask]: fileBatchJob(sending.world),
    [sendNoticeTask]: sendNoticeJob(sending),
    close_windows: closeWindowsJob(sending.world),
  },
  crontab: '*/10 * * * * close_windows',
});
