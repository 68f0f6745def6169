/** Where a commission's people start: what waits for their role, step by step. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty, Skeleton } from 'antd';
import type { WireCaseList, WireCommand } from '../../../src/http/wire/index.ts';
import { hasRole, useMe } from '../parties/me.ts';
import { useStatus } from '../sandbox/time.ts';
import { count, daysFrom, DayText, Yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import './docket.css';
import { casesQuery, procedureQuery } from './queries.ts';
import { caseStates, type CaseState } from './states.ts';
import { docketWords } from './words.ts';

interface Queue {
  readonly state: CaseState;
  readonly commands: readonly WireCommand[];
}

export function DeskPage() {
  const t = useWords(docketWords);
  usePageTitle(t.desk);
  const me = useMe();
  const isArbitrator = hasRole(me, 'arbitrator');
  const { data: procedure, error, refetch } = useQuery(procedureQuery);
  const queues: readonly Queue[] = caseStates
    .map((state) => ({
      state,
      commands: procedure?.commands.filter(({ from, roles }) => from.includes(state) && me.acting.roles.some((role) => roles.includes(role))).map(({ command }) => command) ?? [],
    }))
    .filter(({ commands }) => commands.length > 0);
  // The arbitrator opens cases one by one, so the first of each queue are named; others see counts and act in numbers.
  const shown = isArbitrator ? 8 : 1;
  const lists = useQueries({ queries: queues.map(({ state }) => casesQuery({ state, sort: 'stateSince' }, 0, shown)) });
  const failed = error ?? lists.find((list) => list.error)?.error;
  const retry = () => {
    void refetch();
    for (const list of lists) if (list.error) void list.refetch();
  };
  return (
    <main id="content" className="page">
      <header className="page-head">
        <div>
          <h1>{t.desk}</h1>
          <p className="soft">{isArbitrator ? t.deskLeadArbitrator : t.deskLead}</p>
        </div>
        {isArbitrator && <Link to="/cases">{t.allMyCases}</Link>}
      </header>
      {failed && <ProblemNote error={failed} retry={retry} />}
      {!procedure && !failed && <Skeleton active />}
      {procedure && queues.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.noDuties} />}
      <ul className={isArbitrator ? 'docket-queues' : 'queue-cards'}>
        {queues.map((queue, index) => (
          <li key={queue.state}>{isArbitrator ? <NamedQueue queue={queue} list={lists[index]?.data} /> : <QueueCard queue={queue} list={lists[index]?.data} />}</li>
        ))}
      </ul>
    </main>
  );
}

interface QueueProps {
  readonly queue: Queue;
  readonly list: WireCaseList | undefined;
}

function useOldest(list: WireCaseList | undefined): string | null {
  const t = useWords(docketWords);
  const { data: status } = useStatus();
  const first = list?.items[0];
  return first && status ? t.oldest(Math.max(0, daysFrom(first.stateSince, status.businessDay))) : null;
}

function QueueCard({ queue, list }: QueueProps) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  const oldest = useOldest(list);
  return (
    <Link to="/cases" search={{ state: queue.state }} className={list?.total === 0 ? 'queue-card queue-empty' : 'queue-card'}>
      <span className="queue-name">{t.states[queue.state]}</span>
      <span className="queue-count figure">{list ? count(list.total, language) : '…'}</span>
      <span className="soft small">{list?.total === 0 ? t.nothingWaiting : oldest}</span>
      <span className="small">{queue.commands.map((command) => t.commands[command]).join(' · ')}</span>
    </Link>
  );
}

function NamedQueue({ queue, list }: QueueProps) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  const oldest = useOldest(list);
  return (
    <section aria-labelledby={`queue-${queue.state}`}>
      <h2 id={`queue-${queue.state}`}>
        {t.states[queue.state]} <span className="soft figure">{list && count(list.total, language)}</span> <span className="soft small">{oldest}</span>
      </h2>
      {!list && <Skeleton active paragraph={{ rows: 2 }} />}
      {list?.total === 0 && <p className="soft">{t.nothingWaiting}</p>}
      <ul className="queue-list">
        {list?.items.map((row) => (
          <li key={row.caseId}>
            <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
              <strong className="figure">{row.caseNo ?? row.reference}</strong>
              <span>
                {row.lenderName} {t.versus} {row.respondentName}
                {row.answered && <em className="answered"> {t.answered}</em>}
              </span>
              <span className="soft small">
                {row.nextDeadline ? (
                  <>
                    {t.deadlines[row.nextDeadline.kind]} <DayText day={row.nextDeadline.dueOn} />
                  </>
                ) : (
                  <>
                    {t.since} <DayText day={row.stateSince} />
                  </>
                )}
              </span>
              <Yuan fen={row.totalFen} />
            </Link>
          </li>
        ))}
      </ul>
      {list && list.total > list.items.length && (
        <Link to="/cases" search={{ state: queue.state }}>
          {t.showAllOf(count(list.total, language))}
        </Link>
      )}
    </section>
  );
}
