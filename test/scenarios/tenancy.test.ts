/** Tenants apart: what each kind of scope sees and may write of two commissions' and two lenders' rows, asked of PostgreSQL itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { record } from '../../src/evidence/operations.ts';
import { act, type ActOf } from '../../src/shell/act.ts';
import { openDatabase } from '../../src/shell/database.ts';
import { as, createTenants, idOf, tenantCases } from '../tenants.ts';

const tenants = await createTenants();
const { world, owner } = tenants;
for (const [index, [commission]] of tenantCases.entries()) {
  const chains = [idOf('case', index + 1), idOf('batch', index + 1)];
  await act(world, as('commission', idOf('commission', commission)), (opened) => record(opened, chains.map((chainId) => ({ chainId, kind: 'filed', facts: {} }))));
}

/** Who looks: the cases and batches they see, whether the tribunal's own papers too, and their commission or person. */
const viewers: Readonly<Record<string, { readonly who: ActOf; readonly cases: readonly number[]; readonly batches: readonly number[]; readonly tribunal: boolean }>> = {
  'the first commission': { who: as('commission', idOf('commission', 1)), cases: [1, 3], batches: [1, 3], tribunal: true },
  'the second commission': { who: as('commission', idOf('commission', 2)), cases: [2], batches: [2], tribunal: true },
  'the first lender': { who: as('lender', idOf('lender', 1)), cases: [1], batches: [1], tribunal: false },
  'the second lender': { who: as('lender', idOf('lender', 2)), cases: [2, 3], batches: [2, 3], tribunal: false },
  'the arbitrator of case 1': { who: as('arbitrator', idOf('commission', 1), idOf('person', 1)), cases: [1], batches: [], tribunal: true },
  'an arbitrator at the wrong commission': { who: as('arbitrator', idOf('commission', 1), idOf('person', 2)), cases: [], batches: [], tribunal: false },
  'the respondent of case 2': { who: as('case', idOf('case', 2)), cases: [2], batches: [], tribunal: false },
  'a lender\'s id used as a commission\'s': { who: as('commission', idOf('lender', 1)), cases: [], batches: [], tribunal: false },
  'a commission\'s id used as a lender\'s': { who: as('lender', idOf('commission', 1)), cases: [], batches: [], tribunal: false },
  'a scope that there is not': { who: as('admin' as 'commission', idOf('commission', 1)), cases: [], batches: [], tribunal: false },
};

type Viewer = (typeof viewers)[string];
const ofCases = (table: string) => (viewer: Viewer) => ({ sql: `select case_id::text as id from assize.${table}`, ids: viewer.cases.map((no) => idOf('case', no)) });
const ofBatches = (table: string) => (viewer: Viewer) => ({ sql: `select batch_id::text as id from assize.${table}`, ids: viewer.batches.map((no) => idOf('batch', no)) });
const ofLender = (table: string) => ({ who }: Viewer) => ({
  sql: `select lender_id::text as id from assize.${table}`,
  ids: who.scope.kind === 'lender' ? [1, 2].map((no) => idOf('lender', no)).filter((id) => id === who.scope.id) : [],
});
const ofNumbers = (table: string, column: string, kind: 'commission' | 'person') => ({ who }: Viewer) => ({
  sql: `select ${column}::text as id from assize.${table}`,
  ids: [1, 2].filter((no) => who.scope.id === idOf('commission', no)).map((no) => idOf(kind, no)),
});

/** Every table under row-level security, with what a viewer should see in it. */
const expectations: Readonly<Record<string, (viewer: Viewer) => { readonly sql: string; readonly ids: readonly string[] }>> = {
  cases: ofCases('cases'),
  deadlines: ofCases('deadlines'),
  answers: ofCases('answers'),
  notices: ofCases('notices'),
  service_attempts: ofCases('service_attempts'),
  identity_attempts: ofCases('identity_attempts'),
  batches: ofBatches('batches'),
  batch_items: ofBatches('batch_items'),
  batch_rounds: ofBatches('batch_rounds'),
  uploads: ofLender('uploads'),
  saved_mappings: ofLender('saved_mappings'),
  checks: ofLender('checks'),
  award_drafts: (viewer) => ({ ...ofCases('award_drafts')(viewer), ids: viewer.tribunal ? viewer.cases.map((no) => idOf('case', no)) : [] }),
  papers: (viewer) => ({
    sql: 'select paper_id::text as id from assize.papers',
    ids: viewer.cases.flatMap((no) => (viewer.tribunal ? [no * 2, no * 2 + 1] : [no * 2])).map((no) => idOf('paper', no)),
  }),
  evidence_entries: (viewer) => ({
    sql: 'select chain_id::text as id from assize.evidence_entries',
    ids: [...viewer.cases.map((no) => idOf('case', no)), ...viewer.batches.map((no) => idOf('batch', no))],
  }),
  case_numbers: ofNumbers('case_numbers', 'commission_id', 'commission'),
  memberships: (viewer) => withOwn(viewer, ofNumbers('memberships', 'person_id', 'person')(viewer)),
  persons: (viewer) => withOwn(viewer, ofNumbers('persons', 'person_id', 'person')(viewer)),
  roster: ofNumbers('roster', 'person_id', 'person'),
  // Whoever may be bound by a commission's rules may read them.
  rules: () => ({ sql: 'select distinct commission_id::text as id from assize.rules', ids: [1, 2].map((no) => idOf('commission', no)) }),
  signing_keys: (viewer) => withOwn(viewer, { sql: 'select holder_id::text as id from assize.signing_keys', ids: [] }),
};

