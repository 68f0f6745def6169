import type { Day } from '../kernel/index.ts';
import type { Act } from '../shell/act.ts';
import type { CaseDeadline, DeadlineKind } from './case.ts';

interface DeadlineRow {
  case_id: string;
  kind: DeadlineKind;
  start_on: Day;
  days: number;
  unit: CaseDeadline['unit'];
  nominal_on: Day;
  due_on: Day;
  rolled_over: { on: string; name: string }[];
  rule: string;
  calendar_version: string;
  state: CaseDeadline['state'];
}

const asDeadline = (row: DeadlineRow): CaseDeadline => ({
  caseId: row.case_id,
  kind: row.kind,
  startOn: row.start_on,
  days: row.days,
  unit: row.unit,
  nominalOn: row.nominal_on,
  dueOn: row.due_on,
  rolledOver: row.rolled_over,
  rule: row.rule,
  calendarVersion: row.calendar_version,
  state: row.state,
});

export async function insertDeadlines(act: Act, deadlines: readonly CaseDeadline[]): Promise<void> {
  if (deadlines.length === 0) return;
  await act.query(
    `insert into assize.deadlines (case_id, kind, start_on, days, unit, nominal_on, due_on, rolled_over, rule, calendar_version, no)
     select new.*, (select count(*) + 1 from assize.deadlines d where d.case_id = new.case_id and d.kind = new.kind)
     from jsonb_to_recordset($1::jsonb) as new (
       case_id uuid, kind text, start_on date, days int, unit text, nominal_on date, due_on date, rolled_over jsonb, rule text, calendar_version text)`,
    [
      JSON.stringify(
        deadlines.map((each) => ({
          case_id: each.caseId,
          kind: each.kind,
          start_on: each.startOn,
          days: each.days,
          unit: each.unit,
          nominal_on: each.nominalOn,
          due_on: each.dueOn,
          rolled_over: each.rolledOver,
          rule: each.rule,
          calendar_version: each.calendarVersion,
        })),
      ),
    ],
  );
}

/** Ends the running deadlines of a kind in these cases. */
export async function endDeadlines(act: Act, ended: readonly { caseId: string; kind: DeadlineKind; as: Exclude<CaseDeadline['state'], 'running'> }[]): Promise<void> {
  if (ended.length === 0) return;
  await act.query(
    `update assize.deadlines d set state = ended.as_state
     from unnest($1::uuid[], $2::text[], $3::text[]) as ended (case_id, kind, as_state)
     where d.case_id = ended.case_id and d.kind = ended.kind and d.state = 'running'`,
    [ended.map((each) => each.caseId), ended.map((each) => each.kind), ended.map((each) => each.as)],
  );
}

/** In each case the latest of its kind, in the order in which they opened. */
export async function selectDeadlines(act: Act, caseIds: readonly string[]): Promise<readonly CaseDeadline[]> {
  const rows = await act.query<DeadlineRow>(
    `select * from (
       select distinct on (case_id, kind) * from assize.deadlines where case_id = any ($1::uuid[]) order by case_id, kind, no desc
     ) latest order by case_id, start_on, due_on`,
    [caseIds],
  );
  return rows.map(asDeadline);
}

/** Windows that have run out before `today`, a page of them, skipping cases that another worker holds. */
export const dueWindows = (act: Act, today: Day, limit: number): Promise<readonly { case_id: string; kind: 'response' | 'challenge' }[]> =>
  act.query(
    `select d.case_id, d.kind from assize.deadlines d join assize.cases c using (case_id)
     where d.state = 'running' and d.kind <> 'award' and d.due_on < $1
     order by d.due_on, d.case_id limit $2 for update of c skip locked`,
    [today, limit],
  );
