import type { ReactNode } from 'react';
import { useWords } from './language.tsx';
import { shellWords } from './words.ts';

/** A table wider than a phone: it scrolls by itself, also from the keyboard. */
export function WideTable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const t = useWords(shellWords);
  return (
    <div className="wide-table" role="region" aria-label={`${label}. ${t.scrollTable}`} tabIndex={0}>
      <table className="ledger">{children}</table>
    </div>
  );
}
