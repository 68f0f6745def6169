import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Empty, Skeleton } from 'antd';
import type { WireBatch } from '../../../src/http/wire/index.ts';
import { count, DayText, InstantText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { OutcomeBar, outcomes } from './counters.tsx';
import './intake.css';
import { batchesQuery } from './queries.ts';
import { intakeWords } from './words.ts';

export function BatchesPage() {
  const t = useWords(intakeWords);
  usePageTitle(t.batches);
  const { data, error, refetch } = useQuery(batchesQuery);
  const fileABatch = (
    <Link to="/batches/new">
      <Button type="primary" tabIndex={-1}>
        {t.newBatch}
      </Button>
    </Link>
  );
  return (
    <main id="content" className="page">
      <header className="page-head">
        <div>
          <h1>{t.batches}</h1>
          <p className="soft">{t.lead}</p>
        </div>
        {data && data.items.length > 0 && fileABatch}
      </header>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data?.items.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<><strong>{t.none}</strong><div>{t.noneDetail}</div></>}>
          {fileABatch}
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <ul className="batches">
          {data.items.map((batch) => (
            <li key={batch.batchId}>
              <BatchLine batch={batch} />
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}

function BatchLine({ batch }: { readonly batch: WireBatch }) {
  const t = useWords(intakeWords);
  const { language } = useLanguage();
  return (
    <Link to="/batches/$batchId" params={{ batchId: batch.batchId }} className="batch-line">
      <span className="batch-name">
        <strong>{batch.reference}</strong>
        <span className="soft small">{batch.commissionName}</span>
      </span>
      <span className="batch-when soft small">
        <span>
          {t.asOf} <DayText day={batch.asOf} />
        </span>
        <span>
          {t.createdAt} <InstantText instant={batch.createdAt} />
        </span>
      </span>
      <span className="batch-outcome">
        <OutcomeBar batch={batch} />
        <span className="small">
          {batch.state === 'done'
            ? outcomes.filter((outcome) => outcome === 'filed' || batch.counters[outcome] > 0).map((outcome) => `${t[outcome]} ${count(batch.counters[outcome], language)}`).join(' · ')
            : t.states[batch.state]}
        </span>
      </span>
    </Link>
  );
}
