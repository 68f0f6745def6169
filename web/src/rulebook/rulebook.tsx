/** The rulebook: law, caps, published rates, calendar, fees and a commission's own rules, each a part with its address. */
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useWords } from '../shell/language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { rulebookQuery } from './queries.ts';
import './rulebook.css';
import { rulebookWords } from './words.ts';

const parts = [
  ['/rulebook', 'law'],
  ['/rulebook/cap', 'cap'],
  ['/rulebook/lpr', 'lpr'],
  ['/rulebook/calendar', 'calendar'],
  ['/rulebook/fees', 'fees'],
  ['/rulebook/rules', 'rules'],
] as const;

export function RulebookPage() {
  const t = useWords(rulebookWords);
  const { data, error, refetch } = useQuery(rulebookQuery);
  return (
    <main id="content" className="page">
      <header className="page-head">
        <div>
          <h1>{t.rulebook}</h1>
          <p className="soft">{t.lead}</p>
        </div>
      </header>
      <nav className="parts" aria-label={t.partsLabel}>
        {parts.map(([to, part]) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/rulebook', includeSearch: false }}>
            {t.parts[part]}
          </Link>
        ))}
      </nav>
      {data && <Outlet />}
      {!data && error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 12 }} />}
    </main>
  );
}
