/** A batch becomes cases exactly once, whatever happens to the job on the way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay } from '../kernel/index.ts';
import { act, type World } from '../shell/act.ts';
import { sampleBatch, type BatchFiles } from '../../test/sample-batch.ts';
import { as, createTenants, idOf } from '../../test/tenants.ts';
import type { Batch, BatchItem } from './batch.ts';
import { batchById, batchItems, fileBatch, submitBatch } from './operations.ts';

const { world, owner } = await createTenants();
await owner.query('update assize.business_clock set sandbox = true, ahead_days = $1::date - (now() at time zone $2)::date', ['2026-03-02', 'Asia/Shanghai']);
const lenderId = idOf('lender', 1);
const agent = as('lender', lenderId);
const mapped = (mapping: string) => mapping.replace('91999999MA0000001N', 'L1').replaceAll('沙箱仲裁委员会', '仲裁委员会1');

const submit = (reference: string, { mapping, files }: BatchFiles, asOf = '2026-03-02', commissionId = idOf('commission', 1)) =>
  act(world, agent, (opened) => submitBatch(opened, { reference, commissionId, asOf: parseDay(asOf), mapping, files }));

async function submitted(reference: string, files: BatchFiles): Promise<string> {
  const outcome = await submit(reference, files);
  assert(outcome.ok, JSON.stringify(outcome));
  return outcome.value.batchId;
}

async function stateOf(batchId: string): Promise<{ readonly batch: Batch; readonly items: readonly BatchItem[]; readonly cases: number; readonly happened: readonly string[] }> {
  return act(world, agent, async (opened) => {
    const batch = (await batchById(opened, batchId)) ?? assert.fail();
    const { items } = await batchItems(opened, batchId, { outcome: null, offset: 0, limit: 500 });
    const cases = await opened.query('select from assize.cases where batch_id = $1', [batchId]);
    const happened = await opened.query<{ kind: string }>('select kind from assize.evidence_entries where chain_id = $1 order by seq', [batchId]);
    return { batch, items, cases: cases.length, happened: happened.map(({ kind }) => kind) };
  });
}

/** Counters, items and cases tell the same story at every moment. */
async function sound(batchId: string) {
  const state = await stateOf(batchId);
  const { filed, rejected, refused } = state.batch.counters;
  const count = (outcome: BatchItem['outcome']) => state.items.filter((each) => each.outcome === outcome).length;
  assert.deepEqual([filed, rejected, refused], [count('filed'), count('rejected'), count('refused')]);
  assert.deepEqual([state.cases, new Set(state.items.flatMap(({ caseId }) => caseId ?? [])).size], [filed, filed]);
  return state;
}

const codesOf = (items: readonly BatchItem[]) => items.map((each) => (each.outcome === 'filed' ? 'filed' : each.problems[0]?.code));

/** The process dies in its n-th act: just before the act is kept, or just after. */
function dying(act: number, moment: 'before' | 'after'): World {
  let begun = 0;
  return {
    ...world,
    database: {
      ...world.database,
      async transaction(work) {
        begun += 1;
        const dies = begun === act;
        const result = await world.database.transaction(async (db) => {
          const done = await work(db);
          if (dies && moment === 'before') throw new Error('the process dies');
          return done;
        });
        if (dies) throw new Error('the process dies');
        return result;
      },
    },
  };
}

test('a job that dies, in or after any of its acts, goes on where it stopped', async () => {
  const batchId = await submitted('DIES', sampleBatch(55, () => ({}), mapped));
  const filedAfter: number[] = [];
  for (const no of [1, 2, 3, 4]) {
    for (const moment of ['before', 'after'] as const) {
      await assert.rejects(fileBatch(dying(no, moment), lenderId, batchId), /the process dies/);
      const { batch } = await sound(batchId);
      filedAfter.push(batch.counters.filed + batch.counters.refused + batch.counters.rejected);
    }
  }
  assert.deepEqual(filedAfter, [0, 0, 0, 50, 50, 55, 55, 55]);
  await fileBatch(world, lenderId, batchId);
  const { batch, happened } = await sound(batchId);
  assert.deepEqual([batch.state, batch.counters.planned], ['done', 55]);
  assert.deepEqual(happened, ['batch_received', 'batch_filed']);
});

test('two workers on one batch file it once', async () => {
  const batchId = await submitted('TWICE', sampleBatch(3, () => ({}), (mapping) => mapped(mapping).replace('"reference": { "column": "合同编号" }', '"reference": { "template": "两-{合同编号}" }')));
  await Promise.all([fileBatch(world, lenderId, batchId), fileBatch(world, lenderId, batchId)]);
  const { batch, happened } = await sound(batchId);
  assert.deepEqual([batch.state, batch.counters.filed], ['done', 3]);
  assert.deepEqual(happened, ['batch_received', 'batch_filed']);
});

