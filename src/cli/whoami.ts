import { parseArgs } from 'node:util';
import { meSchema, statusSchema } from '../http/wire/index.ts';
import { accept } from '../kernel/index.ts';
import { serverOptions, serverUsage, withServer } from './client.ts';
import { printJson, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: "who is signed in, for which institution, and the tribunal's date",
  usage: `Usage: assize whoami [--server URL] [--json]

${serverUsage}`,

  run(args) {
    const { values } = parseArgs({ args: [...args], options: serverOptions });
    return withServer(values, async (server) => {
      const me = await server.get('/me', meSchema);
      if (!me.ok) return me;
      const status = await server.get('/status', statusSchema);
      if (!status.ok) return status;
      const { name, email, acting } = me.value;
      const { businessDay, sandbox } = status.value;
      if (values.json) printJson({ server: server.url, ...me.value, ...status.value });
      else {
        printTable(['NAME', name], [
          ['E-mail', email],
          ['Acting for', acting.institution.name],
          ['Roles', acting.roles.join(', ')],
          ['Server', server.url],
          ['Date there', sandbox ? `${businessDay} (sandbox)` : businessDay],
        ]);
      }
      return accept(0);
    });
  },
};
