/** The calendar at work: closing what has run out, and in a sandbox moving the day forward. */
import { accept, daysBetween, earlierDay, isAfter, legalDay, refuse, type Day, type Outcome } from '../kernel/index.ts';
import { commissions } from '../parties/operations.ts';
import { calendarOf } from '../rulebook/operations.ts';
import { act, type World } from '../shell/act.ts';
import { wallClock } from '../shell/clock.ts';
import { closeWindows } from './world-operations.ts';

/** Closes every window that has run out, commission by commission, in small acts. Gives how many were closed. */
export async function closeAllWindows(world: World): Promise<number> {
  let closed = 0;
  for (const { institutionId } of await world.database.transaction(commissions)) {
    for (let page = -1; page !== 0; closed += page) {
      page = await act(world, { actor: { kind: 'system', name: 'calendar' }, scope: { kind: 'commission', id: institutionId } }, closeWindows);
    }
  }
  return closed;
}

export type AdvanceRefusal = 'not_a_sandbox' | 'calendar_cannot_go_back' | 'day_outside_calendar';

/**
 * Moves the tribunal's calendar to a later day, one day at a time, so that everything that runs out on the way
 * does so on its own day. Only in a sandbox; the database refuses it anywhere else.
 */
export async function advanceCalendar(world: World, to: Day): Promise<Outcome<{ readonly businessDay: Day; readonly closed: number }, AdvanceRefusal>> {
  if (!world.sandbox) return refuse('not_a_sandbox');
  const knownTo = await calendarHorizon(world);
  if (isAfter(to, knownTo)) return refuse('day_outside_calendar', { to: to.toString(), knownTo: knownTo.toString() });
  let closed = 0;
  for (;;) {
    const today = await businessDay(world);
    if (today.equals(to)) return accept({ businessDay: today, closed });
    if (isAfter(today, to)) return refuse('calendar_cannot_go_back', { to: to.toString(), today: today.toString() });
    const ahead = daysBetween(legalDay(wallClock()), to);
    // Whoever else moves it at the same moment, it never goes beyond the day that was asked for.
    await world.database.transaction((db) => db.query('update assize.business_clock set ahead_days = ahead_days + 1 where ahead_days < $1', [ahead]));
    closed += await closeAllWindows(world);
  }
}

/** The last day that every commission's calendar knows. */
export const calendarHorizon = (world: World): Promise<Day> =>
  world.database.transaction(async (db) => {
    const calendars = await Promise.all((await commissions(db)).map(({ institutionId }) => calendarOf(db, institutionId)));
    return calendars.map(({ knownTo }) => knownTo).reduce(earlierDay);
  });

/** Today on the tribunal's calendar. */
export async function businessDay(world: World): Promise<Day> {
  const [clock] = await world.database.transaction((db) => db.query<{ ahead_days: number }>('select ahead_days from assize.business_clock'));
  return legalDay(wallClock()).add({ days: clock?.ahead_days ?? 0 });
}
