export { fileCases, filedCases, type Filing, type FilingSetting } from './filing-operations.ts';
export { perform, type CommandInput, type CommandItem, type CommandOutcome, type LinkOf, type PerformRefusal } from './command-operations.ts';
export { closeWindows, noticeAttempted, openNotices, receiveAnswer, respondentProves } from './world-operations.ts';
export {
  caseAtLink,
  caseDossier,
  listCases,
  noticeForSending,
  paperContent,
  previewAward,
  revealRespondent,
  rosterWithLoad,
  type CaseDossier,
  type CaseList,
} from './reading-operations.ts';
export { exportBundle, type BundleSeal } from './bundle-operations.ts';
export { makePaper } from './case-papers.ts';
export { changeRule, previewRuleChange, type RuleReach, type Touched } from './rule-operations.ts';
export { advanceCalendar, businessDay, calendarHorizon, closeAllWindows, type AdvanceRefusal } from './calendar-operations.ts';
