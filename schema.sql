-- The schema after all of migrations/, written by `npm run generate`. Read it; do not run or edit it.

-- Schemas

create schema assize;
grant usage on schema assize to assize_app;

create schema auth;

-- Functions

CREATE OR REPLACE FUNCTION assize.enqueue(task text, payload json, job_key text, line text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  perform graphile_worker.add_job(task, payload, queue_name => line, job_key => job_key, max_attempts => 12);
end $function$;
grant execute on function assize.enqueue(text,json,text,text) to assize_app;

CREATE OR REPLACE FUNCTION assize.guard_rule()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'a rule is never deleted' using errcode = 'restrict_violation';
  end if;
  if to_jsonb(new) - 'valid' - 'withdrawn_at' <> to_jsonb(old) - 'valid' - 'withdrawn_at'
    or old.withdrawn_at is not null
    or lower(new.valid) <> lower(old.valid) or not new.valid <@ old.valid
  then
    raise exception 'a rule is never overwritten: enter a new one' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;
grant execute on function assize.guard_rule() to public;

CREATE OR REPLACE FUNCTION assize.memberships_of_user(of_user_id text)
 RETURNS TABLE(person_id uuid, person_name text, email text, institution_id uuid, institution_kind text, institution_name text, roles text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
BEGIN ATOMIC
 SELECT p.person_id,
     p.name,
     p.email,
     i.institution_id,
     i.kind,
     i.name,
     array_agg(m.role ORDER BY m.role) AS array_agg
    FROM ((assize.persons p
      JOIN assize.memberships m USING (person_id))
      JOIN assize.institutions i USING (institution_id))
   WHERE (p.user_id = memberships_of_user.of_user_id)
   GROUP BY p.person_id, i.institution_id
   ORDER BY i.name;
END;
grant execute on function assize.memberships_of_user(text) to assize_app;

CREATE OR REPLACE FUNCTION assize.scope()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN current_setting('assize.scope'::text, true);
grant execute on function assize.scope() to public;

CREATE OR REPLACE FUNCTION assize.scope_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('assize.scope_id'::text, true), ''::text))::uuid;
grant execute on function assize.scope_id() to public;

CREATE OR REPLACE FUNCTION assize.viewer_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('assize.person_id'::text, true), ''::text))::uuid;
grant execute on function assize.viewer_id() to public;

-- Tables

create table assize.answers (
  answer_id uuid not null,
  case_id uuid not null,
  kind text not null,
  text text not null,
  received_at timestamp with time zone not null,
  late boolean not null,
  constraint answers_pkey PRIMARY KEY (answer_id),
  constraint answers_case_id_fkey FOREIGN KEY (case_id) REFERENCES assize.cases(case_id),
  constraint answers_kind_check CHECK ((kind = ANY (ARRAY['defence'::text, 'object_to_procedure'::text, 'challenge_arbitrator'::text])))
);
CREATE INDEX answers_of_case ON assize.answers USING btree (case_id, received_at);
alter table assize.answers enable row level security;
create policy tenancy on assize.answers for all to assize_app
  using (EXISTS ( SELECT
   FROM assize.cases c
  WHERE c.case_id = answers.case_id));
grant insert, select on table assize.answers to assize_app;

create table assize.award_drafts (
  case_id uuid not null,
  arbitrator_id uuid not null,
  draft jsonb not null,
  constraint award_drafts_pkey PRIMARY KEY (case_id, arbitrator_id),
  constraint award_drafts_arbitrator_id_fkey FOREIGN KEY (arbitrator_id) REFERENCES assize.persons(person_id),
  constraint award_drafts_case_id_fkey FOREIGN KEY (case_id) REFERENCES assize.cases(case_id)
);
alter table assize.award_drafts enable row level security;
create policy tenancy on assize.award_drafts for all to assize_app
  using (assize.scope() = ANY (ARRAY['commission'::text, 'arbitrator'::text])) AND (EXISTS ( SELECT
   FROM assize.cases c
  WHERE c.case_id = award_drafts.case_id));
