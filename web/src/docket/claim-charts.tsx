/** Two pictures of a claim, each with its figures in a table: what it is made of, and the principal as it was repaid. */
import type { WireClaim, WireClaimItem, WireExplained } from '../../../src/http/wire/index.ts';
import { ArticleLink } from '../rulebook/article.tsx';
import { dayText, daysFrom, rateText, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { WideTable } from '../shell/wide-table.tsx';
import { claimWords } from './claim-words.ts';
import { isPositive, minus } from './explained.ts';
import { Sum, useOpening } from './opening.tsx';

interface Head {
  readonly item: WireClaimItem;
  readonly owed: WireExplained;
  readonly claimed: WireExplained;
}

/** All that the contract gives as one bar: the heads as they are claimed, and what is taken off. The table above has the figures. */
export function MadeOfChart({ heads, claim }: { readonly heads: readonly Head[]; readonly claim: WireClaim }) {
  const t = useWords(claimWords);
  const taken = minus(claim.contractTotalFen, claim.totalFen);
  const bars = [
    ...heads.map(({ item, claimed }) => ({ key: item, name: t.items[item], fen: claimed.fen })),
    ...(isPositive(taken) ? [{ key: 'taken', name: t.takenOff, fen: taken }] : []),
  ].filter(({ fen }) => isPositive(fen));
  const share = (fen: string): number => (Number(fen) / Number(claim.contractTotalFen)) * 100;
  const starts = bars.map((_, index) => bars.slice(0, index).reduce((sum, { fen }) => sum + share(fen), 0));
  return (
    <svg className="made-of" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label={t.madeOfText(bars.map(({ name, fen }) => `${name} ${yuan(fen)}`))}>
      {bars.map(({ key, fen }, index) => (
        <rect key={key} className={`bar-${key}`} x={starts[index]} y="0" width={share(fen)} height="4" />
      ))}
    </svg>
  );
}

const height = 100;

/** The principal from stretch to stretch, as the cap was counted on it. */
export function OutstandingChart({ claim }: { readonly claim: WireClaim }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  const { segments } = claim.cap;
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return null;
  const peak = segments.reduce((most, each) => (BigInt(each.baseFen) > BigInt(most.baseFen) ? each : most), first);
  const days = daysFrom(first.from, last.to) + 1;
  const across = (day: string): number => (daysFrom(first.from, day) / days) * 1000;
  const down = (fen: string): number => height - (Number(fen) / Number(peak.baseFen)) * height;
  const steps = segments.map(({ from, to, baseFen }) => `M${across(from)} ${height}V${down(baseFen)}H${across(to) + 1000 / days}V${height}Z`);
  return (
    <section className="outstanding">
      <h2>{t.outstanding}</h2>
      <p className="soft small">{t.outstandingText(yuan(peak.baseFen), dayText(peak.from, language), yuan(last.baseFen), dayText(last.to, language))}</p>
      <svg viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none" role="img" aria-label={t.outstanding}>
        <path d={steps.join(' ')} />
      </svg>
      <div className="axis soft small figure">
        <span>{dayText(first.from, language)}</span>
        <span>{dayText(last.to, language)}</span>
      </div>
      <details>
        <summary>{t.outstandingTable}</summary>
        <CapPeriods segments={segments} />
      </details>
    </section>
  );
}

function CapPeriods({ segments }: { readonly segments: WireClaim['cap']['segments'] }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  const { explanation } = useOpening();
  return (
    <WideTable label={t.outstandingTable}>
      <thead>
        <tr>
          <th scope="col">{t.period}</th>
          <th scope="col" className="number">{t.days}</th>
          <th scope="col" className="number">{t.base}</th>
          <th scope="col">{t.rate}</th>
          <th scope="col">{t.articles}</th>
        </tr>
      </thead>
      <tbody>
        {segments.map(({ from, to, days, baseFen, rate, article }) => (
          <tr key={from}>
            <td className="figure">
              {from} – {to}
            </td>
            <td className="number">{days}</td>
            <td className="number">
              <Sum node={explanation.at('base', { on: from })} fen={baseFen} />
            </td>
            <td className="figure">{rateText(rate, language)}</td>
            <td className="small articles">
              <ArticleLink article={article} />
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
