/** A lender's files over HTTP: uploaded in a stream, checked, filed from the uploads, corrected, and never seen by anyone else. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { sandboxCommission } from '../../src/http/sandbox.ts';
import type { WireBatch, WireBatchItem, WireCheck, WireInspection, WireProblem, WireSavedMapping, WireUpload, WireUploadRef } from '../../src/http/wire/index.ts';
import { sha256 } from '../../src/kernel/index.ts';
import { eventually, startInstallation, type Caller, type Installation } from '../installation.ts';
import { sampleBatch, type BatchFiles } from '../sample-batch.ts';

let place: Installation;
let lender: Caller;
let secretary: Caller;
before(async () => {
  place = await startInstallation();
  [lender, secretary] = await Promise.all([place.as('lender'), place.as('secretary')]);
});
after(() => place.stop());

const terms = { asOf: '2026-03-02', commissionId: sandboxCommission.institutionId };
/** The number of the first loan of the sample. */
const validId = /\d{17}[\dX]/.exec(new TextDecoder().decode(sampleBatch(1).files[0]?.bytes))?.[0] ?? '';
const wrongId = { 身份证号: '99990019931210398' };

const json = (method: string, body: unknown): RequestInit => ({ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Uploads in small pieces whose end is not known when they begin. */
async function upload(name: string, bytes: Uint8Array): Promise<WireUploadRef> {
  const body = ReadableStream.from((function* () {
    for (let at = 0; at < bytes.length; at += 512) yield bytes.subarray(at, at + 512);
  })());
  const response = await lender.request(`/uploads?name=${encodeURIComponent(name)}`, { method: 'POST', body, duplex: 'half' });
  assert.equal(response.status, 200, await response.clone().text());
  const kept = (await response.json()) as WireUpload;
  assert.deepEqual(kept, { uploadId: sha256(bytes), name, bytes: bytes.length });
  return { uploadId: kept.uploadId, name };
}

const uploadAll = ({ files }: Pick<BatchFiles, 'files'>) => Promise.all(files.map(({ name, bytes }) => upload(name, bytes)));

const settled = (batchId: string) =>
  eventually('the batch to end', async () => {
    const batch = await lender.get<WireBatch>(`/batches/${batchId}`);
    return batch.finishedAt === null ? null : batch;
  });

async function refusalOf(response: Response): Promise<string> {
  return ((await response.json()) as WireProblem).code;
}

test('uploads are checked, filed, corrected from the rejects, and filed whole', async () => {
  const first = sampleBatch(5, (n) => (n < 2 ? wrongId : {}));
  const uploads = await uploadAll(first);
  const mapping = JSON.parse(first.mapping) as object;

  const begun = await lender.post<WireCheck>('/intake/checks', { ...terms, mapping, uploads });
  const check = await eventually('the check to end', async () => {
    const now = await lender.get<WireCheck>(`/intake/checks/${begun.checkId}`);
    return now.finishedAt === null ? null : now;
  });
  assert.deepEqual([check.state, check.counters.planned, check.counters.read, check.counters.sound, check.counters.rejected], ['done', 5, 5, 3, 2]);
  assert.deepEqual([check.problems[0]?.code, check.problems[0]?.count], ['identity_number_malformed', 2]);
  assert.deepEqual([check.preview.length, typeof check.preview[0]?.claim.totalFen], [3, 'string']);

  const sent = await lender.post<WireBatch>('/batches', { ...terms, reference: 'UPLOADED', mapping, uploads });
  const filed = await settled(sent.batchId);
  assert.deepEqual(filed.counters, { planned: 5, filed: 3, rejected: 2, refused: 0 });
  assert.equal((await lender.post<WireBatch>('/batches', { ...terms, reference: 'UPLOADED', mapping, uploads })).batchId, sent.batchId, 'the same again is the same batch');

  const again = await lender.post<WireBatch>(`/batches/${sent.batchId}/corrections`, { uploads: await uploadAll(sampleBatch(5, (n) => (n === 1 ? wrongId : {}))) });
  assert.equal(again.rounds.length, 2);
  const corrected = await settled(sent.batchId);
  assert.deepEqual([corrected.counters, corrected.rounds[1]?.counters], [{ planned: 5, filed: 4, rejected: 1, refused: 0 }, { planned: 5, filed: 1, rejected: 1, refused: 0, repeated: 3 }]);

  const form = new FormData();
  for (const { name, bytes } of sampleBatch(5).files) form.append('files', new File([new Uint8Array(bytes)], name));
  assert.equal((await lender.request(`/batches/${sent.batchId}/corrections`, { method: 'POST', body: form })).status, 202);
  assert.deepEqual((await settled(sent.batchId)).counters, { planned: 5, filed: 5, rejected: 0, refused: 0 });
  assert.equal(await refusalOf(await lender.request(`/batches/${sent.batchId}/rejects`)), 'batch_has_no_rejects');
  assert.equal(await refusalOf(await lender.request(`/batches/${sent.batchId}/cancel`, json('POST', {}))), 'batch_has_ended');

  const items = async (query: string) => (await lender.get<{ items: WireBatchItem[] }>(`/batches/${sent.batchId}/items${query}`)).items;
  assert.deepEqual(new Set((await items('')).map(({ outcome }) => outcome)), new Set(['filed']));
  const superseded = (await items('?round=1&outcome=rejected')).map((each) => [each.superseded, each.code]);
  assert.equal(superseded.length > 0 && superseded.every(([gone]) => gone), true);
});

test('rejects come back in the sender\'s own layout, and complete the batch when they are corrected', async () => {
  const files = sampleBatch(4, (n) => (n === 0 ? { 身份证号: '99990019931210398', 住址: '=1+1' } : {}), (mapping) => mapping.replace('"reference": { "column": "合同编号" }', '"reference": { "template": "退-{合同编号}" }'));
  const sent = await lender.post<WireBatch>('/batches', { ...terms, reference: 'REJECTS', mapping: files.mapping, uploads: await uploadAll(files) });
  assert.equal((await settled(sent.batchId)).counters.rejected, 1);

  const table = await (await lender.request(`/batches/${sent.batchId}/rejects.csv`)).text();
  assert.match(table, /^outcome,reference,code/);
  assert.match(table, /rejected,.*formula_in_cell.*'=/);
  const response = await lender.request(`/batches/${sent.batchId}/rejects`);
  assert.equal(response.status, 200, await response.clone().text());
  assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename\*=UTF-8''rejects/);
  const zip = new Uint8Array(await response.arrayBuffer());
  assert.equal(new TextDecoder('latin1').decode(zip.subarray(0, 2)), 'PK');
  for (const path of ['/rejects', '/rejects']) assert.equal(await refusalOf(await secretary.request(`/batches/${sent.batchId}${path}`)), 'not_permitted', 'in full for the lender alone');

  const back = Object.entries(unzipSync(zip)).map(([name, bytes]) => ({ name, bytes: new TextEncoder().encode(strFromU8(bytes).replace('99990019931210398', validId).replace("'=1+1", '示例市示例路2号')) }));
  await lender.post<WireBatch>(`/batches/${sent.batchId}/corrections`, { uploads: await uploadAll({ files: back }) });
  const whole = await settled(sent.batchId);
  assert.deepEqual([whole.state, whole.failure, whole.counters], ['done', null, { planned: 4, filed: 4, rejected: 0, refused: 0 }]);
  assert.deepEqual(whole.rounds[1]?.counters, { planned: 1, filed: 1, rejected: 0, refused: 0, repeated: 0 });
});

test('a mapping that was saved is recognised when such files come again, and says what drifted', async () => {
  const inspect = async (sample: Pick<BatchFiles, 'files'>) => lender.post<WireInspection>('/intake/inspections', { uploads: await uploadAll(sample) });
  const first = await inspect(sampleBatch(20));
  assert.deepEqual(first.tables.map(({ source, rowsSeen, whole }) => [source !== '', rowsSeen > 0, whole]), Array(3).fill([true, true, true]));
  assert.equal(first.saved, null);
  const { mapping, tables } = first;
  const layout = tables.map(({ source, columns }) => ({ source, columns }));
  assert.equal((await lender.request('/intake/mappings/monthly', json('PUT', { mapping: { ...mapping, note: 'ours' }, layout }))).status, 200);

  const later = sampleBatch(21).files.map(({ name, bytes }) => ({ name: `2026-04-${name}`, bytes }));
  const { saved } = await inspect({ files: later });
  assert.deepEqual([saved?.name, saved?.version, saved?.drift, saved?.mapping.note], ['monthly', 1, null, 'ours']);
  const begun = await lender.post<WireCheck>('/intake/checks', { ...terms, mapping: saved?.mapping, uploads: await uploadAll({ files: later }) });
  const check = await eventually('the check to end', async () => {
    const now = await lender.get<WireCheck>(`/intake/checks/${begun.checkId}`);
    return now.finishedAt === null ? null : now;
  });
  assert.deepEqual([check.state, check.failure, check.counters.planned > 0], ['done', null, true], 'it reads the files under their new names');

  const drifted = later.map(({ name, bytes }) => ({ name, bytes: new TextEncoder().encode(new TextDecoder().decode(bytes).replace('手机号', '联系电话')) }));
  const drift = (await inspect({ files: drifted })).saved?.drift;
  assert.deepEqual([drift?.missing.map(({ column }) => column), drift?.added.map(({ column }) => column)], [['手机号'], ['联系电话']]);
});

test('mappings are saved in versions', async () => {
  const { mapping } = sampleBatch(1);
  const layout = [{ source: 'loans', columns: ['合同编号'] }];
  const path = `/intake/mappings/${encodeURIComponent('核心系统 2026')}`;
  for (const body of [{ mapping, layout }, { mapping: { ...(JSON.parse(mapping) as object), note: 'second' }, layout }]) {
    assert.equal((await lender.request(path, json('PUT', body))).status, 200);
  }
  const saved = await lender.get<WireSavedMapping>(path);
  assert.deepEqual([saved.name, saved.version, saved.versions.map(({ version }) => version), saved.mapping.note], ['核心系统 2026', 2, [2, 1], 'second']);
  assert.equal((await lender.get<WireSavedMapping>(`${path}?version=1`)).mapping.note, (JSON.parse(mapping) as { note: string }).note);
  assert.equal((await lender.request(`${path}?version=3`)).status, 404);
  assert.equal(await refusalOf(await lender.request(path, json('PUT', { mapping: {}, layout }))), 'mapping_invalid');
});

test('what is not an upload of one\'s own, or has no plain name, is refused', async () => {
  const unknown = { uploads: [{ uploadId: '0'.repeat(64), name: 'loans.csv' }] };
  assert.equal(await refusalOf(await lender.request('/intake/inspections', json('POST', unknown))), 'upload_unknown');
  for (const name of ['../loans.csv', 'a\\b', '..', '', 'a\u0001']) {
    const response = await lender.request(`/uploads?name=${encodeURIComponent(name)}`, { method: 'POST', body: 'a,b' });
    assert.equal(await refusalOf(response), 'request_invalid', name);
  }
});
