import { parseArgs } from 'node:util';
import { caseListSchema, type WireCaseList } from '../http/wire/index.ts';
import { accept, formatYuan, parseFen } from '../kernel/index.ts';
import { serverOptions, serverUsage, withServer } from './client.ts';
import { print, printJson, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: 'the cases you may see',
  usage: `Usage: assize cases [--state STATE] [--q WORDS] [--limit N] [--server URL] [--json]

Newest first, with what you may do to each now, and how many stand in each state.

  --state STATE     only those in one state, say submitted or trial
  --q WORDS         only those with this in their number, reference or respondent's name
  --limit N         at most so many, up to 200; default 50
${serverUsage}`,

  run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { ...serverOptions, state: { type: 'string' }, q: { type: 'string' }, limit: { type: 'string' } },
    });
    const { server: _server, json, ...filter } = values;
    return withServer(values, async (server) => {
      const list = await server.get(`/cases?${new URLSearchParams(filter).toString()}`, caseListSchema);
      if (!list.ok) return list;
      if (json) printJson(list.value);
      else printList(list.value);
      return accept(0);
    });
  },
};

function printList({ items, total, byState }: WireCaseList): void {
  printTable(
    ['CASE NO', 'REFERENCE', 'RESPONDENT', 'STATE', 'SINCE', 'CLAIM', 'NEXT DEADLINE', 'YOU MAY'],
    items.map(({ caseNo, reference, respondentName, state, stateSince, totalFen, nextDeadline, commands }) => [
      caseNo ?? '',
      reference,
      respondentName,
      state,
      stateSince,
      formatYuan(parseFen(totalFen)),
      nextDeadline === null ? '' : `${nextDeadline.kind} ${nextDeadline.dueOn}`,
      commands.join(', '),
    ]),
  );
  print(`\n${items.length} of ${total} cases. In all: ${byState.map(({ state, count }) => `${state} ${count}`).join(', ') || 'none'}.`);
}
