import { parseArgs } from 'node:util';
import { mailboxSchema } from '../http/wire/index.ts';
import { accept } from '../kernel/index.ts';
import { serverOptions, serverUsage, withServer } from './client.ts';
import { print, printJson, type Command } from './output.ts';

export const command: Command = {
  summary: "the mail that a sandbox's own server has taken",
  usage: `Usage: assize mailbox [--to ADDRESS] [--limit N] [--server URL] [--json]

Every message in full, newest first: what the parties were sent, with the respondent's link.

  --to ADDRESS      only what went to this address, or to one that has this in it
  --limit N         at most so many, up to 100; default 30
${serverUsage}`,

  run(args) {
    const { values } = parseArgs({ args: [...args], options: { ...serverOptions, to: { type: 'string' }, limit: { type: 'string' } } });
    const { server: _server, json, ...filter } = values;
    return withServer(values, async (server) => {
      const mailbox = await server.get(`/sandbox/mailbox?${new URLSearchParams(filter).toString()}`, mailboxSchema);
      if (!mailbox.ok) return mailbox;
      if (json) printJson(mailbox.value);
      else {
        for (const { to, subject, receivedAt, text, attachments } of mailbox.value.items) {
          print([`To: ${to}`, `Subject: ${subject}`, `Received: ${receivedAt}`, ...attachments.map(({ name }) => `Attached: ${name}`), '', text, ''].join('\n'));
        }
        print(`${mailbox.value.items.length} of ${mailbox.value.total} messages.`);
      }
      return accept(0);
    });
  },
};
