import { parseArgs } from 'node:util';
import { advanceResponseSchema } from '../http/wire/index.ts';
import { accept } from '../kernel/index.ts';
import { refused, serverOptions, serverUsage, withServer } from './client.ts';
import { print, printJson, type Command } from './output.ts';

export const command: Command = {
  summary: "moves the tribunal's calendar forward, in a sandbox",
  usage: `Usage: assize advance --to DAY [--server URL] [--json]

Moves the date on which the tribunal stands, day by day, so that every window runs out on its own day. Only a sandbox
can do so, and only forward.

  --to DAY          the new date, as YYYY-MM-DD
${serverUsage}`,

  run(args) {
    const { values } = parseArgs({ args: [...args], options: { ...serverOptions, to: { type: 'string' } } });
    return withServer(values, async (server) => {
      if (values.to === undefined) return refused('wrong_argument', { needed: '--to' });
      const advanced = await server.post('/sandbox/advance', { to: values.to }, advanceResponseSchema);
      if (!advanced.ok) return advanced;
      if (values.json) printJson(advanced.value);
      else print(`It is ${advanced.value.businessDay} now. Windows that ran out on the way: ${advanced.value.expired}.`);
      return accept(0);
    });
  },
};