/** A person sees themselves wherever they are. */
function withOwn({ who }: Viewer, seen: { readonly sql: string; readonly ids: readonly string[] }) {
  const own = [1, 2].map((no) => idOf('person', no)).filter((id) => who.actor.kind === 'person' && who.actor.personId === id);
  return { ...seen, ids: [...new Set([...seen.ids, ...own])] };
}

test('the seal of a commission is read by its director and by nobody else', async () => {
  const [commission, director] = [idOf('commission', 1), idOf('person', 2)];
  const seals = (who: ActOf) => act(world, who, (opened) => opened.query('select from assize.signing_keys where holder_id = $1', [commission]));
  await owner.query(`insert into assize.memberships values ($1, $2, 'director')`, [director, commission]);
  assert.equal((await seals(as('commission', commission, director))).length, 1);
  for (const other of [as('commission', commission, idOf('person', 1)), as('arbitrator', commission, director), as('lender', commission, director)]) {
    assert.equal((await seals(other)).length, 0, other.scope.kind);
  }
  await owner.query('delete from assize.memberships where person_id = $1 and institution_id = $2', [director, commission]);
});

test('every table under row-level security is in this test, and what else the application may read is public', async () => {
  const { rows } = await owner.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'assize'::regnamespace and relkind = 'r' and relrowsecurity order by relname`,
  );
  assert.deepEqual(rows.map((each) => each.relname), Object.keys(expectations).sort());
  const readable = await owner.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'assize'::regnamespace and relkind = 'r' and not relrowsecurity and has_table_privilege('assize_app', oid, 'select') order by relname`,
  );
  assert.deepEqual(readable.rows.map((each) => each.relname), ['business_clock', 'institutions']);
});

for (const [name, viewer] of Object.entries(viewers)) {
  test(`${name} sees their own rows and no others`, async () => {
    await act(world, viewer.who, async (opened) => {
      for (const [table, expectation] of Object.entries(expectations)) {
        const { sql, ids } = expectation(viewer);
        const seen = await opened.query<{ id: string }>(sql);
        assert.deepEqual(seen.map((each) => each.id).sort(), [...ids].sort(), table);
      }
    });
  });
}

test('without a scope there is nothing to see', async () => {
  const seen = await world.database.transaction(async (db) => {
    const counts = [];
    for (const table of Object.keys(expectations).filter((each) => each !== 'rules')) counts.push(...(await db.query<{ count: number }>(`select count(*)::int as count from assize.${table}`)));
    return counts;
  });
  assert(seen.every(({ count }) => count === 0), JSON.stringify(seen));
});

test('a scope ends with its act: the next on the same connection starts without one', async () => {
  const database = openDatabase(tenants.url, 1);
  await act({ ...world, database }, as('commission', idOf('commission', 1)), (opened) => opened.query('select 1'));
  assert.deepEqual(await database.transaction((db) => db.query('select * from assize.cases')), []);
  await database.close();
});

