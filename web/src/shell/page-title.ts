import { useEffect } from 'react';

/** What the browser's tab and a screen reader announce. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Assize`;
  }, [title]);
}
