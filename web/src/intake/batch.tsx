import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Empty, Pagination, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import type { WireBatch, WireBatchItem } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';
import { count, DayText, Fingerprint, InstantText, sizeText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote, RefusalFacts } from '../shell/problem.tsx';
import { Tabs } from '../shell/tabs.tsx';
import { OutcomeBar, outcomes } from './counters.tsx';
import { FileField } from './file-field.tsx';
import { importWords } from './import-words.ts';
import './intake.css';
import { batchItemsQuery, batchProblemsQuery, batchQuery, isUnderWay } from './queries.ts';
import { namingField, problemText } from './problems.ts';
import { isStopped, SendingNote, useSending } from './sending.tsx';
import { intakeWords } from './words.ts';

export function BatchPage() {
  const t = useWords(intakeWords);
  const { batchId } = useParams({ from: '/office/batches/$batchId' });
  const { data: batch, error, refetch } = useQuery(batchQuery(batchId));
  usePageTitle(batch?.reference ?? t.batches);
  return (
    <main id="content" className="page">
      <p className="crumb">
        <Link to="/batches">{t.batches}</Link>
      </p>
      {!batch && <h1 className="unseen">{t.batches}</h1>}
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!batch && !error && <Skeleton active />}
      {batch && <BatchSheet batch={batch} />}
    </main>
  );
}

function BatchSheet({ batch }: { readonly batch: WireBatch }) {
  const t = useWords(intakeWords);
  const client = useQueryClient();
  const underWay = isUnderWay(batch);
  useEffect(() => {
    if (underWay) return;
    void client.invalidateQueries({ queryKey: ['batch-items', batch.batchId] });
    void client.invalidateQueries({ queryKey: ['batch-problems', batch.batchId] });
  }, [underWay, batch.batchId, client]);
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{batch.reference}</h1>
          <p className="soft">
            {batch.lenderName} · {batch.commissionName} · {t.asOf} <DayText day={batch.asOf} />
          </p>
        </div>
        {batch.counters.filed > 0 && (
          <Link to="/cases" search={{ batchId: batch.batchId }} className="button-link">
            {t.viewCases}
          </Link>
        )}
      </header>
      {batch.failure && <Alert type="error" role="alert" title={`${t.failed}: ${batch.failure.detail}`} description={<RefusalFacts refusal={batch.failure} />} />}
      <Counters batch={batch} />
      {batch.state === 'cancelled' && <p role="status">{t.cancelled}</p>}
      {underWay ? (
        <UnderWay batch={batch} />
      ) : (
        <Tabs
          label={t.outcomes}
          start={batch.counters.rejected + batch.counters.refused > 0 ? 'problems' : 'filed'}
          tabs={[
            { key: 'problems', label: <TabLabel text={t.toCorrect} value={batch.counters.rejected + batch.counters.refused} />, content: <Problems batch={batch} /> },
            { key: 'filed', label: <TabLabel text={t.filed} value={batch.counters.filed} />, content: <Filed batchId={batch.batchId} /> },
            { key: 'details', label: t.details, content: <Details batch={batch} /> },
          ]}
        />
      )}
    </>
  );
}

function UnderWay({ batch }: { readonly batch: WireBatch }) {
  const t = useWords(intakeWords);
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.post<WireBatch>(`/batches/${batch.batchId}/cancel`),
    onSuccess: (cancelled) => client.setQueryData(batchQuery(batch.batchId).queryKey, cancelled),
  });
  return (
    <>
      <div className="form-actions">
        <span className="soft" role="status">
          {t.states[batch.state]} … {t.stillRunning}
        </span>
        <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t.cancelBatch}
        </Button>
      </div>
      {cancel.error && <ProblemNote error={cancel.error} />}
    </>
  );
}

/** The way back: what was not filed goes out in the lender's own layout, and comes in again corrected. */
function Correction({ batch }: { readonly batch: WireBatch }) {
  const t = useWords(intakeWords);
  const client = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isMissing, setIsMissing] = useState(false);
  const { sending, send, stop } = useSending();
  const correct = useMutation({
    mutationFn: async () => {
      const uploads = (await send(files)).map(({ uploadId, name }) => ({ uploadId, name }));
      return api.post<WireBatch>(`/batches/${batch.batchId}/corrections`, { uploads });
    },
    onSuccess: (corrected) => {
      setFiles([]);
      client.setQueryData(batchQuery(batch.batchId).queryKey, corrected);
    },
  });
  return (
    <section className="correction">
      <h2>{t.correct}</h2>
      <p className="soft">{t.correctLead}</p>
      <p>
        <a href={`/api/batches/${batch.batchId}/rejects`} download className="button-link">
          {t.ownLayout}
        </a>
      </p>
      <FileField
        label={t.correctedFiles}
        help={t.correctedHelp}
        accept=".csv,.tsv,.txt,.xlsx,.json,.ndjson,.jsonl,.parquet,.zip"
        isSeveral
        files={files}
        problem={isMissing ? t.filesMissing : null}
        onChange={(chosen) => {
          setFiles(chosen);
          setIsMissing(false);
        }}
      />
      {sending && <SendingNote sending={sending} onStop={stop} />}
      {correct.error && !isStopped(correct.error) && <ProblemNote error={correct.error} />}
      <Button type="primary" loading={correct.isPending} onClick={() => (files.length === 0 ? setIsMissing(true) : correct.mutate())}>
        {t.sendCorrected}
      </Button>
    </section>
  );
}

function TabLabel({ text, value }: { readonly text: string; readonly value: number }) {
  const { language } = useLanguage();
  return (
    <>
      {text} <span className="figure soft">{count(value, language)}</span>
    </>
  );
}

