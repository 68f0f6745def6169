/** Sums, days, instants and fingerprints, printed the same way on every page. */
import { formatYuan, parseFen, subtractFen, zeroFen } from '../../../src/kernel/money.ts';
import { formatPercent } from '../../../src/kernel/rate.ts';
import { htmlLanguage, useLanguage, type Language } from './language.tsx';

export function yuan(fen: string): string {
  const amount = parseFen(fen);
  return amount < 0n ? `−¥${formatYuan(subtractFen(zeroFen, amount))}` : `¥${formatYuan(amount)}`;
}

export const Yuan = ({ fen }: { readonly fen: string }) => <span className="figure">{yuan(fen)}</span>;

/** Wire days are calendar days in China; they are read as UTC only so that no time zone can shift them. */
export const dayText = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(htmlLanguage[language], { dateStyle: language === 'zh' ? 'long' : 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** Instants are shown as the clock in China had them. */
export const instantText = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(htmlLanguage[language], { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23', timeZone: 'Asia/Shanghai' }).format(new Date(instant));

export const weekdayText = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(htmlLanguage[language], { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export const DayText = ({ day }: { readonly day: string }) => (
  <time className="figure" dateTime={day}>
    {dayText(day, useLanguage().language)}
  </time>
);

export const InstantText = ({ instant }: { readonly instant: string }) => (
  <time className="figure" dateTime={instant}>
    {instantText(instant, useLanguage().language)}
  </time>
);

const per = { en: { year: 'a year', month: 'a month', day: 'a day' }, zh: { year: '年', month: '月', day: '日' } } as const;

export function rateText(rate: { readonly value: string; readonly per: 'year' | 'month' | 'day' }, language: Language): string {
  const percent = formatPercent(rate.value);
  return language === 'zh' ? `${per.zh[rate.per]}利率 ${percent}` : `${percent} ${per.en[rate.per]}`;
}

export const count = (value: number, language: Language): string => new Intl.NumberFormat(htmlLanguage[language]).format(value);

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** A SHA-256: its head to read, the whole of it to copy. */
export const Fingerprint = ({ hash }: { readonly hash: string }) => (
  <code className="fingerprint" title={hash}>
    {hash.slice(0, 12)}…
  </code>
);
