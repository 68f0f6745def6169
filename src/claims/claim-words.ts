/** A claim's sums, rates, days and articles in the words of the papers. */
import { formatPercent, formatYuan, chineseDay, type Fen, type Rate } from '../kernel/index.ts';
import type { ArticleRef } from '../rulebook/index.ts';
import { amountInCapitals, type PrintedSum } from '../documents/index.ts';
import { overdueRateOf, yearDays } from './accrual.ts';
import type { Claim, ClaimItem, DayCount } from './claim.ts';
import type { Loan } from './loan-file.ts';

/** The commission that the application goes to, and whether it is a sandbox. */
export interface AddressedTo {
  readonly commission: string;
  readonly sandbox: boolean;
}

export const printedSum = (amount: Fen): PrintedSum => ({
  figures: formatYuan(amount),
  capitals: amountInCapitals(amount),
});

export const yuan = (amount: Fen): string => `${formatYuan(amount)}元`;

const ratePeriods = { year: '年利率', month: '月利率', day: '日利率' } as const;

/** `年利率24%` */
export const rateText = (rate: Rate): string => `${ratePeriods[rate.per]}${formatPercent(rate.value)}`;

/** The overdue rate, and how the contract comes to it. */
export function overdueRateText(contract: Loan['contract']): string {
  const rate = rateText(overdueRateOf(contract));
  if (contract.overdueUplift !== null) return `${rate}（在借款利率基础上加收${formatPercent(contract.overdueUplift)}）`;
  return contract.overdueRate === null ? `${rate}（合同没有另行约定，与借款利率相同）` : rate;
}

/** Citations with each instrument named once: `《中华人民共和国民法典》第六百七十四条、第六百七十六条`. */
export const citationText = (articles: readonly ArticleRef[]): string =>
  [...Map.groupBy(articles, ({ instrument }) => instrument)]
    .map(([title, refs]) => `《${title}》${[...new Set(refs.map(({ article }) => article))].join('、')}`)
    .join('、');

export const yearText: { readonly [Count in DayCount]: string } = {
  actual_365: '每年按365日计',
  actual_360: '每年按360日计',
  thirty_360: '每月按30日、每年按360日计',
};

/** What turns Σ(base × days) into interest: `×18%÷365`. */
export function timesRate({ value, per }: Rate, dayCount: DayCount): string {
  const percent = `×${formatPercent(value)}`;
  return { year: `${percent}÷${yearDays(dayCount)}`, month: `${percent}×12÷${yearDays(dayCount)}`, day: percent }[per];
}

export const itemNames: { readonly [Item in ClaimItem]: string } = {
  principal: '借款本金',
  interest: '利息',
  overdue_interest: '逾期利息',
  compound_interest: '复利',
  fee: '费用',
};

/** The article and why this rate; and by which article another held before. */
export function capBasis({ article, basis, segments }: Claim['cap']): string {
  const before = segments.map((each) => each.article).filter((each) => each.instrument !== article.instrument);
  return `${citationText([article])}；${basis}${before.length === 0 ? '' : `；此前依据${citationText(before)}`}`;
}

export const articlesOf = ({ lines, cap }: Claim): string => citationText([...lines.flatMap((line) => line.articles), ...cap.segments.map((each) => each.article), cap.article]);

/** Whether anything runs on: at a rate of zero nothing does, whatever is overdue. */
export const runsOn = ({ baseFen, rate }: Claim['running']): boolean => baseFen > 0n && rate.value !== '0';

/** What runs on, with base, rate and first day, as a court can execute it. */
export const runningText = ({ baseFen, rate, dayCount, from }: Claim['running']): string =>
  `以${yuan(baseFen)}为基数、按${rateText(rate)}（${yearText[dayCount]}）计算、自${chineseDay(from)}起至实际付清之日止的逾期利息`;
