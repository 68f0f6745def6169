-- The claim reckoned a second time, in PostgreSQL's numeric, from the rules in words: what the doc comments of
-- src/claims/claim.ts, the articles and the table of caps say. It shares no code with the product; only a test and a
-- benchmark use it. It reads the JSON form of a loan file.

create schema second_claim;
set search_path to second_claim, public;

-- Filled with the publications that the product ships; `until` is the day on which the next one may have appeared.
create table one_year_lpr (published_on date primary key, until date not null, percent numeric not null);

create function half_up(x numeric, y numeric) returns numeric language sql immutable return div(2 * x + y, 2 * y);

-- Counts days so that the days of a stretch are a difference; with months of 30 days the 31st is the 30th.
create function day_no(day date, day_count text) returns integer language sql immutable return
  case when day_count = 'thirty_360' then 360 * extract(year from day) + 30 * extract(month from day) + least(extract(day from day), 30)
       else day - date '2000-01-01' end;

-- How much a rate is a year, when a month is a twelfth and the year has so many days.
create function per_year(rate jsonb, year_days numeric) returns numeric language sql immutable return
  (rate ->> 'value')::numeric * case rate ->> 'per' when 'year' then 1 when 'month' then 12 else year_days end;

create function four_times_lpr(day date) returns numeric language sql stable
  return (select 4 * percent / 100 from one_year_lpr where published_on <= day and day < until order by published_on desc limit 1);

-- The caps of a loan in order of time; `return_above` is the line above which paid charges have to be given back. No
-- claim is made as of a day before the Civil Code, so the interpretation of August 2020 is never the one to judge by.
-- No row, or a rate of null: the law of those days is not known.
create function caps(kind text, signed_on date, filed_on date) returns table (starts date, rate numeric, return_above numeric)
language sql stable begin atomic
  -- Private lending, filed under the interpretation of 2015: 24 % can be claimed, above 36 % has to be given back.
  select signed_on, 0.24, 0.36
  where kind = 'private' and filed_on between '2015-09-01' and '2020-08-19' and signed_on >= '2015-09-01'
  union all
  -- Filed from 2020-08-20, and judged from 2021: four times the LPR on the day of a contract made from then on;
  select signed_on, lpr, lpr
  from four_times_lpr(signed_on) lpr
  where kind = 'private' and filed_on >= '2020-08-20' and signed_on >= '2020-08-20'
  union all
  -- of an older contract, the rule of 2015 until then, and four times the LPR on the day of filing after.
  select part.*
  from four_times_lpr(filed_on) lpr, lateral (values (signed_on, 0.24, 0.36), (date '2020-08-20', lpr, lpr)) part
  where kind = 'private' and filed_on >= '2020-08-20' and signed_on between '2015-09-01' and '2020-08-19'
  union all
  -- Licensed lenders: 24 % by practice, and nothing is given back by itself. The local ones since they are out of the
  -- private-lending interpretation. What small loans may cost from 2028 is not known.
  select signed_on, 0.24, null::numeric
  where kind in ('bank', 'consumer_finance') and filed_on >= '2017-08-04'
     or kind = 'local_financial' and filed_on >= '2021-01-01'
     or kind = 'small_loan' and filed_on >= '2021-01-01' and signed_on < '2028-01-01';
end;