grant insert, select on table assize.award_drafts to assize_app;
grant update (draft) on assize.award_drafts to assize_app;

create table assize.batch_items (
  batch_id uuid not null,
  "position" integer not null,
  reference text,
  outcome text not null,
  case_id uuid,
  problems jsonb not null default '[]'::jsonb,
  round integer not null,
  superseded boolean not null default false,
  loan_print text,
  constraint batch_items_pkey PRIMARY KEY (batch_id, round, "position"),
  constraint batch_items_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES assize.batches(batch_id),
  constraint batch_items_case_id_fkey FOREIGN KEY (case_id) REFERENCES assize.cases(case_id),
  constraint batch_items_case_check CHECK (((outcome = ANY (ARRAY['filed'::text, 'repeated'::text])) = (case_id IS NOT NULL))),
  constraint batch_items_outcome_check CHECK ((outcome = ANY (ARRAY['filed'::text, 'rejected'::text, 'refused'::text, 'repeated'::text])))
);
CREATE INDEX batch_items_by_reference ON assize.batch_items USING btree (batch_id, reference);
CREATE INDEX batch_items_of_loan ON assize.batch_items USING btree (loan_print) WHERE (loan_print IS NOT NULL);
alter table assize.batch_items enable row level security;
create policy tenancy on assize.batch_items for all to assize_app
  using (EXISTS ( SELECT
   FROM assize.batches b
  WHERE b.batch_id = batch_items.batch_id));
grant insert, select on table assize.batch_items to assize_app;
grant update (superseded) on assize.batch_items to assize_app;

create table assize.batch_rounds (
  batch_id uuid not null,
  round integer not null,
  content_sha256 text not null,
  files jsonb not null,
  planned integer not null default 0,
  filed integer not null default 0,
  rejected integer not null default 0,
  refused integer not null default 0,
  repeated integer not null default 0,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  created_by_name text not null,
  finished_at timestamp with time zone,
  constraint batch_rounds_pkey PRIMARY KEY (batch_id, round),
  constraint batch_rounds_batch_id_content_sha256_key UNIQUE (batch_id, content_sha256),
  constraint batch_rounds_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES assize.batches(batch_id),
  constraint batch_rounds_round_check CHECK ((round > 0))
);
alter table assize.batch_rounds enable row level security;
create policy tenancy on assize.batch_rounds for all to assize_app
  using (EXISTS ( SELECT
   FROM assize.batches b
  WHERE b.batch_id = batch_rounds.batch_id));
grant insert, select on table assize.batch_rounds to assize_app;
grant update (planned, filed, rejected, refused, repeated, finished_at) on assize.batch_rounds to assize_app;

