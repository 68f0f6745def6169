/**
 * How one cell is read: the named readings of a mapping. Each takes the text of a cell that is not empty and gives
 * the value in the form of the loan file, or the code of what is wrong with it. They are pure functions of the text
 * and the form, so that a caller may remember answers.
 */
import { accept, addIsoDays, addIsoMonths, decimalText, fen, isoDay, isoDayOf, lastIsoDay, legalIsoDay, portion, refuse, type Outcome, type Rate, type RatePeriod } from '../kernel/index.ts';
import type { dayForms } from './mapping.ts';
import type { ProblemCode } from './problems.ts';

export type Reading<T> = Outcome<T, ProblemCode>;

/** Full-width ASCII (as a Chinese keyboard types it) to half-width, and the ideographic space to a blank. */
export const halfWidth = (text: string): string =>
  /[！-～　]/.test(text)
    ? text.replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replaceAll('　', ' ')
    : text;

/** Nothing that is a number, a day or a rate is longer; what is longer is not looked at. */
const longest = 60;

export interface TextForm {
  readonly as?: 'text' | 'identifier' | undefined;
  readonly split?: { readonly by: string; readonly part: number } | undefined;
}

/**
 * Text, or the part of it that `split` names; null where there is no such part. `="00123"`, by which exports keep a
 * spreadsheet from reading a number, is text; any other formula is not, because its value was never exported.
 */
export function readText(text: string, { as, split }: TextForm): Reading<string | null> {
  const part = split === undefined ? text : (text.split(split.by)[split.part - 1] ?? '').trim();
  const value = as === 'identifier' ? readIdentifier(part) : part.startsWith('=') ? part.replace(/^="([^"]*)"$/, '$1') : part;
  if (value.startsWith('=')) return refuse('formula_in_cell');
  return accept(value === '' ? null : value);
}

/**
 * An identifier as it is compared: half-width, without blanks and hyphens, in capitals. What spreadsheets put around
 * numbers goes as well: `'138…`, `="138…"`, and the `.0` of a number with so few digits that none can be lost.
 */
