-- Everything that happened, in chains: one for each case and one for each batch. An entry is stored as the
-- canonical bytes that were hashed, names the hash before it, and is never changed: the application role may
-- insert and select, and the table checks the hash itself.

create table assize.evidence_entries (
  chain_id uuid not null,
  seq integer not null check (seq > 0),
  kind text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  body bytea not null,
  hash text not null unique,
  primary key (chain_id, seq),
  check (hash = encode(sha256(body), 'hex'))
);

alter table assize.evidence_entries enable row level security;
create policy tenancy on assize.evidence_entries to assize_app using (
  exists (select from assize.cases c where c.case_id = chain_id)
  or exists (select from assize.batches b where b.batch_id = chain_id)
);
grant select, insert on assize.evidence_entries to assize_app;