create function claim(loan jsonb, as_of date, filed_on date) returns jsonb language plpgsql stable as $$
declare
  -- What an instalment is made of, in this order: fee 1, interest 2, overdue interest 3, compound interest 4, principal 5.
  -- Of instalment i, part p stands in slot 5 (i - 1) + p of `owed` and `paid`.
  contract jsonb := loan -> 'contract';
  signed_on date := contract ->> 'signedOn';
  day_count text := contract ->> 'dayCount';
  year_days numeric := case day_count when 'actual_365' then 365 else 360 end;
  yearly numeric := per_year(contract -> 'rate', year_days);
  overdue_yearly numeric := case
    when contract ->> 'overdueUplift' is not null then yearly * (1 + (contract ->> 'overdueUplift')::numeric)
    when contract ->> 'overdueRate' is not null then per_year(contract -> 'overdueRate', year_days)
    else yearly end;
  compounds boolean := (contract ->> 'compoundInterest')::boolean and loan #>> '{lender,kind}' in ('bank', 'consumer_finance');
  notice date := loan #>> '{acceleration,noticedOn}';

  n integer; due date[]; principal numeric[]; interest numeric[]; fee numeric[];
  begins date[]; -- the day after which an instalment's period begins
  accelerated boolean[];
  counted integer[]; overdue_number numeric[]; compound_number numeric[];
  owed numeric[]; paid numeric[]; slots integer[];

  m integer; paid_on date[]; net numeric[]; unused numeric[]; kinds text[];
  went numeric[]; -- of repayment r, what went to part p, in slot 5 (r - 1) + p
  prepaid_on date[] := '{}'; prepaid_of integer[] := '{}'; prepaid numeric[] := '{}';
  repaid_on date[] := '{}'; repaid numeric[] := '{}';
  counted_on date[]; -- the day up to which overdue principal has been counted
  late_after date[] := '{}'; late_until date[] := '{}'; late numeric[] := '{}'; -- stretches of overdue principal

  moment date; today integer; arrived integer := 0; head integer := 1; slot integer; base numeric; open numeric; used numeric;
  first_unpaid date; current_cap numeric; allowed numeric; late_allowed numeric; keepable numeric; room numeric; late_room numeric;
  heads numeric[]; paid_heads numeric[]; claimed numeric[]; outside numeric; charges_paid numeric; charges_owed numeric; claimable numeric;
  set_off numeric; principal_claimed numeric;
