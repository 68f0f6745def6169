-- The rulebook of a commission: what it sets for itself (its rules' name, the words of its case numbers, procedure, fees)
-- and the public facts it enters because the product was made before them (a month's LPR, a year's holidays, a holiday
-- given at short notice). A change is a new row from a day on, with a reason; no row is ever overwritten.

-- Equality in the exclusion constraint below.
create extension if not exists btree_gist;

create table assize.rules (
  rule_id uuid primary key,
  commission_id uuid not null references assize.institutions,
  subject text not null check (subject in ('rules_name', 'case_no_words', 'procedure_profile', 'fee_table', 'fee_refund', 'one_year_lpr', 'calendar_year', 'calendar_day')),
  -- Which year or which day; empty where the subject says it all.
  key text not null default '',
  -- Half-open: from its first day until the day on which another begins.
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  value jsonb not null,
  source text not null,
  reason text not null check (reason <> ''),
  -- Null for what came in with the installation.
  entered_by uuid references assize.persons,
  entered_by_name text not null,
  entered_at timestamptz not null,
  -- A row that was wrong is withdrawn when the right one is entered for the same days; it never applies again.
  withdrawn_at timestamptz,
  constraint one_rule_at_a_time exclude using gist (commission_id with =, subject with =, key with =, valid with &&) where (withdrawn_at is null)
);

-- Two things may happen to a row and are never undone: a later row ends it sooner, and it is withdrawn.
create function assize.guard_rule() returns trigger
  language plpgsql as $$
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
end $$;
create trigger guard_rule before update or delete on assize.rules for each row execute function assize.guard_rule();

-- What a commission decides on is public; only its own people enter anything.
alter table assize.rules enable row level security;
create policy public_rules on assize.rules for select to assize_app using (true);
create policy own_rules on assize.rules for insert to assize_app with check (assize.scope() = 'commission' and commission_id = assize.scope_id());
create policy own_changes on assize.rules for update to assize_app using (assize.scope() = 'commission' and commission_id = assize.scope_id());
grant select, insert on assize.rules to assize_app;
grant update (valid, withdrawn_at) on assize.rules to assize_app;

insert into assize.rules (rule_id, commission_id, subject, valid, value, source, reason, entered_by_name, entered_at)
  select gen_random_uuid(), commission_id, subject, valid, to_jsonb(value), '安装时录入', '安装时录入', '安装程序', now()
  from (
    select *, daterange(valid_from, lead(valid_from) over (partition by commission_id order by valid_from)) as valid
    from assize.commission_rules
  ) dated
  cross join lateral (
    values ('rules_name', rules_name), ('case_no_words', case_no_words), ('procedure_profile', procedure_profile), ('fee_table', fee_table)
  ) as each (subject, value);
drop table assize.commission_rules;

-- What a commission does to its rulebook has a chain of its own, under the commission's id.
drop policy tenancy on assize.evidence_entries;
create policy tenancy on assize.evidence_entries to assize_app using (
  exists (select from assize.cases c where c.case_id = chain_id)
  or exists (select from assize.batches b where b.batch_id = chain_id)
  or assize.scope() = 'commission' and chain_id = assize.scope_id()
);

-- A deadline that is counted again is a new row; the old one stays, superseded.
alter table assize.deadlines drop constraint deadlines_state_check;
alter table assize.deadlines add constraint deadlines_state_check check (state in ('running', 'expired', 'met', 'superseded'));

-- The fee table is the one in force on the day of filing, found when the fee is fixed.
grant update (fee_table) on assize.cases to assize_app;

alter table assize.institutions drop constraint institutions_lender_kind_check;
alter table assize.institutions add constraint institutions_lender_kind_check
  check (lender_kind in ('bank', 'consumer_finance', 'small_loan', 'local_financial', 'private'));
