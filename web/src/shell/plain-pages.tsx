/** What is shown when there is no page to show. Plain HTML, for every visitor. */
import { useWords } from './language.tsx';
import { usePageTitle } from './page-title.ts';
import { shellWords } from './words.ts';

export function PageWaiting() {
  const t = useWords(shellWords);
  return (
    <main className="page waiting" aria-busy="true">
      {t.loading}
    </main>
  );
}

export function PageMissing() {
  const t = useWords(shellWords);
  usePageTitle(t.notFound);
  return (
    <main className="page plain-page">
      <h1>{t.notFound}</h1>
      <p>{t.notFoundDetail}</p>
      <p>
        <a href="/">{t.toStart}</a>
      </p>
    </main>
  );
}

export function PageBroken({ error }: { readonly error: unknown }) {
  const t = useWords(shellWords);
  usePageTitle(t.brokenPage);
  return (
    <main className="page plain-page" role="alert">
      <h1>{t.brokenPage}</h1>
      <p>{t.brokenPageDetail}</p>
      <p className="soft small">{error instanceof Error ? error.message : String(error)}</p>
      <p>
        <button type="button" className="plain-button" onClick={() => window.location.reload()}>
          {t.reload}
        </button>
      </p>
    </main>
  );
}
