/** docs/worked-cases.md: the worked cases with their sums, for a lawyer to check on paper. */
import { formatPercent } from '../src/kernel/index.ts';
import type { Story } from '../src/claims/loan.fixture.ts';
import { workedCases, type ExpectedClaim, type Situation, type WorkedCase } from '../src/claims/worked-cases.fixture.ts';
import { asCode, asCodes, generatedNotice, markdownDocument, markdownTable } from './markdown.ts';

export const workedCasesDocument = (): string =>
  markdownDocument([
    '# 演算案例 Worked cases',
    generatedNotice,
    '每案一个短故事，逐行列出算式，可以用纸笔和计算器核对。结果依合同和法律另行算出，不取自程序；`npm test` 逐案核对程序算得相同，并核对每一行算式。尚未经律师复核。更正请改 `src/claims/worked-cases/` 中的同号文件。',
    'Each case is a short story with its sums line by line, to be checked with paper and a calculator. They were reckoned from contract and law, not taken from the program; `npm test` checks that the program comes to the same, and checks every line. No lawyer has reviewed them yet. To correct one, edit its file in `src/claims/worked-cases/`.',
    markdownTable(['算法 how it is reckoned', ''], conventions),
    '`…` 后续小数 further decimals · `→` 四舍五入到分 rounded half up to the fen · `↓` 舍去 cut down · `↑` 进位 rounded up · `min(…)` 取最小 the smallest · `[日 → 日]` 天数，首日不计、末日计入 days, the first not counted, the last counted. 上限按实际天数除以365 the cap is counted in actual days over 365.',
    markdownTable(['', '案例', 'case'], workedCases.map((worked, index) => [`[${index + 1}](#${anchor(index)})`, worked.title.zh, worked.title.en])),
    ...workedCases.flatMap(caseSection),
  ]);

/** What holds in every case. */
const conventions: readonly (readonly string[])[] = [
  ['逾期利息自到期次日起算，还款当日和计算截止日均计入。', 'Overdue interest runs from the day after the due day; the day of a payment and the day of the claim still count.'],
  ['还款当日抵充当日及以前到期的款项；多出的等到下一到期日，提前还款除外。', 'A payment is set off on its day against what is due by then; what is left over waits for the next due day, unless it is a prepayment.'],
  ['同一项利息把“本金×天数”加总后只四舍五入一次。', 'Within one line, base × days are added up and rounded once.'],
  ['上限自放款次日起，按每日未还本金逐日累计，已付与尚欠的息费合并不得超过；其中逾期利息和复利以逾期本金上累计的为限，期内利息以其余为限。余额依次给利息、逾期利息、复利、费用。', 'The cap adds up day by day on the principal outstanding, from the day after the disbursement, for charges paid and owed together; of it, what adds up on overdue principal limits overdue and compound interest, and the rest limits the interest of the term. Room is given to interest first, then to overdue interest, compound interest, fees.'],
  ['已付超过应返还线的，于计算截止日一次冲抵本金，不逐笔追溯到付款当日。', 'Charges paid above the line at which they come back are set off against principal on the day of the claim, not on the day of each payment.'],
];

const anchor = (index: number): string => `case-${index + 1}`;

const caseSection = (worked: WorkedCase, index: number): readonly string[] => [
  `<a id="${anchor(index)}"></a>`,
  `## ${index + 1}. ${worked.title.zh} · ${worked.title.en}`,
  worked.story.zh,
  worked.story.en,
  facts(worked.loan),
  ...worked.situations.flatMap((situation, no) => situationSection(situation, `${index + 1}.${no + 1}`)),
];

const situationSection = (situation: Situation, no: string): readonly string[] => [
  `### ${no} ${situation.name.zh} · ${situation.name.en}`,
  ...(situation.but === undefined ? [] : ['不同之处 otherwise than above:', facts(situation.but)]),
  days(situation),
  ...(situation.caps === undefined ? [] : [capsLine(situation.caps)]),
  `\`\`\`text\n${situation.reckoning.join('\n')}\n\`\`\``,
  'refusal' in situation.expected ? `**退回 refused: ${asCode(situation.expected.refusal)}**` : expectedTable(situation.expected),
];

const days = ({ asOf, filedOn = asOf }: Situation): string => `计算截止日 as of **${asOf}**, 立案 filed ${filedOn}`;

