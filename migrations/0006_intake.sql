-- Intake of any size: files are uploaded first and used by name; a mapping is saved and recognised again; files are
-- checked before they are filed; what was sent is corrected in further rounds of the same batch.

-- A file that a lender has uploaded. The bytes lie once under their hash; that they may be used is the lender's own.
create table assize.uploads (
  lender_id uuid not null references assize.institutions,
  sha256 text not null,
  name text not null,
  bytes bigint not null,
  uploaded_at timestamptz not null,
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  primary key (lender_id, sha256)
);

-- A mapping as it was saved, with the columns it was made for. Saving again is a new version; none is overwritten.
create table assize.saved_mappings (
  lender_id uuid not null references assize.institutions,
  name text not null,
  version integer not null check (version > 0),
  -- Its own text and order of fields, which a person reads.
  mapping json not null,
  layout json not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  saved_by_name text not null,
  primary key (lender_id, name, version)
);

-- A run through the files that files nothing. What it found so far stands in the row, so that a run that dies leaves
-- its last count and the next one begins again.
create table assize.checks (
  check_id uuid primary key,
  lender_id uuid not null references assize.institutions,
  commission_id uuid not null references assize.institutions,
  as_of date not null,
  mapping_sha256 text not null,
  files jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  planned integer not null default 0,
  sound integer not null default 0,
  warned integer not null default 0,
  rejected integer not null default 0,
  refused integer not null default 0,
  problems jsonb not null default '[]',
  already_filed jsonb not null default '[]',
  -- Three whole loan files with their claims: the lender's own data, for the lender alone.
  preview json not null default '[]',
  failure jsonb,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  finished_at timestamptz
);

alter table assize.batches drop constraint batches_state_check;
alter table assize.batches add constraint batches_state_check check (state in ('queued', 'running', 'done', 'failed', 'cancelled'));

-- What was sent under one batch: its files, and each correction. The same content is the same round.
create table assize.batch_rounds (
  batch_id uuid not null references assize.batches,
  round integer not null check (round > 0),
  content_sha256 text not null,
  files jsonb not null,
  planned integer not null default 0,
  filed integer not null default 0,
  rejected integer not null default 0,
  refused integer not null default 0,
  -- Loans that an earlier round has filed.
  repeated integer not null default 0,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  finished_at timestamptz,
  primary key (batch_id, round),
  unique (batch_id, content_sha256)
);
insert into assize.batch_rounds
  select batch_id, 1, content_sha256, files, planned, filed, rejected, refused, 0, created_at, created_by, created_by_name, finished_at
  from assize.batches;

alter table assize.batch_items
  add column round integer not null default 1,
  -- A later round has answered for this loan.
  add column superseded boolean not null default false,
  -- A hash of borrower, principal and day of signing: the same loan under another reference has the same.
  add column loan_print text,
  drop constraint batch_items_pkey,
  drop constraint batch_items_outcome_check,
  drop constraint batch_items_check,
  add primary key (batch_id, round, position),
  add constraint batch_items_outcome_check check (outcome in ('filed', 'rejected', 'refused', 'repeated')),
  add constraint batch_items_case_check check ((outcome in ('filed', 'repeated')) = (case_id is not null));
alter table assize.batch_items alter column round drop default;
create index batch_items_by_reference on assize.batch_items (batch_id, reference);
create index batch_items_of_loan on assize.batch_items (loan_print) where loan_print is not null;
create index cases_of_contract on assize.cases (lender_id, contract_no);

alter table assize.uploads enable row level security;
create policy tenancy on assize.uploads to assize_app using (assize.scope() = 'lender' and lender_id = assize.scope_id());
alter table assize.saved_mappings enable row level security;
create policy tenancy on assize.saved_mappings to assize_app using (assize.scope() = 'lender' and lender_id = assize.scope_id());
alter table assize.checks enable row level security;
create policy tenancy on assize.checks to assize_app using (assize.scope() = 'lender' and lender_id = assize.scope_id());
alter table assize.batch_rounds enable row level security;
create policy tenancy on assize.batch_rounds to assize_app using (
  exists (select from assize.batches b where b.batch_id = batch_rounds.batch_id)
);

grant select, insert on assize.uploads, assize.saved_mappings, assize.checks, assize.batch_rounds to assize_app;
grant update (state, planned, sound, warned, rejected, refused, problems, already_filed, preview, failure, finished_at) on assize.checks to assize_app;
grant update (planned, filed, rejected, refused, repeated, finished_at) on assize.batch_rounds to assize_app;
grant update (superseded) on assize.batch_items to assize_app;

-- Jobs of one line run one after another: a lender's long checks never keep others waiting.
drop function assize.enqueue(text, json, text);
create function assize.enqueue(task text, payload json, job_key text, line text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, queue_name => line, job_key => job_key, max_attempts => 12);
end $$;
revoke all on function assize.enqueue(text, json, text, text) from public;
grant execute on function assize.enqueue(text, json, text, text) to assize_app;
