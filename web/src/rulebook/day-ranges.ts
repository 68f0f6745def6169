/** Days that follow one another, as the stretches that people say: the first and the last of each. */
import { addDays } from '../shell/figures.tsx';

export interface DayRange {
  readonly first: string;
  readonly last: string;
}

/** In the order given, which is that of the calendar. */
export const rangesOf = (days: readonly string[]): readonly DayRange[] =>
  days.reduce<readonly DayRange[]>((ranges, day) => {
    const before = ranges.at(-1);
    return before && addDays(before.last, 1) === day ? [...ranges.slice(0, -1), { ...before, last: day }] : [...ranges, { first: day, last: day }];
  }, []);

/** At most a year, whatever is typed. */
export const daysOfRange = ({ first, last }: DayRange): readonly string[] => {
  const days = [first];
  for (let day = addDays(first, 1); day <= last && days.length < 366; day = addDays(day, 1)) days.push(day);
  return days;
};
