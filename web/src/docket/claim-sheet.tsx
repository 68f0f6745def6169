/** What is owed and why: the sums, the contract beside the cap, every line, every repayment; each sum opens what made it. */
import { useQuery } from '@tanstack/react-query';
import { Input, Skeleton } from 'antd';
import { useId, useMemo, useState } from 'react';
import type { WireCaseDetail, WireClaim, WireClaimItem, WireExplained } from '../../../src/http/wire/index.ts';
import { ArticleLink } from '../rulebook/article.tsx';
import { count, dayText, rateText, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords, wordFor } from '../shell/language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { WideTable } from '../shell/wide-table.tsx';
import { MadeOfChart, OutstandingChart } from './claim-charts.tsx';
import { Allocations, ClaimLines, Differences } from './claim-tables.tsx';
import { claimWords } from './claim-words.ts';
import './claim.css';
import { explore, isPositive, minus, sumOf, type Explanation } from './explained.ts';
import { Explained } from './explanation.tsx';
import { Sum, useOpening } from './opening.tsx';
import { claimQuery } from './queries.ts';
import { docketWords } from './words.ts';

const claimItems = ['principal', 'interest', 'overdue_interest', 'compound_interest', 'fee'] as const satisfies readonly WireClaimItem[];

export function ClaimSheet({ file, filed }: { readonly file: Pick<WireCaseDetail, 'caseId' | 'contractSignedOn'>; readonly filed: WireClaim }) {
  const [asOf, setAsOf] = useState(filed.asOf);
  const { data, error, isPlaceholderData, refetch } = useQuery(claimQuery(file.caseId, asOf === filed.asOf ? null : asOf));
  return (
    <div className="claim-sheet">
      <OtherDay asOf={asOf} filed={filed} from={file.contractSignedOn} onAsOf={setAsOf} />
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? 'reckoning' : ''}>
          <SheetOf key={data.claim.asOf} claim={data.claim} root={data.explanation} filed={filed} />
        </div>
      )}
    </div>
  );
}

function OtherDay({ asOf, filed, from, onAsOf }: { readonly asOf: string; readonly filed: WireClaim; readonly from: string; readonly onAsOf: (day: string) => void }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  const id = useId();
  return (
    <div className="other-day">
      <label htmlFor={id}>{t.otherDay}</label>
      <Input id={id} type="date" min={from} value={asOf} aria-describedby={`${id}-help`} onChange={({ target }) => target.value !== '' && onAsOf(target.value)} />
      <span id={`${id}-help`} className="soft small">
        {t.otherDayHelp}
      </span>
      {asOf !== filed.asOf && (
        <button type="button" className="plain-button" onClick={() => onAsOf(filed.asOf)}>
          {t.backToFiled(dayText(filed.asOf, language))}
        </button>
      )}
    </div>
  );
}

function SheetOf({ claim, root, filed }: { readonly claim: WireClaim; readonly root: WireExplained; readonly filed: WireClaim }) {
  const t = useWords(claimWords);
  const { warningTexts } = useWords(docketWords);
  const { language } = useLanguage();
  const explanation = useMemo(() => explore(root), [root]);
  return (
    <Explained claim={claim} explanation={explanation}>
      {claim.asOf !== filed.asOf && (
        <p className="remarks" role="status">
          {t.otherDayNote(dayText(claim.asOf, language), dayText(filed.asOf, language), yuan(minus(claim.totalFen, filed.totalFen)))}
        </p>
      )}
      {claim.warnings.length > 0 && (
        <ul className="remarks small claim-warnings">
          {claim.warnings.map((warning) => (
            <li key={warning}>{wordFor(warningTexts, warning)}</li>
          ))}
        </ul>
      )}
      <div className="claim-top">
        <Heads claim={claim} />
        <Limits claim={claim} />
      </div>
      <OutstandingChart claim={claim} />
      <h2>{t.lines}</h2>
      <ClaimLines claim={claim} />
      <h2>{t.allocations}</h2>
      {claim.allocations.length === 0 ? <p className="soft">{t.noAllocations}</p> : <Allocations claim={claim} />}
      {claim.scheduleDifferences !== null && (
        <>
          <h2>{t.differences}</h2>
          {claim.scheduleDifferences.length === 0 ? <p className="soft">{t.noDifferences}</p> : <Differences differences={claim.scheduleDifferences} />}
        </>
      )}
    </Explained>
  );
}

const headsOf = (explanation: Explanation) =>
  claimItems.flatMap((item) => {
    const [owed, claimed] = [explanation.at('owed', { item }), explanation.at('claimed', { item })];
    return owed && claimed ? [{ item, owed, claimed }] : [];
  });

