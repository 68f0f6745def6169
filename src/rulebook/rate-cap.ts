/**
 * The most that interest, overdue interest, penalties and fees may come to in a year, all together. It depends on
 * who lent, when the contract was made and when the claim is filed, and it may change within the life of one loan:
 *
 *   private, filed before 2020-08-20      24 %
 *   private, filed from 2020-08-20        four times the one-year LPR at contract formation
 *     contract before 2019-08-20          (filed in 2020 only) four times the LPR on the day of filing
 *     contract before 2020-08-20          (filed from 2021) 24 % to 2020-08-19, then four times the LPR at filing
 *   bank, consumer finance                24 %, practice of the courts
 *   small loan                            24 %, practice; for contracts from 2025-12-24 by the regulators' guidance
 */
import { accept, decimalFraction, decimalText, isBefore, parseDay, refuse, type Day, type Outcome, type Rate } from '../kernel/index.ts';
import { cite, inForceOn, type ArticleRef, type Instrument } from './instrument.ts';
import { financialTrialOpinion2017 } from './instruments/financial-trial-opinion-2017.ts';
import { privateLending2015 } from './instruments/private-lending-2015.ts';
import { privateLendingAugust2020 } from './instruments/private-lending-2020-august.ts';
import { privateLendingDecember2020 } from './instruments/private-lending-2020-december.ts';
import { privateLendingScopeReply } from './instruments/private-lending-scope-reply.ts';
import { smallLoanCostGuidance2025 } from './instruments/small-loan-cost-guidance-2025.ts';
import type { LenderKind } from './lender-kinds.ts';
import { oneYearLpr } from './lpr.ts';

/** The cap for a stretch of a loan's life, from its first day until the day on which another begins; null: none does. */
export interface CapPeriod {
  readonly from: Day;
  readonly until: Day | null;
  readonly rate: Rate;
  readonly article: ArticleRef;
  /** Why this rate, in Chinese, as the claim sheet prints it. */
  readonly basis: string;
  /** `practice`: what courts and regulators apply, not a rule that binds by itself; a lawyer confirms it. */
  readonly standing: 'law' | 'practice';
}

export type RateCapRefusal = 'rate_outside_known_dates' | 'lender_kind_has_no_cap_on_this_day';

type Caps = Outcome<readonly CapPeriod[], RateCapRefusal>;

const august2020 = privateLendingAugust2020.validFrom;
const lprReformed = parseDay('2019-08-20');
const rate24: Rate = { value: '0.24', per: 'year' };

/** The caps that hold for a loan, in order of time; the first begins on the day of the contract. */
export function rateCap(kind: LenderKind, contractSignedOn: Day, filedOn: Day): Caps {
  return kind === 'private' ? privateCap(contractSignedOn, filedOn) : licensedCap(kind, contractSignedOn, filedOn);
}

function privateCap(signedOn: Day, filedOn: Day): Caps {
  const filed = (law: Instrument) => inForceOn(law, filedOn);
  const signedBeforeCaps = isBefore(signedOn, privateLending2015.validFrom);

  if (filed(privateLendingDecember2020)) {
    const article = cite(privateLendingDecember2020, '第二十九条');
    if (!isBefore(signedOn, august2020)) return fourTimesLpr(signedOn, '合同成立时', signedOn, article);
    if (signedBeforeCaps) return unknownContractDay(signedOn);
    const since = fourTimesLpr(august2020, '起诉时', filedOn, cite(privateLendingDecember2020, '第三十一条'));
    return since.ok ? accept([{ ...capOf2015(signedOn), until: august2020 }, ...since.value]) : since;
  }
  if (filed(privateLendingAugust2020)) {
    if (isBefore(signedOn, lprReformed)) {
      return fourTimesLpr(signedOn, '起诉时', filedOn, cite(privateLendingAugust2020, '第三十二条'));
    }
    return fourTimesLpr(signedOn, '合同成立时', signedOn, cite(privateLendingAugust2020, '第三十条'));
  }
  if (filed(privateLending2015) && !signedBeforeCaps) return accept([capOf2015(signedOn)]);
  return unknownContractDay(signedOn);
}

const unknownContractDay = (signedOn: Day) =>
  refuse('rate_outside_known_dates', { day: signedOn.toString(), knownFrom: privateLending2015.validFrom.toString() });

const capOf2015 = (from: Day): CapPeriod => ({
  from,
  until: null,
  rate: rate24,
  article: cite(privateLending2015, '第三十条'),
  basis: '年利率24%',
  standing: 'law',
});

/** Four times the rate published last on or before `lprOn`; `moment` says in words which day that is. */
function fourTimesLpr(from: Day, moment: string, lprOn: Day, article: ArticleRef): Caps {
  const lpr = oneYearLpr(lprOn);
  if (!lpr.ok) return lpr;
  const { oneYearPercent, publishedOn } = lpr.value;
  const { numerator, denominator } = decimalFraction(oneYearPercent);
  const value = decimalText(numerator * 4n, denominator.toString().length - 1 + 2);
  const basis = `${moment}一年期贷款市场报价利率${oneYearPercent}%（${publishedOn.toString()}发布）的四倍`;
  return accept([{ from, until: null, rate: { value, per: 'year' }, article, basis, standing: 'law' }]);
}

function licensedCap(kind: Exclude<LenderKind, 'private'>, signedOn: Day, filedOn: Day): Caps {
  // Until the reply of 2020-12-31, courts disagreed whether small-loan companies fell under the private-lending rules.
  const since = kind === 'small_loan' ? privateLendingScopeReply.validFrom : financialTrialOpinion2017.validFrom;
  if (isBefore(filedOn, since)) {
    return refuse('lender_kind_has_no_cap_on_this_day', { kind, filedOn: filedOn.toString(), knownFrom: since.toString() });
  }
  const practice = { from: signedOn, until: null, rate: rate24, standing: 'practice' } as const;
  if (kind !== 'small_loan' || isBefore(signedOn, smallLoanCostGuidance2025.validFrom)) {
    return accept([{ ...practice, article: cite(financialTrialOpinion2017, '第二条'), basis: '司法实践：持牌机构各项息费总计不超过年利率24%' }]);
  }
  if (!inForceOn(smallLoanCostGuidance2025, signedOn)) {
    return refuse('rate_outside_known_dates', { day: signedOn.toString(), knownUntil: smallLoanCostGuidance2025.validUntil?.toString() ?? '' });
  }
  return accept([{ ...practice, article: cite(smallLoanCostGuidance2025, '第二条'), basis: '监管指引：新发放贷款综合融资成本不超过年化24%' }]);
}
