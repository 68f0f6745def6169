-- The docket. A case belongs to one commission and one lender; whoever looks sees the cases of their scope.

create table assize.batches (
  batch_id uuid primary key,
  lender_id uuid not null references assize.institutions,
  commission_id uuid not null references assize.institutions,
  reference text not null,
  as_of date not null,
  -- What was sent, as one hash: the mapping, the day and every file. The same reference with other content is refused.
  content_sha256 text not null,
  mapping_sha256 text not null,
  files jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
  planned integer not null default 0,
  filed integer not null default 0,
  rejected integer not null default 0,
  refused integer not null default 0,
  failure jsonb,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  finished_at timestamptz,
  unique (lender_id, reference)
);

create table assize.cases (
  case_id uuid primary key,
  commission_id uuid not null references assize.institutions,
  lender_id uuid not null references assize.institutions,
  batch_id uuid not null references assize.batches,
  lender_name text not null,
  commission_name text not null,
  -- The lender's own number for the loan.
  reference text not null,
  contract_no text not null,
  respondent_name text not null,
  case_no text,
  state text not null,
  state_since date not null,
  version integer not null default 1,
  loan_sha256 text not null,
  claim_sha256 text not null,
  principal_fen bigint not null,
  total_fen bigint not null,
  warnings jsonb not null default '[]',
  filed_on date not null,
  procedure_profile text not null,
  fee_table text not null,
  fee_fen bigint,
  fee_receipt_no text,
  accepted_on date,
  service_level smallint not null default 0 check (service_level between 0 and 4),
  answered boolean not null default false,
  arbitrator_id uuid references assize.persons,
  arbitrator_name text,
  tribunal_on date,
  award_on date,
  unique (commission_id, case_no)
);
create index cases_of_commission on assize.cases (commission_id, state, state_since);
create index cases_of_lender on assize.cases (lender_id, state, state_since);
create index cases_of_batch on assize.cases (batch_id);
create index cases_of_arbitrator on assize.cases (arbitrator_id, state);
-- One loan, one case: filed again only after it was not accepted.
create unique index one_case_per_loan on assize.cases (lender_id, reference) where state <> 'not_accepted';

-- Rows as they were sent, each with what became of it. The position in the batch makes filing resumable.
create table assize.batch_items (
  batch_id uuid not null references assize.batches,
  position integer not null,
  reference text,
  outcome text not null check (outcome in ('filed', 'rejected', 'refused')),
  case_id uuid references assize.cases,
  -- What kept it out, each with code, place, message and fix; and what travels with a filed case as warnings.
  problems jsonb not null default '[]',
  primary key (batch_id, position),
  check ((outcome = 'filed') = (case_id is not null))
);

create table assize.case_numbers (
  commission_id uuid not null references assize.institutions,
  year integer not null,
  last_no integer not null,
  primary key (commission_id, year)
);

-- A deadline carries the rule and the calendar that made it, so that it explains itself.
create table assize.deadlines (
  case_id uuid not null references assize.cases,
  kind text not null check (kind in ('response', 'challenge', 'award')),
  start_on date not null,
  days integer not null,
  unit text not null check (unit in ('day', 'working_day')),
  nominal_on date not null,
  due_on date not null,
  rolled_over jsonb not null,
  rule text not null,
  calendar_version text not null,
  state text not null default 'running' check (state in ('running', 'expired', 'met')),
  -- A window that opens again is the next of its kind.
  no integer not null default 1,
  primary key (case_id, kind, no)
);
create index running_deadlines on assize.deadlines (due_on, case_id) where state = 'running';

-- What the respondent has said, word for word.
create table assize.answers (
  answer_id uuid primary key,
  case_id uuid not null references assize.cases,
  kind text not null check (kind in ('defence', 'object_to_procedure', 'challenge_arbitrator')),
  text text not null,
  received_at timestamptz not null,
  late boolean not null
);
create index answers_of_case on assize.answers (case_id, received_at);

create table assize.award_drafts (
  case_id uuid not null references assize.cases,
  arbitrator_id uuid not null references assize.persons,
  draft jsonb not null,
  primary key (case_id, arbitrator_id)
);

-- Every paper ever made for a case; signing makes a new revision, nothing is replaced.
create table assize.papers (
  paper_id uuid primary key,
  case_id uuid not null references assize.cases,
  kind text not null,
  revision integer not null default 1,
  sha256 text not null,
  bytes integer not null,
  issued_on date not null,
  signatures jsonb not null default '[]',
  unique (case_id, kind, revision)
);

