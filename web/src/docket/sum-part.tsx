import type { ReactNode } from 'react';
import type { WireExplained } from '../../../src/http/wire/index.ts';
import { yuan } from '../shell/figures.tsx';
import { markOf } from './explained.ts';
import { useSumName, type Stepping } from './opening.tsx';

/** A row of the view: what a sum is and how much, to be opened. */
export function Part({ sign = '', label, fen, mark, onOpen, note }: { readonly sign?: string; readonly label: ReactNode; readonly fen: string | null; readonly mark: string; readonly onOpen: () => void; readonly note?: ReactNode }) {
  return (
    <li>
      <button type="button" className="part" data-sum={mark} onClick={onOpen}>
        <span className="part-sign">{sign}</span>
        <span className="part-name">
          {label}
          {note !== undefined && <span className="soft small part-note">{note}</span>}
        </span>
        {fen !== null && <span className="figure">{yuan(fen)}</span>}
      </button>
    </li>
  );
}

export function SumPart({ node, sign = '', note, go }: { readonly node: WireExplained; readonly sign?: string; readonly note?: ReactNode; readonly go: Stepping['go'] }) {
  const sumName = useSumName();
  return <Part sign={sign} label={sumName(node)} fen={node.fen} mark={markOf(node)} note={note} onOpen={() => go({ node })} />;
}
