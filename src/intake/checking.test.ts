/** Uploads, checks and saved mappings of a lender, on a real database. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { sampleBatch, type BatchFiles } from '../../test/sample-batch.ts';
import { as, createTenants, idOf } from '../../test/tenants.ts';
import { parseDay } from '../kernel/index.ts';
import { act, type World } from '../shell/act.ts';
import { cancelCheck, checkById, fileBatch, giveUpCheck, keepUpload, listMappings, mappingVersions, runCheck, saveMapping, startCheck, submitBatch, type SentFile } from './operations.ts';

const { world, owner } = await createTenants();
await owner.query('update assize.business_clock set sandbox = true, ahead_days = $1::date - (now() at time zone $2)::date', ['2026-03-02', 'Asia/Shanghai']);
const lenderId = idOf('lender', 1);
const agent = as('lender', lenderId);
const other = as('lender', idOf('lender', 2));
const mapped = (mapping: string) => mapping.replace('91999999MA0000001N', 'L1').replaceAll('沙箱仲裁委员会', '仲裁委员会1');

const inParts = (bytes: Uint8Array): AsyncIterable<Uint8Array> => new Blob([new Uint8Array(bytes)]).stream();

async function uploaded({ files }: BatchFiles): Promise<readonly SentFile[]> {
  return Promise.all(files.map(async ({ name, bytes }) => {
    const kept = await keepUpload(world, agent, name, inParts(bytes));
    assert(kept.ok);
    assert.equal(kept.value.bytes, bytes.length);
    return { name, uploadId: kept.value.sha256 };
  }));
}

const terms = { commissionId: idOf('commission', 1), asOf: parseDay('2026-03-02') };

async function started(sent: BatchFiles): Promise<string> {
  const files = await uploaded(sent);
  const outcome = await act(world, agent, (opened) => startCheck(opened, { ...terms, mapping: sent.mapping, files }));
  assert(outcome.ok, JSON.stringify(outcome));
  return outcome.value.checkId;
}

const checkOf = async (checkId: string) => (await act(world, agent, (opened) => checkById(opened, checkId))) ?? assert.fail();
const wrongId = { 身份证号: '99990019931210398' };

test('a check says what filing would: how many are sound, what is wrong and where, and three finished loans', async () => {
  const checkId = await started(sampleBatch(8, (n) => (n < 2 ? wrongId : {}), mapped));
  await runCheck(world, lenderId, checkId);
  const { state, found } = await checkOf(checkId);
  assert.deepEqual([state, found.planned, found.sound, found.warned, found.rejected, found.refused], ['done', 8, 6, 6, 2, 0]);
  const [malformed, warning] = found.problems;
  assert.deepEqual([malformed?.code, malformed?.severity, malformed?.count, malformed?.places.length], ['identity_number_malformed', 'error', 2, 2]);
  assert.match(malformed?.places[0]?.value ?? '', /\*{6}/, 'a person\'s number is masked');
  assert.deepEqual([warning?.code, warning?.severity, warning?.count], ['uscc_check_character_wrong', 'warning', 8], 'of rejects too');
  assert.equal(found.preview.length, 3);
  for (const { loan, claim } of found.preview) assert.equal((claim as { reference: string }).reference, loan.reference);
  assert.deepEqual((await owner.query('select from assize.batches where lender_id = $1 and reference <> $2', [lenderId, 'B-1'])).rowCount, 0, 'nothing was filed');
});

test('a check names what is already filed, and what looks like it under another number', async () => {
  const files = sampleBatch(2, () => ({}), mapped);
  const submitted = await act(world, agent, (opened) => submitBatch(opened, { ...terms, reference: 'FILED', mapping: files.mapping, files: files.files }));
  assert(submitted.ok);
  await fileBatch(world, lenderId, submitted.value.batchId);
  await owner.query(`update assize.cases set case_no = '仲字第8号' where reference = 'SYN2025000001'`);

  const again = await started(sampleBatch(3, () => ({}), mapped));
  await runCheck(world, lenderId, again);
  const { found } = await checkOf(again);
  assert.deepEqual([found.sound, found.refused], [1, 2]);
  assert.deepEqual(found.alreadyFiled.map(({ reference, caseNo }) => [reference, caseNo]), [['SYN2025000001', '仲字第8号'], ['SYN2025000002', null]]);

  const renamed = (mapping: string) => mapped(mapping).replaceAll('{ "column": "合同编号" }', '{ "template": "新-{合同编号}" }');
  const alike = await started(sampleBatch(3, () => ({}), renamed));
  await runCheck(world, lenderId, alike);
  const similar = (await checkOf(alike)).found.problems.find(({ code }) => code === 'similar_case_filed');
  assert.deepEqual([similar?.severity, similar?.count], ['warning', 2], 'another number of loan and contract, but the same person, sum and day');
});

test('a check that dies begins again, and gives the same', async () => {
  const checkId = await started(sampleBatch(30, () => ({}), mapped));
  let acts = 0;
  const dying: World = {
    ...world,
    database: { ...world.database, transaction: (work) => ((acts += 1) === 3 ? Promise.reject(new Error('the process dies')) : world.database.transaction(work)) },
  };
  await assert.rejects(runCheck(dying, lenderId, checkId), /dies/);
  const before = await checkOf(checkId);
  assert.deepEqual([before.state, before.found.planned], ['running', 30]);
  await runCheck(world, lenderId, checkId);
  const after = await checkOf(checkId);
  assert.equal(after.state, 'done');
  assert.deepEqual(after.found, before.found);
  assert.deepEqual(await readdir(join(dirname(world.blobs.pathOf('0'.repeat(64))), '..', '..', 'work')), [], 'no folder is left');
});

test('a check is cancelled once, and a job that comes later leaves it alone', async () => {
  const checkId = await started(sampleBatch(2, () => ({}), mapped));
  const cancel = () => act(world, agent, (opened) => cancelCheck(opened, checkId));
  for (const outcome of [await cancel(), await cancel()]) assert(outcome?.ok === true && outcome.value.state === 'cancelled');
  await runCheck(world, lenderId, checkId);
  await giveUpCheck(world, lenderId, checkId);
  assert.equal((await checkOf(checkId)).state, 'cancelled');
  const done = await started(sampleBatch(1, () => ({}), mapped));
  await runCheck(world, lenderId, done);
  const late = await act(world, agent, (opened) => cancelCheck(opened, done));
  assert.equal(late?.ok === false && late.refusal.code, 'check_has_ended');
});

test('files that cannot be read fail the check, and say why', async () => {
  const { mapping, files } = sampleBatch(1, () => ({}), mapped);
  const checkId = await started({ mapping, files: files.slice(0, 1) });
  await runCheck(world, lenderId, checkId);
  const { state, failure } = await checkOf(checkId);
  assert.deepEqual([state, failure?.code], ['failed', 'file_missing']);
});

test('an upload is used by the lender who sent it, and by nobody else', async () => {
  const sent = sampleBatch(1, () => ({ 借款人姓名: '只此一份' }), mapped);
  const files = await uploaded(sent);
  const theirs = await act(world, other, (opened) => startCheck(opened, { ...terms, mapping: sent.mapping, files }));
  assert(!theirs.ok && theirs.refusal.code === 'upload_unknown');
  const batch = await act(world, other, (opened) => submitBatch(opened, { ...terms, reference: 'X', mapping: sent.mapping, files }));
  assert(!batch.ok && batch.refusal.code === 'upload_unknown');
});

test('a mapping is saved in versions, none of which is overwritten, for its lender alone', async () => {
  const { mapping } = sampleBatch(1, () => ({}), mapped);
  const layout = [{ source: 'loans', columns: ['合同编号', '借款人姓名'] }];
  const save = (text: string) => act(world, agent, (opened) => saveMapping(opened, '核心系统', text, layout));
  await save(mapping);
  await save(mapping);
  const changed = mapping.replace('"NA", ', '');
  await Promise.all([save(changed), save(mapping.replace('"无"', '"没有"'))]);
  const versions = await act(world, agent, (opened) => mappingVersions(opened, '核心系统'));
  assert.deepEqual(versions.map(({ version }) => version), [3, 2, 1], 'the same content is no new version');
  assert.deepEqual(versions.at(-1)?.mapping, JSON.parse(mapping));
  assert.deepEqual((await act(world, agent, listMappings)).filter(({ name }) => name === '核心系统').map(({ version }) => version), [3]);
  assert.deepEqual((await act(world, other, listMappings)).map(({ name }) => name), ['-']);
  const refused = await save('{}');
  assert.equal(refused.ok || refused.refusal.code, 'mapping_invalid');
});