begin
  if least(as_of, filed_on) < signed_on then return '{"refusal": "as_of_before_contract"}'; end if;
  if (select sum("amountFen") filter (where "on" <= as_of) is null or sum("amountFen") filter (where "on" <= as_of) < (contract ->> 'principalFen')::numeric
      from jsonb_to_recordset(loan -> 'disbursements') as d("on" date, "amountFen" numeric)) then
    return '{"refusal": "principal_exceeds_disbursement"}';
  end if;
  if (select count(*) = 0 or bool_or(rate is null) from caps(loan #>> '{lender,kind}', signed_on, filed_on)) then return '{"refusal": "no_cap_known"}'; end if;

  select count(*), array_agg("dueOn" order by "dueOn", seq), array_agg("principalFen" order by "dueOn", seq),
         array_agg("interestFen" order by "dueOn", seq), array_agg("feeFen" order by "dueOn", seq)
    into n, due, principal, interest, fee
    from jsonb_to_recordset(loan -> 'schedule') as s(seq integer, "dueOn" date, "principalFen" numeric, "interestFen" numeric, "feeFen" numeric);
  -- A notice makes what is not yet due fall due at once, without the fees and with the interest of the running period only.
  begins[1] := (select min("on") from jsonb_to_recordset(loan -> 'disbursements') as d("on" date));
  for i in 1 .. n loop
    accelerated[i] := notice <= as_of and due[i] > notice;
    if accelerated[i] then
      due[i] := notice;
      fee[i] := 0;
      if i > 1 and accelerated[i - 1] then interest[i] := 0; end if;
    end if;
    begins[i + 1] := case when accelerated[i] then begins[i] else due[i] end;
  end loop;
  owed := array_fill(0::numeric, array[5 * n]);
  paid := owed;
  overdue_number := array_fill(0::numeric, array[n]);
  compound_number := overdue_number;

  -- The order of set-off: rounds over the instalments, and in each round some of the parts.
  select array_agg(5 * (i - 1) + part order by round, i, part) into slots
  from generate_series(1, n) i,
       unnest(case contract ->> 'allocationOrder'
         when 'civil_code_561' then array[1, 2, 2, 2, 3]
         when 'principal_first' then array[2, 3, 3, 3, 1]
         when 'oldest_instalment_first' then array[1, 1, 1, 1, 1] end) with ordinality rounds(round, part);

  -- A payment that was taken back by the day of the claim has paid that much less.
  select count(*), array_agg("on" order by "on", place), array_agg(kind order by "on", place),
         array_agg("amountFen" - coalesce(back, 0) order by "on", place)
    into m, paid_on, kinds, net
    from (select ordinality as place, (r ->> 'on')::date as "on", r ->> 'kind' as kind, (r ->> 'amountFen')::numeric as "amountFen",
                 (select sum((b ->> 'amountFen')::numeric) from jsonb_array_elements(loan -> 'repayments') b
                  where b ->> 'kind' = 'reversal' and (b ->> 'on')::date <= as_of and b ->> 'reverses' = r ->> 'serialNo') as back
          from jsonb_array_elements(loan -> 'repayments') with ordinality as each(r, ordinality)) payment
    where kind <> 'reversal' and "on" <= as_of;
  unused := net;
  went := array_fill(0::numeric, array[5 * m]);

  for moment in select distinct day from unnest(paid_on || due || as_of) day where day <= as_of order by day loop
    today := day_no(moment, day_count);
    while arrived < m and paid_on[arrived + 1] <= moment loop arrived := arrived + 1; end loop;

    for i in 1 .. n loop
      exit when due[i] > moment;
      if counted[i] is null then
        -- Falls due today. Prepaid principal bore no interest from the day after.
        counted[i] := today;
        counted_on[i] := moment;
        owed[5 * i - 4] := fee[i];
        owed[5 * i] := principal[i];
        select coalesce(sum(each), 0) into base from unnest(principal[i:]) each;
        if accelerated[i] then
          select base * (today - day_no(begins[i], day_count)) - coalesce(sum(amount * (today - day_no(greatest(day, begins[i]), day_count))), 0)
            into open from unnest(prepaid_on, prepaid_of, prepaid) as p(day, instalment, amount) where instalment >= i and day < moment;
          owed[5 * i - 3] := least(interest[i], half_up(greatest(open, 0) * yearly, year_days));
        elsif exists (select from unnest(prepaid_on, prepaid_of) as p(day, instalment) where instalment >= i and day < moment) and moment > begins[i] then
          select base * (moment - begins[i]) - sum(amount * (moment - greatest(day, begins[i])))
            into open from unnest(prepaid_on, prepaid_of, prepaid) as p(day, instalment, amount) where instalment >= i and day < moment;
          owed[5 * i - 3] := half_up(interest[i] * open, base * (moment - begins[i]));
        else
          owed[5 * i - 3] := interest[i];
        end if;
      else
        late_after := late_after || counted_on[i]; late_until := late_until || moment; late := late || owed[5 * i] - paid[5 * i];
        counted_on[i] := moment;
        overdue_number[i] := overdue_number[i] + (owed[5 * i] - paid[5 * i]) * (today - counted[i]);
        owed[5 * i - 2] := half_up(overdue_number[i] * overdue_yearly, year_days);
        if compounds then
          compound_number[i] := compound_number[i] + (owed[5 * i - 3] - paid[5 * i - 3]) * (today - counted[i]);
          owed[5 * i - 1] := half_up(compound_number[i] * overdue_yearly, year_days);
        end if;
        counted[i] := today;
      end if;
    end loop;

    -- Everything that waits is set off against everything due, the oldest money first.
    foreach slot in array slots loop
      open := owed[slot] - paid[slot];
      continue when open = 0 or due[(slot + 4) / 5] > moment;
      while open > 0 and head <= arrived loop
        used := least(open, unused[head]);
        open := open - used;
        paid[slot] := paid[slot] + used;
        unused[head] := unused[head] - used;
        went[5 * head - 4 + (slot - 1) % 5] := went[5 * head - 4 + (slot - 1) % 5] + used;
        if slot % 5 = 0 and used > 0 then repaid_on := repaid_on || moment; repaid := repaid || used; end if;
        if unused[head] = 0 then head := head + 1; end if;
      end loop;
    end loop;
    -- A prepayment goes on to principal that is not due, from the last instalment backwards.
    for r in 1 .. arrived loop
      continue when kinds[r] <> 'prepayment' or unused[r] = 0;
      for i in reverse n .. 1 loop
        exit when due[i] <= moment;
        used := least(unused[r], principal[i] - paid[5 * i]);
        continue when used = 0;
        paid[5 * i] := paid[5 * i] + used;
        unused[r] := unused[r] - used;
        went[5 * r] := went[5 * r] + used;
        prepaid_on := prepaid_on || moment; prepaid_of := prepaid_of || i; prepaid := prepaid || used;
        repaid_on := repaid_on || moment; repaid := repaid || used;
      end loop;
    end loop;
  end loop;

  select min(due[(s + 4) / 5]) into first_unpaid from generate_series(1, 5 * n) s where owed[s] > paid[s];
  if first_unpaid is null then return case when due[n] <= as_of then '{"refusal": "nothing_owed"}' else '{"refusal": "dispute_not_arisen"}' end; end if;
  if first_unpaid >= as_of then return '{"refusal": "dispute_not_arisen"}'; end if;
  select array_agg(rest order by part) into heads
    from (select (s - 1) % 5 as part, sum(owed[s] - paid[s]) as rest from generate_series(1, 5 * n) s where due[(s + 4) / 5] <= as_of group by part) each;

  -- The cap: on each day the principal still out, at the rate of that day; on the day of a repayment it is still out.
  -- Overdue interest has a cap of its own, by what was overdue, and interest of the schedule what the total leaves of it.
  with cap as (
    select case when row_number() over (order by starts) = 1 then '1900-01-01' else starts - 1 end as after,
           coalesce(lead(starts) over (order by starts) - 1, '9999-12-31') as until, rate, return_above
    from caps(loan #>> '{lender,kind}', signed_on, filed_on)
  ), movement as (
    select "on" as day, "amountFen" as amount from jsonb_to_recordset(loan -> 'disbursements') as d("on" date, "amountFen" numeric)
    union all select day, -amount from unnest(repaid_on, repaid) as r(day, amount)
  ), cut as (
    select day from movement where day <= as_of union select as_of
  ), stretch as (
    select day as after, lead(day) over (order by day) as until, (select sum(amount) from movement where movement.day <= cut.day) as amount from cut
  ), capped as (
    select amount * (least(stretch.until, cap.until) - greatest(stretch.after, cap.after)) as number, rate, return_above
    from stretch join cap on stretch.after < cap.until and stretch.until > cap.after
    where amount > 0
  ), late_capped as (
    select amount * (least(stretch.until, cap.until) - greatest(stretch.after, cap.after)) as number, rate
    from unnest(late_after, late_until, late) as stretch(after, until, amount)
    join cap on stretch.after < cap.until and stretch.until > cap.after
  )
  select (select coalesce(div(sum(number * rate), 365), 0) from capped),
         (select coalesce(div(sum(number * rate), 365), 0) from late_capped),
         case when (select bool_and(return_above is not null) from cap) then (select coalesce(div(sum(number * return_above), 365), 0) from capped) end,
         (select rate from cap where as_of > after and as_of <= until)
    into allowed, late_allowed, keepable, current_cap;

  select array_agg(amount order by part) into paid_heads
    from (select part, coalesce(sum(went[5 * (r - 1) + part]), 0) as amount from generate_series(1, 5) part left join generate_series(1, m) r on true group by part) each;
  select coalesce(sum("amountFen"), 0) into outside from jsonb_to_recordset(contract -> 'charges') as c("on" date, relation text, "amountFen" numeric)
    where "on" <= as_of and relation in ('lender', 'related');
  charges_paid := paid_heads[1] + paid_heads[2] + paid_heads[3] + paid_heads[4] + outside;
  charges_owed := heads[1] + heads[2] + heads[3] + heads[4];
  room := greatest(allowed - charges_paid, 0);
  late_room := greatest(late_allowed - paid_heads[3] - paid_heads[4], 0);
  claimed[2] := least(heads[2], room, greatest(allowed - late_allowed - paid_heads[2], 0));
  claimed[3] := least(heads[3], room - claimed[2], late_room);
  claimed[4] := least(heads[4], room - claimed[2] - claimed[3], late_room - claimed[3]);
  claimed[1] := least(heads[1], room - claimed[2] - claimed[3] - claimed[4]);
  claimable := claimed[1] + claimed[2] + claimed[3] + claimed[4];
  set_off := case when keepable is null then 0 else least(greatest(charges_paid - keepable, 0), heads[5]) end;
  principal_claimed := heads[5] - set_off;
  if principal_claimed + claimable = 0 then return '{"refusal": "nothing_owed"}'; end if;

  return jsonb_build_object(
    'principal', principal_claimed, 'fee', claimed[1], 'interest', claimed[2], 'overdueInterest', claimed[3], 'compoundInterest', claimed[4],
    'total', principal_claimed + claimable, 'contractTotal', heads[5] + charges_owed,
    'capAllowed', allowed, 'capPaid', charges_paid, 'capReduction', charges_owed - claimable, 'overdueAllowed', late_allowed, 'overdueRoom', late_room, 'termAllowed', allowed - late_allowed, 'capKeepable', keepable, 'capSetOff', set_off,
    'runningBase', principal_claimed,
    'runningRate', trim_scale(case when overdue_yearly / year_days > current_cap / 365 then current_cap else overdue_yearly end)::text,
    'firstUnpaidDueOn', first_unpaid,
    'allocations', (select coalesce(jsonb_agg(jsonb_build_array(went[5 * r - 4], went[5 * r - 3], went[5 * r - 2], went[5 * r - 1], went[5 * r], unused[r]) order by r), '[]')
                    from generate_series(1, m) r));
end $$;
