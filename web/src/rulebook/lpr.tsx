/** The one-year loan prime rate as published: over time, change by change, and how far it is known. */
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { dayText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { WideTable } from '../shell/wide-table.tsx';
import { useMayChange, useOwnCommission } from './commission.ts';
import { useRulebook } from './queries.ts';
import { StepChart } from './step-chart.tsx';
import { rulebookWords } from './words.ts';

interface Published {
  readonly publishedOn: string;
  readonly oneYearPercent: string;
}

export function LprPart() {
  const t = useWords(rulebookWords);
  usePageTitle(t.parts.lpr);
  const { language } = useLanguage();
  const { lpr } = useRulebook();
  const own = useOwnCommission();
  const mayChange = useMayChange();
  // A commission's people see what it has entered after the publications that ship.
  const entered = lpr.entered.filter(({ commissionId }) => commissionId === own).sort((one, other) => one.publishedOn.localeCompare(other.publishedOn));
  const publications: readonly Published[] = [...lpr.publications, ...entered];
  const knownUntil = entered.at(-1)?.knownUntil ?? lpr.knownUntil;
  const changes = publications.filter(({ oneYearPercent }, index) => oneYearPercent !== publications[index - 1]?.oneYearPercent);
  const last = publications.at(-1);
  const steps = changes.map(({ publishedOn, oneYearPercent }) => ({ from: publishedOn, value: shareOf(oneYearPercent), text: `${oneYearPercent}%` }));
  return (
    <>
      <section aria-labelledby="lpr-over-time">
        <h2 id="lpr-over-time">{t.lprOverTime}</h2>
        <p className="soft">{t.lprLead}</p>
        <StepChart label={t.lprChartLabel} isTall top={0.05} lines={[{ key: 'lpr', name: t.parts.lpr, until: knownUntil, steps }]} />
        {last && <Alert type="info" showIcon title={t.horizon(dayText(last.publishedOn, language), last.oneYearPercent, dayText(knownUntil, language))} />}
      </section>
      <section aria-labelledby="lpr-entered">
        <div className="section-head">
          <h2 id="lpr-entered">{t.entered}</h2>
          {mayChange && (
            <Link to="/rulebook/change" search={{ subject: 'one_year_lpr' }} className="button-link">
              {t.enterLpr}
            </Link>
          )}
        </div>
        <EnteredPublications own={own} />
      </section>
      <section className="narrow-tables" aria-labelledby="lpr-changes">
        <h2 id="lpr-changes">{t.lprChanges}</h2>
        <Publications label={t.lprChanges} rows={changes} />
        <details className="behind">
          <summary>{t.allPublications(String(publications.length))}</summary>
          <Publications label={t.lprPublications} rows={publications} />
        </details>
      </section>
    </>
  );
}

/** `3.85` → `0.0385`. */
const shareOf = (percent: string): string => String(Number((Number(percent) / 100).toFixed(6)));

function Publications({ label, rows }: { readonly label: string; readonly rows: readonly Published[] }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  return (
    <WideTable label={label}>
      <thead>
        <tr>
          <th scope="col">{t.publishedOn}</th>
          <th scope="col" className="number">
            {t.oneYear}
          </th>
          <th scope="col" className="number">
            {t.fourTimes}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.toReversed().map(({ publishedOn, oneYearPercent }) => (
          <tr key={publishedOn}>
            <td className="figure">{dayText(publishedOn, language)}</td>
            <td className="number">{oneYearPercent}%</td>
            <td className="number">{(Number(oneYearPercent) * 4).toFixed(2)}%</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function EnteredPublications({ own }: { readonly own: string | undefined }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const { entered } = useRulebook().lpr;
  if (entered.length === 0) return <p className="soft">{t.nothingEntered}</p>;
  return (
    <ul className="entered">
      {entered.map(({ commissionId, commissionName, publishedOn, oneYearPercent, source }) => (
        <li key={commissionId + publishedOn}>
          <strong className="figure">
            {dayText(publishedOn, language)}: {oneYearPercent}%
          </strong>
          <span>{commissionId === own ? t.byOwn : t.byCommission(commissionName)}</span>
          <span className="soft small">{source}</span>
        </li>
      ))}
    </ul>
  );
}
