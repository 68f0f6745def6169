export * from './primitives.ts';
export * from './session.ts';
export * from './intake.ts';
export * from './batches.ts';
export * from './cases.ts';
export * from './respondent.ts';
export * from './sandbox.ts';
