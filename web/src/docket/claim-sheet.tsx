/** What is owed and why: the sums, the cap beside the contract, every line, every repayment. */
import type { ReactNode } from 'react';
import type { WireClaim } from '../../../src/http/wire/index.ts';
import { parseFen, subtractFen } from '../../../src/kernel/money.ts';
import { DayText, dayText, rateText, Yuan, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords, wordFor } from '../shell/language.tsx';
import { docketWords } from './words.ts';

export function ClaimSheet({ claim }: { readonly claim: WireClaim }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  const sums = [
    [t.items.principal, claim.principalFen],
    [t.items.interest, claim.interestFen],
    [t.items.overdue_interest, claim.overdueInterestFen],
    [t.items.fee, claim.feeFen],
  ] as const;
  return (
    <div className="claim-sheet">
      <div className="claim-top">
        <section>
          <h2>{t.claimOn(dayText(claim.asOf, language))}</h2>
          <p className="soft small">
            {t.overdueFor(claim.overdueDays, dayText(claim.firstUnpaidDueOn, language))} · {t.disbursed} <Yuan fen={claim.disbursedFen} />
          </p>
          <table className="sums">
            <tbody>
              {sums.map(([label, fen]) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>
                    <Yuan fen={fen} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t.total}</th>
                <td>
                  <Yuan fen={claim.totalFen} />
                </td>
              </tr>
            </tfoot>
          </table>
          <p className="small">
            {t.runningOn}: {t.runningText(yuan(claim.running.baseFen), rateText(claim.running.rate, language), dayText(claim.running.from, language))}
          </p>
        </section>
        <CapBesideContract cap={claim.cap} />
      </div>
      {claim.warnings.length > 0 && <p className="small">{claim.warnings.map((warning) => wordFor(t.warningTexts, warning)).join(' ')}</p>}
      <h2>{t.lines}</h2>
      <ClaimLines claim={claim} />
      <h2>{t.allocations}</h2>
      {claim.allocations.length === 0 ? <p className="soft">{t.noAllocations}</p> : <Allocations claim={claim} />}
    </div>
  );
}

function CapBesideContract({ cap }: { readonly cap: WireClaim['cap'] }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  const bites = parseFen(cap.reductionFen) > 0n;
  const left = String(subtractFen(parseFen(cap.allowedFen), parseFen(cap.paidFen)));
  return (
    <section className="cap">
      <h2>{t.capTitle}</h2>
      <p className="soft small">
        {rateText(cap.rate, language)} · {cap.article.instrument} {cap.article.article}
      </p>
      <div className="cap-sides">
        <div className={bites ? '' : 'cap-decides'}>
          <h3>{t.byContract}</h3>
          <strong className="figure">{yuan(cap.contractFen)}</strong>
          <p className="soft small">{t.charges}</p>
        </div>
        <div className={bites ? 'cap-decides' : ''}>
          <h3>{t.underCap}</h3>
          <strong className="figure">{yuan(left)}</strong>
          <dl className="small">
            <dt>{t.capAllowed}</dt>
            <dd className="figure">{yuan(cap.allowedFen)}</dd>
            <dt>{t.capPaid}</dt>
            <dd className="figure">−{yuan(cap.paidFen)}</dd>
          </dl>
        </div>
      </div>
      <p>{bites ? t.capBites(yuan(cap.reductionFen)) : t.capDoesNotBite}</p>
    </section>
  );
}

/** A table wider than a phone: it scrolls by itself, also from the keyboard. */
function WideTable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const t = useWords(docketWords);
  return (
    <div className="wide-table" role="region" aria-label={`${label}. ${t.scrollTable}`} tabIndex={0}>
      <table className="ledger">{children}</table>
    </div>
  );
}

type ClaimLine = WireClaim['lines'][number];

/** The stretches on which interest ran, each with its base; a sum that the schedule fixes is one by itself. */
const segmentsOf = (line: ClaimLine): readonly Pick<ClaimLine, 'baseFen' | 'from' | 'to' | 'days'>[] => (line.segments.length > 0 ? line.segments : [line]);

function ClaimLines({ claim }: { readonly claim: WireClaim }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  return (
    <WideTable label={t.lines}>
      <thead>
        <tr>
          <th scope="col">{t.seq}</th>
          <th scope="col">{t.item}</th>
          <th scope="col" className="number">{t.base}</th>
          <th scope="col">{t.rate}</th>
          <th scope="col">{t.period}</th>
          <th scope="col" className="number">{t.days}</th>
          <th scope="col" className="number">{t.accrued}</th>
          <th scope="col" className="number">{t.paid}</th>
          <th scope="col" className="number">{t.amount}</th>
          <th scope="col">{t.articles}</th>
        </tr>
      </thead>
      <tbody>
        {claim.lines.map((line, index) => (
          <tr key={index}>
            <td className="figure">{line.seq}</td>
            <td>{t.items[line.item]}</td>
            <td className="number">
              {segmentsOf(line).map((segment, at) => (
                <div key={at}>
                  <Yuan fen={segment.baseFen} />
                </div>
              ))}
            </td>
            <td className="figure">{line.rate ? rateText(line.rate, language) : '—'}</td>
            <td className="figure">
              {segmentsOf(line).map((segment, at) => (
                <div key={at}>
                  {segment.from}
                  {segment.to !== segment.from && ` – ${segment.to}`}
                </div>
              ))}
            </td>
            <td className="number">
              {segmentsOf(line).map((segment, at) => (
                <div key={at}>{segment.days > 0 ? segment.days : '—'}</div>
              ))}
            </td>
            <td className="number">
              <Yuan fen={line.accruedFen} />
            </td>
            <td className="number">
              <Yuan fen={line.paidFen} />
            </td>
            <td className="number">
              <strong>
                <Yuan fen={line.amountFen} />
              </strong>
            </td>
            <td className="soft small articles">{line.articles.map(({ instrument, article }) => `${instrument} ${article}`).join('; ')}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function Allocations({ claim }: { readonly claim: WireClaim }) {
  const t = useWords(docketWords);
  return (
    <WideTable label={t.allocations}>
      <thead>
        <tr>
          <th scope="col">{t.on}</th>
          <th scope="col">{t.serialNo}</th>
          <th scope="col" className="number">{t.paid}</th>
          <th scope="col" className="number">{t.items.fee}</th>
          <th scope="col" className="number">{t.items.overdue_interest}</th>
          <th scope="col" className="number">{t.items.interest}</th>
          <th scope="col" className="number">{t.items.principal}</th>
        </tr>
      </thead>
      <tbody>
        {claim.allocations.map((allocation, index) => (
          <tr key={index}>
            <td>
              <DayText day={allocation.on} />
            </td>
            <td className="figure soft">{allocation.serialNo ?? '—'}</td>
            {[allocation.amountFen, allocation.feeFen, allocation.overdueInterestFen, allocation.interestFen, allocation.principalFen].map((fen, column) => (
              <td key={column} className="number">
                {fen === '0' ? <span className="soft">—</span> : <Yuan fen={fen} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
