/** How far the notice has come, every attempt, and the periods that it started. */
import { Empty } from 'antd';
import type { WireCaseDetail, WireDeadline, WireNotice } from '../../../src/http/wire/index.ts';
import { DayText, dayText, InstantText } from '../shell/figures.tsx';
import { useLanguage, useWords, wordFor } from '../shell/language.tsx';
import { docketWords } from './words.ts';

export function Service({ file }: { readonly file: WireCaseDetail }) {
  const t = useWords(docketWords);
  return (
    <div className="service">
      <section>
        <h2>{t.levelsTitle}</h2>
        <p className="soft small">{t.levelsHelp}</p>
        <ol className="levels">
          {t.levels.map((meaning, level) => (
            <li key={level} className={level === file.serviceLevel ? 'present' : level < file.serviceLevel ? 'past' : ''} aria-current={level === file.serviceLevel ? 'step' : undefined}>
              <strong className="figure">L{level}</strong> {meaning}
            </li>
          ))}
        </ol>
        {file.deadlines.length === 0 ? <p className="soft">{t.noDeadlines}</p> : file.deadlines.map((deadline, index) => <Deadline key={index} deadline={deadline} />)}
      </section>
      <section>
        {file.notices.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.noNotices} />}
        {file.notices.map((notice) => (
          <Notice key={notice.noticeId} notice={notice} />
        ))}
      </section>
    </div>
  );
}

function Deadline({ deadline }: { readonly deadline: WireDeadline }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  return (
    <div className="deadline">
      <h3>{t.deadlines[deadline.kind]}</h3>
      <p>
        {t.lastDay} <strong><DayText day={deadline.dueOn} /></strong>
      </p>
      <p className="soft small">
        {t.deadlineCount(deadline.days, t.units[deadline.unit], dayText(deadline.startOn, language))}
        {deadline.rolledOver.length > 0 && `. ${t.rolled(deadline.rolledOver.map(({ on, name }) => `${name} (${on})`).join(', '))}`}
      </p>
      <p className="soft small">
        {t.rule} {deadline.rule} · {t.calendar} {deadline.calendarVersion}
      </p>
    </div>
  );
}

function Notice({ notice }: { readonly notice: WireNotice }) {
  const t = useWords(docketWords);
  return (
    <article className="notice">
      <h3>{t.purposes[notice.purpose]}</h3>
      <p className="soft small">
        {t.toWhom[notice.recipient]} · {t.channels[notice.channel]} <span className="figure">{notice.address}</span> · {wordFor(t.addressSources, notice.addressSource)} · {t.level(notice.level)}
      </p>
      {notice.attempts.length === 0 ? (
        <p className="soft">{t.noAttempts}</p>
      ) : (
        <ul aria-label={t.attempts}>
          {notice.attempts.map((attempt, index) => (
            <li key={index}>
              <InstantText instant={attempt.at} /> <strong>{wordFor(t.attemptOutcomes, attempt.outcome)}</strong> <span className="figure soft">L{attempt.level}</span>
              <div className="soft small">{attempt.detail}</div>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
