/** A legal instrument: its articles in official words, dated. Everything else in the rulebook cites from here. */
import { isBefore, parseDay, type Day } from '../kernel/index.ts';

/** A citation: which article of which edition. `validFrom` is the day that edition came into force. */
export interface ArticleRef {
  readonly instrument: string;
  readonly article: string;
  readonly validFrom: Day;
}

export interface Instrument<Article extends string = string> {
  /** The Chinese title, as papers cite it. */
  readonly title: string;
  readonly issuer: string;
  /** Where the words were read. */
  readonly source: string;
  /** `official_text`: read in full. `reported`: known only from reports, so a person checks it before relying on it. */
  readonly standing: 'official_text' | 'reported';
  /** In force from this day (included) until that day (excluded); null while it still stands. */
  readonly validFrom: Day;
  readonly validUntil: Day | null;
  /** The articles we use, each as its paragraphs. */
  readonly articles: Readonly<Record<Article, readonly string[]>>;
}

/** Writes an instrument down, so that only articles it really holds can be cited. */
export const instrument = <Article extends string>(
  given: Omit<Instrument<Article>, 'validFrom' | 'validUntil'> & { readonly validFrom: string; readonly validUntil: string | null },
): Instrument<Article> => ({
  ...given,
  validFrom: parseDay(given.validFrom),
  validUntil: given.validUntil === null ? null : parseDay(given.validUntil),
});

export const cite = <Article extends string>(from: Instrument<Article>, article: NoInfer<Article>): ArticleRef => ({
  instrument: from.title,
  article,
  validFrom: from.validFrom,
});

export const inForceOn = (law: Instrument, day: Day): boolean =>
  !isBefore(day, law.validFrom) && (law.validUntil === null || isBefore(day, law.validUntil));
