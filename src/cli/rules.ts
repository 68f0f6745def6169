import { parseArgs } from 'node:util';
import { meSchema, ruleListSchema, type WireRule } from '../http/wire/index.ts';
import { accept } from '../kernel/index.ts';
import { serverOptions, serverUsage, withServer } from './client.ts';
import { print, printJson, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: 'the rules of a commission, each with its days, source and reason',
  usage: `Usage: assize rules [--commission ID] [--all] [--server URL] [--json]

The rules in force today. The director enters rules on the page Rulebook; the law itself is in docs/rulebook.md.

  --commission ID   whose rules; default: the commission you act for
  --all             also those that are over, still to come or withdrawn
${serverUsage}`,

  run(args) {
    const { values } = parseArgs({ args: [...args], options: { ...serverOptions, commission: { type: 'string' }, all: { type: 'boolean' } } });
    return withServer(values, async (server) => {
      const me = await server.get('/me', meSchema);
      if (!me.ok) return me;
      const list = await server.get(`/commissions/${encodeURIComponent(values.commission ?? me.value.acting.institution.institutionId)}/rules`, ruleListSchema);
      if (!list.ok) return list;
      const items = list.value.items.filter((each) => values.all === true || each.inForce);
      if (values.json) printJson({ ...list.value, items });
      else {
        print(`${list.value.commissionName}, ${list.value.today}\n`);
        printTable(['SUBJECT', 'OF', 'FROM', 'UNTIL', 'VALUE', 'SOURCE', 'REASON', 'ENTERED BY'], items.map(row));
      }
      return accept(0);
    });
  },
};

const row = ({ subject, key, validFrom, validUntil, value, source, reason, enteredBy, withdrawnAt }: WireRule): readonly string[] => [
  subject,
  key,
  validFrom,
  withdrawnAt === null ? (validUntil ?? '') : 'withdrawn',
  typeof value === 'string' ? value : 'id' in value ? value.id : 'work' in value ? Object.keys(value.off).join('、') : (value.off ?? 'workday'),
  source,
  reason,
  enteredBy,
];