export function readIdentifier(text: string): string {
  const plain = halfWidth(text).replace(/[\s-]/g, '').toUpperCase();
  if (/^[0-9A-Z]+$/.test(plain)) return plain;
  return plain.replace(/^(?:'|="(?=.*"$))/, '').replace(/"$/, '').replace(/^(\d{1,15})\.0+$/, '$1');
}

const unitScales = { fen: 0, yuan: 2, wan_yuan: 6 } as const;
const namedScales: Readonly<Record<string, number>> = { 分: 0, 元: 2, 圆: 2, 千元: 5, 万: 6, 万元: 6, 亿: 10, 亿元: 10 };

export interface MoneyForm {
  readonly as: keyof typeof unitScales;
  readonly exponent?: true | undefined;
  readonly rounding?: 'half_up' | undefined;
  /** Keeps an amount below zero, with its sign; otherwise it is refused. */
  readonly signed?: true | undefined;
}

const amount = /^(\d{1,3}(?:([, ])\d{3})(?:\2\d{3})*|\d*)(?:\.(\d+))?(?:e\+?(\d{1,2}))?$/i;
const currency = /^(?:人民币|¥|￥|CNY|RMB)\s*|\s*(?:人民币|CNY|RMB)$/gi;
const unit = /\s*(千元|[万亿]?元|[万亿分圆])$/;
const belowZero = /^\((.*)\)$|^(\D*)[-−–](.*)$|^(.*)-$/;

/**
 * Money to fen, exactly, by the unit that the cell names or else the mapping. `exponent` admits what statistics
 * programs write for round numbers (`1e+05`). A negative amount is refused, since no field of a loan file has one, but
 * where its sign says that a payment is taken back.
 */
export function readMoney(text: string, form: MoneyForm): Reading<string> {
  if (text.length > longest) return refuse('amount_unreadable');
  const bare = amount.exec(text);
  if (bare !== null) return scaled(bare, unitScales[form.as], form);
  const plain = halfWidth(text).trim();
  const negative = belowZero.exec(plain);
  if (negative !== null) {
    const [, inBrackets, before = '', after = '', beforeSign] = negative;
    const read = readMoney(inBrackets ?? beforeSign ?? before + after, { ...form, signed: undefined });
    if (!read.ok || read.value === '0') return read;
    return form.signed === true ? accept(`-${read.value}`) : refuse('amount_negative');
  }
  const undressed = plain.replace(currency, '').replace(/^\+/, '');
  const named = unit.exec(undressed);
  const match = amount.exec(undressed.slice(0, named?.index));
  return match === null ? refuse('amount_unreadable') : scaled(match, namedScales[named?.[1] ?? ''] ?? unitScales[form.as], form);
}

function scaled([, whole = '', , decimals = '', power]: RegExpExecArray, unitScale: number, { exponent, rounding }: MoneyForm): Reading<string> {
  if (whole + decimals === '' || (power !== undefined && exponent !== true)) return refuse('amount_unreadable');
  const digits = whole.replace(/[, ]/g, '') + decimals;
  const scale = unitScale + Number(power ?? 0) - decimals.length;
  return scale >= 0 ? accept(canonical(digits + '0'.repeat(scale))) : settle(digits, -scale, rounding);
}

const canonical = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

/** Drops digits that are finer than a fen: zeros always, others only where the mapping says how they are settled. */
function settle(digits: string, finer: number, rounding: MoneyForm['rounding']): Reading<string> {
  if (/^0*$/.test(digits.slice(-finer))) return accept(canonical(digits.slice(0, -finer) || '0'));
  if (rounding === undefined) return refuse('amount_finer_than_fen');
  return accept(portion(fen(BigInt(digits)), 1n, 10n ** BigInt(finer), rounding).toString());
}

/** An amount in fen less others, for the `minus` of a mapping. */
export function lessMoney(fromFen: string, othersFen: readonly string[]): Reading<string> {
  const rest = othersFen.reduce((left, each) => left - BigInt(each), BigInt(fromFen));
  return rest < 0n ? refuse('amount_negative') : accept(rest.toString());
}

const time = String.raw`(?:[T ]\s?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[AP]M)?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2})(?:\d{6}|\.0+)?)${time}$`, 'i');
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${time}$`, 'i');
const monthWord = String.raw`(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)\.?`;
const dayMonthName = new RegExp(String.raw`^(\d{1,2})[-/. ]?${monthWord}[-/., ]*(\d{4})${time}$`, 'i');
const monthName = new RegExp(String.raw`^${monthWord}[-/., ]*(\d{4})$`, 'i');
const withZone = /[T ]\d{1,2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i;
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const monthOf = (name: string | undefined): number => monthNames.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;

const dayOr = (day: string | null): Reading<string> => (day === null ? refuse('day_unreadable') : accept(day));

const dayOf = (year: string | undefined, month: string | undefined, day: string | undefined): Reading<string> =>
  dayOr(isoDay(Number(year), Number(month), Number(day)));

/** A day, by the form that the mapping names. A time in the cell is passed over; where it names its offset, the day is the one in China. */
export function readDay(text: string, form: (typeof dayForms)[number]): Reading<string> {
  if (text.length > longest) return refuse('day_unreadable');
  const plain = halfWidth(text).trim();
  switch (form) {
    case 'year_first':
      return readYearFirst(plain);
    case 'day_month_year':
    case 'month_day_year': {
      const [, first, , second, year] = yearLast.exec(plain) ?? [];
      return form === 'day_month_year' ? dayOf(year, second, first) : dayOf(year, first, second);
    }
    case 'day_month_name_year': {
      const [, day, name, year] = dayMonthName.exec(plain) ?? [];
      return dayOf(year, String(monthOf(name)), day);
    }
    case 'month_name_year': {
      const [, name, year] = monthName.exec(plain) ?? [];
      return dayOr(lastIsoDay(Number(year), monthOf(name)));
    }
    // Columns that hold numbers hold here and there a date that somebody typed, and that can only be read in one way.
    case 'spreadsheet_serial': {
      const [, serial] = /^(\d{1,7})(?:\.\d+)?$/.exec(plain) ?? [];
      return serial === undefined ? readYearFirst(plain) : dayOr(isoDayOf(Number(serial) - daysFromSerialToUnix));
    }
    case 'unix_time': {
      const [, seconds, thousandths] = /^(\d{9,10})(\d{3})?(?:\.\d+)?$/.exec(plain) ?? [];
      if (seconds === undefined && thousandths === undefined) return readYearFirst(plain);
      return dayOr(isoDayOf(Math.floor((Number(seconds) + chinaAheadSeconds) / 86_400)));
    }
  }
}

/** 1899-12-30, from which spreadsheets count, to 1970-01-01. */
const daysFromSerialToUnix = 25_569;
const chinaAheadSeconds = 8 * 3600;

function readYearFirst(plain: string): Reading<string> {
  const match = yearFirst.exec(plain);
  if (match !== null) return dayOf(match[1], match[3] ?? match[5] ?? match[7], match[4] ?? match[6] ?? match[8]);
  const instant = withZone.test(plain) ? readInstant(plain, 'Z') : null;
  return instant?.ok === true ? accept(legalIsoDay(instant.value)) : refuse('day_unreadable');
}

/** Adds a term to a day. A cell that names another unit than the mapping is refused, not converted. */
export const plusMonths = (day: string, term: string): Reading<string> => plus(day, term, /^(?:期|个月|月|months?|年|years?)?$/i, addIsoMonths);
export const plusDays = (day: string, term: string): Reading<string> => plus(day, term, /^(?:天|日|days?)?$/i, addIsoDays);

function plus(day: string, term: string, units: RegExp, add: (day: string, count: number) => string | null): Reading<string> {
  const [, digits, unit = ''] = /^(\d{1,5})(?:\.0+)?\s*(\D{0,9})$/.exec(halfWidth(term).trim()) ?? [];
  if (digits === undefined) return refuse('count_unreadable');
  if (!units.test(unit)) return refuse('term_in_other_unit');
  return dayOr(add(day, Number(digits) * (/^(?:年|years?)$/i.test(unit) ? 12 : 1)));
}

const instant = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** A date with a time, at the given offset unless it carries its own; answered in UTC. */
export function readInstant(text: string, offset: string): Reading<string> {
  const match = instant.exec(halfWidth(text).trim());
  if (match === null) return refuse('instant_unreadable');
  const [, year, month, day, hour, minute, second = '0', fraction = '', own] = match;
  const start = isoDay(Number(year), Number(month), Number(day));
  if (start === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return refuse('instant_unreadable');
  const minutes = Number(hour) * 60 + Number(minute) - offsetMinutes(own ?? offset);
  const utcDay = minutes < 0 || minutes >= 1440 ? addIsoDays(start, Math.floor(minutes / 1440)) : start;
  if (utcDay === null) return refuse('instant_unreadable');
  const ofDay = (minutes + 2 * 1440) % 1440;
  const parts = [Math.floor(ofDay / 60), ofDay % 60, Number(second)].map((part) => String(part).padStart(2, '0'));
  const decimals = fraction.replace(/0+$/, '');
  return accept(`${utcDay}T${parts.join(':')}${decimals === '' ? '' : `.${decimals}`}Z`);
}

function offsetMinutes(offset: string): number {
  if (/^z$/i.test(offset)) return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return offset.startsWith('-') ? -minutes : minutes;
}

export interface RateForm {
  readonly written: 'percent' | 'decimal' | 'as_marked';
  readonly per: RatePeriod;
}

const rate = new RegExp(
  String.raw`^(?:[每按]?(年|月|日|天)化?(?:利率|利息|息|率)?[:为]?)?` +
    String.raw`(百分之|千分之|千|万分之|万)?(\d{0,6}(?:\.\d{1,12})?|[零〇一二两三四五六七八九十点]+)(%|‰|‱|bps?)?` +
    String.raw`(?:(?:\/|每|per)?(年|月|日|天|annum|year|yr|y|month|mon|mo|m|day|d|pa|p\.a\.))?$`,
  'i',
);
const markScales: Readonly<Record<string, number>> = { 百分之: 2, '%': 2, 千分之: 3, 千: 3, '‰': 3, 万分之: 4, 万: 4, '‱': 4, bp: 4, bps: 4 };

const periodOf = (word: string): RatePeriod => (/^[年aypP]/i.test(word) ? 'year' : /^[月m]/i.test(word) ? 'month' : 'day');
const timesAYear = { year: 1, month: 12, day: 365 } as const;

/** Above this a year, a bare number is taken for one in another unit, and a marked one for a slip of the pen. */
const highestRate = { bare: 1, marked: 10 } as const;

/**
 * A rate as the exact decimal it is: 15 in a percent column is 0.15. A cell that names its period or its unit
 * (`1.25%/月`, `年化15%`, `日万分之五`) goes before what the mapping says.
 */
export function readRate(text: string, { written, per }: RateForm): Reading<Rate> {
  const match = text.length > longest ? null : rate.exec(halfWidth(text).replace(/\s/g, ''));
  if (match === null) return refuse('rate_unreadable');
  const [, before, sign, number = '', mark = sign, after] = match;
  const plain = plainNumber(number);
  const twice = (sign !== undefined && mark !== sign) || (before !== undefined && after !== undefined && periodOf(before) !== periodOf(after));
  if (plain === null || twice || (written === 'decimal' && mark !== undefined) || (mark === undefined && !/\d/.test(number))) return refuse('rate_unreadable');
  const [whole = '', decimals = ''] = plain.split('.');
  const scale = mark === undefined ? (written === 'percent' ? 2 : 0) : (markScales[mark.toLowerCase()] ?? 0);
  const value = decimalText(BigInt(whole + decimals), decimals.length + scale);
  const period = before ?? after;
  const named = period === undefined ? per : periodOf(period);
  if (Number(value) * timesAYear[named] > highestRate[mark === undefined ? 'bare' : 'marked']) return refuse('rate_out_of_range');
  return /\.\d{11}/.test(value) ? refuse('rate_unreadable') : accept({ value, per: named });
}

const surplus = /^(?:上浮|加收|加)?(\d{1,6}(?:\.\d{1,8})?)(%)?$/;

/** How much the overdue rate is above the contract rate: `50%`, `上浮50%`, `0.5`. */
export function readUplift(text: string, { written }: Pick<RateForm, 'written'>): Reading<string> {
  const [, number, mark] = surplus.exec(text.length > longest ? '' : halfWidth(text).replace(/\s/g, '')) ?? [];
  if (number === undefined || (written === 'decimal' && mark !== undefined)) return refuse('rate_unreadable');
  const [whole = '', decimals = ''] = number.split('.');
  const value = decimalText(BigInt(whole + decimals), decimals.length + (mark !== undefined || written === 'percent' ? 2 : 0));
  return /^\d{1,2}(\.\d{1,4})?$/.test(value) ? accept(value) : refuse('rate_unreadable');
}

const chineseDigits = '零一二三四五六七八九';

/** `1.25` as it is, `十五点五` as `15.5`; null for what is no number below a hundred. */
function plainNumber(text: string): string | null {
  if (/^(\d+(\.\d+)?|\.\d+)$/.test(text)) return text;
  const digits = text.replaceAll('〇', '零').replaceAll('两', '二').replace(/[零一二三四五六七八九]/g, (char) => String(chineseDigits.indexOf(char)));
  const [, tens, ten, units, decimals] = /^(?:([1-9]?)(十))?(\d?)(?:点(\d{1,8}))?$/.exec(digits) ?? [];
  if (units === undefined || (ten === undefined && units === '')) return null;
  const whole = ten === undefined ? units : String(Number(tens === '' ? '1' : tens) * 10 + Number(units));
  return decimals === undefined ? whole : `${whole}.${decimals}`;
}

export function readCount(text: string): Reading<number> {
  const match = /^(\d{1,15})(?:\.0+)?\s*(?:期|个月|月|天|months?|days?|bytes)?$/i.exec(halfWidth(text).trim());
  return match ? accept(Number(match[1])) : refuse('count_unreadable');
}

/** The values of a choice, found by their text without the blanks around it and whatever its width. */
export const choicesOf = <Value>(values: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> =>
  new Map(Object.entries(values).map(([text, value]) => [halfWidth(text).trim(), value]));

export function readChoice<Value>(text: string, choices: ReadonlyMap<string, Value>): Reading<Value> {
  const value = choices.get(halfWidth(text).trim());
  return value === undefined ? refuse('choice_unknown') : accept(value);
}
