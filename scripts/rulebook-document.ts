/** docs/rulebook.md: the law and the tables that the product computes with, and where they end. */
import { formatPercent, formatYuan, fen, parseDay } from '../src/kernel/index.ts';
import {
  arbitrationFee,
  arbitrationLaw,
  capSteps,
  compoundInterest,
  feeRefund,
  feeRefundRules,
  feeTables,
  instruments,
  lenderKinds,
  overdueUpliftRange,
  rateCap,
  shippedCalendar,
  shippedLpr,
  type ArticleRef,
  type FeeRefundRule,
  type FeeTable,
  type LenderKind,
} from '../src/rulebook/index.ts';
import { asCode, asCodes, generatedNotice, markdownDocument, markdownTable } from './markdown.ts';

export const rulebookDocument = (): string =>
  markdownDocument([
    '# The rulebook',
    generatedNotice,
    'Every number that comes from law stands in `src/rulebook/` under the article that gives it. `official_text` was read in full; `reported` is known from reports only, and a lawyer reads the original before relying on it. Beyond the dates given here a question is refused, never guessed.',
    '## Instruments',
    markdownTable(
      ['title', 'issuer', 'in force from', 'until, not included', 'standing', 'articles held', 'source'],
      instruments.map((each) => [each.title, each.issuer, each.validFrom.toString(), each.validUntil?.toString() ?? null, asCode(each.standing), Object.keys(each.articles).join('、'), each.source]),
    ),
    '## Which articles carry the procedure',
    'The edition is chosen by the day on which the case was accepted.',
    markdownTable(['', ...editions.map(({ title }) => title)], lawRows()),
    '## The cap on interest and charges',
    'All charges together, a year. It depends on who lends, on the day of the contract and on the day of filing. `practice` is what courts and regulators apply without a rule that binds by itself; a claim that rests on it says so.',
    '*Comes back above*: charges already paid above that line are set off against principal; a dash: nothing comes back by itself. `local_financial` is any of the other six kinds of local financial organisations. A private case filed from 2020-08-20 to 2020-12-31 that is still to be decided in 2021 goes by the edition of December, whose art. 31 names such cases; the rows here are decided in the year of filing.',
    markdownTable(['lender', 'contract', 'filed', 'from', 'cap', 'comes back above', 'standing', 'article', 'in words'], capQuestions.flatMap(capRows)),
    '## Overdue interest',
    'What may come on top of the contract rate for overdue principal, and whether unpaid interest may bear interest at that raised rate, on contracts of today. All of it stays within the cap. A dash: no rule but the contract and the cap; no compound interest.',
    markdownTable(['lender', 'on top of the contract rate', 'compound interest'], lenderKinds.map(overdueRow)),
    '## The one-year LPR',
    `Published monthly since ${shippedLpr.publications[0]?.publishedOn.toString() ?? ''}; the table that ships answers for days before ${shippedLpr.knownUntil.toString()}, on which the next may appear. A commission enters later ones, month by month; one that leaves a month out is not taken in. Only changes are shown.`,
    markdownTable(['from', 'per cent a year'], lprChanges()),
    '## Fee tables',
    'A commission names the table that it uses. `observed`: seen in a system or on a page; ask the commission.',
    markdownTable(['table', 'name', 'standing', 'in use from', 'first part, yuan', 'above it', 'covers to, yuan', 'processing, yuan', 'source'], feeTables.map(feeTableRow)),
    'The fee for an amount in dispute, in yuan:',
    markdownTable(['amount', ...feeTables.map(({ id }) => asCode(id))], [1_000, 8_300, 50_000, 200_000].map(feeRow)),
    '## Refunds of the fee',
    'What is given back of the acceptance fee when a claim is withdrawn, before and after the tribunal is formed. The Measures of 1995 and published rules of commissions conflict, so a commission names its rule; the first is the default. How much the Measures give back after the tribunal is formed is for the commission to set: half is a starting value, not law. Processing is not given back.',
    markdownTable(['rule', 'name', 'before', 'after', 'article', 'source'], feeRefundRules.map(refundRow)),
    `Given back and kept of the fee for 8,300 yuan by ${asCode('lender-app-2018')}, in yuan:`,
    markdownTable(['rule', 'before the tribunal', 'after'], feeRefundRules.map(refundExample)),
    '## Procedure profiles',
    'See [procedure.md](procedure.md#periods).',
    '## The calendar',
    `Holidays and make-up workdays as the State Council announced them. Version ${asCode(shippedCalendar.version)}, which every stored deadline carries. A commission enters the notice of the next year, which moves the horizon by that year, and single days announced later; either gives the calendar another version. A deadline that would end or roll beyond the calendar is refused with ${asCode('day_outside_calendar')}.`,
    '## Where the tables end',
    'A question outside these days is refused with the code at the right.',
    markdownTable(['what', 'known from', 'to, not included', 'refused with'], horizons()),
  ]);

const editions = [parseDay('2026-02-28'), parseDay('2026-03-01')].map((acceptedOn) => {
  const law = arbitrationLaw(acceptedOn);
  if (!law.ok) throw new Error(`no Arbitration Law for ${acceptedOn.toString()}`);
  return { title: law.value.acceptance.instrument, law: law.value };
});

function lawRows(): readonly (readonly string[])[] {
  const names = Object.keys(editions[0]?.law ?? {}) as (keyof (typeof editions)[number]['law'])[];
  return names.map((name) => [asCode(name), ...editions.map(({ law }) => (typeof law[name] === 'number' ? String(law[name]) : law[name].article))]);
}

const cited = ({ instrument, article }: ArticleRef): string => `${instrument}${article}`;

