/** A batch becomes cases exactly once, whatever happens to the job on the way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import type { LoanFile } from '../claims/index.ts';
import { parseDay, sha256 } from '../kernel/index.ts';
import { act, type World } from '../shell/act.ts';
import { sampleBatch, type BatchFiles } from '../../test/sample-batch.ts';
import { as, createTenants, idOf } from '../../test/tenants.ts';
import type { Batch, BatchItem } from './batch.ts';
import { batchById, batchItems, cancelBatch, fileBatch, giveUpBatch, submitBatch, submitCorrection, type SentFile } from './operations.ts';

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
    const { items } = await batchItems(opened, batchId, { outcome: null, round: null, offset: 0, limit: 500 });
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
  if (state.batch.state === 'done') assert.equal(state.batch.counters.planned, filed + rejected + refused);
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
  // The first act begins; the second answers for the next set, of fifty and of five, and when none is left it ends the batch.
  for (const [no, moment, answered] of [[1, 'before', 0], [1, 'after', 0], [2, 'before', 0], [2, 'after', 50], [2, 'before', 50], [2, 'after', 55], [2, 'before', 55]] as const) {
    await assert.rejects(fileBatch(dying(no, moment), lenderId, batchId), /the process dies/);
    const { batch } = await sound(batchId);
    assert.equal(batch.counters.filed + batch.counters.refused + batch.counters.rejected, answered, `${moment} act ${no}`);
  }
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
  assert.deepEqual(items[1]?.problems.map((each) => each.code), ['uscc_check_character_wrong', 'similar_case_filed'], 'warnings travel with the case');
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

const correct = (batchId: string, files: readonly SentFile[]) => act(world, agent, (opened) => submitCorrection(opened, batchId, files));

async function corrected(batchId: string, files: BatchFiles['files']): Promise<Batch> {
  const outcome = await correct(batchId, files);
  assert(outcome?.ok, JSON.stringify(outcome));
  await fileBatch(world, lenderId, batchId);
  return (await sound(batchId)).batch;
}

const roundItems = (batchId: string, round: number) =>
  act(world, agent, async (opened) => (await batchItems(opened, batchId, { outcome: null, round, offset: 0, limit: 500 })).items);

/** The sample under references of its own, so that the loans of one test are not those of another. */
const named = (prefix: string) => (mapping: string) => mapped(mapping).replace('"reference": { "column": "合同编号" }', `"reference": { "template": "${prefix}-{合同编号}" }`);
async function loanOf(batchId: string, contractNo: string): Promise<LoanFile> {
  const { rows } = await owner.query<{ loan_sha256: string }>('select loan_sha256 from assize.cases where batch_id = $1 and contract_no = $2', [batchId, contractNo]);
  return JSON.parse(new TextDecoder().decode(await world.blobs.get(rows[0]?.loan_sha256 ?? ''))) as LoanFile;
}

const wrongId = { 身份证号: '99990019931210398' };

test('a correction files what was turned away, counts what is filed as repeated, and can be sent twice', async () => {
  const bad: Readonly<Record<number, Record<string, string>>> = { 1: wrongId, 3: wrongId, 4: { 签约日期: '2025-13-01' } };
  const batchId = await submitted('ROUNDS', sampleBatch(6, (n) => bad[n] ?? {}, named('更')));
  await fileBatch(world, lenderId, batchId);
  const before = await sound(batchId);
  assert.deepEqual(before.batch.counters, { planned: 6, filed: 3, rejected: 3, refused: 0 });

  const second = sampleBatch(6, (n) => (n === 3 ? wrongId : {})).files;
  const { counters, rounds } = await corrected(batchId, second);
  assert.deepEqual(counters, { planned: 6, filed: 5, rejected: 1, refused: 0 });
  assert.deepEqual(rounds.map((each) => each.counters), [
    { planned: 6, filed: 3, rejected: 3, refused: 0, repeated: 0 },
    { planned: 6, filed: 2, rejected: 1, refused: 0, repeated: 3 },
  ]);
  assert.deepEqual((await roundItems(batchId, 1)).map((each) => [each.outcome, each.superseded]), [
    ['filed', false], ['rejected', true], ['filed', false], ['rejected', true], ['rejected', true], ['filed', false],
  ]);
  assert.deepEqual((await roundItems(batchId, 2)).map((each) => each.outcome), ['repeated', 'filed', 'repeated', 'rejected', 'filed', 'repeated']);

  const again = await corrected(batchId, second);
  assert.equal(again.rounds.length, 2, 'the same files are the same round');
  const original = await corrected(batchId, sampleBatch(6, (n) => bad[n] ?? {}).files);
  assert.equal(original.rounds.length, 2, 'and so are those of the first');

  const third = await corrected(batchId, sampleBatch(6).files);
  assert.deepEqual([third.state, third.counters], ['done', { planned: 6, filed: 6, rejected: 0, refused: 0 }]);
  const { happened } = await sound(batchId);
  assert.deepEqual(happened, ['batch_received', 'batch_filed', 'batch_correction_received', 'batch_filed', 'batch_correction_received', 'batch_filed']);
});

