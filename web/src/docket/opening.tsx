/** A sum on a page, and what it opens. */
import { createContext, useContext } from 'react';
import type { WireClaim, WireExplained, WireRecordRef } from '../../../src/http/wire/index.ts';
import { dayText, Yuan, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { claimWords } from './claim-words.ts';
import type { Explanation } from './explained.ts';

/** What one can look at: a sum, or a record of the loan file. */
export type Stop = { readonly node: WireExplained } | { readonly record: WireRecordRef };

/** Walking through the explanation of a claim. */
export interface Stepping {
  readonly claim: WireClaim;
  /** Goes a step further down, or back to where one has been. */
  readonly go: (stop: Stop) => void;
}

export interface Opening {
  readonly explanation: Explanation;
  readonly openSum: (node: WireExplained) => void;
  readonly openRecord: (record: WireRecordRef) => void;
}

export const OpeningContext = createContext<Opening | null>(null);

export function useOpening(): Opening {
  const opening = useContext(OpeningContext);
  if (!opening) throw new Error('useOpening outside Explained');
  return opening;
}

/** A sum on the page, which opens what made it; one that is explained nowhere is only read. */
export function Sum({ node, fen }: { readonly node: WireExplained | undefined; readonly fen?: string }) {
  const { openSum } = useOpening();
  if (node === undefined) return <Yuan fen={fen ?? '0'} />;
  return (
    <button type="button" className="sum-button figure" aria-haspopup="dialog" onClick={() => openSum(node)}>
      {yuan(fen ?? node.fen)}
    </button>
  );
}

export function useSumName(): (node: WireExplained) => string {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  return ({ name, item, seq, on }) => t.sums[name](item === undefined ? '' : t.items[item], seq === undefined ? '' : String(seq), on === undefined ? '' : dayText(on, language));
}
