import { parseArgs } from 'node:util';
import { accept } from '../kernel/index.ts';
import { serverOptions, serverUsage, withServer } from './client.ts';
import { print, printJson, type Command } from './output.ts';

export const command: Command = {
  summary: 'ends your session at a server',
  usage: `Usage: assize sign-out [--server URL] [--json]

Ends the session at the server and forgets it here.

${serverUsage}`,

  run(args) {
    const { values } = parseArgs({ args: [...args], options: serverOptions });
    return withServer(values, async (server) => {
      const signedOut = await server.signOut();
      if (!signedOut.ok) return signedOut;
      if (values.json) printJson({ server: server.url, wasSignedIn: signedOut.value });
      else print(signedOut.value ? `Signed out at ${server.url}.` : `Nobody was signed in at ${server.url}.`);
      return accept(0);
    });
  },
};