-- Service of process: one notice to one recipient over one channel, and every attempt to reach them.
create table assize.notices (
  notice_id uuid primary key,
  case_id uuid not null references assize.cases,
  recipient text not null check (recipient in ('applicant', 'respondent')),
  purpose text not null check (purpose in ('arbitration', 'composition', 'award')),
  channel text not null check (channel in ('email')),
  address text not null,
  address_source text not null,
  paper_ids uuid[] not null,
  level smallint not null default 0 check (level between 0 and 4),
  created_at timestamptz not null
);
create index notices_of_case on assize.notices (case_id);

create table assize.service_attempts (
  notice_id uuid not null references assize.notices,
  case_id uuid not null references assize.cases,
  no integer not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('accepted', 'refused', 'opened', 'authenticated')),
  level smallint not null,
  detail text not null,
  primary key (notice_id, no)
);

-- How often someone holding a respondent's link has failed to prove who they are, by day of the wall clock.
create table assize.identity_attempts (
  case_id uuid not null references assize.cases,
  on_day date not null,
  failed integer not null,
  primary key (case_id, on_day)
);

-- Tenancy. The children of a case are seen by whoever sees the case.
alter table assize.cases enable row level security;
create policy tenancy on assize.cases to assize_app using (
  case assize.scope()
    when 'commission' then commission_id = assize.scope_id()
    when 'lender' then lender_id = assize.scope_id()
    when 'arbitrator' then commission_id = assize.scope_id() and arbitrator_id = assize.viewer_id()
    when 'case' then case_id = assize.scope_id()
    else false
  end
) with check (
  -- An arbitrator who declines gives the case back: the row they write is no longer theirs.
  case assize.scope()
    when 'commission' then commission_id = assize.scope_id()
    when 'lender' then lender_id = assize.scope_id()
    when 'arbitrator' then commission_id = assize.scope_id()
    when 'case' then case_id = assize.scope_id()
    else false
  end
);

alter table assize.batches enable row level security;
create policy tenancy on assize.batches to assize_app using (
  case assize.scope()
    when 'commission' then commission_id = assize.scope_id()
    when 'lender' then lender_id = assize.scope_id()
    else false
  end
);

alter table assize.batch_items enable row level security;
create policy tenancy on assize.batch_items to assize_app using (
  exists (select from assize.batches b where b.batch_id = batch_items.batch_id)
);

do $$
declare child text;
begin
  foreach child in array array['deadlines', 'answers', 'notices', 'service_attempts', 'identity_attempts'] loop
    execute format('alter table assize.%I enable row level security', child);
    execute format(
      'create policy tenancy on assize.%1$I to assize_app using (exists (select from assize.cases c where c.case_id = %1$I.case_id))',
      child);
  end loop;
end $$;

-- What the tribunal is still writing is seen by the commission and its arbitrator only; the parties see the
-- award once it has been served.
alter table assize.award_drafts enable row level security;
create policy tenancy on assize.award_drafts to assize_app using (
  assize.scope() in ('commission', 'arbitrator')
  and exists (select from assize.cases c where c.case_id = award_drafts.case_id)
);
alter table assize.papers enable row level security;
create policy tenancy on assize.papers to assize_app using (
  exists (
    select from assize.cases c
    where c.case_id = papers.case_id
      and (papers.kind <> 'award' or c.state = 'award_served' or assize.scope() in ('commission', 'arbitrator'))
      -- The notice of arbitration carries the respondent's link.
      and (papers.kind <> 'arbitration_notice' or assize.scope() <> 'lender')
  )
);

alter table assize.case_numbers enable row level security;
create policy tenancy on assize.case_numbers to assize_app using (commission_id = assize.scope_id());

grant select, insert on assize.batches, assize.cases, assize.batch_items, assize.case_numbers, assize.deadlines,
  assize.answers, assize.award_drafts, assize.papers, assize.notices, assize.service_attempts,
  assize.identity_attempts to assize_app;
grant update (state, planned, filed, rejected, refused, failure, finished_at) on assize.batches to assize_app;
grant update (case_no, state, state_since, version, fee_fen, fee_receipt_no, accepted_on, service_level, answered,
  arbitrator_id, arbitrator_name, tribunal_on, award_on) on assize.cases to assize_app;
grant update (last_no) on assize.case_numbers to assize_app;
grant update (state) on assize.deadlines to assize_app;
grant update (draft) on assize.award_drafts to assize_app;
grant update (level) on assize.notices to assize_app;
grant update (failed) on assize.identity_attempts to assize_app;
