/** A claim as a person reads it: its head, and the tree of its sums, each with what it is made of below it. */
import type { Claim, ClaimItem, ClaimWarning, Explained, ExplainedSpan, ExplainedStretch, RecordRef, SumName } from '../../claims/index.ts';
import { formatPercent, formatYuan, type Rate, type Rounding } from '../../kernel/index.ts';
import type { ArticleRef } from '../../rulebook/index.ts';

/** What would steer a terminal is shown as a blank: texts come from files of others. */
export const shown = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

export function claimText(claim: Claim, explanation: Explained): string {
  const { reference, asOf, filedOn, totalFen, warnings } = claim;
  return [
    `${shown(reference)}: ${formatYuan(totalFen)} yuan as of ${asOf.toString()}, by the law for a filing on ${filedOn.toString()}`,
    `  ${capText(claim)}`,
    `  ${runningText(claim)}`,
    ...warnings.map((code) => `  Note: ${warningTexts[code]}`),
    '',
    ...treeLines(explanation),
  ].join('\n');
}

function capText({ contractTotalFen, totalFen, cap }: Claim): string {
  const limit = `${rateText(cap.rate)} (${articleText(cap.article)})`;
  if (contractTotalFen === totalFen) return `The contract gives the same: its charges are within the cap, now ${limit}.`;
  const taken = [
    ...(cap.reductionFen > 0n ? [`${formatYuan(cap.reductionFen)} of the charges is above the cap, now ${limit}`] : []),
    ...(cap.setOffFen > 0n ? [`${formatYuan(cap.setOffFen)} of charges paid is set off against principal`] : []),
  ];
  return `By the contract ${formatYuan(contractTotalFen)}; ${taken.join('; ')}.`;
}

const runningText = ({ running }: Claim): string =>
  `From ${running.from.toString()} until paid: ${rateText(running.rate)} of ${running.dayCount === 'actual_365' ? 365 : 360} days on ${formatYuan(running.baseFen)}.`;

const warningTexts: { readonly [Code in ClaimWarning]: string } = {
  repayment_after_as_of: 'a repayment later than the day of the claim was left out',
  paid_charges_exceed_cap: 'the charges already paid alone exceed the cap; no rule sets them off by itself',
  cap_rests_on_practice: 'the cap rests on practice, not on a rule that binds by itself',
  schedule_differs_from_terms: "the lender's schedule is not the one that the terms of the contract give",
  compound_interest_not_allowed: 'the contract has compound interest, which this lender may not take; none was counted',
  overdue_uplift_too_high: 'the overdue rate is further above the contract rate than the regulator allows',
  repayment_twice: 'two repayments look like the same one',
  rate_implausible: 'a rate is above 100 % a year; per cent may have been written as a number',
};

const rateText = ({ value, per }: Rate): string => `${formatPercent(value)} a ${per}`;
const articleText = ({ instrument, article }: ArticleRef): string => `《${instrument}》${article}`;

interface Row {
  readonly depth: number;
  /** How it enters the sum above it. */
  readonly sign: ' ' | '+' | '-';
  readonly node: Explained;
  /** What is done with a base before it enters. */
  readonly times: string;
}

/** The sums stand under each other; what they are is indented under what they make, and articles are told at the end. */
function treeLines(root: Explained): readonly string[] {
  const rows = [...rowsOf({ depth: 0, sign: ' ', node: root, times: '' })];
  const width = rows.reduce((widest, { node }) => Math.max(widest, formatYuan(node.fen).length), 0);
  const articles = [...new Set(rows.flatMap(({ node }) => (node.articles ?? []).map(articleText)))];
  const sources = ({ terms = [], articles: law = [] }: Explained) =>
    [...(terms.length > 0 ? [` (contract: ${terms.join(', ')})`] : []), ...law.map((each) => ` [${articles.indexOf(articleText(each)) + 1}]`)].join('');
  return [
    ...rows.map(({ depth, sign, node, times }) => `  ${sign} ${formatYuan(node.fen).padStart(width)}  ${'  '.repeat(depth)}${nameOf(node)}${times}${howText(node.made)}${sources(node)}`),
    '',
    ...articles.map((each, index) => `  [${index + 1}] ${each}`),
  ];
}

