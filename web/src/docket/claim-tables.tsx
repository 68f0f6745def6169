/** The long tables of a claim: its lines, its repayments, and where the lender's schedule differs from the terms. */
import type { WireClaim, WireExplained } from '../../../src/http/wire/index.ts';
import { ArticleLink } from '../rulebook/article.tsx';
import { DayText, dayText, rateText, Yuan, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { WideTable } from '../shell/wide-table.tsx';
import { claimWords } from './claim-words.ts';
import { isPositive, minus, sumOf } from './explained.ts';
import { Sum, useOpening } from './opening.tsx';

type ClaimLine = WireClaim['lines'][number];

export function ClaimLines({ claim }: { readonly claim: WireClaim }) {
  const t = useWords(claimWords);
  return (
    <>
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
          {claim.lines.map((line) => (
            <LineRow key={`${line.item} ${line.seq}`} line={line} />
          ))}
        </tbody>
      </WideTable>
      {claim.notDue.length > 0 && <p className="soft small">{t.notDue(claim.notDue.map(({ seq }) => seq).join(', '))}</p>}
    </>
  );
}

function LineRow({ line }: { readonly line: ClaimLine }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  const { explanation, openRecord } = useOpening();
  const { item, seq, origin, segments } = line;
  const paid = line.payments.map(({ no, on, fen }): WireExplained => ({ name: 'paid_part', item, seq, on, fen, made: { by: 'record', record: { of: 'repayment', no } } }));
  return (
    <tr>
      <td className="figure">
        <button type="button" className="sum-button" aria-haspopup="dialog" aria-label={t.records.schedule(seq)} onClick={() => openRecord({ of: 'schedule', no: seq })}>
          {seq}
        </button>
      </td>
      <td>{t.items[item]}</td>
      <td className="number">
        {segments.length === 0
          ? '—'
          : segments.map(({ from, baseFen }) => (
              <div key={from}>
                <Sum node={explanation.at('base', { item, seq, on: from })} fen={baseFen} />
              </div>
            ))}
      </td>
      <td className="figure">{origin.by === 'running' ? rateText(origin.rate, language) : <span className="soft">{origin.by === 'prepaid' ? t.rateOfPrepaid : t.rateOfSchedule}</span>}</td>
      <td className="figure">
        {segments.length === 0
          ? line.to
          : segments.map(({ from, to }) => (
              <div key={from}>
                {from} – {to}
              </div>
            ))}
      </td>
      <td className="number">{segments.length === 0 ? '—' : segments.map(({ from, days }) => <div key={from}>{days}</div>)}</td>
      <td className="number">
        <Sum node={explanation.at('accrued', { item, seq })} fen={line.accruedFen} />
      </td>
      <td className="number">{paid.length === 0 ? <span className="soft">—</span> : <Sum node={paid.length === 1 ? paid[0] : sumOf('paid_part', paid, { item, seq })} />}</td>
      <td className="number">
        <strong>
          <Sum node={explanation.at('line', { item, seq })} fen={line.amountFen} />
        </strong>
      </td>
      <td className="small articles">
        {line.articles.map((article) => (
          <div key={article.article}>
            <ArticleLink article={article} />
          </div>
        ))}
      </td>
    </tr>
  );
}

const headsOfRepayment = ['feeFen', 'interestFen', 'overdueInterestFen', 'compoundInterestFen', 'principalFen'] as const;

/** Every sum of a repayment opens the repayment, with all lines that it paid. */
export function Allocations({ claim }: { readonly claim: WireClaim }) {
  const t = useWords(claimWords);
  const { openRecord } = useOpening();
  const names = { feeFen: t.items.fee, interestFen: t.items.interest, overdueInterestFen: t.items.overdue_interest, compoundInterestFen: t.items.compound_interest, principalFen: t.items.principal };
  const heads = headsOfRepayment.filter((head) => claim.allocations.some((each) => isPositive(each[head])));
  return (
    <WideTable label={t.allocations}>
      <thead>
        <tr>
          <th scope="col">{t.no}</th>
          <th scope="col">{t.on}</th>
          <th scope="col">{t.serialNo}</th>
          <th scope="col" className="number">{t.paid}</th>
          {heads.map((head) => (
            <th key={head} scope="col" className="number">
              {names[head]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {claim.allocations.map((allocation) => (
          <tr key={allocation.no}>
            <td className="figure">{allocation.no}</td>
            <td>
              <DayText day={allocation.on} />
              {allocation.kind === 'prepayment' && <div className="soft small">{t.kinds.prepayment}</div>}
              {isPositive(allocation.reversedFen) && <div className="soft small">{t.reversed(yuan(allocation.reversedFen))}</div>}
            </td>
            <td className="figure soft">{allocation.serialNo ?? '—'}</td>
            {[allocation.amountFen, ...heads.map((head) => allocation[head])].map((fen, column) => (
              <td key={column} className="number">
                {fen === '0' ? (
                  <span className="soft">—</span>
                ) : (
                  <button type="button" className="sum-button figure" aria-haspopup="dialog" onClick={() => openRecord({ of: 'repayment', no: allocation.no })}>
                    {yuan(fen)}
                  </button>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

type Difference = NonNullable<WireClaim['scheduleDifferences']>[number];

export function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const t = useWords(claimWords);
  const { openRecord } = useOpening();
  return (
    <WideTable label={t.differences}>
      <thead>
        <tr>
          <th scope="col">{t.seq}</th>
          <th scope="col">{t.item}</th>
          <th scope="col" className="number">{t.given}</th>
          <th scope="col" className="number">{t.rebuilt}</th>
          <th scope="col" className="number">{t.difference}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ seq, field, given, rebuilt }) => (
          <tr key={`${seq} ${field}`}>
            <td className="figure">
              <button type="button" className="sum-button" aria-haspopup="dialog" aria-label={t.records.schedule(seq)} onClick={() => openRecord({ of: 'schedule', no: seq })}>
                {seq}
              </button>
            </td>
            <td>{t.fields[field]}</td>
            <td className="number">
              <DifferenceValue field={field} value={given} />
            </td>
            <td className="number">
              <DifferenceValue field={field} value={rebuilt} />
            </td>
            <td className="number">{isSum(field) && given !== null && rebuilt !== null ? <Yuan fen={minus(given, rebuilt)} /> : '—'}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

const isSum = (field: Difference['field']): boolean => field !== 'dueOn' && field !== 'row';

function DifferenceValue({ field, value }: { readonly field: Difference['field']; readonly value: string | null }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  if (value === null) return <span className="soft">{t.noRow}</span>;
  return isSum(field) ? <Yuan fen={value} /> : <span className="figure">{dayText(value, language)}</span>;
}
