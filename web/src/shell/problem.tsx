/** How anything that went wrong is shown: what happened, and what to do. */
import { Alert, Button } from 'antd';
import type { WireProblem } from '../../../src/http/wire/index.ts';
import { problemOf } from './api.ts';
import { useWords } from './language.tsx';
import { shellWords } from './words.ts';

export function useProblemWords(error: unknown): WireProblem {
  const t = useWords(shellWords);
  const problem = problemOf(error);
  return problem.code === 'unreachable' ? { ...problem, title: t.unreachable, detail: t.unreachableDetail } : problem;
}

export function ProblemNote({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) {
  const t = useWords(shellWords);
  const problem = useProblemWords(error);
  return (
    <Alert
      type="error"
      role="alert"
      title={problem.title}
      description={
        <>
          {problem.detail}
          {problem.code !== 'unreachable' && (
            <div className="soft small">
              {t.code} <code>{problem.code}</code>
            </div>
          )}
        </>
      }
      action={retry && <Button onClick={retry}>{t.retry}</Button>}
    />
  );
}
