/** The periods of the main line, each from the procedure profile of the case and the calendar of its commission. Pure. */
import { accept, assert, isAfter, type Day, type Outcome } from '../kernel/index.ts';
import { periodEnd, procedureProfiles, type Calendar, type CalendarRefusal, type ProcedureProfile } from '../rulebook/index.ts';
import type { Case, CaseDeadline, DeadlineKind } from './case.ts';

export function profileOf({ procedureProfile }: Pick<Case, 'procedureProfile'>): ProcedureProfile {
  const found = procedureProfiles.find((each) => each.id === procedureProfile);
  assert(found !== undefined, `no procedure profile ${procedureProfile}`);
  return found;
}

type DeadlineOutcome = Outcome<CaseDeadline, CalendarRefusal>;

type Period = Pick<CaseDeadline, 'caseId' | 'kind' | 'startOn' | 'days' | 'unit' | 'rule'>;

const periodOf = (kind: DeadlineKind, unit: CaseDeadline['unit'], days: 'responseDays' | 'awardDays' | 'challengeWorkingDays') =>
  (calendar: Calendar, caseId: string, profile: ProcedureProfile, startOn: Day): DeadlineOutcome =>
    countDeadline(calendar, { caseId, kind, startOn, days: profile[days], unit, rule: `${profile.id} ${days}` });

/** For defence, evidence and every objection: from the day after the notice took effect. */
export const responseDeadline = periodOf('response', 'day', 'responseDays');

/** For the award: from the day after the tribunal was formed. */
export const awardDeadline = periodOf('award', 'day', 'awardDays');

/** For a challenge of the arbitrator: working days from the day after the notice of composition. */
export const challengeDeadline = periodOf('challenge', 'working_day', 'challengeWorkingDays');

function countDeadline(calendar: Calendar, period: Period): DeadlineOutcome {
  const deadline = periodEnd(calendar, period.startOn, period.days, period.unit);
  if (!deadline.ok) return deadline;
  const { nominalOn, dueOn, rolledOver, calendarVersion } = deadline.value;
  return accept({ ...period, nominalOn, dueOn, rolledOver: rolledOver.map(({ on, name }) => ({ on: on.toString(), name })), calendarVersion, state: 'running' });
}

/**
 * A running deadline after its calendar has changed: the one to put in its place, or why it stays. `same`: the change does
 * not reach it. `kept`: counted again it would end sooner, and whoever was told of a window relies on it, so a window that
 * is open is never shortened.
 */
export function recount(before: Calendar, after: Calendar, deadline: CaseDeadline): Outcome<CaseDeadline | 'same' | 'kept', CalendarRefusal> {
  const { caseId, kind, startOn, days, unit, rule, dueOn } = deadline;
  const count = (calendar: Calendar) => countDeadline(calendar, { caseId, kind, startOn, days, unit, rule });
  const [was, is] = [count(before), count(after)];
  if (!is.ok) return is;
  if (was.ok && was.value.dueOn.equals(is.value.dueOn)) return accept('same');
  return accept(isAfter(is.value.dueOn, dueOn) ? is.value : 'kept');
}
