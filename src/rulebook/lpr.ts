/**
 * The one-year loan prime rate (LPR), as the National Interbank Funding Center publishes it each month on the 20th
 * or the next working day. A rate stands from its publication until the next one.
 *
 * The table that ships ends with the publication of 2026-08-20. That rate is known to stand until the day on which the
 * next may appear, 2026-09-20; from then on we do not know, and refuse, until later publications are entered.
 */
import { accept, compareDays, isBefore, parseDay, refuse, type Day, type Outcome } from '../kernel/index.ts';

export interface LprPublication {
  readonly publishedOn: Day;
  /** Per cent per year, as published: `3.85`. */
  readonly oneYearPercent: string;
}

const published = [
  ['2019-08-20', '4.25'],
  ['2019-09-20', '4.20'],
  ['2019-10-21', '4.20'],
  ['2019-11-20', '4.15'],
  ['2019-12-20', '4.15'],
  ['2020-01-20', '4.15'],
  ['2020-02-20', '4.05'],
  ['2020-03-20', '4.05'],
  ['2020-04-20', '3.85'],
  ['2020-05-20', '3.85'],
  ['2020-06-22', '3.85'],
  ['2020-07-20', '3.85'],
  ['2020-08-20', '3.85'],
  ['2020-09-21', '3.85'],
  ['2020-10-20', '3.85'],
  ['2020-11-20', '3.85'],
  ['2020-12-21', '3.85'],
  ['2021-01-20', '3.85'],
  ['2021-02-22', '3.85'],
  ['2021-03-22', '3.85'],
  ['2021-04-20', '3.85'],
  ['2021-05-20', '3.85'],
  ['2021-06-21', '3.85'],
  ['2021-07-20', '3.85'],
  ['2021-08-20', '3.85'],
  ['2021-09-22', '3.85'],
  ['2021-10-20', '3.85'],
  ['2021-11-22', '3.85'],
  ['2021-12-20', '3.80'],
  ['2022-01-20', '3.70'],
  ['2022-02-21', '3.70'],
  ['2022-03-21', '3.70'],
  ['2022-04-20', '3.70'],
  ['2022-05-20', '3.70'],
  ['2022-06-20', '3.70'],
  ['2022-07-20', '3.70'],
  ['2022-08-22', '3.65'],
  ['2022-09-20', '3.65'],
  ['2022-10-20', '3.65'],
  ['2022-11-21', '3.65'],
  ['2022-12-20', '3.65'],
  ['2023-01-20', '3.65'],
  ['2023-02-20', '3.65'],
  ['2023-03-20', '3.65'],
  ['2023-04-20', '3.65'],
  ['2023-05-22', '3.65'],
  ['2023-06-20', '3.55'],
  ['2023-07-20', '3.55'],
  ['2023-08-21', '3.45'],
  ['2023-09-20', '3.45'],
  ['2023-10-20', '3.45'],
  ['2023-11-20', '3.45'],
  ['2023-12-20', '3.45'],
  ['2024-01-22', '3.45'],
  ['2024-02-20', '3.45'],
  ['2024-03-20', '3.45'],
  ['2024-04-22', '3.45'],
  ['2024-05-20', '3.45'],
  ['2024-06-20', '3.45'],
  ['2024-07-22', '3.35'],
  ['2024-08-20', '3.35'],
  ['2024-09-20', '3.35'],
  ['2024-10-21', '3.10'],
  ['2024-11-20', '3.10'],
  ['2024-12-20', '3.10'],
  ['2025-01-20', '3.10'],
  ['2025-02-20', '3.10'],
  ['2025-03-20', '3.10'],
  ['2025-04-21', '3.10'],
  ['2025-05-20', '3.00'],
  ['2025-06-20', '3.00'],
  ['2025-07-21', '3.00'],
  ['2025-08-20', '3.00'],
  ['2025-09-22', '3.00'],
  ['2025-10-20', '3.00'],
  ['2025-11-20', '3.00'],
  ['2025-12-22', '3.00'],
  ['2026-01-20', '3.00'],
  ['2026-02-24', '3.00'],
  ['2026-03-20', '3.00'],
  ['2026-04-20', '3.00'],
  ['2026-05-20', '3.00'],
  ['2026-06-22', '3.00'],
  ['2026-07-20', '3.00'],
  ['2026-08-20', '3.00'],
] as const;

/** The publications, one for each month without a gap, and the first day for which they cannot answer. */
export interface LprTable {
  readonly publications: readonly LprPublication[];
  readonly knownUntil: Day;
}

/** The day from which the next publication may appear: the 20th of the month after. */
const nextMayAppearOn = ({ publishedOn }: LprPublication): Day => publishedOn.add({ months: 1 }).with({ day: 20 });

const noPublications: LprTable = { publications: [], knownUntil: parseDay(published[0][0]) };

/**
 * The table with later publications added, in any order. One that would leave a month out is not taken in until the
 * months between are there, so that the table never answers with a rate that another may have replaced.
 */
export const extendLpr = (table: LprTable, later: readonly LprPublication[]): LprTable =>
  later
    .toSorted((a, b) => compareDays(a.publishedOn, b.publishedOn))
    .reduce(
      ({ publications, knownUntil }, each) =>
        each.publishedOn.toPlainYearMonth().equals(knownUntil.toPlainYearMonth()) && !isBefore(each.publishedOn, knownUntil)
          ? { publications: [...publications, each], knownUntil: nextMayAppearOn(each) }
          : { publications, knownUntil },
      table,
    );

/** What the product comes with; a commission's later publications extend it. */
export const shippedLpr: LprTable = extendLpr(
  noPublications,
  published.map(([on, oneYearPercent]) => ({ publishedOn: parseDay(on), oneYearPercent })),
);

/** The publication in force on a day. */
export function oneYearLpr(on: Day, table: LprTable = shippedLpr): Outcome<LprPublication, 'rate_outside_known_dates'> {
  const found = isBefore(on, table.knownUntil) ? table.publications.findLast((each) => compareDays(each.publishedOn, on) <= 0) : undefined;
  if (!found) {
    return refuse('rate_outside_known_dates', {
      table: 'one_year_lpr',
      day: on.toString(),
      knownFrom: published[0][0],
      knownUntil: table.knownUntil.toString(),
    });
  }
  return accept(found);
}
