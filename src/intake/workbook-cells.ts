/** What a cell of a workbook says, as text: what Excel keeps, told in the way its number format means it. */

/** What a number format makes of a number. `zeros` is how many digits it fills up to, as in `000000`; `time` whether it shows one. */
export type NumberForm = { readonly kind: 'day'; readonly time: boolean } | { readonly kind: 'percent' } | { readonly kind: 'plain'; readonly zeros: number };

/** The form of a number format; `code` is null for those that Excel knows by number alone (ECMA-376 part 1, 18.8.30). */
export function numberForm(id: number, code: string | null): NumberForm {
  if (code === null) {
    const day = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    return day ? { kind: 'day', time: (id >= 18 && id <= 22) || (id >= 45 && id <= 47) } : id === 9 || id === 10 ? { kind: 'percent' } : plain;
  }
  // Only the part for positive numbers, without what is written out: quoted, escaped, filled, or colours and locales.
  const bare = code.replaceAll(/"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').split(';')[0] ?? '';
  if (bare.includes('%')) {
    return { kind: 'percent' };
  }
  if (/general/i.test(bare)) {
    return plain;
  }
  return /[ymdhs]/i.test(bare) ? { kind: 'day', time: /[hs]/i.test(bare) } : { kind: 'plain', zeros: /^0+$/.test(bare) ? bare.length : 0 };
}

const plain: NumberForm = { kind: 'plain', zeros: 0 };

/**
 * A number. Whole numbers keep their digits, and what has 16 digits or more comes as the file writes it, so that a
 * check can see that an identity number lost its last ones. Fractions have 15 digits, as in Excel.
 */
export function numberText(written: string, form: NumberForm, from1904: boolean): string {
  const whole = /^-?\d+$/.test(written);
  if (form.kind === 'plain' && (whole || /^-?\d{1,9}\.\d{0,5}[1-9]$/.test(written))) {
    return whole && !written.startsWith('-') ? written.padStart(form.zeros, '0') : written;
  }
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value)) {
    return written;
  }
  switch (form.kind) {
    case 'percent':
      return `${decimal(value * 100)}%`;
    case 'day':
      return (value >= 0 && dayText(value, form.time, from1904)) || (whole ? written : decimal(value));
    case 'plain':
      return Math.abs(value) < 1e15 ? decimal(value) : written;
  }
}

/** 15 digits, without an exponent. */
function decimal(value: number): string {
  const shortest = String(value);
  if (shortest.length <= 15 && !shortest.includes('e')) {
    return shortest;
  }
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e-') ? rounded.toFixed(20).replace(/0+$/, '') : text;
}

const days = new Map<number, string>();
const lastSerial = 2_958_465;
const secondsPerDay = 86_400;

/** `YYYY-MM-DD`, with ` hh:mm:ss` where there is a time or the format shows one, `hh:mm:ss` alone for a time without a day; '' beyond the year 9999. */
function dayText(serial: number, withTime: boolean, from1904: boolean): string {
  let seconds = Math.round((serial - Math.floor(serial)) * secondsPerDay);
  const carried = seconds === secondsPerDay ? 1 : 0;
  seconds -= carried * secondsPerDay;
  const counted = Math.floor(serial) + carried;
  const day = counted + (from1904 ? 1462 : 0);
  if (day > lastSerial) {
    return '';
  }
  if (counted === 0 && (withTime || seconds > 0)) {
    return timeText(seconds);
  }
  let text = days.get(day);
  if (text === undefined) {
    text = calendarDay(day);
    days.set(day, text);
  }
  return seconds === 0 && !withTime ? text : `${text} ${timeText(seconds)}`;
}

function timeText(seconds: number): string {
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}

/** Excel counts a 29 February 1900 that never was, and begins with a 0 January. */
function calendarDay(day: number): string {
  if (day === 0) {
    return '1900-01-00';
  }
  if (day === 60) {
    return '1900-02-29';
  }
  return Temporal.PlainDate.from('1899-12-30').add({ days: day < 60 ? day + 1 : day }).toString();
}

/** A date that is written out, as newer programs may; in the same form as one that is a number. */
export function writtenDay(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/.exec(text);
  return match === null ? text : match[2] === undefined || match[2] === '00:00:00' ? (match[1] ?? text) : `${match[1] ?? ''} ${match[2]}`;
}

/** Takes back what `_xHHHH_` stands for: characters that XML cannot carry. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replaceAll(/_x([0-9a-fA-F]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
}

/** Where the column of a cell stands, from 0, read from its reference: `A1` is 0, `AB7` is 27; -1 if no column is named there. */
export function columnIndex(source: Uint8Array, from: number): number {
  let index = 0;
  for (let at = from; at < from + 4; at += 1) {
    const letter = Number(source[at]) - 64;
    if (!(letter >= 1 && letter <= 26)) {
      break;
    }
    index = index * 26 + letter;
  }
  return index - 1;
}
