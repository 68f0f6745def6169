import { problemOf } from '../shell/api.ts';
import { useWords } from '../shell/language.tsx';
import { noticesWords } from './words.ts';

/** What went wrong, without Ant Design. */
export function PlainProblem({ error }: { readonly error: Error }) {
  const t = useWords(noticesWords);
  const problem = problemOf(error);
  return (
    <p className="said-wrong" role="alert">
      {problem.code === 'unreachable' ? t.unreachable : problem.detail || problem.title}
    </p>
  );
}
