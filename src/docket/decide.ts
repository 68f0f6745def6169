/** Decisions on a case: what refuses a command, in the order in which it is said. Pure. */
import { accept, refuse, type Outcome } from '../kernel/index.ts';
import { permissions, type Role } from '../parties/index.ts';
import type { Answer, AnswerKind, Case } from './case.ts';
import { commandNames, commands, events, inTurn, type Command } from './procedure.ts';

export type CommandRefusal = 'not_permitted' | 'stale_version' | 'out_of_turn';

/** Who takes a command. */
export interface Decider {
  readonly personId: string;
  readonly roles: readonly Role[];
}

/**
 * Whether a command may be taken at all; what each needs besides is decided beside what it does. What an
 * arbitrator does, only the arbitrator of the case does, whatever other office they hold.
 */
export function decideTurn(docketCase: Case, command: Command, decidedOn: number, who: Decider): Outcome<null, CommandRefusal> {
  const needed: readonly Role[] = permissions[command];
  const holds = (role: Role) => who.roles.includes(role) && (role !== 'arbitrator' || docketCase.arbitratorId === who.personId);
  if (!needed.some(holds)) return refuse('not_permitted', { permission: command, needs: needed });
  if (docketCase.version !== decidedOn) return refuse('stale_version', { decidedOn, now: docketCase.version, state: docketCase.state });
  if (!inTurn(commands[command], docketCase.state)) return refuse('out_of_turn', { state: docketCase.state, needs: commands[command].from });
  return accept(null);
}

/** What someone may do to a case as it stands. */
export const commandsOpenTo = (docketCase: Case, who: Decider): readonly Command[] =>
  commandNames.filter((command) => decideTurn(docketCase, command, docketCase.version, who).ok);

export type AppointmentRefusal = 'not_on_roster' | 'arbitrator_challenged_before' | 'load_cap_reached';

export function decideAppointment(
  arbitratorId: string,
  roster: readonly { readonly personId: string; readonly loadCap: number }[],
  openCases: number,
  challenged: readonly string[],
): Outcome<null, AppointmentRefusal> {
  const entry = roster.find((each) => each.personId === arbitratorId);
  if (entry === undefined) return refuse('not_on_roster', { arbitratorId });
  if (challenged.includes(arbitratorId)) return refuse('arbitrator_challenged_before', { arbitratorId });
  if (openCases >= entry.loadCap) return refuse('load_cap_reached', { openCases, loadCap: entry.loadCap });
  return accept(null);
}

export type AnswerRefusal = 'right_not_open' | 'answer_id_reused';

/** Until the award is drafted the respondent may always speak; a defence after its window is late, not lost. */
export function decideAnswer(docketCase: Case, kind: AnswerKind, before: Answer | undefined, text: string): Outcome<null, AnswerRefusal> {
  if (before !== undefined && (before.kind !== kind || before.text !== text)) return refuse('answer_id_reused', { answerId: before.answerId });
  if (before !== undefined) return accept(null);
  if (!rightIsOpen(docketCase, kind)) return refuse('right_not_open', { right: kind, state: docketCase.state });
  return accept(null);
}

export function rightIsOpen({ state }: Case, kind: AnswerKind): boolean {
  switch (kind) {
    case 'defence':
    case 'object_to_procedure':
      return inTurn(events.procedure_objected, state);
    case 'challenge_arbitrator':
      return inTurn(events.arbitrator_challenged, state);
  }
}
