/** The log in a real database: what is recorded stays, and two who record at once do not fork a chain. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act, type Act } from '../shell/act.ts';
import { as, createTenants, idOf } from '../../test/tenants.ts';
import { checkChain } from './index.ts';
import { readChain, record } from './operations.ts';

const tenants = await createTenants();

const chainId = idOf('case', 1);
const commission = as('commission', idOf('commission', 1));
const say = (kind: string) => (opened: Act) => record(opened, [{ chainId, kind, facts: { kind } }]);
const kindsNow = () =>
  act(tenants.world, commission, async (opened) => {
    const chain = checkChain(chainId, await readChain(opened, chainId));
    assert(chain.ok, JSON.stringify(chain));
    return chain.value.map(({ entry }) => entry.kind);
  });

test('happenings of one act keep their order, in each of several chains', async () => {
  const other = idOf('case', 3);
  await act(tenants.world, commission, (opened) =>
    record(opened, [
      { chainId, kind: 'first', facts: {} },
      { chainId: other, kind: 'elsewhere', facts: {} },
      { chainId, kind: 'second', facts: {} },
    ]),
  );
  assert.deepEqual(await kindsNow(), ['first', 'second']);
  assert.equal((await act(tenants.world, commission, (opened) => readChain(opened, other))).length, 1);
});

test('an act that fails leaves nothing', async () => {
  const failing = act(tenants.world, commission, async (opened) => {
    await say('undone')(opened);
    throw new Error('after all');
  });
  await assert.rejects(failing, /after all/);
  assert.deepEqual(await kindsNow(), ['first', 'second']);
});

test('the application role can neither change nor remove what was recorded', async () => {
  for (const sql of ["update assize.evidence_entries set kind = 'x'", 'delete from assize.evidence_entries', 'truncate assize.evidence_entries']) {
    await assert.rejects(act(tenants.world, commission, (opened) => opened.query(sql)), { code: '42501' }, sql);
  }
  const lying = `insert into assize.evidence_entries values ($1, 99, 'x', now(), now(), 'body', repeat('a', 64))`;
  await assert.rejects(act(tenants.world, commission, (opened) => opened.query(lying, [chainId])), { code: '23514' }, 'the table checks the hash itself');
});

test('of two who record at once on one chain without its lock, one is refused and the chain stays whole', async () => {
  const { promise: bothHaveRead, resolve } = Promise.withResolvers<undefined>();
  let toWrite = 2;
  const recorder = (kind: string) =>
    act(tenants.world, commission, (opened) =>
      say(kind)({
        ...opened,
        async query(sql, parameters) {
          if (sql.startsWith('insert') && (toWrite -= 1) === 0) resolve(undefined);
          if (sql.startsWith('insert')) await bothHaveRead;
          return opened.query(sql, parameters);
        },
      }),
    );
  const outcomes = await Promise.allSettled([recorder('left'), recorder('right')]);
  assert.deepEqual(outcomes.map((each) => each.status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await kindsNow()).length, 3);
});

test('with the lock on the case, everyone who records at once is heard', async () => {
  const recorder = (kind: string) =>
    act(tenants.world, commission, async (opened) => {
      await opened.query('select from assize.cases where case_id = $1 for update', [chainId]);
      await say(kind)(opened);
    });
  await Promise.all(Array.from({ length: 8 }, (_, index) => recorder(`at_once_${index}`)));
  assert.equal((await kindsNow()).length, 11);
});

test('nobody records on another tenant\'s chain', async () => {
  for (const who of [as('lender', idOf('lender', 2)), as('commission', idOf('commission', 2)), as('case', idOf('case', 2))]) {
    await assert.rejects(act(tenants.world, who, say('foreign')), { code: '42501' });
  }
});
