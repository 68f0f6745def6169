/** A year of days, month by month: which are off by the State's announcement, and which weekend days are worked. */
import { addDays } from '../shell/figures.tsx';
import { htmlLanguage, useLanguage, useWords } from '../shell/language.tsx';
import { holidayName } from './holiday-name.ts';
import { rulebookWords } from './words.ts';

interface YearViewProps {
  readonly year: number;
  /** The announced days: a holiday's name, or null for a make-up workday. */
  readonly announced: ReadonlyMap<string, string | null>;
  readonly today: string | undefined;
}

export function YearView({ year, announced, today }: YearViewProps) {
  return (
    <div className="year">
      {Array.from({ length: 12 }, (_, month) => (
        <Month key={month} first={`${year}-${String(month + 1).padStart(2, '0')}-01`} announced={announced} today={today} />
      ))}
    </div>
  );
}

const days = [0, 1, 2, 3, 4, 5, 6];
/** Monday is 0. */
const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

function Month({ first, announced, today }: { readonly first: string; readonly announced: YearViewProps['announced']; readonly today: string | undefined }) {
  const { language } = useLanguage();
  const named = (options: Intl.DateTimeFormatOptions, day: string) => new Intl.DateTimeFormat(htmlLanguage[language], { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  const monday = addDays(first, -weekday(first));
  const weeks = [0, 1, 2, 3, 4, 5].map((week) => days.map((day) => addDays(monday, week * 7 + day))).filter((week) => week.some((day) => day.slice(0, 7) === first.slice(0, 7)));
  return (
    <table className="month">
      <caption>{named({ month: 'long' }, first)}</caption>
      <thead>
        <tr>
          {days.map((day) => (
            <th key={day} scope="col">
              {named({ weekday: 'narrow' }, addDays(monday, day))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (day.slice(0, 7) === first.slice(0, 7) ? <DayCell key={day} day={day} name={announced.get(day)} isToday={day === today} /> : <td key={day} />))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ day, name, isToday }: { readonly day: string; readonly name: string | null | undefined; readonly isToday: boolean }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const said = name === undefined ? null : name === null ? t.makeUpWorkday : holidayName(name, language);
  const kind = name === undefined ? (weekday(day) > 4 ? 'weekend' : '') : name === null ? 'worked' : 'off';
  return (
    <td className={kind} title={said ?? undefined} aria-current={isToday ? 'date' : undefined}>
      {Number(day.slice(8))}
      {said !== null && <span className="unseen"> {said}</span>}
    </td>
  );
}
