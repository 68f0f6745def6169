/** What the import holds between its steps. It survives a reload of the page, and ends with the tab. */
import { useEffect, useState } from 'react';
import type { WireInspection, WireUpload } from '../../../src/http/wire/index.ts';

/** A mapping document as the page edits it; the server says whether it is valid. */
export interface MappingDocument {
  readonly name?: string;
  readonly main: string;
  readonly sources: Readonly<Record<string, { readonly file: string; readonly key: readonly string[] }>>;
  readonly loan: Readonly<Record<string, unknown>>;
}

export interface Import {
  readonly uploads: readonly WireUpload[];
  readonly inspection: WireInspection | null;
  readonly mapping: MappingDocument | null;
  readonly asOf: string;
  readonly commissionId: string;
  readonly checkId: string | null;
}

const empty: Import = { uploads: [], inspection: null, mapping: null, asOf: '', commissionId: '', checkId: null };
const keyOf = (owner: string): string => `assize.import.${owner}`;

function kept(owner: string): Import {
  try {
    return { ...empty, ...(JSON.parse(window.sessionStorage.getItem(keyOf(owner)) ?? '{}') as Partial<Import>) };
  } catch {
    return empty;
  }
}

/** `owner`: the person and the institution acted for; nobody else who signs in here sees it. */
export function useImport(owner: string) {
  const [state, setState] = useState(() => kept(owner));
  useEffect(() => {
    try {
      window.sessionStorage.setItem(keyOf(owner), JSON.stringify(state));
    } catch {
      // Too large, or not allowed: the import goes on without surviving a reload.
    }
  }, [owner, state]);
  const change = (part: Partial<Import>) => setState((before) => ({ ...before, ...part }));
  const clear = () => setState(empty);
  return { state, change, clear };
}
