/** A record of the loan file, and all lines that come of it: a row of the schedule, a repayment, a disbursement, a charge. */
import type { WireClaim, WireRecordRef } from '../../../src/http/wire/index.ts';
import { DayText, dayText, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { claimWords } from './claim-words.ts';
import { isPositive, markOf, markOfRecord, sumOf } from './explained.ts';
import { useOpening, useSumName, type Stepping } from './opening.tsx';
import { Part, SumPart } from './sum-part.tsx';

export function RecordPart({ claim, record, go }: { readonly claim: WireClaim; readonly record: WireRecordRef; readonly go: Stepping['go'] }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  const found = inClaim(claim, record);
  return (
    <Part
      label={t.records[record.of](record.no)}
      note={found && dayText(found.on, language)}
      fen={found?.amountFen ?? null}
      mark={markOfRecord(record)}
      onOpen={() => go({ record })}
    />
  );
}

/** What the claim has of a record that is a payment; a row of the schedule is in its lines. */
function inClaim({ allocations, disbursements, cap }: WireClaim, { of, no }: WireRecordRef) {
  const payments: readonly Pick<WireClaim['allocations'][number], 'no' | 'on' | 'amountFen'>[] = { schedule: [], repayment: allocations, disbursement: disbursements, charge: cap.outsideCharges }[of];
  return payments.find((each) => each.no === no);
}

export function RecordMade({ stepping, record }: { readonly stepping: Stepping; readonly record: WireRecordRef }) {
  switch (record.of) {
    case 'schedule':
      return <ScheduleRow stepping={stepping} no={record.no} />;
    case 'repayment':
      return <Repayment stepping={stepping} no={record.no} />;
    case 'disbursement':
    case 'charge':
      return <PaidOrCharged claim={stepping.claim} record={record} />;
  }
}

/** A row of the schedule, and all lines that come of it. */
function ScheduleRow({ stepping: { claim, go }, no }: { readonly stepping: Stepping; readonly no: number }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  const { explanation } = useOpening();
  const lines = claim.lines.filter(({ seq }) => seq === no);
  const later = claim.notDue.find(({ seq }) => seq === no);
  return (
    <>
      {later && <p>{t.rowNotDue(dayText(later.dueOn, language))}</p>}
      {lines.length > 0 && <p className="soft">{t.rowLines}</p>}
      <ul className="made-parts">
        {lines.map(({ item, seq, accruedFen, paidFen }) => {
          const line = explanation.at('line', { item, seq });
          return line && <SumPart key={item} node={line} go={go} note={<span className="figure-list">{`${yuan(accruedFen)} − ${yuan(paidFen)}`}</span>} />;
        })}
      </ul>
    </>
  );
}

/** A repayment, and every line that it paid. */
function Repayment({ stepping: { claim, go }, no }: { readonly stepping: Stepping; readonly no: number }) {
  const t = useWords(claimWords);
  const { explanation } = useOpening();
  const sumName = useSumName();
  const repayment = claim.allocations.find((each) => each.no === no);
  const paid = [...claim.lines, ...claim.notDue.map((each) => ({ ...each, item: 'principal' as const }))].flatMap(({ item, seq, payments }) =>
    payments.filter((each) => each.no === no).map(({ on, fen }) => ({ item, seq, on, fen })),
  );
  return (
    <>
      {repayment && (
        <>
          <p className="explanation-sum figure">{yuan(repayment.amountFen)}</p>
          <p className="soft">
            <DayText day={repayment.on} /> · {t.kinds[repayment.kind]}
            {repayment.serialNo !== null && ` · ${t.serial(repayment.serialNo)}`}
            {isPositive(repayment.reversedFen) && ` · ${t.reversed(yuan(repayment.reversedFen))}`}
          </p>
        </>
      )}
      <p className="soft">{t.paidLines}</p>
      <ul className="made-parts">
        {paid.map(({ item, seq, on, fen }, index) => {
          const line = explanation.at('line', { item, seq });
          const label = sumName({ name: 'paid_part', item, seq, on, fen, made: { by: 'see' } });
          return (
            <Part
              key={index}
              sign={index === 0 ? '' : '+'}
              label={label}
              fen={fen}
              mark={line ? markOf(line) : markOfRecord({ of: 'schedule', no: seq })}
              onOpen={() => go(line ? { node: line } : { record: { of: 'schedule', no: seq } })}
            />
          );
        })}
      </ul>
      <p className="explanation-result">
        <span>= </span>
        <strong className="figure">{yuan(sumOf('paid_part', paid.map(({ fen }) => ({ name: 'paid_part', fen, made: { by: 'see' } }))).fen)}</strong>
      </p>
      {repayment && isPositive(repayment.unappliedFen) && <p className="small">{t.unapplied(yuan(repayment.unappliedFen))}</p>}
    </>
  );
}

function PaidOrCharged({ claim, record }: { readonly claim: WireClaim; readonly record: WireRecordRef }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  const charge = record.of === 'charge' ? claim.cap.outsideCharges.find(({ no }) => no === record.no) : undefined;
  const found = inClaim(claim, record);
  return (
    found && (
      <>
        <p className="explanation-sum figure">{yuan(found.amountFen)}</p>
        <p className="soft">
          {charge ? `${t.charged(dayText(charge.on, language), charge.name, charge.payee, yuan(charge.amountFen))} ${charge.counts ? t.counts.yes : t.counts.no}` : dayText(found.on, language)}
        </p>
      </>
    )
  );
}
