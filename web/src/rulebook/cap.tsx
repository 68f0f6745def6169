/** What a lender may charge at most: a calculator that names its reasons, and the cap over time. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import type { WireCapPeriod } from '../../../src/http/wire/index.ts';
import { formatPercent } from '../../../src/kernel/rate.ts';
import { useStatus } from '../sandbox/time.ts';
import { dayText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { WideTable } from '../shell/wide-table.tsx';
import { ArticleLink } from './article.tsx';
import { useOwnCommission } from './commission.ts';
import { capQuery, useRulebook } from './queries.ts';
import { Refused } from './refused.tsx';
import { StepChart } from './step-chart.tsx';
import { lenderKinds } from './subjects.ts';
import { rulebookWords } from './words.ts';

export function CapPart() {
  const t = useWords(rulebookWords);
  usePageTitle(t.parts.cap);
  return (
    <>
      <CapCalculator />
      <CapOverTime />
    </>
  );
}

function CapCalculator() {
  const t = useWords(rulebookWords);
  const search = useSearch({ from: '/reading/rulebook/cap' });
  const navigate = useNavigate({ from: '/rulebook/cap' });
  const commissionId = useOwnCommission();
  const today = useStatus().data?.businessDay ?? '';
  const question = { kind: search.kind ?? 'private', signedOn: search.signedOn ?? '', filedOn: search.filedOn ?? today };
  const isComplete = question.signedOn !== '' && question.filedOn !== '';
  const isBackward = isComplete && question.signedOn > question.filedOn;
  const { data, error, refetch } = useQuery({ ...capQuery({ ...question, commissionId }), enabled: isComplete && !isBackward });
  const ask = (part: typeof search) => void navigate({ search: (was) => ({ ...was, ...part }), replace: true, resetScroll: false });
  return (
    <section className="calculator" aria-labelledby="cap-calculator">
      <h2 id="cap-calculator">{t.capQuestion}</h2>
      <Form layout="vertical" className="calculator-form">
        <Form.Item label={t.lender} htmlFor="cap-kind">
          <Select id="cap-kind" value={question.kind} options={lenderKinds.map((kind) => ({ value: kind, label: t.lenderKinds[kind] }))} onChange={(kind) => ask({ kind })} />
        </Form.Item>
        <Form.Item label={t.signedOn} htmlFor="cap-signed" {...(isBackward && { validateStatus: 'error', help: t.signedAfterFiled })}>
          <Input id="cap-signed" type="date" value={question.signedOn} onChange={({ target }) => ask({ signedOn: target.value })} />
        </Form.Item>
        <Form.Item label={t.filedOn} htmlFor="cap-filed">
          <Input id="cap-filed" type="date" value={question.filedOn} onChange={({ target }) => ask({ filedOn: target.value })} />
        </Form.Item>
      </Form>
      <div role="status">
        {!isComplete && <p className="soft">{t.capIncomplete}</p>}
        {isComplete && !isBackward && error && <Refused error={error} retry={() => void refetch()} />}
        {isComplete && !isBackward && !error && data && <CapAnswer periods={data.periods} />}
      </div>
    </section>
  );
}

function CapAnswer({ periods }: { readonly periods: readonly WireCapPeriod[] }) {
  const t = useWords(rulebookWords);
  return (
    <ol className="answer-periods">
      {periods.map((period) => (
        <li key={period.from}>
          <CapFigure period={period} />
          <div>
            <p>
              <CapSpan period={period} />
            </p>
            <p lang="zh-CN">{period.basis}</p>
            <p>
              <ArticleLink article={period.article} />
            </p>
            <p className="soft small">{period.returnAbove === null ? t.returnNone : t.returnAbove(formatPercent(period.returnAbove.value))}</p>
            {period.standing === 'practice' && <p className="practice small">{t.practice}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

const CapFigure = ({ period }: { readonly period: WireCapPeriod }) => {
  const t = useWords(rulebookWords);
  return (
    <p className="big-figure">
      <strong className="figure">{formatPercent(period.rate.value)}</strong> <span className="soft small">{t.aYear}</span>
    </p>
  );
};

function CapSpan({ period: { from, until } }: { readonly period: WireCapPeriod }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  return until === null ? t.fromOn(dayText(from, language)) : t.fromTo(dayText(from, language), dayText(until, language));
}

function CapOverTime() {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const { caps, lpr } = useRulebook();
  const { kind = 'private', signedOn } = useSearch({ from: '/reading/rulebook/cap' });
  // A cap without an end reaches to the edge of the chart.
  const edge = caps.reduce((latest, { until }) => (until !== null && until > latest ? until : latest), lpr.knownUntil);
  const lines = lenderKinds.map((each) => {
    const steps = caps.filter((step) => step.kind === each);
    return { key: each, name: t.lenderKinds[each], until: steps.at(-1)?.until ?? edge, steps: steps.map(({ from, rate }) => ({ from, value: rate.value, text: formatPercent(rate.value) })) };
  });
  return (
    <section aria-labelledby="cap-over-time">
      <h2 id="cap-over-time">{t.capOverTime}</h2>
      <p className="soft">{t.capOverTimeLead}</p>
      <StepChart label={t.capChartLabel} lines={lines} top={0.3} marked={signedOn === undefined ? null : { key: kind, day: signedOn, text: t.signedOn }} />
      <details className="behind">
        <summary>{t.asTable}</summary>
        <WideTable label={t.capOverTime}>
          <thead>
            <tr>
              <th scope="col">{t.lender}</th>
              <th scope="col">{t.from}</th>
              <th scope="col" className="number">
                {t.rate}
              </th>
              <th scope="col">{t.why}</th>
              <th scope="col">{t.article}</th>
            </tr>
          </thead>
          <tbody>
            {lenderKinds
              .flatMap((each) => caps.filter((step) => step.kind === each))
              .map((step) => (
                <tr key={step.kind + step.from}>
                  <td>{t.lenderKinds[step.kind]}</td>
                  <td className="figure">{dayText(step.from, language)}</td>
                  <td className="number">{formatPercent(step.rate.value)}</td>
                  <td lang="zh-CN">{step.basis}</td>
                  <td>
                    <ArticleLink article={step.article} />
                  </td>
                </tr>
              ))}
          </tbody>
        </WideTable>
      </details>
    </section>
  );
}
