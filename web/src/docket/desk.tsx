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

const namedAtOnce = 8;

export function DeskPage() {
  const t = useWords(docketWords);
  usePageTitle(t.desk);
  const me = useMe();
  const isArbitrator = hasRole(me, 'arbitrator');
  const procedure = useQuery(procedureQuery);
  const queues: readonly Queue[] = caseStates
    .map((state) => ({
      state,
      commands: procedure.data?.commands.filter(({ from, roles }) => from.includes(state) && me.acting.roles.some((role) => roles.includes(role))).map(({ command }) => command) ?? [],
    }))
    .filter(({ commands }) => commands.some((command) => command !== 'return_award'));
  // The arbitrator opens cases one by one, so the first of each queue are named; others see counts and act in numbers.
  const overview = useQuery({ ...casesQuery({}, 0, 1), enabled: !isArbitrator });
  const lists = useQueries({ queries: isArbitrator ? queues.map(({ state }) => casesQuery({ state, sort: 'oldest' }, 0, namedAtOnce)) : [] });
  const failed = procedure.error ?? overview.error ?? lists.find((list) => list.error)?.error;
  const retry = () => {
    for (const query of [procedure, overview, ...lists]) if (query.error) void query.refetch();
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
      {!procedure.data && !failed && <Skeleton active />}
      {procedure.data && queues.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.noDuties} />}
      <ul className={isArbitrator ? 'docket-queues' : 'queue-cards'}>
        {queues.map((queue, index) => (
          <li key={queue.state}>{isArbitrator ? <NamedQueue queue={queue} list={lists[index]?.data} /> : <QueueCard queue={queue} overview={overview.data} />}</li>
        ))}
      </ul>
    </main>
  );
}

function Oldest({ since }: { readonly since: string | undefined }) {
  const t = useWords(docketWords);
  const { data: status } = useStatus();
  return since === undefined || !status ? null : t.oldest(Math.max(0, daysFrom(since, status.businessDay)));
}

function QueueCard({ queue, overview }: { readonly queue: Queue; readonly overview: WireCaseList | undefined }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  const standing = overview?.byState.find(({ state }) => state === queue.state);
  const isEmpty = overview !== undefined && standing === undefined;
  return (
    <Link to="/cases" search={{ state: queue.state }} className={isEmpty ? 'queue-card queue-empty' : 'queue-card'}>
      <span className="queue-name">{t.states[queue.state]}</span>
      <span className="queue-count figure">{overview ? count(standing?.count ?? 0, language) : '…'}</span>
      <span className="soft small">{isEmpty ? t.nothingWaiting : <Oldest since={standing?.oldest} />}</span>
      <span className="small">{queue.commands.map((command) => t.commands[command]).join(' · ')}</span>
    </Link>
  );
}

function NamedQueue({ queue, list }: { readonly queue: Queue; readonly list: WireCaseList | undefined }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  return (
    <section aria-labelledby={`queue-${queue.state}`}>
      <h2 id={`queue-${queue.state}`}>
        {t.states[queue.state]} <span className="soft figure">{list && count(list.total, language)}</span> <span className="soft small"><Oldest since={list?.items[0]?.stateSince} /></span>
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
