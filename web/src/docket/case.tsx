/** One case: where it stands, who is in it, what is owed, what has happened, and what the reader may do now. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import type { WireCaseDetail } from '../../../src/http/wire/index.ts';
import { useMe } from '../parties/me.ts';
import { DayText, yuan } from '../shell/figures.tsx';
import { useWords, wordFor } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Tabs, type Tab } from '../shell/tabs.tsx';
import { Answers, Gate } from './answers-and-gate.tsx';
import { AwardDesk, AwardToSign } from './award-desk.tsx';
import { ClaimSheet } from './claim-sheet.tsx';
import { CommandButtons } from './command-buttons.tsx';
import './docket.css';
import { Papers } from './papers.tsx';
import { Particulars } from './particulars.tsx';
import { caseQuery } from './queries.ts';
import { Service } from './service.tsx';
import { StateMark } from './state-mark.tsx';
import { commandOrder, isOffTheLine, stages } from './states.ts';
import { Timeline } from './timeline.tsx';
import { docketWords } from './words.ts';

export function CasePage() {
  const t = useWords(docketWords);
  const { caseId } = useParams({ from: '/office/cases/$caseId' });
  const { data, error, refetch } = useQuery(caseQuery(caseId));
  usePageTitle(data?.caseNo ?? data?.reference ?? t.cases);
  return (
    <main id="content" className="page">
      <p className="crumb">
        <Link to="/cases">{t.cases}</Link>
      </p>
      {!data && <h1 className="unseen">{t.cases}</h1>}
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && <CaseFile key={data.caseId} file={data} />}
    </main>
  );
}

function CaseFile({ file }: { readonly file: WireCaseDetail }) {
  const t = useWords(docketWords);
  const isCommission = useMe().acting.institution.kind === 'commission';
  const navigate = useNavigate();
  const mayDraft = file.commands.includes('draft_award');
  const maySign = file.commands.includes('sign_award');
  const commands = commandOrder.filter((command) => file.commands.includes(command) && command !== 'draft_award');
  // What concerns the claim is said beside it.
  const remarks = file.warnings.filter((warning) => !file.claim?.warnings.some((each) => each === warning));
  const unmet = file.gate.filter((check) => !check.satisfied).length;
  const desk: readonly Tab[] = mayDraft
    ? [{ key: 'draft', label: t.tabs.draft, content: <AwardDesk key={file.version} file={file} /> }]
    : maySign
      ? [{ key: 'draft', label: t.tabs.draft, content: <AwardToSign file={file} /> }]
      : [];
  const tabs: readonly Tab[] = [
    ...desk,
    { key: 'claim', label: t.tabs.claim, content: file.claim ? <ClaimSheet file={file} filed={file.claim} /> : <Alert type="error" title={t.claimUnsound} description={t.claimUnsoundDetail} /> },
    { key: 'papers', label: <Counted text={t.tabs.papers} value={file.papers.length} />, content: <Papers caseId={file.caseId} papers={file.papers} /> },
    { key: 'service', label: t.tabs.service, content: <Service file={file} /> },
    { key: 'answers', label: <Counted text={t.tabs.answers} value={file.answers.length} />, content: <Answers answers={file.answers} /> },
    ...(isCommission ? [{ key: 'gate', label: <Counted text={t.tabs.gate} value={unmet} />, content: <Gate gate={file.gate} /> }] : []),
    { key: 'timeline', label: t.tabs.timeline, content: <Timeline entries={file.timeline} /> },
  ];
  return (
    <>
      <header className="page-head case-head">
        <div>
          <h1 className="figure-head">{file.caseNo ?? t.noCaseNo}</h1>
          <p className="case-parties">
            {file.lender.name} <span className="soft">{t.versus}</span> {file.respondentName}
          </p>
        </div>
        <div className="case-amount">
          <span className="soft small">{t.total}</span>
          <strong className="figure">{yuan(file.totalFen)}</strong>
        </div>
      </header>
      <ProgressLine file={file} />
      {commands.length > 0 && (
        <section className="case-actions" aria-label={t.actions}>
          <CommandButtons
            commands={commands}
            cases={[file]}
            onSent={(command) => {
              // Whoever declines no longer sees the case.
              if (command === 'decline_appointment') void navigate({ to: '/desk' });
            }}
          />
        </section>
      )}
      {remarks.length > 0 && (
        <p className="remarks small">
          {t.warnings}: {remarks.map((warning) => wordFor(t.warningTexts, warning)).join(' ')}
        </p>
      )}
      <Particulars file={file} />
      <Tabs label={t.sections} tabs={tabs} />
    </>
  );
}

const Counted = ({ text, value }: { readonly text: string; readonly value: number }) => (
  <>
    {text} {value > 0 && <span className="figure soft">{value}</span>}
  </>
);

/** The stages of the main line, the present one marked; a case that left the line shows where it went instead. */
function ProgressLine({ file }: { readonly file: WireCaseDetail }) {
  const t = useWords(docketWords);
  const at = stages.findIndex(({ states }) => (states as readonly string[]).includes(file.state));
  return (
    <section className="progress" aria-label={t.state}>
      <p>
        <StateMark state={file.state} />
        <span className="soft small">
          {t.since} <DayText day={file.stateSince} />
          {file.nextDeadline && (
            <>
              {' · '}
              {t.lastDayOf(t.deadlines[file.nextDeadline.kind])} <DayText day={file.nextDeadline.dueOn} />
            </>
          )}
        </span>
      </p>
      {!isOffTheLine(file.state) && (
        <ol aria-label={t.stageOf(at + 1, stages.length)}>
          {stages.map(({ stage }, index) => (
            <li key={stage} className={index < at || file.state === 'award_served' ? 'past' : index === at ? 'present' : ''} aria-current={index === at ? 'step' : undefined}>
              {t.stages[stage]}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
