/** docs/procedure.md: the life of a case and who may do what, from the tables that decide it. */
import { caseStates, commandNames, commands, events, gateChecks, rightIsOpen, type AnswerKind, type Case, type CaseState } from '../src/docket/index.ts';
import { formatYuan, parseDay, type Day } from '../src/kernel/index.ts';
import { permissions, roles, type Permission, type Role } from '../src/parties/index.ts';
import { deadlineAfter, procedureProfiles, shippedCalendar, workingDaysAfter } from '../src/rulebook/index.ts';
import { asCode, asCodes, generatedNotice, markdownDocument, markdownTable } from './markdown.ts';

const answerKinds: readonly AnswerKind[] = ['defence', 'object_to_procedure', 'challenge_arbitrator'];
const steps = Object.entries({ ...commands, ...events });

export const procedureDocument = (): string =>
  markdownDocument([
    '# The procedure',
    generatedNotice,
    'A case moves by *commands*, which people take, and by *events*, which the respondent, the calendar or a mail server bring about. The words are explained in [GLOSSARY.md](../GLOSSARY.md). A command out of turn, by someone without the role, or decided on a version of the case that is no longer the present one is refused and changes nothing ([refusals](refusals.md)).',
    `\`\`\`mermaid\n${diagram()}\n\`\`\``,
    '## Commands',
    markdownTable(
      ['command', 'from', 'to', 'who'],
      commandNames.map((name) => [asCode(name), asCodes(commands[name].from), asCode(commands[name].to), asCodes(permissions[name])]),
    ),
    '## Events',
    markdownTable(
      ['event', 'from', 'to', 'brought about by'],
      Object.entries(events).map(([name, { from, to, by }]) => [asCode(name), asCodes(from), asCode(to), by]),
    ),
    '## What the respondent may still do',
    'No account is needed: the link in the notice, then the last characters of the identity number. A defence after the response window is marked late, and is still put before the arbitrator.',
    markdownTable(['right', 'open while the case is'], answerKinds.map((kind) => [asCode(kind), asCodes(statesWith(kind))])),
    '## Who may do what',
    markdownTable(['', ...roles.map(asCode)], (Object.keys(permissions) as Permission[]).map((each) => [asCode(each), ...roles.map((role) => mark(each, role))])),
    'A person who holds the role `arbitrator` and no other sees only the cases that they carry. The award can be read by the parties once it has been served.',
    '## Periods',
    markdownTable(
      ['profile', 'response, calendar days', 'challenge, working days', 'award, calendar days', 'greatest amount in dispute, yuan', 'response window opens at', 'an award needs', 'after'],
      procedureProfiles.map((each) => [
        each.id,
        each.responseDays,
        each.challengeWorkingDays,
        each.awardDays,
        each.maximumDisputeFen === null ? 'any' : formatYuan(each.maximumDisputeFen),
        `L${each.windowOpensAtServiceLevel}`,
        `L${each.awardNeedsServiceLevel}`,
        each.source,
      ]),
    ),
    'Levels of service: L0 failed, L1 taken by the mail server of the address, L2 delivery confirmed, L3 opened by a person, L4 the person proved who they are. The first day is not counted; a period of calendar days that ends on a day off ends on the next working day (Civil Code arts 201, 203). A window is closed when its last day has passed, never on that day.',
    'The same profiles on three days, the first of them before the Spring Festival of 2026. The notice is opened on the day at the left, and the arbitrator is appointed on the first working day after the response window:',
    markdownTable(['notice opened', 'profile', 'response until', 'moved on by', 'appointed', 'challenge until', 'award by'], ['2026-02-12', '2026-03-02', '2026-04-29'].flatMap(examples)),
    '## The award gate',
    'Every check is asked when the award is drafted, when it is checked and when it is signed. One that is not satisfied refuses the step and says why. None can be switched off.',
    gateChecks.map((check) => `- ${asCode(check)}`).join('\n'),
  ]);

function diagram(): string {
  const leads = steps.flatMap(([name, { from, to }]) => from.map((state) => `  ${state} --> ${to}: ${name}`));
  const left = new Set<CaseState>(steps.flatMap(([, { from }]) => from));
  const ends = caseStates.filter((state) => !left.has(state)).map((state) => `  ${state} --> [*]`);
  return ['stateDiagram-v2', '  [*] --> submitted', ...leads, ...ends].join('\n');
}

const statesWith = (kind: AnswerKind): readonly CaseState[] => caseStates.filter((state) => rightIsOpen({ state } as Case, kind));

const mark = (permission: Permission, role: Role): string => ((permissions[permission] as readonly Role[]).includes(role) ? 'yes' : '');

function examples(openedOn: string): readonly (readonly string[])[] {
  return procedureProfiles.map(({ id, responseDays, challengeWorkingDays, awardDays }) => {
    const response = known(deadlineAfter(shippedCalendar, parseDay(openedOn), responseDays));
    const appointedOn = known(workingDaysAfter(shippedCalendar, response.dueOn, 1));
    const challengeUntil = known(workingDaysAfter(shippedCalendar, appointedOn, challengeWorkingDays));
    const awardBy = known(deadlineAfter(shippedCalendar, appointedOn, awardDays));
    const movedBy = [...new Set(response.rolledOver.map(({ name }) => name))].join('、');
    return [openedOn, id, response.dueOn.toString(), movedBy, ...[appointedOn, challengeUntil, awardBy.dueOn].map((day: Day) => day.toString())];
  });
}

function known<T>(outcome: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!outcome.ok) throw new Error('the examples lie within the calendar');
  return outcome.value;
}