function Counters({ batch }: { readonly batch: WireBatch }) {
  const t = useWords(intakeWords);
  const { language } = useLanguage();
  return (
    <section className="counters" aria-label={t.progressOf(batch.reference)}>
      <OutcomeBar batch={batch} />
      <dl>
        <div>
          <dt>{t.planned}</dt>
          <dd className="figure">{count(batch.counters.planned, language)}</dd>
        </div>
        {outcomes.map((outcome) => (
          <div key={outcome} className={`outcome-${outcome}-key`}>
            <dt>{t[outcome]}</dt>
            <dd className="figure">{count(batch.counters[outcome], language)}</dd>
            <dd className="soft small">{outcome === 'filed' ? t.filedHelp : outcome === 'rejected' ? t.rejectedHelp : t.refusedHelp}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Problems({ batch }: { readonly batch: WireBatch }) {
  const t = useWords(intakeWords);
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery(batchProblemsQuery(batch.batchId));
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  if (data.total === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<><strong>{t.allGood}</strong><div>{t.allGoodDetail}</div></>} />;
  const groups = [...Map.groupBy(data.items, (item) => item.code ?? '')].sort(([, a], [, b]) => b.length - a.length);
  return (
    <>
      <Correction batch={batch} />
      <div className="list-tools">
        <span className="soft small">{data.read < data.total && t.firstOnly(count(data.read, language), count(data.total, language))}</span>
        <a href={`/api/batches/${batch.batchId}/rejects.csv`} download>
          {t.downloadRejects}
        </a>
      </div>
      {groups.map(([code, items]) => (
        <ProblemGroup key={code} code={code} items={items} />
      ))}
    </>
  );
}

const shownAtFirst = 5;

/** Everything wrong in the same way: said once, then where it is. */
function ProblemGroup({ code, items }: { readonly code: string; readonly items: readonly WireBatchItem[] }) {
  const t = useWords(intakeWords);
  const { fields } = useWords(importWords);
  const { language } = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const [first] = items;
  if (!first) return null;
  const isSameMessage = items.every((item) => item.message === first.message);
  return (
    <section className="problem-group">
      <header>
        <h2>
          {isSameMessage ? namingField(problemText(first, language).message, fields) : <code>{code}</code>} <span className="soft figure small">{t.rows(count(items.length, language))}</span>
        </h2>
        <p>{problemText(first, language).fix}</p>
        {isSameMessage && <code className="soft small">{code}</code>}
      </header>
      <ul>
        {(isOpen ? items : items.slice(0, shownAtFirst)).map((item, index) => (
          <li key={index}>
            <span>
              {item.reference !== null && <strong>{item.reference} </strong>}
              <Where item={item} />
            </span>
            {!isSameMessage && <span className="soft">{namingField(problemText(item, language).message, fields)}</span>}
          </li>
        ))}
      </ul>
      {!isOpen && items.length > shownAtFirst && (
        <Button type="link" onClick={() => setIsOpen(true)}>
          {t.showAll(count(items.length, language))}
        </Button>
      )}
    </section>
  );
}

function Where({ item }: { readonly item: WireBatchItem }) {
  const t = useWords(intakeWords);
  const row = item.file === null ? null : item.row === null ? item.file : t.whereRow(item.file, String(item.row));
  const column = item.column === null ? null : t.whereColumn(item.column);
  return <span className="soft">{[row, column].filter((part) => part !== null).join(', ')}</span>;
}

const perPage = 50;

function Filed({ batchId }: { readonly batchId: string }) {
  const t = useWords(intakeWords);
  const { language } = useLanguage();
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery({ ...batchItemsQuery(batchId, 'filed', (page - 1) * perPage, perPage), placeholderData: keepPreviousData });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  if (data.total === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.noFiled} />;
  return (
    <>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t.loanReference}</th>
            <th scope="col">{t.case}</th>
            <th scope="col">{t.warnings}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((item, index) => (
            <tr key={index}>
              <td className="figure">{item.reference}</td>
              <td>
                {item.caseId !== null && (
                  <Link to="/cases/$caseId" params={{ caseId: item.caseId }} aria-label={`${t.openCase} ${item.reference ?? ''}`}>
                    {t.openCase}
                  </Link>
                )}
              </td>
              <td className="soft">{problemText(item, language).message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.total > perPage && <Pagination current={page} pageSize={perPage} total={data.total} showSizeChanger={false} onChange={setPage} />}
    </>
  );
}

function Details({ batch }: { readonly batch: WireBatch }) {
  const t = useWords(intakeWords);
  const { language } = useLanguage();
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{t.createdAt}</dt>
          <dd>
            <InstantText instant={batch.createdAt} />
          </dd>
        </div>
        {batch.finishedAt && (
          <div>
            <dt>{t.finishedAt}</dt>
            <dd>
              <InstantText instant={batch.finishedAt} />
            </dd>
          </div>
        )}
      </dl>
      <h2>{t.rounds}</h2>
      {batch.rounds.map((round) => (
        <section key={round.round} className="round">
          <h3>
            {t.round(String(round.round))}{' '}
            <span className="soft small">
              <InstantText instant={round.createdAt} /> · {round.createdBy} ·{' '}
              {outcomes.map((outcome) => `${t[outcome]} ${count(round.counters[outcome], language)}`).join(' · ')}
              {round.counters.repeated > 0 && ` · ${t.repeated(count(round.counters.repeated, language))}`}
            </span>
          </h3>
          <table className="ledger">
            <tbody>
              {round.files.map((file) => (
                <tr key={file.name}>
                  <td>{file.name}</td>
                  <td className="figure soft">{sizeText(file.bytes)}</td>
                  <td>
                    <Fingerprint hash={file.sha256} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}
