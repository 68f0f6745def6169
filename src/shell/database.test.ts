import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import { createTestDatabase } from '../../test/database.ts';
import { openBlobStore } from './blobs.ts';
import { workingFolders } from './working-folders.ts';
import { act, type ActOf } from './act.ts';
import { ignoreBreak, openDatabase } from './database.ts';

const { url } = await createTestDatabase();
const database = openDatabase(url, 2);
const owner = new pg.Pool({ connectionString: url, max: 1 });
owner.on('error', ignoreBreak);
after(async () => {
  await database.close();
  await owner.end();
});

const world = { database, blobs: openBlobStore('/nowhere'), folders: workingFolders('/nowhere'), sandbox: false };
const commission: ActOf = { actor: { kind: 'person', personId: '01950000-0000-7000-8000-000000000009', name: '某人', roles: [] }, scope: { kind: 'commission', id: '01950000-0000-7000-8000-000000000001' } };

test('days, instants and large numbers come and go as they are', async () => {
  const sent = [Temporal.PlainDate.from('2026-03-02'), Temporal.Instant.from('2026-03-01T16:00:00.123Z'), 2n ** 62n, new Uint8Array([0, 255]), ['a', 'b'], null, true] as const;
  const [row] = await database.transaction((db) => db.query<object>('select $1::date as a, $2::timestamptz as b, $3::bigint as c, $4::bytea as d, $5::text[] as e, $6::text as f, $7::boolean as g', sent));
  const [day, instant, large, bytes, ...rest] = Object.values(row ?? {}) as [Temporal.PlainDate, Temporal.Instant, bigint, Uint8Array, ...unknown[]];
  assert.deepEqual([day.toString(), instant.toString(), large, [...bytes], rest], ['2026-03-02', '2026-03-01T16:00:00.123Z', 2n ** 62n, [0, 255], [['a', 'b'], null, true]]);
});

test('an act tells PostgreSQL who acts, and what it throws undoes all of it, its jobs too', async () => {
  const told = await act(world, commission, (opened) =>
    opened.query<{ role: string; scope: string; scope_id: string; viewer_id: string }>('select current_user::text as role, assize.scope(), assize.scope_id(), assize.viewer_id()'),
  );
  assert.deepEqual(told, [{ role: 'assize_app', scope: 'commission', scope_id: commission.scope.id, viewer_id: '01950000-0000-7000-8000-000000000009' }]);
  const enqueue = (fails: boolean) =>
    act(world, commission, async (opened) => {
      await opened.enqueue('some_task', { said: '中' }, 'one-key');
      if (fails) throw new Error('after all');
    });
  const jobs = async () => (await owner.query<{ payload: unknown }>(`select payload from graphile_worker._private_jobs`)).rows;
  await assert.rejects(enqueue(true), /after all/);
  assert.deepEqual(await jobs(), []);
  await enqueue(false);
  await enqueue(false);
  assert.deepEqual(await jobs(), [{ payload: { said: '中' } }], 'the same key is one job');
});

test('an act has one instant, and the day it falls on in China', async () => {
  await owner.query('update assize.business_clock set sandbox = true, ahead_days = 400');
  const { at, today, recordedAt } = await act(world, commission, (opened) => Promise.resolve(opened));
  assert.equal(recordedAt.until(at).total('hours'), 400 * 24);
  assert(today.equals(at.toZonedDateTimeISO('Asia/Shanghai').toPlainDate()));
});

test('a connection that breaks fails what is asked of it, and neither the process nor what comes next', async () => {
  const cut = async (pid: number) => {
    await owner.query('select pg_terminate_backend($1)', [pid]);
    await new Promise((resolve) => setTimeout(resolve, 50));
  };
  const ownPid = 'select pg_backend_pid() as pid';
  const broken = database.transaction(async (db) => {
    const [row] = await db.query<{ pid: number }>(ownPid);
    await cut(row?.pid ?? 0);
    return db.query('select 1');
  });
  await assert.rejects(broken);
  const [idle] = await database.transaction((db) => db.query<{ pid: number }>(ownPid));
  await cut(idle?.pid ?? 0);
  assert.equal((await database.transaction((db) => db.query('select 1'))).length, 1);
});
