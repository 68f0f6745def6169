import type { Instant } from '../kernel/index.ts';

/**
 * What time it is, to the millisecond: the database keeps no nanoseconds, and what is told must be what is kept.
 * Nothing else in the product reads the wall clock; everything else is told the instant.
 */
export const wallClock = (): Instant => Temporal.Now.instant().round({ smallestUnit: 'millisecond', roundingMode: 'floor' });
