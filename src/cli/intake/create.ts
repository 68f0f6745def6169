/** Filing a batch with a server, and correcting one: `assize intake create`, or `assize file` for short. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { batchListSchema, batchSchema, filingOptionsSchema, uploadSchema, type WireBatch, type WireUploadRef } from '../../http/wire/index.ts';
import { accept } from '../../kernel/index.ts';
import { answered, refused, serverOptions, serverUsage, withServer, type Answer, type Server } from '../client.ts';
import { readableFiles, readMappingFile, writeWhole } from '../input.ts';
import { print, printJson, printTable, type Command } from '../output.ts';

/** The same command under two names. */
export const createCommand = (name: string): Command => ({
  summary: "files a batch of loans from a lender's files",
  usage: `Usage: assize ${name} --reference REF --as-of DAY --mapping MAPPING FILE... [--commission NAME] [--rejects OUT] [--no-wait]
       assize ${name} --correct REF FILE... [--rejects OUT] [--no-wait]        [--server URL] [--json]

Sends the files with their mapping (docs/intake.md) to the commission, waits until every loan has its answer, and
counts them. The same reference with the same content gives the batch that is already there; with other content it
is refused. A row that cannot be used never keeps the others back: it comes back in the layout it was sent in, is
corrected, and goes out again with --correct; what is filed already is not filed again.

  --reference REF    your own reference for the batch
  --as-of DAY        the day to which the claims are reckoned, as YYYY-MM-DD
  --mapping MAPPING  the mapping, a JSON file; what \`assize intake inspect --json\` printed will do
  --correct REF      the batch, by its reference or ID, that the files correct
  --commission NAME  the commission, by name or ID; needed only where there are several
  --rejects OUT      where to write what was not filed: a folder, for the rows as they were sent, with code, explanation
                     and what to do added, a ZIP where they are of several files; or OUT.csv, for a list of the problems
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
        correct: { type: 'string' },
        commission: { type: 'string' },
        rejects: { type: 'string' },
        'no-wait': { type: 'boolean', default: false },
      },
    });
    return withServer(values, async (server) => {
      const { rejects } = values;
      if (values['no-wait'] && rejects !== undefined) return refused('wrong_argument', { needed: 'either --no-wait or --rejects' });
      const sent = values.correct === undefined ? await sendBatch(server, values, positionals) : await sendCorrection(server, values, values.correct, positionals);
      if (!sent.ok) return sent;
      const batch = values['no-wait'] ? sent : await worked(server, sent.value);
      if (!batch.ok) return batch;
      const saved = rejects === undefined || openIn(batch.value) === 0 ? accept(null) : await saveRejects(server, batch.value, rejects);
      if (!saved.ok) return saved;
      if (values.json) printJson(batch.value);
      else printBatch(batch.value, saved.value);
      return accept(0);
    });
  },
});

interface Options {
  readonly reference?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly mapping?: string | undefined;
  readonly commission?: string | undefined;
}

async function sendBatch(server: Server, { reference, 'as-of': asOf, mapping, commission }: Options, files: readonly string[]): Promise<Answer<WireBatch>> {
  if (reference === undefined || asOf === undefined || mapping === undefined || files.length === 0) {
    return refused('wrong_argument', { needed: ['--reference', '--as-of', '--mapping', 'at least one file'] });
  }
  const document = answered(await readMappingFile(mapping));
  if (!document.ok) return document;
  const commissionId = await findCommission(server, commission);
  if (!commissionId.ok) return commissionId;
  const uploads = await uploadAll(server, files);
  if (!uploads.ok) return uploads;
  return server.post('/batches', { reference, asOf, commissionId: commissionId.value, mapping: document.value.text, uploads: uploads.value }, batchSchema);
}

async function sendCorrection(server: Server, { reference, 'as-of': asOf, mapping, commission }: Options, name: string, files: readonly string[]): Promise<Answer<WireBatch>> {
  if ([reference, asOf, mapping, commission].some((each) => each !== undefined) || files.length === 0) {
    return refused('wrong_argument', { needed: 'with --correct at least one file, and nothing that the batch has already' });
  }
  const batches = await server.get('/batches', batchListSchema);
  if (!batches.ok) return batches;
  const batch = batches.value.items.find(({ batchId, reference: own }) => name === batchId || name === own);
  if (batch === undefined) return refused('batch_not_found', { batch: name });
  const uploads = await uploadAll(server, files);
  return uploads.ok ? server.post(`/batches/${batch.batchId}/corrections`, { uploads: uploads.value }, batchSchema) : uploads;
}

async function uploadAll(server: Server, files: readonly string[]): Promise<Answer<readonly WireUploadRef[]>> {
  const readable = answered(await readableFiles(files));
  if (!readable.ok) return readable;
  const uploads: WireUploadRef[] = [];
  for (const path of files) {
    const name = basename(path);
    showProgress(`sending ${name}`);
    const upload = await server.upload(`/uploads?${new URLSearchParams({ name }).toString()}`, path, uploadSchema);
    if (!upload.ok) return upload;
    uploads.push({ uploadId: upload.value.uploadId, name });
  }
  return accept(uploads);
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
    showProgress(`${batch.state}: ${filed + rejected + turnedAway} of ${planned} loans`);
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  const { failure } = batch;
  return failure === null ? accept(batch) : { ok: false, problem: { type: `urn:assize:refusal:${failure.code}`, ...failure } };
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

/** What was turned away and is not corrected yet. */
const openIn = ({ counters: { rejected, refused: turnedAway } }: WireBatch): number => rejected + turnedAway;

async function saveRejects(server: Server, { batchId }: WireBatch, out: string): Promise<Answer<string>> {
  const isFolder = (await stat(out).catch(() => null))?.isDirectory() ?? !/\.csv$/i.test(out);
  if (isFolder) return server.downloadInto(`/batches/${batchId}/rejects`, out);
  const table = await server.download(`/batches/${batchId}/rejects.csv`);
  if (!table.ok) return table;
  const written = answered(await writeWhole(out, table.value));
  return written.ok ? accept(out) : written;
}

function printBatch(batch: WireBatch, rejects: string | null): void {
  const { reference, commissionName, asOf, state, counters, rounds } = batch;
  const round = rounds.length > 1 ? `, round ${rounds.length}` : '';
  print(`Batch ${reference}, to ${commissionName}, claims as of ${asOf}${round}: ${state}`);
  if (state !== 'done') return;
  print('');
  printTable(['LOANS', ''], [
    ['filed', counters.filed],
    ['rejected: cannot be used as they are', counters.rejected],
    ['refused: sound, but cannot be filed', counters.refused],
    ['in all', counters.planned],
  ]);
  if (openIn(batch) > 0) print(rejects === null ? '\nName a folder with --rejects to have the others back, with what to do about them.' : `\n${rejects} says why the others were not filed.`);
}
