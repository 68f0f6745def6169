/** What made a sum: over the page, one step at a time, from the total down to a row, a repayment, an article. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { WireClaim } from '../../../src/http/wire/index.ts';
import { useWords } from '../shell/language.tsx';
import { claimWords } from './claim-words.ts';
import { markOf, markOfRecord, type Explanation } from './explained.ts';
import { OpeningContext, useOpening, useSumName, type Opening, type Stop } from './opening.tsx';
import { RecordMade } from './record-made.tsx';
import { SumMade } from './sum-made.tsx';

const markOfStop = (stop: Stop): string => ('node' in stop ? markOf(stop.node) : markOfRecord(stop.record));

/** Sums inside open what made them. */
export function Explained({ claim, explanation, children }: { readonly claim: WireClaim; readonly explanation: Explanation; readonly children: ReactNode }) {
  const [trail, setTrail] = useState<readonly Stop[]>([]);
  const opening: Opening = {
    explanation,
    openSum: (node) => setTrail(explanation.pathTo(explanation.explaining(node)).map((each) => ({ node: each }))),
    openRecord: (record) => setTrail([{ record }]),
  };
  return (
    <OpeningContext value={opening}>
      {children}
      {trail.length > 0 && <ExplanationDialog claim={claim} trail={trail} onTrail={setTrail} />}
    </OpeningContext>
  );
}

function ExplanationDialog({ claim, trail, onTrail }: { readonly claim: WireClaim; readonly trail: readonly Stop[]; readonly onTrail: (trail: readonly Stop[]) => void }) {
  const t = useWords(claimWords);
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const left = useRef<string | null>(null);
  const { explanation } = useOpening();
  const stop = trail.at(-1);

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    // Going back, one finds the sum that one came from; going on, one begins at the top.
    const from = [...(dialog.current?.querySelectorAll<HTMLElement>('[data-sum]') ?? [])].find((each) => each.dataset['sum'] === left.current);
    left.current = null;
    (from ?? title.current)?.focus();
    if (!from) dialog.current?.scrollTo(0, 0);
  }, [trail]);

  const backTo = (length: number) => {
    const last = trail[length];
    left.current = last === undefined ? null : markOfStop(last);
    onTrail(trail.slice(0, length));
  };
  const go = (wanted: Stop) => {
    const next = 'node' in wanted ? { node: explanation.explaining(wanted.node) } : wanted;
    const been = trail.findIndex((each) => markOfStop(each) === markOfStop(next));
    onTrail(been >= 0 ? trail.slice(0, been + 1) : [...trail, next]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDialogElement>) => {
    const sums = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-sum]')];
    const at = sums.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'ArrowDown') sums[Math.min(at + 1, sums.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') sums[Math.max(at - 1, 0)]?.focus();
    else if (event.key === 'ArrowRight' && at >= 0) sums[at]?.click();
    else if (event.key === 'ArrowLeft' && trail.length > 1) backTo(trail.length - 1);
    else return;
    event.preventDefault();
  };

  if (stop === undefined) return null;
  return (
    <dialog
      ref={dialog}
      className="explanation"
      aria-labelledby={titleId}
      onClose={() => onTrail([])}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close(); // Beside it, on what it covers.
      }}
    >
      <div className="explanation-in">
        <div className="explanation-top">
          <Crumbs trail={trail} backTo={backTo} />
          <button type="button" className="plain-button" onClick={() => dialog.current?.close()}>
            {t.close}
          </button>
        </div>
        <h2 id={titleId} ref={title} tabIndex={-1}>
          <StopName stop={stop} />
        </h2>
        {'node' in stop ? <SumMade stepping={{ claim, go }} node={stop.node} /> : <RecordMade stepping={{ claim, go }} record={stop.record} />}
        <p className="soft small explanation-keys">{t.keys}</p>
      </div>
    </dialog>
  );
}

function StopName({ stop }: { readonly stop: Stop }) {
  const t = useWords(claimWords);
  const sumName = useSumName();
  return 'node' in stop ? sumName(stop.node) : t.records[stop.record.of](stop.record.no);
}

function Crumbs({ trail, backTo }: { readonly trail: readonly Stop[]; readonly backTo: (length: number) => void }) {
  const t = useWords(claimWords);
  return (
    <nav aria-label={t.trail}>
      <ol className="crumbs small">
        {trail.map((stop, index) => (
          <li key={index}>
            {index === trail.length - 1 ? (
              <span aria-current="step">
                <StopName stop={stop} />
              </span>
            ) : (
              <button type="button" onClick={() => backTo(index + 1)}>
                <StopName stop={stop} />
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
