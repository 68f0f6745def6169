-- Institutions, people and what they may do. The directory of institutions is public; people are seen by
-- those who work in the same institution.

create table assize.institutions (
  institution_id uuid primary key,
  kind text not null check (kind in ('commission', 'lender')),
  name text not null unique,
  uscc text not null unique,
  address text not null,
  phone text not null,
  email text not null,
  legal_representative text not null,
  lender_kind text check (lender_kind in ('bank', 'consumer_finance', 'small_loan', 'private')),
  licence_no text,
  check ((kind = 'lender') = (lender_kind is not null))
);

create table assize.persons (
  person_id uuid primary key,
  user_id text not null unique,
  name text not null,
  email text not null unique check (email = lower(email))
);

create table assize.memberships (
  person_id uuid not null references assize.persons,
  institution_id uuid not null references assize.institutions,
  role text not null check (role in ('lender_agent', 'filing_secretary', 'case_secretary', 'director', 'arbitrator')),
  primary key (person_id, institution_id, role)
);
create index memberships_of_institution on assize.memberships (institution_id);

-- The commission's roster of arbitrators, with the most cases one may carry at a time.
create table assize.roster (
  commission_id uuid not null references assize.institutions,
  person_id uuid not null references assize.persons,
  load_cap integer not null check (load_cap > 0),
  primary key (commission_id, person_id)
);

-- Which rules a commission applies from which day; a change is a new row.
create table assize.commission_rules (
  commission_id uuid not null references assize.institutions,
  valid_from date not null,
  rules_name text not null,
  -- The words of a case number between the year and the number: （2026）沙箱网仲案字第1号.
  case_no_words text not null,
  procedure_profile text not null,
  fee_table text not null,
  primary key (commission_id, valid_from)
);

-- A private key stays encrypted under a PIN that only its holder knows: a person for an award, the
-- institution's keeper of the seal for the seal.
create table assize.signing_keys (
  holder_id uuid primary key,
  common_name text not null,
  certificate_pem text not null,
  chain_pem text not null,
  encrypted_key_pem text not null
);

grant select on assize.institutions, assize.persons, assize.memberships, assize.roster,
  assize.commission_rules, assize.signing_keys to assize_app;

alter table assize.persons enable row level security;
create policy colleagues on assize.persons for select to assize_app using (
  person_id = assize.viewer_id()
  or exists (
    select from assize.memberships m
    where m.person_id = persons.person_id and m.institution_id = assize.scope_id()
  )
);

alter table assize.memberships enable row level security;
create policy own_institution on assize.memberships for select to assize_app using (
  person_id = assize.viewer_id() or institution_id = assize.scope_id()
);

alter table assize.roster enable row level security;
create policy own_commission on assize.roster for select to assize_app using (commission_id = assize.scope_id());

alter table assize.signing_keys enable row level security;
-- Everyone reads their own key; the seal of the institution only its director.
create policy own_key on assize.signing_keys for select to assize_app using (
  holder_id = assize.viewer_id()
  or assize.scope() = 'commission' and exists (
    select from assize.memberships m
    where m.institution_id = signing_keys.holder_id and m.institution_id = assize.scope_id()
      and m.person_id = assize.viewer_id() and m.role = 'director'
  )
);

-- Signing in comes before any scope is known: the one question the edge may ask without one.
create function assize.memberships_of_user(of_user_id text)
  returns table (person_id uuid, person_name text, email text, institution_id uuid, institution_kind text,
                 institution_name text, roles text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select p.person_id, p.name, p.email, i.institution_id, i.kind, i.name, array_agg(m.role order by m.role)
    from assize.persons p
    join assize.memberships m using (person_id)
    join assize.institutions i using (institution_id)
    where p.user_id = of_user_id
    group by p.person_id, i.institution_id
    order by i.name;
  end;
revoke all on function assize.memberships_of_user(text) from public;
grant execute on function assize.memberships_of_user(text) to assize_app;