function Heads({ claim }: { readonly claim: WireClaim }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  const { explanation } = useOpening();
  const heads = headsOf(explanation);
  const { running } = claim;
  return (
    <section>
      <h2>{t.claimOn(dayText(claim.asOf, language))}</h2>
      <p className="soft small">
        {t.lead(count(claim.overdueDays, language), dayText(claim.firstUnpaidDueOn, language))}
      </p>
      <table className="sums">
        <thead>
          <tr>
            <th scope="col">{t.head}</th>
            <th scope="col">{t.byContract}</th>
            <th scope="col" className="taken">{t.takenOff}</th>
            <th scope="col">{t.claimed}</th>
          </tr>
        </thead>
        <tbody>
          {heads.map(({ item, owed, claimed }) => (
            <tr key={item}>
              <th scope="row">
                <span className={`swatch swatch-${item}`} aria-hidden="true" />
                {t.items[item]}
              </th>
              <td>
                <Sum node={owed} />
              </td>
              <td className="taken">{owed.fen === claimed.fen ? <span className="soft">—</span> : <Sum node={claimed} fen={minus(claimed.fen, owed.fen)} />}</td>
              <td>
                <Sum node={claimed} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            <td>
              <Sum node={sumOf('owed', heads.map(({ owed }) => owed))} />
            </td>
            <td className="taken">{claim.totalFen === claim.contractTotalFen ? <span className="soft">—</span> : <Sum node={explanation.at('total')} fen={minus(claim.totalFen, claim.contractTotalFen)} />}</td>
            <td>
              <Sum node={explanation.at('total')} />
            </td>
          </tr>
        </tfoot>
      </table>
      <MadeOfChart heads={heads} claim={claim} />
      {isPositive(running.baseFen) && (
        <p className="small">
          {t.runningText(rateText(running.rate, language), running.dayCount === 'actual_365' ? 365 : 360, dayText(running.from, language))}
          <Sum node={explanation.at('claimed', { item: 'principal' })} />
        </p>
      )}
    </section>
  );
}

/** Each limit of the cap beside what the contract gives: what may be claimed is the smaller of the two. */
function Limits({ claim }: { readonly claim: WireClaim }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  const { explanation } = useOpening();
  const { cap } = claim;
  const { at } = explanation;
  const owedUnder = (items: readonly WireClaimItem[]) => {
    const parts = items.flatMap((item) => at('owed', { item }) ?? []);
    return parts.length === 1 ? parts[0] : sumOf('owed', parts);
  };
  const limits = [
    { name: t.capTerm, items: ['interest'], allowed: at('term_allowed'), paid: at('term_paid'), room: at('head_room', { item: 'interest' }) },
    { name: t.capOverdue, items: ['overdue_interest', 'compound_interest'], allowed: at('overdue_allowed'), paid: at('overdue_paid'), room: at('head_room', { item: 'overdue_interest' }) },
    { name: t.capAll, items: ['interest', 'overdue_interest', 'compound_interest', 'fee'], allowed: at('charges_allowed'), paid: at('charges_paid'), room: at('charges_room') },
  ] as const;
  const bites = isPositive(cap.reductionFen);
  return (
    <section className="cap">
      <h2>{t.capTitle}</h2>
      <p className="soft small">
        {t.capRate[cap.standing](rateText(cap.rate, language))}
        <ArticleLink article={cap.article} />
      </p>
      <WideTable label={t.capTitle}>
        <thead>
          <tr>
            <th scope="col">{t.capLimit}</th>
            <th scope="col" className="number">{t.capOwed}</th>
            <th scope="col" className="number">{t.capAllowed}</th>
            <th scope="col" className="number">{t.capPaid}</th>
            <th scope="col" className="number">{t.capRoom}</th>
          </tr>
        </thead>
        <tbody>
          {limits.map(({ name, items, allowed, paid, room }) => {
            if (!allowed || !paid || !room) return null;
            const owed = owedUnder(items);
            const roomDecides = owed !== undefined && BigInt(room.fen) < BigInt(owed.fen);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={roomDecides ? 'number' : 'number decides'}>
                  <Sum node={owed} />
                </td>
                <td className="number">
                  <Sum node={allowed} />
                </td>
                <td className="number">
                  <Sum node={paid} />
                </td>
                <td className={roomDecides ? 'number decides' : 'number'}>
                  <Sum node={room} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </WideTable>
      <p>{bites ? t.capBites(yuan(cap.reductionFen)) : t.capDoesNotBite}</p>
      {isPositive(cap.setOffFen) && <p>{t.setOff(yuan(cap.setOffFen))}</p>}
      {cap.outsideCharges.length > 0 && (
        <>
          <h3>{t.outsideCharges}</h3>
          <ul className="small plain-list">
            {cap.outsideCharges.map((charge) => (
              <li key={charge.no}>
                {t.charged(dayText(charge.on, language), charge.name, charge.payee, yuan(charge.amountFen))} {charge.counts ? t.counts.yes : t.counts.no}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="small">
        {t.disbursed}
        <Sum node={paidOut(claim)} />
      </p>
    </section>
  );
}

const paidOut = ({ disbursements }: WireClaim): WireExplained =>
  sumOf(
    'disbursement',
    disbursements.map(({ no, on, amountFen }) => ({ name: 'disbursement', on, fen: amountFen, made: { by: 'record', record: { of: 'disbursement', no } } })),
  );
