/** docs/rulebook.md: the law and the tables that the product computes with, and where they end. */
import { formatPercent, formatYuan, fen, parseDay, type Day } from '../src/kernel/index.ts';
import {
  arbitrationFee,
  arbitrationLaw,
  calendarKnownTo,
  calendarVersion,
  feeTables,
  instruments,
  lprKnownUntil,
  lprTable,
  rateCap,
  type ArticleRef,
  type FeeTable,
  type LenderKind,
} from '../src/rulebook/index.ts';
import { asCode, generatedNotice, markdownDocument, markdownTable } from './markdown.ts';

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
    markdownTable(['lender', 'contract', 'filed', 'from', 'cap', 'standing', 'article', 'in words'], capQuestions.flatMap(capRows)),
    '## The one-year LPR',
    `Published monthly since ${lprTable[0]?.publishedOn.toString() ?? ''}; the table answers for days before ${lprKnownUntil.toString()}. Only changes are shown.`,
    markdownTable(['from', 'per cent a year'], lprChanges()),
    '## Fee tables',
    'A commission names the table that it uses. `observed`: seen in a system or on a page; ask the commission.',
    markdownTable(['table', 'name', 'standing', 'in use from', 'first part, yuan', 'above it', 'covers to, yuan', 'processing, yuan', 'source'], feeTables.map(feeTableRow)),
    'The fee for an amount in dispute, in yuan:',
    markdownTable(['amount', ...feeTables.map(({ id }) => asCode(id))], [1_000, 8_300, 50_000, 200_000].map(feeRow)),
    '## Procedure profiles',
    'See [procedure.md](procedure.md#periods).',
    '## The calendar',
    `Holidays and make-up workdays as the State Council announced them, years ${calendarVersion.slice(0, 9)}; known to ${calendarKnownTo.toString()}. Version ${asCode(calendarVersion)}, which every stored deadline carries. A deadline that would end later is refused with \`day_outside_calendar\`.`,
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

/** One question for each line of the rule, and for each of its edges. */
const capQuestions: readonly (readonly [LenderKind, contract: string, filed: string])[] = [
  ['private', '2019-01-10', '2020-08-19'],
  ['private', '2019-01-10', '2020-10-01'],
  ['private', '2020-01-10', '2020-10-01'],
  ['private', '2020-01-10', '2026-03-02'],
  ['private', '2024-12-01', '2026-03-02'],
  ['private', '2026-03-02', '2026-03-02'],
  ['bank', '2025-06-01', '2026-03-02'],
  ['consumer_finance', '2025-06-01', '2026-03-02'],
  ['small_loan', '2020-06-01', '2020-12-31'],
  ['small_loan', '2025-12-23', '2026-03-02'],
  ['small_loan', '2025-12-24', '2026-03-02'],
  ['private', '2020-01-10', lprKnownUntil.toString()],
];

function capRows([kind, contract, filed]: (typeof capQuestions)[number]): readonly (readonly string[])[] {
  const question = [asCode(kind), contract, filed];
  const caps = rateCap(kind, parseDay(contract), parseDay(filed));
  if (!caps.ok) return [[...question, '', '', '', '', `refused: ${asCode(caps.refusal.code)}`]];
  return caps.value.map(({ from, rate, standing, article, basis }) => [...question, from.toString(), formatPercent(rate.value), asCode(standing), cited(article), basis]);
}

function lprChanges(): readonly (readonly string[])[] {
  const changes = lprTable.filter(({ oneYearPercent }, index) => lprTable[index - 1]?.oneYearPercent !== oneYearPercent);
  return changes.map(({ publishedOn, oneYearPercent }: { publishedOn: Day; oneYearPercent: string }) => [publishedOn.toString(), oneYearPercent]);
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