const capsLine = (caps: NonNullable<Situation['caps']>): string =>
  typeof caps === 'string'
    ? `上限 cap: ${asCode(caps)}`
    : `上限 cap: ${caps.map(([from, rate, returnAbove, article]) => `${from}起 from then ${rate}（${article}${returnAbove === null ? '' : `，已付超过${returnAbove}的冲抵 paid above ${returnAbove} is set off`}）`).join('; ')}`;

const expectedTable = (expected: ExpectedClaim): string => {
  const { principal, interest, overdueInterest, compoundInterest, fee, total, cap, running, warnings, allocations, differences } = expected;
  const row = (name: string, value: string | undefined): readonly (readonly string[])[] => (value === undefined || value === '0.00' ? [] : [[name, value]]);
  return markdownTable(
    ['结果 result', '元 yuan'],
    [
      ...row('本金 principal', principal),
      ...row('利息 interest', interest),
      ...row('逾期利息 overdue interest', overdueInterest),
      ...row('复利 compound interest', compoundInterest),
      ...row('费用 fee', fee),
      ['**合计 total**', `**${total}**`],
      ['上限容许 allowed by the cap', cap.allowed],
      ...row('已付息费 charges paid', cap.paid),
      ...row('上限减去 taken off by the cap', cap.reduction),
      ...row('冲抵本金 set off against principal', cap.setOff),
      ['继续计算 runs on', `${running.base} × ${running.rate}（${asCode(running.dayCount)}）`],
      ...row('提示 warnings', warnings.length === 0 ? undefined : asCodes(warnings)),
      ...row('逐笔抵充 set off', allocations?.map(({ no, ...parts }) => [`#${no}`, ...Object.entries(parts).map(([head, sum]) => `${head} ${sum}`)].join(' ')).join('\n')),
      ...row('与条款不同 differs from the terms', differences?.length ? differences.join('\n') : undefined),
    ],
  );
};

/** What a story says of the loan, in the order in which it says it. */
const facts = (story: Partial<Story>): string =>
  markdownTable(
    ['借款 loan', ''],
    Object.keys(story).map((field) => [labels[field as keyof Story], told[field as keyof Story](story)]),
  );

const labels: Readonly<Record<keyof Story, string>> = {
  kind: '出借人类别 lender',
  signedOn: '合同成立 contract made',
  principal: '合同本金 principal by the contract',
  disbursed: '放款 paid out',
  rate: '利率 rate',
  overdueRate: '逾期利率 overdue rate',
  overdueUplift: '逾期加收 overdue uplift',
  compoundInterest: '约定复利 compound interest agreed',
  dayCount: '计息基数 day count',
  allocationOrder: '抵充顺序 order of setting off',
  terms: '还款计划的条款 terms of the schedule',
  charges: '计划外收费 paid beside the schedule',
  schedule: '还款计划 schedule: 到期 due, 本金 principal, 利息 interest, 费用 fee',
  repaid: '还款 repaid',
  acceleratedOn: '宣布提前到期 called due',
};

const rows = (list: readonly (readonly (string | undefined)[])[] | undefined): string => (list ?? []).map((row) => row.join(' · ')).join('\n') || '无 none';
const rateWords = (rate: Story['rate'] | Story['overdueRate']): string | null =>
  rate === null || rate === undefined ? null : typeof rate === 'string' ? `${formatPercent(rate)} / year` : `${formatPercent(rate.value)} / ${rate.per}`;

const told: { readonly [Field in keyof Story]-?: (story: Partial<Story>) => string | null } = {
  kind: ({ kind }) => asCode(kind ?? ''),
  signedOn: ({ signedOn = null }) => signedOn,
  principal: ({ principal = null }) => principal,
  disbursed: ({ disbursed }) => rows(disbursed),
  rate: ({ rate }) => rateWords(rate),
  overdueRate: ({ overdueRate }) => rateWords(overdueRate),
  overdueUplift: ({ overdueUplift }) => (overdueUplift === undefined ? null : formatPercent(overdueUplift)),
  compoundInterest: ({ compoundInterest }) => (compoundInterest ? '是 yes' : '否 no'),
  dayCount: ({ dayCount }) => asCode(dayCount ?? ''),
  allocationOrder: ({ allocationOrder }) => asCode(allocationOrder ?? ''),
  terms: ({ terms }) =>
    Object.entries(terms ?? {})
      .map(([name, value]) => `${name} ${typeof value === 'object' ? `${value.count} ${value.unit}` : value}`)
      .join('\n'),
  charges: ({ charges }) => rows(charges),
  schedule: ({ schedule }) => rows(schedule),
  repaid: ({ repaid }) => rows(repaid),
  acceleratedOn: ({ acceleratedOn = null }) => acceleratedOn,
};
