/**
 * Writes a database's structure as SQL that reads well and compares well: what `schema.sql` holds. It comes from the
 * catalogue, since the embedded PostgreSQL brings no pg_dump, and each object is in the words of PostgreSQL's own
 * `pg_get_…def` functions. It is for reading and reviewing; databases are made by `migrations/`.
 */
import pg from 'pg';

/** Everything but the system's schemas and the queue's, which its library makes. */
const ourSchemas = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker')`;

/** Each query gives `head`, by which objects are sorted, and `body`, the SQL. */
const objects: Readonly<Record<string, string>> = {
  Schemas: `
    select nspname as head, format('create schema %I;', nspname) || ${grants('schema', 'nspname', 'nspacl')} as body
    from pg_namespace n where ${ourSchemas}`,
  Types: `
    select t.oid::regtype::text as head, case t.typtype
        when 'e' then format('create type %s as enum (%s);', t.oid::regtype,
          (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
        else format('create domain %s as %s %s;', t.oid::regtype, format_type(t.typbasetype, t.typtypmod),
          (select string_agg(pg_get_constraintdef(oid), ' ' order by conname) from pg_constraint where contypid = t.oid))
      end as body
    from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype in ('e', 'd') and ${ourSchemas}`,
  Functions: `
    select p.oid::regprocedure::text as head,
      rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' || ${grants('function', 'p.oid::regprocedure', "coalesce(p.proacl, acldefault('f', p.proowner))")} as body
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ourSchemas}`,
  Tables: `
    select c.oid::regclass::text as head, concat_ws(E'\\n',
      format(E'create table %s (\\n%s\\n);', c.oid::regclass, (
        select string_agg('  ' || line, E',\\n' order by part, place, line) from (
          select 1 as part, a.attnum as place, concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
            case when a.attnotnull then 'not null' end,
            case when a.attgenerated = 's' then format('generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
                 when a.attidentity <> '' then 'generated as identity'
                 when d.adbin is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) end) as line
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          union all
          select 2, strpos('pufcx', contype::text), format('constraint %I %s', conname, pg_get_constraintdef(oid))
          from pg_constraint where conrelid = c.oid and contype in ('p', 'u', 'f', 'c', 'x')
        ) lines)),
      (select string_agg(pg_get_indexdef(indexrelid) || ';', E'\\n' order by indexrelid::regclass::text) from pg_index i
        where i.indrelid = c.oid and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))),
      (select string_agg(pg_get_triggerdef(oid) || ';', E'\\n' order by tgname) from pg_trigger where tgrelid = c.oid and not tgisinternal),
      case when c.relrowsecurity then format('alter table %s enable row level security;', c.oid::regclass) end,
      case when c.relforcerowsecurity then format('alter table %s force row level security;', c.oid::regclass) end,
      (select string_agg(format('create policy %I on %s%s for %s to %s%s%s;', polname, c.oid::regclass,
          case when polpermissive then '' else ' as restrictive' end,
          case polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
          (select string_agg(case role when 0 then 'public' else role::regrole::text end, ', ') from unnest(polroles) role),
          E'\\n  using ' || pg_get_expr(polqual, polrelid, true), E'\\n  with check ' || pg_get_expr(polwithcheck, polrelid, true)),
        E'\\n' order by polname) from pg_policy where polrelid = c.oid)
      ) || ${grants('table', 'c.oid::regclass', 'c.relacl')} || coalesce((
        select string_agg(line, '' order by line) from (
          select format(E'\\ngrant %s (%s) on %s to %s;', lower(privilege_type), string_agg(quote_ident(attname), ', ' order by attnum), c.oid::regclass,
            case grantee when 0 then 'public' else grantee::regrole::text end) as line
          from pg_attribute, aclexplode(attacl) where attrelid = c.oid group by privilege_type, grantee
        ) columns), '') as body
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ourSchemas}`,
  Views: `
    select c.oid::regclass::text as head, format(E'create %s %s as\\n%s', case c.relkind when 'm' then 'materialized view' else 'view' end,
      c.oid::regclass, pg_get_viewdef(c.oid, true)) || ${grants('table', 'c.oid::regclass', 'c.relacl')} as body
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ourSchemas}`,
};

/** What others than the owner may do, as a suffix to an object's definition. */
function grants(kind: string, name: string, acl: string): string {
  return `coalesce((select string_agg(line, '' order by line) from (
    select format(E'\\ngrant %s on ${kind} %s to %s;', string_agg(lower(privilege_type), ', ' order by privilege_type), ${name},
      case grantee when 0 then 'public' else grantee::regrole::text end) as line
    from aclexplode(${acl}) where grantee <> grantor group by grantee) grants), '')`;
}

/** `url` must be a migrated database. */
export async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const parts = ['-- The schema after all of migrations/, written by `npm run generate`. Read it; do not run or edit it.\n'];
    for (const [title, query] of Object.entries(objects)) {
      const { rows } = await client.query<{ body: string }>(`select body from (${query}) objects order by head collate "C"`);
      if (rows.length > 0) parts.push(`-- ${title}\n`, ...rows.map(({ body }) => `${body}\n`));
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
}
