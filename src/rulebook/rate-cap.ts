/**
 * The most that interest, overdue interest, penalties and fees may come to in a year, all together. It depends on
 * who lent, when the contract was made and when the claim is filed, and it may change within the life of one loan.
 *
 * Private lending. The edition of the interpretation is the one in force on the day of filing: each governs the cases
 * "newly accepted" after it came into force (2015 art. 33; August 2020 art. 32 (1); December 2020 art. 31 (1)).
 *
 *   filed 2015-09-01 to 2020-08-19      24 % (2015 arts 26, 29, 30)
 *   filed 2020-08-20 to 2020-12-31      (August 2020)
 *     contract from 2019-08-20          four times the one-year LPR at contract formation (arts 26, 29, 30)
 *     contract before 2019-08-20        there was no LPR: four times that on the day of filing (art. 32 (2))
 *   filed from 2021-01-01               (December 2020)
 *     contract from 2020-08-20          four times the one-year LPR at contract formation (arts 25, 28, 29)
 *     contract before 2020-08-20        24 % to 2020-08-19 by the rules of 2015, then four times the LPR on the day of
 *                                       filing (art. 31 (2))
 *
 * Art. 31 (2) of December speaks of cases accepted since 2020-08-20, and prevails over what the Court said before
 * (art. 31 (3)). So a case filed from 2020-08-20 to 2020-12-31 that is still to be decided in 2021 is under December's
 * text, and `judgedOn` says so; by August's text it was decided only in those months. A party has to ask for the rules
 * of 2015; a lender who claims interest above the later cap does. A contract older than 2015-09-01 was under the
 * Court's opinion of 1991, which the rulebook does not hold, and is refused; August's text alone covers it, because it
 * measures all loans before 2019-08-20 by the day of filing. A contract is taken to be formed when it is signed; only
 * between natural persons is it formed when the money is paid (Civil Code art. 679), and our lenders are institutions.
 *
 * Licensed lenders are outside those rules (art. 1 of each edition), since 2021-01-01 with the seven kinds of local
 * financial organisations (the Court's reply); until then courts disagreed about these, and we refuse. What holds is
 * practice and guidance, known from reports: 24 %, whatever the form of the charge. From 2025-10-01 a bank's contract
 * rests on the notice about lending through platforms, from 2025-12-24 a small-loan company's on the guidance that also
 * ends: by the end of 2027 new loans are to be within four times the LPR, and how is not known, so later contracts are
 * refused. Reports of 20 % for consumer finance companies are too weak to compute with.
 */
import { accept, compareDays, decimalFraction, decimalText, isBefore, laterDay, parseDay, refuse, type Day, type Outcome, type Rate } from '../kernel/index.ts';
import { cite, inForceOn, type ArticleRef, type Instrument } from './instrument.ts';
import { bankInternetLendingNotice2025 } from './instruments/bank-internet-lending-notice-2025.ts';
import { financialTrialOpinion2017 } from './instruments/financial-trial-opinion-2017.ts';
import { privateLending2015 } from './instruments/private-lending-2015.ts';
import { privateLendingAugust2020 } from './instruments/private-lending-2020-august.ts';
import { privateLendingDecember2020 } from './instruments/private-lending-2020-december.ts';
import { privateLendingScopeReply } from './instruments/private-lending-scope-reply.ts';
import { smallLoanCostGuidance2025 } from './instruments/small-loan-cost-guidance-2025.ts';
import type { LenderKind } from './lender-kinds.ts';
import { oneYearLpr, shippedLpr, type LprTable } from './lpr.ts';

/** The cap for a stretch of a loan's life, from its first day until the day on which another begins; null: none does. */
export interface CapPeriod {
  readonly from: Day;
  readonly until: Day | null;
  readonly rate: Rate;
  /**
   * Charges paid above this line are to be given back, or set off against principal. Under the rules of 2015 it is
   * 36 %, and what was paid between 24 and 36 % stays paid (art. 26 (2), art. 31). Those of 2020 have no such exception,
   * so it is the cap itself: what was not owed comes back (Civil Code art. 157). Null where only practice caps: nothing
   * comes back by itself.
   */
  readonly returnAbove: Rate | null;
  readonly article: ArticleRef;
  /** Why this rate, in Chinese, as the claim sheet prints it. */
  readonly basis: string;
  /** `practice`: what courts and regulators apply, not a rule that binds by itself; a lawyer confirms it. */
  readonly standing: 'law' | 'practice';
}

export type RateCapRefusal = 'rate_outside_known_dates' | 'lender_kind_has_no_cap_on_this_day';

type Caps = Outcome<readonly CapPeriod[], RateCapRefusal>;

const capInstruments: readonly Instrument[] = [
  privateLending2015,
  privateLendingAugust2020,
  privateLendingDecember2020,
  privateLendingScopeReply,
  financialTrialOpinion2017,
  bankInternetLendingNotice2025,
  smallLoanCostGuidance2025,
];

const august2020 = privateLendingAugust2020.validFrom;
const lprReformed = parseDay('2019-08-20');
const yearly = (value: string): Rate => ({ value, per: 'year' });

/**
 * The caps that hold for a loan, in order of time; the first begins on the day of the contract. `judgedOn`: the day for
 * which the claim is reckoned.
 */
export function rateCap(kind: LenderKind, signedOn: Day, filedOn: Day, lpr: LprTable = shippedLpr, judgedOn: Day = filedOn): Caps {
  return kind === 'private' ? privateCap(signedOn, filedOn, lpr, judgedOn) : licensedCap(kind, signedOn, filedOn);
}