test('a correction of some leaves the others open; rows that name no loan are answered for by the round after them', async () => {
  const batchId = await submitted('SOME', sampleBatch(4, (n) => (n === 1 ? { 合同编号: '' } : n < 3 ? wrongId : {}), named('些')));
  await fileBatch(world, lenderId, batchId);
  assert.deepEqual(codesOf((await sound(batchId)).items).slice(0, 3), ['identity_number_malformed', 'identity_number_malformed', 'filed']);
  const { counters } = await corrected(batchId, sampleBatch(1).files);
  const { items } = await sound(batchId);
  assert.equal(counters.filed, 2);
  assert.deepEqual(items.filter(({ outcome }) => outcome !== 'filed').map((each) => each.reference === null), [false]);
});

test('a correction that dies goes on where it stopped, and files nothing twice', async () => {
  const batchId = await submitted('DIES-TWICE', sampleBatch(53, (n) => (n === 0 || n > 50 ? wrongId : {}), named('续')));
  await fileBatch(world, lenderId, batchId);
  const before = await sound(batchId);
  const outcome = await correct(batchId, sampleBatch(53).files);
  assert(outcome?.ok);
  for (const [no, moment] of [[1, 'after'], [2, 'before'], [2, 'after'], [2, 'after']] as const) {
    await assert.rejects(fileBatch(dying(no, moment), lenderId, batchId), /the process dies/);
    await sound(batchId);
  }
  await Promise.all([fileBatch(world, lenderId, batchId), fileBatch(world, lenderId, batchId)]);
  const { batch } = await sound(batchId);
  // The sample has one row of its own that cannot be used.
  assert.deepEqual([batch.state, batch.counters.planned, batch.counters.rejected, batch.rounds[1]?.counters.repeated], ['done', 53, 1, before.batch.counters.filed]);
});

test('documents that came in the ZIP of the first round are attached to what a correction files', async () => {
  const paper = { each: 'papers', name: { column: 'name' }, kind: { column: 'kind', as: 'choice', values: { contract: 'contract', other: 'contract' } }, mediaType: { column: 'mediaType' }, bytes: { column: 'bytes', as: 'count' }, sha256: { column: 'sha256' } };
  const withPapers = (text: string) => {
    const mapping = JSON.parse(named('附')(text)) as { sources: object; loan: object };
    return JSON.stringify({ ...mapping, sources: { ...mapping.sources, papers: { file: '{key}.pdf', key: ['key'] } }, loan: { ...mapping.loan, files: [paper] } });
  };
  const { mapping, files } = sampleBatch(2, () => wrongId, withPapers);
  const papers = ['SYN2025000001', 'SYN2025000002'].map((key) => [`合同/${key}.pdf`, new TextEncoder().encode(`%PDF-1.7 ${key}`)] as const);
  const zip = zipSync(Object.fromEntries([...files.map(({ name, bytes }) => [name, bytes] as const), ...papers]));
  const batchId = await submitted('PAPERS', { mapping, files: [{ name: 'export.zip', bytes: zip }] });
  await fileBatch(world, lenderId, batchId);
  assert.equal((await sound(batchId)).batch.counters.rejected, 2);
  const second = await corrected(batchId, sampleBatch(1).files);
  assert.deepEqual([second.failure, second.counters], [null, { planned: 2, filed: 1, rejected: 1, refused: 0 }]);
  assert.equal(second.rounds[1]?.counters.planned, 1, 'papers of other loans are no rows of this round');
  const { files: attached } = await loanOf(batchId, 'SYN2025000001');
  assert.deepEqual(attached.map(({ sha256: hash }) => hash), [sha256(papers[0]?.[1] ?? '')]);
});

