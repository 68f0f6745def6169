/**
 * The expedited online procedure (EOP) in three measures of time. They are this product's proposals after published
 * rules and real systems; a commission adopts one in its own rules, which is what makes it bind (Arbitration Law
 * 2025 art. 36: the rules set the period for the defence).
 */
import { fen, type Fen } from '../kernel/index.ts';

/** How strong the proof is that a notice reached its reader: 0 failed, 1 sent, 2 delivered, 3 read, 4 acted upon. */
export type ServiceLevel = 0 | 1 | 2 | 3 | 4;

export interface ProcedureProfile {
  readonly id: 'EOP-2' | 'EOP-5' | 'EOP-10';
  /** Calendar days for defence, evidence, counterclaim, objections and choice of arbitrator, after effective service. */
  readonly responseDays: number;
  /** Working days to challenge the arbitrator, after notice of the tribunal. */
  readonly challengeWorkingDays: number;
  /** Calendar days for the award, after the tribunal is formed. */
  readonly awardDays: number;
  /** The greatest amount in dispute the profile may be used for; null: any. */
  readonly maximumDisputeFen: Fen | null;
  readonly windowOpensAtServiceLevel: ServiceLevel;
  readonly awardNeedsServiceLevel: ServiceLevel;
  readonly source: string;
}

/** Sending is not service: a window opens, and an award may be made, only once the notice has been read. */
const service = { windowOpensAtServiceLevel: 3, awardNeedsServiceLevel: 3 } as const;

export const procedureProfiles: readonly ProcedureProfile[] = [
  {
    ...service,
    id: 'EOP-5',
    responseDays: 5,
    challengeWorkingDays: 1,
    awardDays: 6,
    maximumDisputeFen: null,
    source: '参照广州仲裁委员会信用卡纠纷网络仲裁专门规则（答辩5日）；推荐默认',
  },
  {
    ...service,
    id: 'EOP-2',
    responseDays: 2,
    challengeWorkingDays: 1,
    awardDays: 6,
    maximumDisputeFen: fen(5_000_000n),
    source: '参照海南仲裁委员会互联网金融仲裁规则（2018年）速裁程序：争议金额不超过5万元，答辩2日',
  },
  {
    // The precedent gives five calendar days to challenge; five working days are never shorter.
    ...service,
    id: 'EOP-10',
    responseDays: 10,
    challengeWorkingDays: 5,
    awardDays: 60,
    maximumDisputeFen: null,
    source: '参照海南仲裁委员会仲裁规则（2017年）简易程序：答辩10日，裁决60日',
  },
];