/** The days on which a cap may change for a contract made and filed that day. */
const capChanges = (lpr: LprTable): readonly Day[] =>
  [
    ...capInstruments.flatMap(({ validFrom, validUntil }) => (validUntil === null ? [validFrom] : [validFrom, validUntil])),
    ...lpr.publications.map(({ publishedOn }) => publishedOn),
    lpr.knownUntil,
  ].toSorted(compareDays);

/**
 * The cap on a contract made and filed on the same day, as it has changed over the years up to the horizon, which is
 * where the last step ends; null: there is none.
 */
export function capSteps(kind: LenderKind, lpr: LprTable = shippedLpr): readonly CapPeriod[] {
  return capChanges(lpr).reduce<readonly CapPeriod[]>((steps, day) => {
    const before = steps.at(-1);
    const caps = rateCap(kind, day, day, lpr);
    const now = caps.ok ? caps.value[0] : undefined;
    if (before?.until === null && now?.rate.value === before.rate.value && now.article.instrument === before.article.instrument) return steps;
    const ended = before?.until === null ? [...steps.slice(0, -1), { ...before, until: day }] : steps;
    return now === undefined ? ended : [...ended, now];
  }, []);
}

function privateCap(signedOn: Day, filedOn: Day, lpr: LprTable, judgedOn: Day): Caps {
  const august = privateLendingAugust2020;
  const december = privateLendingDecember2020;
  const at = { formation: ['合同成立时', signedOn], filing: ['起诉时', filedOn] } as const;

  const underDecember = !isBefore(filedOn, august2020) && !isBefore(laterDay(filedOn, judgedOn), december.validFrom);
  if (underDecember) {
    if (!isBefore(signedOn, august2020)) return fourTimesLpr(signedOn, at.formation, cite(december, '第二十九条'), lpr);
    if (isBefore(signedOn, privateLending2015.validFrom)) return beforeThoseRules(signedOn);
    const since = fourTimesLpr(august2020, at.filing, cite(december, '第三十一条'), lpr);
    return since.ok ? accept([{ ...capOf2015(signedOn), until: august2020 }, ...since.value]) : since;
  }
  if (inForceOn(august, filedOn)) {
    if (isBefore(signedOn, lprReformed)) return fourTimesLpr(signedOn, at.filing, cite(august, '第三十二条'), lpr);
    return fourTimesLpr(signedOn, at.formation, cite(august, '第三十条'), lpr);
  }
  if (isBefore(signedOn, privateLending2015.validFrom)) return beforeThoseRules(signedOn);
  if (inForceOn(privateLending2015, filedOn)) return accept([capOf2015(signedOn)]);
  return beforeThoseRules(filedOn);
}

const beforeThoseRules = (day: Day) =>
  refuse('rate_outside_known_dates', { day: day.toString(), knownFrom: privateLending2015.validFrom.toString() });

const capOf2015 = (from: Day): CapPeriod => ({
  from,
  until: null,
  rate: yearly('0.24'),
  returnAbove: yearly('0.36'),
  article: cite(privateLending2015, '第三十条'),
  basis: '年利率24%',
  standing: 'law',
});

/** Four times the rate published last on or before a day, which `moment` says in words. */
function fourTimesLpr(from: Day, [moment, on]: readonly [moment: string, on: Day], article: ArticleRef, table: LprTable): Caps {
  const lpr = oneYearLpr(on, table);
  if (!lpr.ok) return lpr;
  const { oneYearPercent, publishedOn } = lpr.value;
  const { numerator, denominator } = decimalFraction(oneYearPercent);
  const rate = yearly(decimalText(numerator * 4n, denominator.toString().length - 1 + 2));
  const basis = `${moment}一年期贷款市场报价利率${oneYearPercent}%（${publishedOn.toString()}发布）的四倍`;
  return accept([{ from, until: null, rate, returnAbove: rate, article, basis, standing: 'law' }]);
}

function licensedCap(kind: Exclude<LenderKind, 'private'>, signedOn: Day, filedOn: Day): Caps {
  const local = kind === 'small_loan' || kind === 'local_financial';
  const since = local ? privateLendingScopeReply.validFrom : financialTrialOpinion2017.validFrom;
  if (isBefore(filedOn, since)) {
    return refuse('lender_kind_has_no_cap_on_this_day', { kind, filedOn: filedOn.toString(), knownFrom: since.toString() });
  }
  const by = (article: ArticleRef, basis: string): Caps =>
    accept([{ from: signedOn, until: null, rate: yearly('0.24'), returnAbove: null, article, basis, standing: 'practice' }]);

  if (kind === 'small_loan' && !isBefore(signedOn, smallLoanCostGuidance2025.validFrom)) {
    if (!inForceOn(smallLoanCostGuidance2025, signedOn)) {
      return refuse('rate_outside_known_dates', { day: signedOn.toString(), knownUntil: smallLoanCostGuidance2025.validUntil?.toString() ?? '' });
    }
    return by(cite(smallLoanCostGuidance2025, '第二条'), '监管指引：新发放贷款综合融资成本不超过年化24%');
  }
  if (kind === 'bank' && inForceOn(bankInternetLendingNotice2025, signedOn)) {
    return by(cite(bankInternetLendingNotice2025, '第六条'), '监管通知：互联网助贷单笔贷款综合融资成本不超过年化24%；其他贷款依司法实践，亦为24%');
  }
  return by(cite(financialTrialOpinion2017, '第二条'), '司法实践：持牌机构各项息费总计不超过年利率24%');
}