test('a correction need not bring the tables that have not changed', async () => {
  const batchId = await submitted('MAIN-ONLY', sampleBatch(3, (n) => (n === 1 ? wrongId : {}), named('主')));
  await fileBatch(world, lenderId, batchId);
  const { counters, rounds } = await corrected(batchId, sampleBatch(2).files.slice(0, 1));
  assert.deepEqual(counters, { planned: 3, filed: 3, rejected: 0, refused: 0 });
  assert.deepEqual(rounds[1]?.counters, { planned: 2, filed: 1, rejected: 0, refused: 0, repeated: 1 }, 'rows of loans that are not in it are no rows of this round');
  const { schedule, sources } = await loanOf(batchId, 'SYN2025000002');
  assert(schedule.length > 1 && sources.some(({ file }) => file === 'repayments.csv'));
});

test('a case that was not accepted is filed again by a correction', async () => {
  const batchId = await submitted('REFILED', sampleBatch(2, () => ({}), named('再')));
  await fileBatch(world, lenderId, batchId);
  await owner.query(`update assize.cases set state = 'not_accepted' where batch_id = $1 and reference like '%0001'`, [batchId]);
  const { rounds } = await corrected(batchId, sampleBatch(2, (n) => (n === 0 ? { 电子邮箱: 'a@assize.test' } : {})).files);
  assert.deepEqual(rounds[1]?.counters, { planned: 2, filed: 1, rejected: 0, refused: 0, repeated: 1 });
});

test('what was cancelled keeps what it has filed, takes no more, and goes on when the same files come again', async () => {
  const files = sampleBatch(55, () => ({}), named('停'));
  const batchId = await submitted('STOPPED', files);
  await assert.rejects(fileBatch(dying(2, 'after'), lenderId, batchId), /the process dies/);
  const cancel = () => act(world, agent, (opened) => cancelBatch(opened, batchId));
  for (const outcome of [await cancel(), await cancel()]) assert(outcome?.ok === true && outcome.value.state === 'cancelled');
  await fileBatch(world, lenderId, batchId);
  await giveUpBatch(world, lenderId, batchId);
  assert.deepEqual([(await sound(batchId)).batch.state, (await sound(batchId)).items.length], ['cancelled', 50]);
  const resumed = await corrected(batchId, files.files);
  assert.deepEqual([resumed.state, resumed.counters.planned, resumed.rounds.length], ['done', 55, 1]);
  const late = await cancel();
  assert.equal(late?.ok === false && late.refusal.code, 'batch_has_ended');
  assert.deepEqual((await sound(batchId)).happened, ['batch_received', 'batch_cancelled', 'batch_resumed', 'batch_filed']);
});

test('a cancel stops the job that is at work', async () => {
  const batchId = await submitted('STOPPING', sampleBatch(120, () => ({}), named('截')));
  let acts = 0;
  const watched: World = {
    ...world,
    database: {
      ...world.database,
      async transaction(work) {
        acts += 1;
        if (acts === 3) await act(world, agent, (opened) => cancelBatch(opened, batchId));
        return world.database.transaction(work);
      },
    },
  };
  await fileBatch(watched, lenderId, batchId);
  const { batch, items } = await sound(batchId);
  assert.deepEqual([batch.state, items.length, batch.counters.planned], ['cancelled', 50, 120]);
});

test('a correction needs files, an end of the round before, and a batch of one\'s own', async () => {
  const batchId = await submitted('EARLY', sampleBatch(1, () => ({}), named('早')));
  const others = (await act(world, as('lender', idOf('lender', 2)), (opened) => submitCorrection(opened, batchId, sampleBatch(1).files)));
  assert.equal(others, null);
  const refusals = [await correct(batchId, []), await correct(batchId, sampleBatch(2).files), await correct(batchId, [{ name: 'loans.csv', uploadId: '0'.repeat(64) }])];
  assert.deepEqual(refusals.map((each) => (each?.ok === false ? each.refusal.code : each)), ['batch_without_files', 'batch_under_way', 'upload_unknown']);
});
