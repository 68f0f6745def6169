import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { batchSchema, filingOptionsSchema, type WireBatch } from '../http/wire/index.ts';
import { accept } from '../kernel/index.ts';
import { answered, refused, serverOptions, serverUsage, withServer, type Answer, type Server } from './client.ts';
import { readWhole, writeWhole } from './input.ts';
import { print, printJson, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: "files a batch of loans from a lender's files",
  usage: `Usage: assize file --reference REF --as-of DAY --mapping MAPPING FILE... [--commission NAME] [--rejects OUT.csv]
                   [--no-wait] [--server URL] [--json]

Sends the files with their mapping (docs/intake.md) to the commission, waits until every loan has its answer, and
counts them. The same reference with the same content gives the batch that is already there; with other content it
is refused. A row that cannot be used never keeps the others back.

  --reference REF    your own reference for the batch
  --as-of DAY        the day to which the claims are reckoned, as YYYY-MM-DD
  --mapping MAPPING  the mapping, a JSON file
  --commission NAME  the commission, by name or ID; needed only where there are several
  --rejects OUT.csv  where to write what was not filed, and what to do about it
  --no-wait          returns as soon as the batch is taken; \`assize batches\` shows how far it is
${serverUsage}`,

  run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...serverOptions,
        reference: { type: 'string' },
        'as-of': { type: 'string' },
        mapping: { type: 'string' },
        commission: { type: 'string' },
        rejects: { type: 'string' },
        'no-wait': { type: 'boolean', default: false },
      },
    });
    return withServer(values, async (server) => {
      const { reference, 'as-of': asOf, mapping, rejects } = values;
      if (reference === undefined || asOf === undefined || mapping === undefined || positionals.length === 0) {
        return refused('wrong_argument', { needed: ['--reference', '--as-of', '--mapping', 'at least one file'] });
      }
      if (values['no-wait'] && rejects !== undefined) return refused('wrong_argument', { needed: 'either --no-wait or --rejects' });
      const form = await batchForm({ reference, asOf }, mapping, positionals);
      if (!form.ok) return form;
      const commissionId = await findCommission(server, values.commission);
      if (!commissionId.ok) return commissionId;
      form.value.append('commissionId', commissionId.value);
      const sent = await server.post('/batches', form.value, batchSchema);
      if (!sent.ok) return sent;
      const batch = values['no-wait'] ? sent : await worked(server, sent.value);
      if (!batch.ok) return batch;
      const saved = rejects === undefined ? accept(null) : await saveRejects(server, batch.value, rejects);
      if (!saved.ok) return saved;
      if (values.json) printJson(batch.value);
      else printBatch(batch.value, rejects);
      return accept(0);
    });
  },
};

async function batchForm(fields: Readonly<Record<string, string>>, mapping: string, files: readonly string[]): Promise<Answer<FormData>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const document = answered(await readWhole(mapping));
  if (!document.ok) return document;
  form.append('mapping', new TextDecoder().decode(document.value));
  for (const path of files) {
    const content = answered(await readWhole(path));
    if (!content.ok) return content;
    form.append('files', new File([new Uint8Array(content.value)], basename(path)));
  }
  return accept(form);
}

async function findCommission(server: Server, wanted: string | undefined): Promise<Answer<string>> {
  const options = await server.get('/filing-options', filingOptionsSchema);
  if (!options.ok) return options;
  const { commissions } = options.value;
  const found = commissions.filter(({ institutionId, name }) => wanted === undefined || wanted === institutionId || wanted === name);
  const [only] = found;
  return only !== undefined && found.length === 1
    ? accept(only.institutionId)
    : refused('commission_unknown', { commissions: commissions.map(({ name }) => name) });
}

/** Waits until a batch is worked through, and shows a person at a terminal how far it is. */
async function worked(server: Server, sent: WireBatch): Promise<Answer<WireBatch>> {
  let batch = sent;
  while (batch.state === 'queued' || batch.state === 'running') {
    await pause(300);
    const answer = await server.get(`/batches/${batch.batchId}`, batchSchema);
    if (!answer.ok) return answer;
    batch = answer.value;
    const { planned, filed, rejected, refused: turnedAway } = batch.counters;
    if (process.stderr.isTTY) process.stderr.write(`\r${batch.state}: ${filed + rejected + turnedAway} of ${planned} loans`);
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  const { failure } = batch;
  return failure === null ? accept(batch) : { ok: false, problem: { type: `urn:assize:refusal:${failure.code}`, ...failure } };
}

async function saveRejects(server: Server, { batchId }: WireBatch, path: string): Promise<Answer<null>> {
  const table = await server.download(`/batches/${batchId}/rejects.csv`);
  return table.ok ? answered(await writeWhole(path, table.value)) : table;
}

function printBatch({ reference, commissionName, asOf, state, counters }: WireBatch, rejects: string | undefined): void {
  print(`Batch ${reference}, to ${commissionName}, claims as of ${asOf}: ${state}`);
  if (state !== 'done') return;
  print('');
  printTable(['LOANS', ''], [
    ['filed', counters.filed],
    ['rejected: cannot be used as they are', counters.rejected],
    ['refused: sound, but cannot be filed', counters.refused],
    ['in all', counters.planned],
  ]);
  const notFiled = counters.rejected + counters.refused;
  if (notFiled > 0) print(rejects === undefined ? '\nName a file with --rejects to learn why the others were not filed.' : `\n${rejects} says why the others were not filed.`);
}
