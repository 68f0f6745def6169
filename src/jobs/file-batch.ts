import { z } from 'zod';
import { fileBatch } from '../intake/operations.ts';
import type { World } from '../shell/act.ts';

const payloadSchema = z.object({ batchId: z.uuid(), lenderId: z.uuid() });

/** Files a batch to its end, from wherever it stands. */
export const fileBatchJob = (world: World) => async (payload: unknown) => {
  const { batchId, lenderId } = payloadSchema.parse(payload);
  await fileBatch(world, lenderId, batchId);
};
