/** The sums of an award: the claim as it was filed beside what is due on the day of the award, and what the award orders. Pure. */
import { capBasis, chargeItems, headOf, itemNames, printedSum, rateText, runsOn, timesRate, yearText, yuan, type AwardSums, type Claim } from '../claims/index.ts';
import type { AwardPaper } from '../documents/index.ts';
import { addFen, chineseDay, formatYuan, type Fen } from '../kernel/index.ts';

const awardItems = ['principal', ...chargeItems] as const;

/** The claim as it was filed beside the sums of the day of the award, and how the one became the other. */
export function reckoning(claim: Claim, sums: AwardSums): AwardPaper['reckoning'] {
  const rows = awardItems
    .filter((item) => claim[headOf[item]] > 0n || sums[headOf[item]] > 0n)
    .map((item) => ({ name: itemNames[item], filed: formatYuan(claim[headOf[item]]), awarded: formatYuan(sums[headOf[item]]) }));
  return {
    filedUntil: chineseDay(claim.asOf),
    awardedUntil: chineseDay(sums.on),
    rows: [...rows, { name: '合计', filed: formatYuan(claim.totalFen), awarded: formatYuan(sums.totalFen) }],
    sentences: [ranText(claim, sums), capText(claim, sums), repaidText(claim, sums), notAskedText(sums)].filter((each) => each !== ''),
  };
}

function ranText({ asOf, running, overdueInterestFen }: Claim, { on, ran, overdueByContractFen }: AwardSums): string {
  if (ran.fen === 0n) return '';
  const asked = addFen(overdueInterestFen, ran.fen);
  const reckoned = `${yuan(running.baseFen)}×${ran.days}日${timesRate(running.rate, running.dayCount)}＝${yuan(ran.fen)}`;
  const smaller = overdueByContractFen < asked ? `；按合同逐期计算至同日为${yuan(overdueByContractFen)}，取其中较小的数额` : '';
  return `自${chineseDay(asOf.add({ days: 1 }))}至${chineseDay(on)}的逾期利息，按仲裁请求计算为${reckoned}；连同截至${chineseDay(asOf)}的${yuan(overdueInterestFen)}，共${yuan(asked)}${smaller}。`;
}

function capText({ cap: then }: Claim, { on, cap, reductionFen }: AwardSums): string {
  const changed = then.rate.value === cap.rate.value ? '与提出请求时相同' : `提出请求时为${rateText(then.rate)}`;
  const filed = then.reductionFen === 0n ? '' : `申请人提出请求时已按上限核减${yuan(then.reductionFen)}。`;
  const awarded = reductionFen === 0n ? '上列息费没有超过该上限。' : `仲裁庭按该上限核减${yuan(reductionFen)}。`;
  return `截至${chineseDay(on)}，全部息费的上限为${rateText(cap.rate)}（${capBasis(cap)}），${changed}。${filed}${awarded}`;
}

const repaidText = ({ asOf }: Claim, { repaidSinceFen }: AwardSums): string =>
  repaidSinceFen === 0n ? '' : `${chineseDay(asOf)}之后被申请人又还款${yuan(repaidSinceFen)}，已予抵充。`;

const notAskedText = ({ fallenDueSince }: AwardSums): string =>
  fallenDueSince.length === 0 ? '' : `第${fallenDueSince.join('、')}期在此后到期，不在仲裁请求之内，本裁决不予处理。`;

/** Definite sums to the day of the award, and base, rate and first day of what runs on, so that a court can execute them. */
export function operativePart(claim: Claim, sums: AwardSums, feeFen: Fen, performanceDays: number): AwardPaper['operative'] {
  const { running } = sums;
  const payments = awardItems
    .map((item) => ({ name: item === 'principal' ? itemNames[item] : `截至${chineseDay(sums.on)}的${itemNames[item]}`, amount: sums[headOf[item]] }))
    .filter(({ amount }) => amount > 0n);
  return {
    performWithin: `本裁决书送达之日起${performanceDays}日内`,
    payments: payments.map(({ name, amount }) => ({ name, sum: printedSum(amount) })),
    running: runsOn(running)
      ? { base: printedSum(running.baseFen), rate: `${rateText(running.rate)}（${yearText[running.dayCount]}）`, from: chineseDay(running.from) }
      : null,
    fee: printedSum(feeFen),
    others: sums.totalFen < addFen(claim.totalFen, sums.ran.fen) ? ['驳回申请人的其他仲裁请求。'] : [],
  };
}
