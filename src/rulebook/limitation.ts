/**
 * Limitation: how long after it fell due a loan can be claimed before the borrower may object that it is too late.
 * Three years (Civil Code art. 188), for instalments of one debt from the last due day (art. 189), and anew from each
 * demand or payment (art. 195). A tribunal does not raise it by itself (arts 193 and 198).
 */
import { addIsoMonths, assert } from '../kernel/index.ts';
import { civilCode } from './instruments/civil-code.ts';

const years = 3;

/** Days before this one are under older law, which the rulebook does not hold. As ISO text. */
export const limitationKnownFrom = civilCode.validFrom.toString();

/**
 * The last day before limitation has run, for a loan whose last instalment fell due on `dueOn`. What comes after that
 * day no longer interrupts, and what comes before the due day does not matter. Days as ISO text.
 */
export function limitationEndsOn(dueOn: string, interruptedOn: readonly string[]): string {
  const end = (start: string): string => {
    const last = addIsoMonths(start, years * 12);
    assert(last !== null, `three years from ${start} is a day`);
    return last;
  };
  return interruptedOn.toSorted().reduce((last, day) => (day > dueOn && day <= last ? end(day) : last), end(dueOn));
}
