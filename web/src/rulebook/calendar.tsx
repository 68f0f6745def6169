/** Days off and make-up workdays, year by year, and the last day of a period counted on them. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Form, Input, InputNumber, Select } from 'antd';
import type { WireRulebook } from '../../../src/http/wire/index.ts';
import { useStatus } from '../sandbox/time.ts';
import { dayText, weekdayText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ArticleLink } from './article.tsx';
import { useMayChange, useOwnCommission } from './commission.ts';
import { rangesOf } from './day-ranges.ts';
import { holidayName } from './holiday-name.ts';
import { deadlineQuery, useRulebook, type Deadline } from './queries.ts';
import { Refused } from './refused.tsx';
import { periodUnits } from './subjects.ts';
import { rulebookWords } from './words.ts';
import { YearView } from './year-view.tsx';

export function CalendarPart() {
  const t = useWords(rulebookWords);
  usePageTitle(t.parts.calendar);
  return (
    <>
      <DeadlineCalculator />
      <Year />
    </>
  );
}

function DeadlineCalculator() {
  const t = useWords(rulebookWords);
  const search = useSearch({ from: '/reading/rulebook/calendar' });
  const navigate = useNavigate({ from: '/rulebook/calendar' });
  const commissionId = useOwnCommission();
  const today = useStatus().data?.businessDay ?? '';
  const start = search.start ?? today;
  const days = search.days ?? 5;
  const unit = search.unit ?? 'day';
  const isComplete = start !== '';
  const { data, error, refetch } = useQuery({ ...deadlineQuery({ start, days, unit, commissionId }), enabled: isComplete });
  const ask = (part: typeof search) => void navigate({ search: (was) => ({ ...was, ...part }), replace: true, resetScroll: false });
  return (
    <section className="calculator" aria-labelledby="deadline-calculator">
      <h2 id="deadline-calculator">{t.deadlineQuestion}</h2>
      <p className="soft">{t.deadlineLead}</p>
      <Form layout="vertical" className="calculator-form">
        <Form.Item label={t.startDay} htmlFor="deadline-start">
          <Input id="deadline-start" type="date" value={start} onChange={({ target }) => ask({ start: target.value })} />
        </Form.Item>
        <Form.Item label={t.length} htmlFor="deadline-days">
          <InputNumber id="deadline-days" min={1} max={3660} precision={0} value={days} onChange={(value) => ask({ days: value ?? undefined })} />
        </Form.Item>
        <Form.Item label={t.unit} htmlFor="deadline-unit">
          <Select id="deadline-unit" value={unit} options={periodUnits.map((each) => ({ value: each, label: t.units[each] }))} onChange={(chosen) => ask({ unit: chosen })} />
        </Form.Item>
      </Form>
      <div role="status">
        {!isComplete && <p className="soft">{t.deadlineIncomplete}</p>}
        {isComplete && error && <Refused error={error} retry={() => void refetch()} />}
        {isComplete && !error && data && <DeadlineAnswer answer={data} />}
      </div>
    </section>
  );
}

function DeadlineAnswer({ answer }: { readonly answer: Deadline }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const said = (day: string) => `${dayText(day, language)} (${weekdayText(day, language)})`;
  return (
    <>
      <p className="big-figure">
        <strong>{said(answer.dueOn)}</strong> <span className="soft small">{t.lastDay}</span>
      </p>
      <ol className="reasoning">
        <li>{t.countedFrom(dayText(answer.start, language))}</li>
        <li>{t.nominal[answer.unit](answer.days, said(answer.nominalOn))}</li>
        {Object.entries(Object.groupBy(answer.rolledOver, ({ name }) => name)).flatMap(([name, days = []]) =>
          rangesOf(days.map(({ on }) => on)).map(({ first, last }) => <li key={first}>{t.dayOff(first === last ? said(first) : t.span(said(first), said(last)), holidayName(name, language))}</li>),
        )}
        <li>{answer.rolledOver.length === 0 ? t.notMoved : t.moved(said(answer.dueOn))}</li>
      </ol>
      <p>
        {answer.articles.map((article) => (
          <span key={article.article}>
            <ArticleLink article={article} />{' '}
          </span>
        ))}
      </p>
      <p className="soft small">
        {t.calendarVersion} <code>{answer.calendarVersion}</code>
      </p>
    </>
  );
}

type CalendarYear = WireRulebook['calendar']['years'][number];

type Entered = WireRulebook['calendar']['entered'][number];

function Year() {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const { calendar } = useRulebook();
  const today = useStatus().data?.businessDay;
  const own = useOwnCommission();
  const mayChange = useMayChange();
  const chosen = useSearch({ from: '/reading/rulebook/calendar' }).year ?? Number((today ?? calendar.knownTo).slice(0, 4));
  const years = [...calendar.years, ...calendar.enteredYears.filter(({ commissionId }) => commissionId === own).sort((one, other) => one.year - other.year)];
  const year = years.find((each) => each.year === chosen);
  const entered = calendar.entered.filter(({ day }) => day.startsWith(`${chosen}-`));
  // A notice may name days of the December before its year.
  const announced = new Map<string, string | null>([
    ...years.flatMap(({ holidays, makeUpWorkdays }) => [
      ...holidays.flatMap(({ name, days }) => days.map((day) => [day, name] as const)),
      ...makeUpWorkdays.map((day) => [day, null] as const),
    ]),
    ...entered.filter(({ commissionId }) => commissionId === own).map(({ day, off }) => [day, off] as const),
  ]);
  return (
    <section aria-labelledby="calendar-year">
      <div className="section-head">
        <h2 id="calendar-year">{t.yearTitle(String(chosen))}</h2>
        {mayChange && (
          <span className="page-actions">
            <Link to="/rulebook/change" search={{ subject: 'calendar_day' }} className="button-link">
              {t.enterDay}
            </Link>
            <Link to="/rulebook/change" search={{ subject: 'calendar_year' }} className="button-link">
              {t.enterYear}
            </Link>
          </span>
        )}
      </div>
      <nav className="years" aria-label={t.chooseYear}>
        {years.map((each) => (
          <Link key={each.year} to="/rulebook/calendar" search={(was) => ({ ...was, year: each.year })} resetScroll={false} aria-current={each.year === chosen ? 'true' : undefined} activeOptions={{ includeSearch: true }}>
            {each.year}
          </Link>
        ))}
      </nav>
      <p className="legend small">
        <span className="legend-off">{t.legendOff}</span>
        <span className="legend-worked">{t.legendWorked}</span>
        <span className="legend-weekend">{t.legendWeekend}</span>
      </p>
      {year ? <YearView year={chosen} announced={announced} today={today} /> : <Alert type="warning" showIcon title={t.yearUnknown} />}
      {year && <Announced year={year} />}
      {entered.length > 0 && <EnteredDays entered={entered} own={own} />}
      <p className="soft small">
        {t.calendarKnown(dayText(calendar.knownFrom, language), dayText(`${years.at(-1)?.year}-12-31`, language))} {t.calendarVersion} <code>{calendar.version}</code>
      </p>
    </section>
  );
}

/** The same in words. */
function Announced({ year }: { readonly year: CalendarYear }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const said = (day: string) => `${monthAndDay(day, language)} (${weekdayText(day, language)})`;
  const named = (days: readonly string[]) =>
    rangesOf(days)
      .map(({ first, last }) => (first === last ? said(first) : t.span(said(first), said(last))))
      .join(language === 'zh' ? '、' : ', ');
  return (
    <dl className="announced">
      {[...year.holidays].sort((one, other) => (one.days[0] ?? '').localeCompare(other.days[0] ?? '')).map(({ name, days }) => (
        <div key={name}>
          <dt>{holidayName(name, language)}</dt>
          <dd>
            {t.daysCount(String(days.length))} · {named(days)}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t.legendWorked}</dt>
        <dd>{year.makeUpWorkdays.length === 0 ? t.none : named(year.makeUpWorkdays)}</dd>
      </div>
    </dl>
  );
}

const monthAndDay = (day: string, language: 'en' | 'zh'): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en', { month: language === 'zh' ? 'long' : 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

function EnteredDays({ entered, own }: { readonly entered: readonly Entered[]; readonly own: string | undefined }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  return (
    <>
      <h3>{t.entered}</h3>
      <ul className="entered">
        {entered.map(({ commissionId, commissionName, day, off, source }) => (
          <li key={commissionId + day}>
            <strong>
              {dayText(day, language)} ({weekdayText(day, language)}): {off === null ? t.makeUpWorkday : holidayName(off, language)}
            </strong>
            <span>{commissionId === own ? t.byOwn : t.byCommission(commissionName)}</span>
            <span className="soft small">{source}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
