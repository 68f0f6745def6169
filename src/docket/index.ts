export * from './procedure.ts';
export type * from './case.ts';
export { commandsOpenTo, rightIsOpen, type AnswerRefusal } from './decide.ts';
export { gateChecks, type GateCheck, type GateFinding } from './gate.ts';
export { verifyBundle, type BundleCheck, type BundleReport } from './bundle.ts';
