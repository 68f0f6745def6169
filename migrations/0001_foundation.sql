-- Who works with the tables. The migrating role owns them; the application works as assize_app, which owns
-- nothing and is bound by row-level security. A connection says for whom it acts by three settings that
-- live as long as one transaction: assize.scope, assize.scope_id and assize.person_id.

do $$
declare is_new boolean := not exists (select from pg_roles where rolname = 'assize_app');
begin
  if is_new then
    create role assize_app nologin;
  end if;
  -- Who makes a role administers it and is not yet a member; who was made a member may not be able to grant.
  if is_new or not pg_has_role('assize_app', 'member') then
    execute format('grant assize_app to %I', current_user);
  end if;
end $$;

grant usage on schema assize to assize_app;

create function assize.scope() returns text
  language sql stable parallel safe
  return current_setting('assize.scope', true);

create function assize.scope_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('assize.scope_id', true), '')::uuid;

create function assize.viewer_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('assize.person_id', true), '')::uuid;

-- The tribunal's calendar may stand apart from the wall clock, in a sandbox only. One row.
create table assize.business_clock (
  only_row boolean primary key default true check (only_row),
  sandbox boolean not null default false,
  ahead_days integer not null default 0 check (sandbox or ahead_days = 0)
);
insert into assize.business_clock default values;
grant select on assize.business_clock to assize_app;
grant update (ahead_days) on assize.business_clock to assize_app;

-- Who is working on the queue, and by which connection it can be told whether they still live.
create table assize.queue_workers (
  worker_id text primary key,
  connection_pid integer not null,
  connection_start timestamptz not null
);

-- The outbox: a job added inside an act is part of its transaction. The application role may add jobs and
-- nothing else in the queue. The queue's own tables are made by its library at start, before any call.
create function assize.enqueue(task text, payload json, job_key text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, job_key => job_key, max_attempts => 12);
end $$;
revoke all on function assize.enqueue(text, json, text) from public;
grant execute on function assize.enqueue(text, json, text) to assize_app;