create table assize.batches (
  batch_id uuid not null,
  lender_id uuid not null,
  commission_id uuid not null,
  reference text not null,
  as_of date not null,
  content_sha256 text not null,
  mapping_sha256 text not null,
  files jsonb not null,
  state text not null default 'queued'::text,
  planned integer not null default 0,
  filed integer not null default 0,
  rejected integer not null default 0,
  refused integer not null default 0,
  failure jsonb,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  created_by_name text not null,
  finished_at timestamp with time zone,
  constraint batches_pkey PRIMARY KEY (batch_id),
  constraint batches_lender_id_reference_key UNIQUE (lender_id, reference),
  constraint batches_commission_id_fkey FOREIGN KEY (commission_id) REFERENCES assize.institutions(institution_id),
  constraint batches_lender_id_fkey FOREIGN KEY (lender_id) REFERENCES assize.institutions(institution_id),
  constraint batches_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
alter table assize.batches enable row level security;
create policy tenancy on assize.batches for all to assize_app
  using 
CASE assize.scope()
    WHEN 'commission'::text THEN commission_id = assize.scope_id()
    WHEN 'lender'::text THEN lender_id = assize.scope_id()
    ELSE false
END;
grant insert, select on table assize.batches to assize_app;
grant update (state, planned, filed, rejected, refused, failure, finished_at) on assize.batches to assize_app;

create table assize.business_clock (
  only_row boolean not null default true,
  sandbox boolean not null default false,
  ahead_days integer not null default 0,
  constraint business_clock_pkey PRIMARY KEY (only_row),
  constraint business_clock_check CHECK ((sandbox OR (ahead_days = 0))),
  constraint business_clock_only_row_check CHECK (only_row)
);
grant select on table assize.business_clock to assize_app;
grant update (ahead_days) on assize.business_clock to assize_app;

create table assize.case_numbers (
  commission_id uuid not null,
  year integer not null,
  last_no integer not null,
  constraint case_numbers_pkey PRIMARY KEY (commission_id, year),
  constraint case_numbers_commission_id_fkey FOREIGN KEY (commission_id) REFERENCES assize.institutions(institution_id)
);
alter table assize.case_numbers enable row level security;
create policy tenancy on assize.case_numbers for all to assize_app
  using commission_id = assize.scope_id();
grant insert, select on table assize.case_numbers to assize_app;
grant update (last_no) on assize.case_numbers to assize_app;

create table assize.cases (
  case_id uuid not null,
  commission_id uuid not null,
  lender_id uuid not null,
  batch_id uuid not null,
  lender_name text not null,
  commission_name text not null,
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
  warnings jsonb not null default '[]'::jsonb,
  filed_on date not null,
  procedure_profile text not null,
  fee_table text not null,
  fee_fen bigint,
  fee_receipt_no text,
  accepted_on date,
  service_level smallint not null default 0,
  answered boolean not null default false,
  arbitrator_id uuid,
  arbitrator_name text,
  tribunal_on date,
  award_on date,
  constraint cases_pkey PRIMARY KEY (case_id),
  constraint cases_commission_id_case_no_key UNIQUE (commission_id, case_no),
  constraint cases_arbitrator_id_fkey FOREIGN KEY (arbitrator_id) REFERENCES assize.persons(person_id),
  constraint cases_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES assize.batches(batch_id),
  constraint cases_commission_id_fkey FOREIGN KEY (commission_id) REFERENCES assize.institutions(institution_id),
  constraint cases_lender_id_fkey FOREIGN KEY (lender_id) REFERENCES assize.institutions(institution_id),
  constraint cases_service_level_check CHECK (((service_level >= 0) AND (service_level <= 4)))
);
CREATE INDEX cases_of_arbitrator ON assize.cases USING btree (arbitrator_id, state);
CREATE INDEX cases_of_batch ON assize.cases USING btree (batch_id);
CREATE INDEX cases_of_commission ON assize.cases USING btree (commission_id, state, state_since);
CREATE INDEX cases_of_contract ON assize.cases USING btree (lender_id, contract_no);
CREATE INDEX cases_of_lender ON assize.cases USING btree (lender_id, state, state_since);
CREATE UNIQUE INDEX one_case_per_loan ON assize.cases USING btree (lender_id, reference) WHERE (state <> 'not_accepted'::text);
alter table assize.cases enable row level security;
create policy tenancy on assize.cases for all to assize_app
  using 
CASE assize.scope()
    WHEN 'commission'::text THEN commission_id = assize.scope_id()
    WHEN 'lender'::text THEN lender_id = assize.scope_id()
    WHEN 'arbitrator'::text THEN commission_id = assize.scope_id() AND arbitrator_id = assize.viewer_id()
    WHEN 'case'::text THEN case_id = assize.scope_id()
    ELSE false
END
  with check 
CASE assize.scope()
    WHEN 'commission'::text THEN commission_id = assize.scope_id()
    WHEN 'lender'::text THEN lender_id = assize.scope_id()
    WHEN 'arbitrator'::text THEN commission_id = assize.scope_id()
    WHEN 'case'::text THEN case_id = assize.scope_id()
    ELSE false
END;
grant insert, select on table assize.cases to assize_app;
grant update (case_no, state, state_since, version, fee_table, fee_fen, fee_receipt_no, accepted_on, service_level, answered, arbitrator_id, arbitrator_name, tribunal_on, award_on) on assize.cases to assize_app;

create table assize.checks (
  check_id uuid not null,
  lender_id uuid not null,
  commission_id uuid not null,
  as_of date not null,
  mapping_sha256 text not null,
  files jsonb not null,
  state text not null default 'queued'::text,
  planned integer not null default 0,
  sound integer not null default 0,
  warned integer not null default 0,
  rejected integer not null default 0,
  refused integer not null default 0,
  problems jsonb not null default '[]'::jsonb,
  already_filed jsonb not null default '[]'::jsonb,
  preview json not null default '[]'::json,
  failure jsonb,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  created_by_name text not null,
  finished_at timestamp with time zone,
  constraint checks_pkey PRIMARY KEY (check_id),
  constraint checks_commission_id_fkey FOREIGN KEY (commission_id) REFERENCES assize.institutions(institution_id),
  constraint checks_lender_id_fkey FOREIGN KEY (lender_id) REFERENCES assize.institutions(institution_id),
  constraint checks_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
alter table assize.checks enable row level security;
create policy tenancy on assize.checks for all to assize_app
  using assize.scope() = 'lender'::text AND lender_id = assize.scope_id();
grant insert, select on table assize.checks to assize_app;
grant update (state, planned, sound, warned, rejected, refused, problems, already_filed, preview, failure, finished_at) on assize.checks to assize_app;

create table assize.deadlines (
  case_id uuid not null,
  kind text not null,
  start_on date not null,
  days integer not null,
  unit text not null,
  nominal_on date not null,
  due_on date not null,
  rolled_over jsonb not null,
  rule text not null,
  calendar_version text not null,
  state text not null default 'running'::text,
  no integer not null default 1,
  constraint deadlines_pkey PRIMARY KEY (case_id, kind, no),
  constraint deadlines_case_id_fkey FOREIGN KEY (case_id) REFERENCES assize.cases(case_id),
  constraint deadlines_kind_check CHECK ((kind = ANY (ARRAY['response'::text, 'challenge'::text, 'award'::text]))),
  constraint deadlines_state_check CHECK ((state = ANY (ARRAY['running'::text, 'expired'::text, 'met'::text, 'superseded'::text]))),
  constraint deadlines_unit_check CHECK ((unit = ANY (ARRAY['day'::text, 'working_day'::text])))
);
CREATE INDEX running_deadlines ON assize.deadlines USING btree (due_on, case_id) WHERE (state = 'running'::text);
alter table assize.deadlines enable row level security;
create policy tenancy on assize.deadlines for all to assize_app
  using (EXISTS ( SELECT
   FROM assize.cases c
  WHERE c.case_id = deadlines.case_id));
grant insert, select on table assize.deadlines to assize_app;
grant update (state) on assize.deadlines to assize_app;

create table assize.evidence_entries (
  chain_id uuid not null,
  seq integer not null,
  kind text not null,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  body bytea not null,
  hash text not null,
  constraint evidence_entries_pkey PRIMARY KEY (chain_id, seq),
  constraint evidence_entries_hash_key UNIQUE (hash),
  constraint evidence_entries_check CHECK ((hash = encode(sha256(body), 'hex'::text))),
  constraint evidence_entries_seq_check CHECK ((seq > 0))
);
alter table assize.evidence_entries enable row level security;
create policy tenancy on assize.evidence_entries for all to assize_app
  using (EXISTS ( SELECT
   FROM assize.cases c
  WHERE c.case_id = evidence_entries.chain_id)) OR (EXISTS ( SELECT
   FROM assize.batches b
  WHERE b.batch_id = evidence_entries.chain_id)) OR assize.scope() = 'commission'::text AND chain_id = assize.scope_id();
grant insert, select on table assize.evidence_entries to assize_app;

create table assize.identity_attempts (
  case_id uuid not null,
  on_day date not null,
  failed integer not null,
  constraint identity_attempts_pkey PRIMARY KEY (case_id, on_day),
  constraint identity_attempts_case_id_fkey FOREIGN KEY (case_id) REFERENCES assize.cases(case_id)
);
alter table assize.identity_attempts enable row level security;
create policy tenancy on assize.identity_attempts for all to assize_app
  using (EXISTS ( SELECT
   FROM assize.cases c
  WHERE c.case_id = identity_attempts.case_id));
grant insert, select on table assize.identity_attempts to assize_app;
grant update (failed) on assize.identity_attempts to assize_app;

create table assize.institutions (
  institution_id uuid not null,
  kind text not null,
  name text not null,
  uscc text not null,
  address text not null,
  phone text not null,
  email text not null,
  legal_representative text not null,
  lender_kind text,
  licence_no text,
  constraint institutions_pkey PRIMARY KEY (institution_id),
  constraint institutions_name_key UNIQUE (name),
  constraint institutions_uscc_key UNIQUE (uscc),
  constraint institutions_check CHECK (((kind = 'lender'::text) = (lender_kind IS NOT NULL))),
  constraint institutions_kind_check CHECK ((kind = ANY (ARRAY['commission'::text, 'lender'::text]))),
  constraint institutions_lender_kind_check CHECK ((lender_kind = ANY (ARRAY['bank'::text, 'consumer_finance'::text, 'small_loan'::text, 'local_financial'::text, 'private'::text])))
);
grant select on table assize.institutions to assize_app;

create table assize.memberships (
  person_id uuid not null,
  institution_id uuid not null,
  role text not null,
  constraint memberships_pkey PRIMARY KEY (person_id, institution_id, role),
  constraint memberships_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES assize.institutions(institution_id),
  constraint memberships_person_id_fkey FOREIGN KEY (person_id) REFERENCES assize.persons(person_id),
  constraint memberships_role_check CHECK ((role = ANY (ARRAY['lender_agent'::text, 'filing_secretary'::text, 'case_secretary'::text, 'director'::text, 'arbitrator'::text])))
);
CREATE INDEX memberships_of_institution ON assize.memberships USING btree (institution_id);
alter table assize.memberships enable row level security;
create policy own_institution on assize.memberships for select to assize_app
  using person_id = assize.viewer_id() OR institution_id = assize.scope_id();
grant select on table assize.memberships to assize_app;

create table assize.migrations (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migrations_pkey PRIMARY KEY (name)
);

create table assize.notices (
  notice_id uuid not null,
  case_id uuid not null,
  recipient text not null,
  purpose text not null,
  channel text not null,
  address text not null,
  address_source text not null,
  paper_ids uuid[] not null,
  level smallint not null default 0,
  created_at timestamp with time zone not null,
  constraint notices_pkey PRIMARY KEY (notice_id),
  constraint notices_case_id_fkey FOREIGN KEY (case_id) REFERENCES assize.cases(case_id),
  constraint notices_channel_check CHECK ((channel = 'email'::text)),
  constraint notices_level_check CHECK (((level >= 0) AND (level <= 4))),
  constraint notices_purpose_check CHECK ((purpose = ANY (ARRAY['arbitration'::text, 'composition'::text, 'award'::text]))),
  constraint notices_recipient_check CHECK ((recipient = ANY (ARRAY['applicant'::text, 'respondent'::text])))
);
CREATE INDEX notices_of_case ON assize.notices USING btree (case_id);
alter table assize.notices enable row level security;
create policy tenancy on assize.notices for all to assize_app
  using (EXISTS ( SELECT
   FROM assize.cases c
  WHERE c.case_id = notices.case_id));
grant insert, select on table assize.notices to assize_app;
grant update (level) on assize.notices to assize_app;

create table assize.papers (
  paper_id uuid not null,
  case_id uuid not null,
  kind text not null,
  revision integer not null default 1,
  sha256 text not null,
  bytes integer not null,
  issued_on date not null,
  signatures jsonb not null default '[]'::jsonb,
  constraint papers_pkey PRIMARY KEY (paper_id),
  constraint papers_case_id_kind_revision_key UNIQUE (case_id, kind, revision),
  constraint papers_case_id_fkey FOREIGN KEY (case_id) REFERENCES assize.cases(case_id)
);
alter table assize.papers enable row level security;
create policy tenancy on assize.papers for all to assize_app
  using (EXISTS ( SELECT
   FROM assize.cases c
  WHERE c.case_id = papers.case_id AND (papers.kind <> 'award'::text OR c.state = 'award_served'::text OR (assize.scope() = ANY (ARRAY['commission'::text, 'arbitrator'::text]))) AND (papers.kind <> 'arbitration_notice'::text OR assize.scope() <> 'lender'::text)));
grant insert, select on table assize.papers to assize_app;

create table assize.persons (
  person_id uuid not null,
  user_id text not null,
  name text not null,
  email text not null,
  constraint persons_pkey PRIMARY KEY (person_id),
  constraint persons_email_key UNIQUE (email),
  constraint persons_user_id_key UNIQUE (user_id),
  constraint persons_email_check CHECK ((email = lower(email)))
);
alter table assize.persons enable row level security;
create policy colleagues on assize.persons for select to assize_app
  using person_id = assize.viewer_id() OR (EXISTS ( SELECT
   FROM assize.memberships m
  WHERE m.person_id = persons.person_id AND m.institution_id = assize.scope_id()));
grant select on table assize.persons to assize_app;

create table assize.queue_workers (
  worker_id text not null,
  connection_pid integer not null,
  connection_start timestamp with time zone not null,
  constraint queue_workers_pkey PRIMARY KEY (worker_id)
);

create table assize.roster (
  commission_id uuid not null,
  person_id uuid not null,
  load_cap integer not null,
  constraint roster_pkey PRIMARY KEY (commission_id, person_id),
  constraint roster_commission_id_fkey FOREIGN KEY (commission_id) REFERENCES assize.institutions(institution_id),
  constraint roster_person_id_fkey FOREIGN KEY (person_id) REFERENCES assize.persons(person_id),
  constraint roster_load_cap_check CHECK ((load_cap > 0))
);
alter table assize.roster enable row level security;
create policy own_commission on assize.roster for select to assize_app
  using commission_id = assize.scope_id();
grant select on table assize.roster to assize_app;

create table assize.rules (
  rule_id uuid not null,
  commission_id uuid not null,
  subject text not null,
  key text not null default ''::text,
  valid daterange not null,
  value jsonb not null,
  source text not null,
  reason text not null,
  entered_by uuid,
  entered_by_name text not null,
  entered_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  constraint rules_pkey PRIMARY KEY (rule_id),
  constraint rules_commission_id_fkey FOREIGN KEY (commission_id) REFERENCES assize.institutions(institution_id),
  constraint rules_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES assize.persons(person_id),
  constraint rules_reason_check CHECK ((reason <> ''::text)),
  constraint rules_subject_check CHECK ((subject = ANY (ARRAY['rules_name'::text, 'case_no_words'::text, 'procedure_profile'::text, 'fee_table'::text, 'fee_refund'::text, 'one_year_lpr'::text, 'calendar_year'::text, 'calendar_day'::text]))),
  constraint rules_valid_check CHECK (((NOT isempty(valid)) AND (NOT lower_inf(valid)))),
  constraint one_rule_at_a_time EXCLUDE USING gist (commission_id WITH =, subject WITH =, key WITH =, valid WITH &&) WHERE ((withdrawn_at IS NULL))
);
CREATE TRIGGER guard_rule BEFORE DELETE OR UPDATE ON assize.rules FOR EACH ROW EXECUTE FUNCTION assize.guard_rule();
alter table assize.rules enable row level security;
create policy own_changes on assize.rules for update to assize_app
  using assize.scope() = 'commission'::text AND commission_id = assize.scope_id();
create policy own_rules on assize.rules for insert to assize_app
  with check assize.scope() = 'commission'::text AND commission_id = assize.scope_id();
create policy public_rules on assize.rules for select to assize_app
  using true;
grant insert, select on table assize.rules to assize_app;
grant update (valid, withdrawn_at) on assize.rules to assize_app;

create table assize.saved_mappings (
  lender_id uuid not null,
  name text not null,
  version integer not null,
  mapping json not null,
  layout json not null,
  saved_at timestamp with time zone not null,
  saved_by uuid not null,
  saved_by_name text not null,
  constraint saved_mappings_pkey PRIMARY KEY (lender_id, name, version),
  constraint saved_mappings_lender_id_fkey FOREIGN KEY (lender_id) REFERENCES assize.institutions(institution_id),
  constraint saved_mappings_version_check CHECK ((version > 0))
);
alter table assize.saved_mappings enable row level security;
create policy tenancy on assize.saved_mappings for all to assize_app
  using assize.scope() = 'lender'::text AND lender_id = assize.scope_id();
grant insert, select on table assize.saved_mappings to assize_app;

create table assize.service_attempts (
  notice_id uuid not null,
  case_id uuid not null,
  no integer not null,
  at timestamp with time zone not null,
  outcome text not null,
  level smallint not null,
  detail text not null,
  constraint service_attempts_pkey PRIMARY KEY (notice_id, no),
  constraint service_attempts_case_id_fkey FOREIGN KEY (case_id) REFERENCES assize.cases(case_id),
  constraint service_attempts_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES assize.notices(notice_id),
  constraint service_attempts_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'refused'::text, 'opened'::text, 'authenticated'::text])))
);
alter table assize.service_attempts enable row level security;
create policy tenancy on assize.service_attempts for all to assize_app
  using (EXISTS ( SELECT
   FROM assize.cases c
  WHERE c.case_id = service_attempts.case_id));
