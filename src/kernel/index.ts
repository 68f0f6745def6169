export * from './money.ts';
export * from './rate.ts';
export * from './dates.ts';
export * from './iso-days.ts';
export * from './outcome.ts';
export * from './canonical.ts';
export * from './hash.ts';
export * from './ids.ts';
