/** A calculator's refusal is an answer: what is not known, in words, and from when to when it is. */
import { Alert } from 'antd';
import { dayText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { problemOf } from '../shell/api.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { rulebookWords } from './words.ts';

export function Refused({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const { status, detail, facts = {} } = problemOf(error);
  if (status !== 422) return <ProblemNote error={error} retry={retry} />;
  const bounds = Object.entries(t.bounds).flatMap(([fact, say]) => {
    const value = facts[fact];
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? [say(dayText(value, language))] : [];
  });
  return <Alert type="warning" showIcon title={detail} description={bounds.length > 0 && bounds.join(' ')} />;
}
