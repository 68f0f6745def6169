/** A case for tests: as it stands in the trial unless told otherwise. */
import { fen, parseDay } from '../kernel/index.ts';
import type { Case } from './case.ts';

export const arbitratorId = '01950000-0000-7000-8000-0000000000aa';

export const caseOf = (changes: Partial<Case> = {}): Case => ({
  caseId: '01950000-0000-7000-8000-0000000000c1',
  commissionId: '01950000-0000-7000-8000-0000000000c0',
  lenderId: '01950000-0000-7000-8000-0000000000b0',
  batchId: '01950000-0000-7000-8000-0000000000b1',
  lenderName: '某某小额贷款有限公司',
  commissionName: '某某仲裁委员会',
  reference: 'L-1',
  contractNo: 'C-1',
  respondentName: '测试人',
  caseNo: '（2026）某仲案字第1号',
  state: 'trial',
  stateSince: parseDay('2026-03-12'),
  version: 7,
  loanSha256: 'a'.repeat(64),
  claimSha256: 'b'.repeat(64),
  principalFen: fen(1_000_000),
  totalFen: fen(1_050_000),
  warnings: [],
  filedOn: parseDay('2026-03-02'),
  procedureProfile: 'EOP-5',
  feeTable: 'measures-1995-lowest',
  feeFen: fen(40_000),
  feeReceiptNo: 'R-1',
  acceptedOn: parseDay('2026-03-02'),
  serviceLevel: 4,
  answered: false,
  arbitratorId,
  arbitratorName: '沈某',
  tribunalOn: parseDay('2026-03-10'),
  awardOn: null,
  ...changes,
});
