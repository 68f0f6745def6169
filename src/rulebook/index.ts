/** The rulebook: law and rules as dated data, and the few questions asked of it. Pure. */
import { arbitrationFeeMeasures1995 } from './instruments/arbitration-fee-measures-1995.ts';
import { arbitrationLaw2017 } from './instruments/arbitration-law-2017.ts';
import { arbitrationLaw2025 } from './instruments/arbitration-law-2025.ts';
import { awardEnforcementProvisions2018 } from './instruments/award-enforcement-provisions-2018.ts';
import { bankInternetLendingNotice2025 } from './instruments/bank-internet-lending-notice-2025.ts';
import { civilCode } from './instruments/civil-code.ts';
import { financialTrialOpinion2017 } from './instruments/financial-trial-opinion-2017.ts';
import { loanRateNotice2003 } from './instruments/loan-rate-notice-2003.ts';
import { privateLending2015 } from './instruments/private-lending-2015.ts';
import { privateLendingAugust2020 } from './instruments/private-lending-2020-august.ts';
import { privateLendingDecember2020 } from './instruments/private-lending-2020-december.ts';
import { privateLendingScopeReply } from './instruments/private-lending-scope-reply.ts';
import { smallLoanCostGuidance2025 } from './instruments/small-loan-cost-guidance-2025.ts';
import type { Instrument } from './instrument.ts';

export { cite, inForceOn, type ArticleRef, type Instrument } from './instrument.ts';
export { civilCode } from './instruments/civil-code.ts';
export { lenderKinds, type LenderKind } from './lender-kinds.ts';
export { limitationEndsOn, limitationKnownFrom } from './limitation.ts';
export { extendLpr, oneYearLpr, shippedLpr, type LprPublication, type LprTable } from './lpr.ts';
export { compoundInterest, overdueUpliftRange } from './overdue-rate.ts';
export { capSteps, rateCap, type CapPeriod, type RateCapRefusal } from './rate-cap.ts';
export * from './calendar.ts';
export * from './fee-refund.ts';
export * from './fee-table.ts';
export * from './procedure-profile.ts';
export * from './rule.ts';
export { arbitrationLaw, type ArbitrationLaw } from './arbitration-law.ts';

/** Every instrument the rulebook holds. */
export const instruments: readonly Instrument[] = [
  civilCode,
  arbitrationLaw2017,
  arbitrationLaw2025,
  awardEnforcementProvisions2018,
  arbitrationFeeMeasures1995,
  privateLending2015,
  privateLendingAugust2020,
  privateLendingDecember2020,
  privateLendingScopeReply,
  financialTrialOpinion2017,
  bankInternetLendingNotice2025,
  smallLoanCostGuidance2025,
  loanRateNotice2003,
];
