import { useWords } from '../shell/language.tsx';
import { isOffTheLine, type CaseState } from './states.ts';
import { docketWords } from './words.ts';

/** Where a case stands, in words; the mark before them is closed when the main line has ended. */
export function StateMark({ state }: { readonly state: CaseState }) {
  const t = useWords(docketWords);
  const kind = isOffTheLine(state) ? 'ended' : state === 'award_served' ? 'served' : 'open';
  return <span className={`state-mark state-${kind}`}>{t.states[state]}</span>;
}