function* rowsOf(row: Row): Generator<Row> {
  yield row;
  const below = (node: Explained, sign: Row['sign'] = ' ', times = '') => rowsOf({ depth: row.depth + 1, sign, node, times });
  const { made } = row.node;
  switch (made.by) {
    case 'see':
    case 'record':
      return;
    case 'sum':
      for (const each of made.of) yield* below(each, '+');
      return;
    case 'less':
      yield* below(made.from);
      for (const each of made.take) yield* below(each, '-');
      return;
    case 'smallest':
      for (const each of made.of) yield* below(each);
      return;
    case 'not_below_zero': {
      // Its one part bears the same name: what that is made of says more.
      const [, ...parts] = rowsOf({ ...row, node: made.of });
      yield* parts;
      return;
    }
    case 'interest':
      for (const span of made.spans) yield* below(span.base, ' ', `${stretchText(span)} × ${dailyText(span)}`);
      return;
    case 'share':
      yield* below(made.of);
      for (const stretch of made.stretches) yield* below(stretch.base, ' ', stretchText(stretch));
  }
}

const stretchText = ({ from, to, days }: ExplainedStretch): string => ` × ${days} days (${from.toString()} to ${to.toString()})`;

const dailyText = ({ rate, yearDays }: ExplainedSpan): string =>
  ({ year: `${formatPercent(rate.value)} ÷ ${yearDays}`, month: `${formatPercent(rate.value)} × 12 ÷ ${yearDays}`, day: formatPercent(rate.value) })[rate.per];

const roundings: { readonly [Name in Rounding]: string } = { half_up: 'rounded half up', down: 'cut down to the fen', up: 'rounded up' };

function howText(made: Explained['made']): string {
  switch (made.by) {
    case 'see':
      return '; told elsewhere under these words';
    case 'record':
      return `; ${recordNames[made.record.of]} ${made.record.no}`;
    case 'sum':
    case 'less':
      return '';
    case 'smallest':
      return made.of.length > 1 ? ', the smallest of' : '';
    case 'not_below_zero':
      return ', not below zero';
    case 'interest':
      return `, added up and ${roundings[made.rounding]}`;
    case 'share':
      return `, in the share of (base × days) ÷ ${made.fullNumber}, rounded half up`;
  }
}

const recordNames: { readonly [Of in RecordRef['of']]: string } = { schedule: 'schedule row', repayment: 'repayment', disbursement: 'disbursement', charge: 'charge' };

const items: { readonly [Item in ClaimItem]: string } = {
  principal: 'principal',
  interest: 'interest',
  overdue_interest: 'overdue interest',
  compound_interest: 'compound interest',
  fee: 'fees',
};

const bases: Readonly<Record<string, string>> = { overdue_interest: 'principal overdue', compound_interest: 'interest overdue' };

type Naming = string | ((item: string, seq: number | undefined, on: string | undefined, node: Explained) => string);

const names: { readonly [Name in SumName]: Naming } = {
  total: 'amount in dispute',
  claimed: (item) => `${item} claimed`,
  owed: (item) => `${item} owed by the contract`,
  line: (item, seq) => `instalment ${seq}: ${item} still owed`,
  accrued: (item, seq) => `instalment ${seq}: ${item} ${item === 'principal' || item === 'fees' ? 'due' : 'accrued'}`,
  scheduled: (item, seq) => (seq === undefined ? `${item} of this period and all later ones` : `instalment ${seq}: ${item} by the schedule`),
  paid_part: (item, seq, on) => `paid on ${on} towards ${item} of instalment ${seq}`,
  base: (_item, _seq, _on, node) => bases[node.item ?? ''] ?? 'principal outstanding',
  disbursement: (_item, _seq, on) => (on === undefined ? 'paid out to the borrower' : `paid out on ${on}`),
  repaid_principal: (_item, _seq, on) => `principal repaid before ${on}`,
  charges_paid: 'interest and charges already paid',
  outside_charge: (_item, _seq, on) => `paid beside the schedule on ${on}`,
  charges_allowed: 'interest and charges that the cap allows over the life of the loan',
  charges_room: 'room that the cap leaves for all charges',
  room_left: (item) => `of that, left for ${item}`,
  overdue_allowed: 'overdue interest that the cap allows on what was overdue',
  overdue_paid: 'overdue and compound interest already paid',
  term_allowed: 'interest that the cap allows on what was not overdue',
  term_paid: 'interest already paid',
  head_room: (item) => `room that the cap leaves for ${item} by itself`,
  charges_keepable: 'charges that need not be given back',
  excess_paid: 'charges paid above what need not be given back',
  set_off: 'charges paid, set off against principal',
};

function nameOf(node: Explained): string {
  const name = names[node.name];
  return typeof name === 'string' ? name : name(node.item === undefined ? '' : items[node.item], node.seq, node.on?.toString(), node);
}
