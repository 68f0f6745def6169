import type { Instant } from '../kernel/index.ts';

/** What time it is. Nothing else in the product reads the wall clock; everything else is told the instant. */
export const wallClock = (): Instant => Temporal.Now.instant();
