/** Claims: the loan file, and what is owed on a loan on a day. Pure. */
export * from './loan-file.ts';
export * from './claim.ts';
export * from './explanation.ts';
export { applicantBlock, applicationPapers, requestsFor, respondentBlock, type ApplicationPapers } from './application-papers.ts';
export { awardSums, type AwardSums } from './award-sums.ts';
export { capBasis, citationText, itemNames, printedSum, rateText, runsOn, timesRate, yearText, yuan, type AddressedTo } from './claim-words.ts';
export { chargeItems } from './cap.ts';
export { computeClaim } from './compute-claim.ts';
export { explainClaim } from './explain.ts';
export { readExplanation } from './read-explanation.ts';
export { reckonAgain } from './reckon-again.ts';
export { recomputes, type RecomputeRefusal } from './recompute.ts';
export { claimRefusalTable } from './refusals.ts';
export { rebuildSchedule, scheduleDifferences, type Scheduled, type ScheduleRow } from './terms.ts';