test('one loan that cannot be filed is refused alone, and says why', async () => {
  const changes: readonly Record<string, string>[] = [{ 借款人姓名: '测试😀' }, {}, { 身份证号: '99990019931210398' }];
  const files = sampleBatch(3, (n) => changes[n] ?? {}, (mapping) => mapped(mapping).replace('"reference": { "column": "合同编号" }', '"reference": { "template": "独-{合同编号}" }'));
  const batchId = await submitted('ALONE', files);
  await fileBatch(world, lenderId, batchId);
  const { items } = await sound(batchId);
  assert.deepEqual(codesOf(items), ['case_cannot_be_processed', 'filed', 'identity_number_malformed']);
  assert.match(items[0]?.problems[0]?.message ?? '', /the font has no 😀/);
  assert.deepEqual(items[1]?.problems.map((each) => each.code), ['uscc_check_character_wrong'], 'a warning travels with the case');
});

test('a loan that has a case is not filed again, until that case was not accepted', async () => {
  const again = await submitted('AGAIN', sampleBatch(2, () => ({}), mapped));
  await fileBatch(world, lenderId, again);
  assert.deepEqual(codesOf((await sound(again)).items), ['already_filed', 'already_filed']);
  await owner.query(`update assize.cases set state = 'not_accepted' where lender_id = $1 and reference = 'SYN2025000001'`, [lenderId]);
  const third = await submitted('THIRD', sampleBatch(2, () => ({}), mapped));
  await fileBatch(world, lenderId, third);
  assert.deepEqual(codesOf((await sound(third)).items), ['filed', 'already_filed']);
});

test('the same reference with the same content is the same batch, with other content it is refused', async () => {
  const files = sampleBatch(2, () => ({}), mapped);
  const first = await submitted('SAME', files);
  const at = await Promise.all(Array.from({ length: 4 }, () => submitted('SAME', files)));
  assert.deepEqual(new Set(at), new Set([first]));
  const others = [submit('SAME', sampleBatch(1, () => ({}), mapped)), submit('SAME', files, '2026-03-01'), submit('SAME', { ...files, mapping: `${files.mapping} ` }), submit('SAME', files, '2026-03-02', idOf('commission', 2))];
  for (const outcome of await Promise.all(others)) assert(!outcome.ok && outcome.refusal.code === 'batch_reference_reused', JSON.stringify(outcome));
});

test('what cannot be a batch is refused before anything is kept', async () => {
  const files = sampleBatch(1, () => ({}), mapped);
  const table = [
    ['batch_without_files', submit('X', { ...files, files: [] })],
    ['as_of_in_the_future', submit('X', files, '2026-03-03')],
    ['commission_unknown', submit('X', files, '2026-03-02', idOf('lender', 2))],
    ['commission_unknown', submit('X', files, '2026-03-02', idOf('case', 1))],
    ['mapping_invalid', submit('X', { ...files, mapping: '{' })],
  ] as const;
  for (const [code, outcome] of table) {
    const answered = await outcome;
    assert.equal(answered.ok ? 'taken' : answered.refusal.code, code);
  }
  assert.equal((await owner.query(`select from assize.batches where reference = 'X'`)).rowCount, 0);
});

test('a batch whose files cannot be used fails as a whole and says why', async () => {
  const batchId = await submitted('MISSING', { ...sampleBatch(1, () => ({}), mapped), files: sampleBatch(1).files.slice(0, 1) });
  await fileBatch(world, lenderId, batchId);
  const { batch, happened } = await sound(batchId);
  assert.deepEqual([batch.state, batch.failure?.code, happened.at(-1)], ['failed', 'file_missing', 'batch_failed']);
});

test('a lender files its own loans only, as the kind of lender that the directory says, where the clause says', async () => {
  const batchId = await submitted('OTHERS', sampleBatch(1));
  const kinds = await submitted('KINDS', sampleBatch(1, () => ({}), (mapping) => mapped(mapping).replace('"kind": { "constant": "small_loan" }', '"kind": { "constant": "bank" }')));
  const clause = await submitted('CLAUSE', sampleBatch(1, () => ({}), (mapping) => mapped(mapping).replaceAll('仲裁委员会1', '仲裁委员会2')));
  const codes = [];
  for (const each of [batchId, kinds, clause]) {
    await fileBatch(world, lenderId, each);
    codes.push(...codesOf((await sound(each)).items));
  }
  assert.deepEqual(codes, ['lender_is_another', 'lender_is_another', 'agreement_names_another']);
});
