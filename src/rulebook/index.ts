/** The rulebook: law and rules as dated data, and the few questions asked of it. Pure. */
import { arbitrationFeeMeasures1995 } from './instruments/arbitration-fee-measures-1995.ts';
import { arbitrationLaw2017 } from './instruments/arbitration-law-2017.ts';
import { arbitrationLaw2025 } from './instruments/arbitration-law-2025.ts';
import { civilCode } from './instruments/civil-code.ts';
import { financialTrialOpinion2017 } from './instruments/financial-trial-opinion-2017.ts';
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
export { lprKnownUntil, lprTable, oneYearLpr, type LprPublication } from './lpr.ts';
export { rateCap, type CapPeriod, type RateCapRefusal } from './rate-cap.ts';
export * from './calendar.ts';
export * from './fee-table.ts';
export * from './procedure-profile.ts';
export { arbitrationLaw, type ArbitrationLaw } from './arbitration-law.ts';

/** Every instrument the rulebook holds. */
export const instruments: readonly Instrument[] = [
  civilCode,
  arbitrationLaw2017,
  arbitrationLaw2025,
  arbitrationFeeMeasures1995,
  privateLending2015,
  privateLendingAugust2020,
  privateLendingDecember2020,
  privateLendingScopeReply,
  financialTrialOpinion2017,
  smallLoanCostGuidance2025,
];
