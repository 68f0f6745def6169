/** Claims: the loan file, and what is owed on a loan on a day. Pure. */
export * from './loan-file.ts';
export * from './claim.ts';
export {
  applicantBlock,
  applicationPapers,
  citationText,
  printedSum,
  rateText,
  requestsFor,
  respondentBlock,
  type AddressedTo,
  type ApplicationPapers,
} from './application-papers.ts';
export { computeClaim } from './compute-claim.ts';
export { recomputes, type RecomputeRefusal } from './recompute.ts';
export { claimRefusalTable } from './refusals.ts';
