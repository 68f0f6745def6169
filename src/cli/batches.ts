import { parseArgs } from 'node:util';
import { batchListSchema } from '../http/wire/index.ts';
import { accept } from '../kernel/index.ts';
import { serverOptions, serverUsage, withServer } from './client.ts';
import { printJson, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: 'the latest batches, and what became of their loans',
  usage: `Usage: assize batches [--server URL] [--json]

Newest first, at most 200.

${serverUsage}`,

  run(args) {
    const { values } = parseArgs({ args: [...args], options: serverOptions });
    return withServer(values, async (server) => {
      const list = await server.get('/batches', batchListSchema);
      if (!list.ok) return list;
      if (values.json) printJson(list.value);
      else {
        printTable(
          ['REFERENCE', 'LENDER', 'AS OF', 'STATE', 'FILED', 'REJECTED', 'REFUSED', 'LOANS'],
          list.value.items.map(({ reference, lenderName, asOf, state, failure, counters }) => [
            reference, lenderName, asOf, failure === null ? state : `${state}: ${failure.code}`, counters.filed, counters.rejected, counters.refused, counters.planned,
          ]),
        );
      }
      return accept(0);
    });
  },
};
