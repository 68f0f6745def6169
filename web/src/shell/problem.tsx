/** How anything that went wrong is shown: what happened, and what to do. */
import { Alert, Button } from 'antd';
import type { WireProblem } from '../../../src/http/wire/index.ts';
import { problemOf } from './api.ts';
import { useWords, wordFor } from './language.tsx';
import { shellWords } from './words.ts';

function useProblemWords(error: unknown): WireProblem {
  const t = useWords(shellWords);
  const problem = problemOf(error);
  return problem.code === 'unreachable' ? { ...problem, title: t.unreachable, detail: t.unreachableDetail } : problem;
}

/** What a refusal names, for whoever has to correct it: columns, files, conditions; and its code, to look it up. */
export function RefusalFacts({ refusal }: { readonly refusal: Pick<WireProblem, 'code' | 'facts'> }) {
  const t = useWords(shellWords);
  return (
    <dl className="refusal-facts small">
      {Object.entries(refusal.facts ?? {}).map(([name, value]) => (
        <div key={name}>
          <dt>{wordFor({}, name)}</dt>
          <dd>{Array.isArray(value) ? value.map((each) => <div key={each}>{each}</div>) : String(value)}</dd>
        </div>
      ))}
      <div>
        <dt>{t.code}</dt>
        <dd>
          <code>{refusal.code}</code>
        </dd>
      </div>
    </dl>
  );
}

export function ProblemNote({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) {
  const t = useWords(shellWords);
  const problem = useProblemWords(error);
  return (
    <Alert
      type="error"
      role="alert"
      title={problem.code === 'unreachable' || problem.detail === '' ? problem.title : problem.detail}
      description={problem.code === 'unreachable' ? problem.detail : <RefusalFacts refusal={problem} />}
      action={retry && <Button onClick={retry}>{t.retry}</Button>}
    />
  );
}