/** One question for each line of the rule, and for each side of its edges. */
const capQuestions: readonly (readonly [LenderKind, contract: string, filed: string])[] = [
  ['private', '2015-08-31', '2016-01-04'],
  ['private', '2015-09-01', '2016-01-04'],
  ['private', '2019-08-19', '2020-08-19'],
  ['private', '2019-08-19', '2020-08-20'],
  ['private', '2019-08-20', '2020-12-31'],
  ['private', '2019-08-20', '2021-01-01'],
  ['private', '2020-08-19', '2026-03-02'],
  ['private', '2020-08-20', '2026-03-02'],
  ['private', '2024-12-01', '2026-03-02'],
  ['private', '2020-01-10', shippedLpr.knownUntil.toString()],
  ['bank', '2016-05-03', '2017-08-03'],
  ['bank', '2016-05-03', '2017-08-04'],
  ['bank', '2025-09-30', '2026-03-02'],
  ['bank', '2025-10-01', '2026-03-02'],
  ['consumer_finance', '2025-10-01', '2026-03-02'],
  ['small_loan', '2020-06-01', '2020-12-31'],
  ['small_loan', '2020-06-01', '2021-01-01'],
  ['small_loan', '2025-12-23', '2026-03-02'],
  ['small_loan', '2025-12-24', '2026-03-02'],
  ['small_loan', '2028-01-01', '2028-05-08'],
  ['local_financial', '2020-06-01', '2020-12-31'],
  ['local_financial', '2020-06-01', '2021-01-01'],
];

function capRows([kind, contract, filed]: (typeof capQuestions)[number]): readonly (readonly (string | null)[])[] {
  const question = [asCode(kind), contract, filed];
  const caps = rateCap(kind, parseDay(contract), parseDay(filed));
  if (!caps.ok) return [[...question, '', '', '', '', '', `refused: ${asCode(caps.refusal.code)}`]];
  return caps.value.map(({ from, rate, returnAbove, standing, article, basis }) => [
    ...question,
    from.toString(),
    formatPercent(rate.value),
    returnAbove === null ? null : formatPercent(returnAbove.value),
    asCode(standing),
    cited(article),
    basis,
  ]);
}

function overdueRow(kind: LenderKind): readonly (string | null)[] {
  const range = overdueUpliftRange(kind, shippedCalendar.knownTo);
  const compound = compoundInterest(kind, shippedCalendar.knownTo);
  return [
    asCode(kind),
    range && `${formatPercent(range.least)} to ${formatPercent(range.most)}, ${cited(range.article)}`,
    compound && cited(compound),
  ];
}

function lprChanges(): readonly (readonly string[])[] {
  const { publications } = shippedLpr;
  const changes = publications.filter(({ oneYearPercent }, index) => publications[index - 1]?.oneYearPercent !== oneYearPercent);
  return changes.map(({ publishedOn, oneYearPercent }) => [publishedOn.toString(), oneYearPercent]);
}

const feeTableRow = (table: FeeTable): readonly (string | null)[] => [
  asCode(table.id),
  table.name,
  asCode(table.standing),
  table.inUseFrom?.toString() ?? null,
  formatYuan(table.baseFen),
  table.brackets.map(({ aboveFen, share }) => `${formatPercent(share)} above ${formatYuan(aboveFen)}`).join('\n'),
  table.coversToFen === null ? 'any' : formatYuan(table.coversToFen),
  formatYuan(table.processingFen),
  table.source,
];

function feeRow(yuan: number): readonly string[] {
  const disputeFen = fen(BigInt(yuan) * 100n);
  const fees = feeTables.map((table) => arbitrationFee(table, disputeFen));
  return [formatYuan(disputeFen), ...fees.map((fee) => (fee.ok ? formatYuan(fee.value.totalFen) : `refused: ${asCode(fee.refusal.code)}`))];
}

const refundRow = (rule: FeeRefundRule): readonly (string | null)[] => [
  asCode(rule.id),
  rule.name,
  formatPercent(rule.beforeTribunal),
  formatPercent(rule.afterTribunal),
  rule.article === null ? null : cited(rule.article),
  rule.source,
];

function refundExample(rule: FeeRefundRule): readonly string[] {
  const table = feeTables.find(({ id }) => id === 'lender-app-2018');
  const fee = table && arbitrationFee(table, fen(830_000n));
  if (!fee?.ok) throw new Error('the example lies within the table');
  return [asCode(rule.id), ...(['before_tribunal', 'after_tribunal'] as const).map((stage) => {
    const { refundFen, keptFen } = feeRefund(rule, fee.value, stage);
    return `${formatYuan(refundFen)} and ${formatYuan(keptFen)}`;
  })];
}

function horizons(): readonly (readonly (string | null)[])[] {
  const calendar = [shippedCalendar.knownFrom, shippedCalendar.knownTo.add({ days: 1 })].map(String);
  return [
    ['the calendar', ...calendar, asCode('day_outside_calendar')],
    ['the one-year LPR', shippedLpr.publications[0]?.publishedOn.toString() ?? null, shippedLpr.knownUntil.toString(), asCode('rate_outside_known_dates')],
    ...lenderKinds.map((kind) => {
      const steps = capSteps(kind);
      const codes = asCodes(kind === 'private' ? ['rate_outside_known_dates'] : ['lender_kind_has_no_cap_on_this_day', 'rate_outside_known_dates']);
      return [`the cap, ${asCode(kind)}, contracts made and filed on one day`, steps[0]?.from.toString() ?? null, steps.at(-1)?.until?.toString() ?? null, codes];
    }),
    ['the Arbitration Law', editions[0]?.law.acceptance.validFrom.toString() ?? null, null, asCode('law_outside_known_dates')],
  ];
}
