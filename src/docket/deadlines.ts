/** The periods of the main line, each from the procedure profile of the case. Pure. */
import { accept, assert, type Day, type Outcome } from '../kernel/index.ts';
import { calendarVersion, deadlineAfter, procedureProfiles, workingDaysAfter, type CalendarRefusal, type ProcedureProfile } from '../rulebook/index.ts';
import type { Case, CaseDeadline, DeadlineKind } from './case.ts';

export function profileOf({ procedureProfile }: Pick<Case, 'procedureProfile'>): ProcedureProfile {
  const found = procedureProfiles.find((each) => each.id === procedureProfile);
  assert(found !== undefined, `no procedure profile ${procedureProfile}`);
  return found;
}

type DeadlineOutcome = Outcome<CaseDeadline, CalendarRefusal>;

/** For defence, evidence and every objection: from the day after the notice took effect. */
export const responseDeadline = (caseId: string, profile: ProcedureProfile, startOn: Day): DeadlineOutcome =>
  calendarDays(caseId, 'response', profile.responseDays, `${profile.id} responseDays`, startOn);

/** For the award: from the day after the tribunal was formed. */
export const awardDeadline = (caseId: string, profile: ProcedureProfile, startOn: Day): DeadlineOutcome =>
  calendarDays(caseId, 'award', profile.awardDays, `${profile.id} awardDays`, startOn);

/** For a challenge of the arbitrator: working days from the day after the notice of composition. */
export function challengeDeadline(caseId: string, profile: ProcedureProfile, startOn: Day): DeadlineOutcome {
  const due = workingDaysAfter(startOn, profile.challengeWorkingDays);
  if (!due.ok) return due;
  return accept({
    caseId,
    kind: 'challenge',
    startOn,
    days: profile.challengeWorkingDays,
    unit: 'working_day',
    nominalOn: due.value,
    dueOn: due.value,
    rolledOver: [],
    rule: `${profile.id} challengeWorkingDays`,
    calendarVersion,
    state: 'running',
  });
}

function calendarDays(caseId: string, kind: DeadlineKind, days: number, rule: string, startOn: Day): DeadlineOutcome {
  const deadline = deadlineAfter(startOn, days);
  if (!deadline.ok) return deadline;
  const { nominalOn, dueOn, rolledOver, calendarVersion: version } = deadline.value;
  return accept({
    caseId,
    kind,
    startOn,
    days,
    unit: 'day',
    nominalOn,
    dueOn,
    rolledOver: rolledOver.map(({ day, name }) => ({ on: day.toString(), name })),
    rule,
    calendarVersion: version,
    state: 'running',
  });
}