grant insert, select on table assize.service_attempts to assize_app;

create table assize.signing_keys (
  holder_id uuid not null,
  common_name text not null,
  certificate_pem text not null,
  chain_pem text not null,
  encrypted_key_pem text not null,
  constraint signing_keys_pkey PRIMARY KEY (holder_id)
);
alter table assize.signing_keys enable row level security;
create policy own_key on assize.signing_keys for select to assize_app
  using holder_id = assize.viewer_id() OR assize.scope() = 'commission'::text AND (EXISTS ( SELECT
   FROM assize.memberships m
  WHERE m.institution_id = signing_keys.holder_id AND m.institution_id = assize.scope_id() AND m.person_id = assize.viewer_id() AND m.role = 'director'::text));
grant select on table assize.signing_keys to assize_app;

create table assize.uploads (
  lender_id uuid not null,
  sha256 text not null,
  name text not null,
  bytes bigint not null,
  uploaded_at timestamp with time zone not null,
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  constraint uploads_pkey PRIMARY KEY (lender_id, sha256),
  constraint uploads_lender_id_fkey FOREIGN KEY (lender_id) REFERENCES assize.institutions(institution_id)
);
alter table assize.uploads enable row level security;
create policy tenancy on assize.uploads for all to assize_app
  using assize.scope() = 'lender'::text AND lender_id = assize.scope_id();
grant insert, select on table assize.uploads to assize_app;

create table auth."rateLimit" (
  id text not null,
  key text not null,
  count integer not null,
  "lastRequest" bigint not null,
  constraint "rateLimit_pkey" PRIMARY KEY (id),
  constraint "rateLimit_key_key" UNIQUE (key)
);

create table auth."user" (
  id text not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email)
);

create table auth.account (
  id text not null,
  "userId" text not null,
  "accountId" text not null,
  "providerId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX account_of_user ON auth.account USING btree ("userId");

create table auth.session (
  id text not null,
  "userId" text not null,
  token text not null,
  "expiresAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX session_of_user ON auth.session USING btree ("userId");

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier ON auth.verification USING btree (identifier);
