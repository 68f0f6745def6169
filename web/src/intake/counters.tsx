/** What became of a batch, as a bar: one length for each outcome, with the rest still to be decided. */
import type { WireBatch } from '../../../src/http/wire/index.ts';
import { count } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { intakeWords } from './words.ts';

export const outcomes = ['filed', 'rejected', 'refused'] as const;

export function OutcomeBar({ batch }: { readonly batch: WireBatch }) {
  const t = useWords(intakeWords);
  const { language } = useLanguage();
  const { counters } = batch;
  const decided = outcomes.reduce((sum, outcome) => sum + counters[outcome], 0);
  const whole = Math.max(counters.planned, decided, 1);
  const said = outcomes.map((outcome) => `${t[outcome]} ${count(counters[outcome], language)}`).join(', ');
  return (
    <div className="outcome-bar" role="img" aria-label={`${t.progressOf(batch.reference)}: ${said}`}>
      {outcomes.map((outcome) => counters[outcome] > 0 && <span key={outcome} className={`outcome-${outcome}`} style={{ flexGrow: counters[outcome] / whole }} />)}
      <span style={{ flexGrow: (whole - decided) / whole }} />
    </div>
  );
}
