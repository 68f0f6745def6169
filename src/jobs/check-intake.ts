import { z } from 'zod';
import { giveUpCheck, runCheck } from '../intake/operations.ts';
import type { World } from '../shell/act.ts';
import type { Task } from '../shell/queue.ts';

const payloadSchema = z.object({ checkId: z.uuid(), lenderId: z.uuid() });

/** Runs a check to its end. After the last try it ends as failed rather than hang. */
export const checkIntakeJob =
  (world: World): Task =>
  async (payload, lastTry) => {
    const { checkId, lenderId } = payloadSchema.parse(payload);
    try {
      await runCheck(world, lenderId, checkId);
    } catch (error) {
      if (lastTry) await giveUpCheck(world, lenderId, checkId);
      throw error;
    }
  };
