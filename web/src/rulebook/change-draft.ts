/** A rule as the form holds it while it is written, and as the wire takes it. */
import type { WireFeeRefund, WireFeeTable, WireRule, WireRuleDraft, WireRuleSubject } from '../../../src/http/wire/index.ts';
import { formatYuan, parseFen } from '../../../src/kernel/money.ts';
import { formatPercent } from '../../../src/kernel/rate.ts';
import { fenOfYuan, shareOfPercent } from './amounts.ts';
import { daysOfRange, rangesOf } from './day-ranges.ts';

/** Chosen in the place of a shipped table or rule. */
export const ownChoice = 'own';

export interface RuleFields {
  /** For a day of the calendar that day, for a year its first day, for the LPR the day of its publication. */
  readonly validFrom: string;
  readonly text: string;
  readonly profile: string;
  readonly percent: string;
  readonly holidays: readonly { readonly name: string; readonly first: string; readonly last: string }[];
  readonly makeUpDays: readonly string[];
  readonly isOff: boolean;
  readonly holiday: string;
  readonly table: string;
  readonly ownTable: {
    readonly name: string;
    readonly base: string;
    readonly brackets: readonly { readonly above: string; readonly percent: string }[];
    readonly coversTo: string;
    readonly processing: string;
  };
  readonly refund: string;
  readonly ownRefund: { readonly name: string; readonly before: string; readonly after: string };
  readonly source: string;
  readonly reason: string;
}

const plainYuan = (fen: string): string => formatYuan(parseFen(fen)).replaceAll(',', '').replace(/\.00$/, '');
const percentOf = (share: string): string => formatPercent(share).slice(0, -1);

export const tableFields = (table: Omit<WireFeeTable, 'standing' | 'article' | 'inUseFrom'>): RuleFields['ownTable'] => ({
  name: table.name,
  base: plainYuan(table.baseFen),
  brackets: table.brackets.map(({ aboveFen, share }) => ({ above: plainYuan(aboveFen), percent: percentOf(share) })),
  coversTo: table.coversToFen === null ? '' : plainYuan(table.coversToFen),
  processing: plainYuan(table.processingFen),
});

export const refundFields = ({ name, beforeTribunal, afterTribunal }: Omit<WireFeeRefund, 'article'>): RuleFields['ownRefund'] => ({
  name,
  before: percentOf(beforeTribunal),
  after: percentOf(afterTribunal),
});

/** A row that stands, to be corrected. */
export function fieldsOfRule({ subject, value, validFrom, source }: WireRule): Partial<RuleFields> {
  const common = { validFrom, source };
  if (typeof value === 'string') {
    switch (subject) {
      case 'procedure_profile':
        return { ...common, profile: value };
      case 'fee_table':
        return { ...common, table: value };
      case 'fee_refund':
        return { ...common, refund: value };
      case 'one_year_lpr':
        return { ...common, percent: value };
      default:
        return { ...common, text: value };
    }
  }
  if ('work' in value) {
    const holidays = Object.entries(value.off).flatMap(([name, days]) => rangesOf(days).map((range) => ({ name, ...range })));
    return { ...common, holidays, makeUpDays: value.work };
  }
  if ('off' in value) return { ...common, isOff: value.off !== null, holiday: value.off ?? '' };
  return 'brackets' in value ? { ...common, table: ownChoice, ownTable: tableFields(value) } : { ...common, refund: ownChoice, ownRefund: refundFields(value) };
}

/** Called with fields that the form has found complete. */
export function draftOf(subject: WireRuleSubject, fields: RuleFields, replaces: string | null): WireRuleDraft {
  const key = subject === 'calendar_day' ? fields.validFrom : subject === 'calendar_year' ? fields.validFrom.slice(0, 4) : '';
  return { subject, key, validFrom: fields.validFrom, value: valueOf(subject, fields), replaces };
}

function valueOf(subject: WireRuleSubject, fields: RuleFields): WireRuleDraft['value'] {
  switch (subject) {
    case 'rules_name':
    case 'case_no_words':
      return fields.text.trim();
    case 'procedure_profile':
      return fields.profile;
    case 'one_year_lpr':
      return Number(fields.percent).toFixed(2);
    case 'calendar_year':
      return { off: daysOff(fields.holidays), work: fields.makeUpDays.toSorted() };
    case 'calendar_day':
      return { off: fields.isOff ? fields.holiday.trim() : null };
    case 'fee_table':
      return fields.table === ownChoice ? ownTable(fields) : fields.table;
    case 'fee_refund':
      return fields.refund === ownChoice ? ownRefund(fields) : fields.refund;
  }
}

/** A holiday of several stretches has a row for each. */
const daysOff = (holidays: RuleFields['holidays']): Readonly<Record<string, string[]>> =>
  Object.fromEntries(Object.entries(Object.groupBy(holidays, ({ name }) => name.trim())).map(([name, rows = []]) => [name, rows.flatMap(daysOfRange)]));

const ownTable = ({ ownTable: table, validFrom, source }: RuleFields) => ({
  id: `own-${validFrom}`,
  name: table.name.trim(),
  source: source.trim(),
  baseFen: fenOfYuan(table.base),
  brackets: table.brackets.map(({ above, percent }) => ({ aboveFen: fenOfYuan(above), share: shareOfPercent(percent) })),
  coversToFen: table.coversTo.trim() === '' ? null : fenOfYuan(table.coversTo),
  processingFen: fenOfYuan(table.processing),
});

const ownRefund = ({ ownRefund: refund, validFrom, source }: RuleFields) => ({
  id: `own-${validFrom}`,
  name: refund.name.trim(),
  source: source.trim(),
  beforeTribunal: shareOfPercent(refund.before),
  afterTribunal: shareOfPercent(refund.after),
});
