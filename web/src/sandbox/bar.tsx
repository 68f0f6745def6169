/** On top of every page of a sandbox: its date, and the buttons that move it. Plain HTML, as the respondent's page also carries it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../shell/api.ts';
import { addDays, DayText, weekdayText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { shellWords } from '../shell/words.ts';
import './bar.css';
import { sandboxQuery, useAdvance, useStatus } from './time.ts';
import { sandboxWords } from './words.ts';

const quickSteps = [1, 6];

export function SandboxBar() {
  const { data: status } = useStatus();
  return status?.sandbox ? <Bar businessDay={status.businessDay} /> : null;
}

function Bar({ businessDay }: { readonly businessDay: string }) {
  const t = useWords(sandboxWords);
  const { language } = useLanguage();
  const { data: sandbox } = useQuery(sandboxQuery);
  const advance = useAdvance();
  const [to, setTo] = useState('');
  const tomorrow = addDays(businessDay, 1);
  const horizon = sandbox?.horizon ?? addDays(businessDay, 366);
  return (
    <aside className="sandbox-bar" aria-label={t.label}>
      <span className="sandbox-mark">{t.sandbox}</span>
      <span>
        {t.businessDate} <strong><DayText day={businessDay} /></strong> <span className="sandbox-weekday">{weekdayText(businessDay, language)}</span>
      </span>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== '') advance.mutate(to, { onSuccess: () => setTo('') });
        }}
      >
        {quickSteps.map((days) => (
          <button
            key={days}
            type="button"
            aria-label={t.plusLabel(days)}
            disabled={advance.isPending || addDays(businessDay, days) > horizon}
            onClick={() => advance.mutate(addDays(businessDay, days))}
          >
            {t.plus(days)}
          </button>
        ))}
        <input type="date" aria-label={t.advanceTo} required min={tomorrow} max={horizon} value={to} onChange={(event) => setTo(event.target.value)} />
        <button type="submit" disabled={advance.isPending}>
          {t.advance}
        </button>
      </form>
      <span className="sandbox-said" role="status">
        {advance.isPending ? t.moving : advance.data ? t.moved(advance.data.expired) : ''}
        {advance.error && <AdvanceProblem error={advance.error} />}
      </span>
      <a className="sandbox-mailbox" href="/mailbox">
        {t.mailbox}
      </a>
    </aside>
  );
}

function AdvanceProblem({ error }: { readonly error: Error }) {
  const t = useWords(shellWords);
  return error instanceof ProblemError ? error.problem.detail || error.problem.title : t.unreachable;
}
