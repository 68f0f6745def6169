import { z } from 'zod';
import { fileBatch, giveUpBatch } from '../intake/operations.ts';
import type { World } from '../shell/act.ts';
import type { Task } from '../shell/queue.ts';

const payloadSchema = z.object({ batchId: z.uuid(), lenderId: z.uuid() });

/** Files a batch to its end, from wherever it stands. After the last try it ends as failed rather than hang. */
export const fileBatchJob =
  (world: World): Task =>
  async (payload, lastTry) => {
    const { batchId, lenderId } = payloadSchema.parse(payload);
    try {
      await fileBatch(world, lenderId, batchId);
    } catch (error) {
      if (lastTry) await giveUpBatch(world, lenderId, batchId);
      throw error;
    }
  };
