import { parseArgs } from 'node:util';
import { meSchema } from '../http/wire/index.ts';
import { accept } from '../kernel/index.ts';
import { refused, serverOptions, serverUsage, withServer } from './client.ts';
import { askSecret } from './input.ts';
import { print, printJson, type Command } from './output.ts';

export const command: Command = {
  summary: 'signs you in at a server',
  usage: `Usage: assize sign-in --email E-MAIL [--password PASSWORD] [--server URL] [--json]

Signs you in and remembers it, for twelve hours, in session.json under ASSIZE_HOME, which only you can read. Signing
in as someone else takes the place of it.

  --email E-MAIL       who you are
  --password PASSWORD  better left out: it is asked for, or taken from ASSIZE_PASSWORD
${serverUsage}`,

  run(args) {
    const { values } = parseArgs({ args: [...args], options: { ...serverOptions, email: { type: 'string' }, password: { type: 'string' } } });
    return withServer(values, async (server) => {
      if (values.email === undefined) return refused('wrong_argument', { needed: '--email' });
      const password = values.password ?? process.env.ASSIZE_PASSWORD ?? (await askSecret('Password: '));
      if (password === null) return refused('wrong_argument', { needed: '--password or ASSIZE_PASSWORD' });
      const signedIn = await server.signIn(values.email, password);
      if (!signedIn.ok) return signedIn;
      const me = await server.get('/me', meSchema);
      if (!me.ok) return me;
      if (values.json) printJson(me.value);
      else print(`${me.value.name}, ${me.value.acting.institution.name}, is signed in at ${server.url}.`);
      return accept(0);
    });
  },
};
