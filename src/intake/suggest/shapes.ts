/** What the values of a column look like, told from its first rows: shapes, forms of dates, units, how rates are written. */
import { isMobile, isUsccValid, readResidentId } from '../../parties/index.ts';
import type { dayForms } from '../mapping.ts';
import { halfWidth, readDay, readIdentifier, readInstant, readMoney, readRate } from '../readings.ts';
import type { FileKind } from '../table.ts';
import { headerOf, type Header } from './headers.ts';
import { emptyMarkers, flagOf, type Shape } from './synonyms.ts';

/** The head of a table as it was received, with how it was read. */
export interface SeenTable {
  /** What the proposed mapping calls it; empty until it is named. */
  readonly source: string;
  readonly file: string;
  readonly kind: FileKind;
  /** The sheet or the list; null where the file holds one table. */
  readonly part: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly headerRow: number | null;
  readonly headerRows: number;
  readonly columns: readonly string[];
  readonly hidden: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly rowsSeen: number;
  /** Whether `sample` holds every row. */
  readonly whole: boolean;
}

export type DayForm = (typeof dayForms)[number];

export interface Column {
  readonly table: SeenTable;
  readonly name: string;
  readonly header: Header;
  /** A cell for each row of the sample; '' where it is empty or a marker of nothing. */
  readonly cells: readonly string[];
  readonly filled: number;
  readonly distinct: readonly string[];
  readonly dayForm: DayForm | null;
  /** Whether 03/04/2025 could be read both ways throughout. */
  readonly dayFormUnsure: boolean;
  /** The share of filled cells with this shape. */
  readonly shares: Readonly<Record<Shape, number>>;
}

/** Values looked at for their shape; more would not change the picture. */
const looked = 300;

const familyNames = /^(?:欧阳|上官|司马|诸葛|司徒|皇甫|尉迟|公孙|慕容|夏侯|东方|[\p{Script=Han}])[\p{Script=Han}·]{1,7}$/u;
const place = /[省市区县旗州镇乡村路街道巷弄号室栋幢]/g;
const amountLike = /^[￥¥]?\s*\d[\d, ]*(\.\d+)?(e\+?\d+)?\s*(元|万元|分|CNY|RMB)?$/i;

const isAmount = (text: string): boolean =>
  text.length < 40 && (amountLike.test(text) || readMoney(text, { as: 'yuan', exponent: true, rounding: 'half_up' }).ok) && !/^\d{15,}$/.test(text);

const isAddress = (text: string): boolean =>
  ((text.match(place)?.length ?? 0) >= 2 && text.length >= 6) || (/\d/.test(text) && /[a-z]{3,}.*[, ]/i.test(text) && text.length > 12);

const isCard = (text: string): boolean => {
  if (!/^\d{16,19}$/.test(text)) return false;
  const sum = [...text].reverse().reduce((total, digit, at) => total + (at % 2 === 0 ? Number(digit) : (Number(digit) * 2) % 10 + Math.floor(Number(digit) / 5)), 0);
  return sum % 10 === 0;
};

/** How each shape is known. What a spreadsheet did to a number (`1.1E+17`, `…00`) still is one of identity. */
const tests: Readonly<Record<Exclude<Shape, 'day' | 'choice'>, (text: string) => boolean>> = {
  resident_id: (text) => readResidentId(readIdentifier(text)).ok,
  uscc: (text) => isUsccValid(text) && /[A-Z]/.test(text),
  mobile: (text) => isMobile(readIdentifier(text).replace(/^\+?86(?=\d{11}$)/, '')),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  sha256: (text) => /^[0-9a-f]{64}$/i.test(text),
  instant: (text) => readInstant(text, '+08:00').ok,
  rate: (text) => readRate(text, { written: /^[\d.]+$/.test(text) && Number(text) < 1 ? 'as_marked' : 'percent', per: 'year' }).ok,
  amount: isAmount,
  count: (text) => /^\s*\d{1,9}(\.0+)?\s*(期|个月|月|天|日|months?|days?)?$/i.test(text) || /^第\d+期$/.test(text),
  name: (text) => familyNames.test(text) || /^[A-Z][a-z'’-]+( [A-Z][a-z'’.-]*)+$/.test(text),
  address: isAddress,
  card: isCard,
  flag: (text) => flagOf(text) !== null,
  code: (text) => /^[\p{L}\d][\p{L}\d_\-/.（）()〔〕[\]第号]{0,63}$/u.test(text) && /[\dA-Za-z]/.test(text),
  text: () => true,
};

export function columnsOf(table: SeenTable): readonly Column[] {
  return table.columns.map((name, at) => {
    const cells = table.sample.map((row) => {
      const text = (row[at] ?? '').trim();
      return emptyMarkers.has(text) ? '' : text;
    });
    const filled = cells.filter((text) => text !== '');
    const distinct = [...new Set(filled)];
    const header = headerOf(name);
    const sample = distinct.slice(0, looked);
    const shareOf = (test: (text: string) => boolean) => (sample.length === 0 ? 0 : sample.filter(test).length / sample.length);
    const day = dayFormOf(sample, header);
    const shares = Object.fromEntries(Object.entries(tests).map(([shape, test]) => [shape, shareOf(test)])) as Record<Shape, number>;
    const choice = distinct.length > 0 && distinct.length <= 12 ? 1 : 0;
    return { table, name, header, cells, filled: filled.length, distinct, dayForm: day.form, dayFormUnsure: day.unsure, shares: { ...shares, day: day.share, choice } };
  });
}

