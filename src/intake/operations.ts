/** What intake does: files in, mappings proposed and saved, checks and batches worked through. */
export {
  batchById,
  batchItems,
  cancelBatch,
  fileBatchTask,
  listBatches,
  openItems,
  submitBatch,
  submitCorrection,
  writeBatchRejects,
  type BatchRefusal,
  type CorrectionRefusal,
} from './batch-operations.ts';
export { cancelCheck, checkById, checkIntakeTask, giveUpCheck, runCheck, startCheck } from './check-operations.ts';
export { fileBatch, giveUpBatch } from './filing-operations.ts';
export { inspectFiles, type Inspection } from './inspect-operations.ts';
export { inspectUploads, listMappings, mappingVersions, saveMapping, type Recognised } from './saved-mapping-operations.ts';
export { readLoanFiles, type Intake } from './reading-operations.ts';
export { writeRejects } from './rejects-operations.ts';
export { keepUpload, uploadLimitBytes, type SentFile } from './upload-operations.ts';
