import { closeAllWindows } from '../docket/operations.ts';
import type { World } from '../shell/act.ts';

/** Closes every window that has run out. */
export const closeWindowsJob = (world: World) => async () => {
  await closeAllWindows(world);
};