const writtenForms: readonly DayForm[] = ['year_first', 'month_day_year', 'day_month_year', 'day_month_name_year', 'month_name_year'];

/** The form in which most values are days that exist. Bare numbers are days only under a header that speaks of one. */
function dayFormOf(values: readonly string[], { atoms }: Header): { readonly form: DayForm | null; readonly share: number; readonly unsure: boolean } {
  const spoken = atoms.has('date');
  const share = (form: DayForm) => values.filter((text) => readDay(text, form).ok && plausible(text, form, spoken)).length / values.length;
  if (values.length === 0) return { form: null, share: 0, unsure: false };
  const forms = [...writtenForms, ...(spoken ? (['spreadsheet_serial', 'unix_time'] as const) : [])].map((form) => ({ form, share: share(form) }));
  const [best] = forms.toSorted((a, b) => b.share - a.share);
  if (best === undefined || best.share < 0.5) return { form: null, share: best?.share ?? 0, unsure: false };
  const shareOf = (form: DayForm) => forms.find((each) => each.form === form)?.share ?? 0;
  const unsure = best.form === 'month_day_year' && shareOf('day_month_year') === best.share;
  return unsure ? { form: 'day_month_year', share: best.share, unsure } : { ...best, unsure };
}

function plausible(text: string, form: DayForm, spoken: boolean): boolean {
  const plain = halfWidth(text).trim();
  if (form === 'spreadsheet_serial') return /^\d{5}(\.\d+)?$/.test(plain) && Number(plain) >= 20_000 && Number(plain) < 60_000;
  if (form === 'unix_time') return /^1\d{9}(\d{3})?(\.0+)?$/.test(plain);
  return spoken || !/^\d+(\.0+)?$/.test(plain) || /^(19|20)\d{6}$/.test(plain);
}

/** The median of the numbers in a column; null where there are none. */
export function medianOf({ distinct }: Column): number | null {
  const numbers = distinct.slice(0, looked).map((text) => Number(halfWidth(text).replace(/[,\s￥¥%元]/g, ''))).filter((number) => Number.isFinite(number)).sort((a, b) => a - b);
  return numbers[Math.floor(numbers.length / 2)] ?? null;
}

export type MoneyUnit = 'yuan' | 'wan_yuan' | 'fen';

/** The unit that the header names. */
export const unitNamed = ({ header }: Column): MoneyUnit | null => (header.unit === 'percent' ? null : header.unit);

/** Where neither the header nor a cell names it: by how large loans to consumers are. */
export function unitByMagnitude(column: Column): MoneyUnit {
  const median = medianOf(column);
  if (median === null || column.distinct.some((text) => /[元分]/.test(text))) return 'yuan';
  if (column.distinct.every((text) => /^\d+00$/.test(text)) && median >= 800_000) return 'fen';
  return median < 60 && column.distinct.some((text) => /\.\d/.test(text)) && column.distinct.every((text) => Number(text) <= 100) ? 'wan_yuan' : 'yuan';
}

/** How an amount in this column is read beside its unit. A program that writes one round number as 1e+05 writes others so. */
export function moneyFormOf({ distinct, table }: Column, as: MoneyUnit): { readonly as: MoneyUnit; readonly exponent?: true; readonly rounding?: 'half_up' } {
  const exponent = table.sample.some((row) => row.some((text) => text.includes('e+') && /^\d(\.\d+)?e\+\d\d?$/.test(text)));
  const finer = distinct.some((text) => !readMoney(text, { as, exponent: true }).ok && readMoney(text, { as, exponent: true, rounding: 'half_up' }).ok);
  return { as, ...(exponent && { exponent: true }), ...(finer && { rounding: 'half_up' }) };
}

export interface RateForm {
  readonly written: 'percent' | 'decimal' | 'as_marked';
  readonly per: 'year' | 'month' | 'day';
}

/** The highest rate in which a bare number still is a decimal: 100 % a year, 10 % a month, 0.5 % a day. */
const highestDecimal = { year: 1, month: 0.05, day: 0.003 } as const;

export function rateFormOf(column: Column): RateForm {
  const { atoms, unit } = column.header;
  const cell = (pattern: RegExp) => column.distinct.some((text) => pattern.test(text));
  const per = atoms.has('daily') || cell(/[日天]|daily|\/d/i) ? 'day' : atoms.has('month') || cell(/月|month/i) ? 'month' : 'year';
  const marked = column.distinct.filter((text) => /[%‰‱％]|分之|bps?/i.test(text)).length;
  if (marked === column.distinct.length && marked > 0) return { written: 'percent', per };
  if (marked > 0) return { written: 'as_marked', per };
  const median = medianOf(column);
  return { written: unit === 'percent' || (median !== null && median > highestDecimal[per]) ? 'percent' : 'decimal', per };
}

/** The cells that stand for nothing in these tables, as they are written there. */
export const markersIn = (tables: readonly SeenTable[]): readonly string[] =>
  [...emptyMarkers].filter((marker) => tables.some(({ sample }) => sample.some((row) => row.some((text) => text.trim() === marker))));