test('nobody writes a row of another tenant', async () => {
  const mine = ['the first commission', 'the first lender', 'the arbitrator of case 1', 'a scope that there is not'];
  const { rows: writable } = await owner.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'assize'::regnamespace and relkind = 'r' and relrowsecurity and has_table_privilege('assize_app', oid, 'insert')`,
  );
  assert(writable.length >= 12);
  for (const { relname } of writable) {
    const key = ['batches', 'batch_items', 'batch_rounds'].includes(relname) ? ['batch_id', idOf('batch', 2)] : ['uploads', 'saved_mappings', 'checks'].includes(relname) ? ['lender_id', idOf('lender', 2)] : relname === 'evidence_entries' ? ['chain_id', idOf('case', 2)] : relname === 'case_numbers' || relname === 'rules' ? ['commission_id', idOf('commission', 2)] : ['case_id', idOf('case', 2)];
    const { rows } = await owner.query<{ row: object }>(`select to_jsonb(t) as row from assize.${relname} t where ${key[0] ?? ''} = $1`, [key[1]]);
    assert(rows[0] !== undefined, relname);
    for (const name of mine) {
      const copying = act(world, viewers[name]?.who ?? assert.fail(), (opened) =>
        opened.query(`insert into assize.${relname} select * from jsonb_populate_record(null::assize.${relname}, $1)`, [JSON.stringify(rows[0]?.row)]),
      );
      await assert.rejects(copying, { code: '42501' }, `${name} into ${relname}`);
    }
  }
});

test('an update reaches only the rows that are seen, and none can be given to another tenant', async () => {
  const updates = ['cases set version = version', 'checks set state = state', 'batch_rounds set planned = planned', 'batch_items set superseded = superseded', 'deadlines set state = state', 'notices set level = level', 'batches set state = state', 'award_drafts set draft = draft', 'identity_attempts set failed = failed', 'case_numbers set last_no = last_no'];
  for (const [name, viewer] of Object.entries(viewers)) {
    await act(world, viewer.who, async (opened) => {
      for (const update of updates) {
        const table = update.split(' ')[0] ?? '';
        const touched = await opened.query(`update assize.${update} returning 1`);
        assert.equal(touched.length, expectations[table]?.(viewer).ids.length, `${name}: ${table}`);
      }
    });
  }
  for (const column of ['commission_id', 'lender_id', 'batch_id', 'reference', 'loan_sha256', 'total_fen']) {
    const giving = act(world, as('commission', idOf('commission', 1)), (opened) => opened.query(`update assize.cases set ${column} = ${column}`));
    await assert.rejects(giving, { code: '42501' }, column);
  }
});

test('a commission ends and withdraws its own rules, and nobody else\'s', async () => {
  const own: Readonly<Record<string, number>> = { 'the first commission': 1, 'the second commission': 1 };
  for (const [name, { who }] of Object.entries(viewers)) {
    const ended = await act(world, who, (opened) => opened.query(`update assize.rules set valid = valid where subject = 'fee_table' returning 1`));
    assert.equal(ended.length, own[name] ?? 0, name);
  }
});

test('an award is hidden from the parties until it has been served', async () => {
  const parties = [as('lender', idOf('lender', 1)), as('case', idOf('case', 1))];
  const awards = (who: ActOf) => act(world, who, (opened) => opened.query(`select from assize.papers where kind = 'award' and case_id = $1`, [idOf('case', 1)]));
  for (const who of parties) assert.equal((await awards(who)).length, 0);
  await owner.query(`update assize.cases set state = 'award_served' where case_id = $1`, [idOf('case', 1)]);
  for (const who of parties) assert.equal((await awards(who)).length, 1);
});

test('the application role owns nothing, cannot pass row-level security, delete, or look into sign-in and queue', async () => {
  const one = async (sql: string) => (await owner.query<{ value: unknown }>(sql)).rows[0]?.value;
  assert.deepEqual(await one(`select to_jsonb(r) as value from (select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles where rolname = 'assize_app') r`), {
    rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolcanlogin: false,
  });
  assert.equal(await one(`select count(*)::int as value from pg_auth_members where member = 'assize_app'::regrole`), 0, 'a member of no other role');
  for (const [catalog, ownerColumn] of [['pg_class', 'relowner'], ['pg_proc', 'proowner'], ['pg_namespace', 'nspowner'], ['pg_database', 'datdba'], ['pg_type', 'typowner']] as const) {
    assert.equal(await one(`select count(*)::int as value from ${catalog} where ${ownerColumn} = 'assize_app'::regrole`), 0, catalog);
  }
  const may = (privilege: string, schema: string) => one(`select coalesce(array_agg(relname::text order by relname), '{}') as value from pg_class
    where relnamespace = '${schema}'::regnamespace and relkind in ('r', 'v') and has_table_privilege('assize_app', oid, '${privilege}')`);
  for (const privilege of ['delete', 'truncate', 'references', 'trigger', 'update']) assert.deepEqual(await may(privilege, 'assize'), [], `${privilege}, on whole tables`);
  for (const schema of ['auth', 'graphile_worker']) {
    for (const privilege of ['select', 'insert', 'update', 'delete']) assert.deepEqual(await may(privilege, schema), [], `${privilege} in ${schema}`);
  }
  assert.equal(await one(`select has_schema_privilege('assize_app', 'assize', 'create') as value`), false);
});

test('outside a sandbox the database refuses a calendar that is not the wall clock\'s', async () => {
  const move = () => world.database.transaction((db) => db.query('update assize.business_clock set ahead_days = 1'));
  await assert.rejects(move(), { code: '23514' });
  await assert.rejects(world.database.transaction((db) => db.query('update assize.business_clock set sandbox = true')), { code: '42501' }, 'nor does the application make itself a sandbox');
  await owner.query('update assize.business_clock set sandbox = true');
  await move();
});
