/** The frame of every staff page: who is signed in, where one can go, the language. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { App, Button, ConfigProvider, Select } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useState, type ReactNode } from 'react';
import type { WireMe } from '../../../src/http/wire/index.ts';
import { startOf, useMaybeMe, useMe } from '../parties/me.ts';
import { partiesWords } from '../parties/words.ts';
import { useStatus } from '../sandbox/time.ts';
import { actingInstitutionKey, api, isSignedOut } from './api.ts';
import { LanguageSwitch, useLanguage, useWords } from './language.tsx';
import { remember } from './memory.ts';
import './office.css';
import { PageWaiting } from './plain-pages.tsx';
import { ProblemNote } from './problem.tsx';
import { theme } from './theme.ts';
import { shellWords } from './words.ts';

const antLocale = { en: enUS, zh: zhCN } as const;

/** Ant Design with our colours and the chosen language. */
function Dressed({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  return (
    <ConfigProvider theme={theme} locale={antLocale[language]} button={{ autoInsertSpace: false }}>
      <App className="dressed">{children}</App>
    </ConfigProvider>
  );
}

/** Pages that anyone may see. */
export const Counter = () => (
  <Dressed>
    <Outlet />
  </Dressed>
);

/** Pages behind the sign-in. */
export const Office = () => (
  <Dressed>
    <Admitted />
  </Dressed>
);

function Admitted() {
  const { data: me, error, refetch } = useMaybeMe();
  if (isSignedOut(error)) return <ToSignIn />;
  if (error)
    return (
      <main className="page">
        <ProblemNote error={error} retry={() => void refetch()} />
      </main>
    );
  if (!me) return <PageWaiting />;
  return (
    <>
      <Masthead me={me} />
      <Outlet />
      <Imprint />
    </>
  );
}

/** Pages that anyone may read; whoever is signed in stays in the frame of the office. */
export const ReadingRoom = () => (
  <Dressed>
    <Reader />
  </Dressed>
);

function Reader() {
  const { data: me, isFetched } = useMaybeMe();
  if (!isFetched) return <PageWaiting />;
  return (
    <>
      {me ? <Masthead me={me} /> : <VisitorMasthead />}
      <Outlet />
      <Imprint />
    </>
  );
}

function ToSignIn() {
  const router = useRouter();
  // Where the visitor wanted to go, read once: the address changes while this component is still on its way out.
  const [wanted] = useState(() => router.state.location.href);
  return <Navigate to="/sign-in" search={{ to: wanted === '/' ? undefined : wanted }} replace />;
}

export function Start() {
  return <Navigate to={startOf(useMe())} replace />;
}

function Masthead({ me }: { readonly me: WireMe }) {
  const t = useWords(shellWords);
  const parties = useWords(partiesWords);
  const start = startOf(me);
  return (
    <header className="masthead">
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <Link to={start} className="wordmark">
        Assize
      </Link>
      <nav aria-label={t.menu}>
        <Link to={start}>{start === '/desk' ? t.desk : t.batches}</Link>
        <Link to="/cases">{t.cases}</Link>
        <Link to="/rulebook">{t.rulebook}</Link>
      </nav>
      <div className="who">
        <span>
          <strong>{me.name}</strong>
          <span className="soft small">
            {me.acting.roles.map((role) => parties.roles[role]).join(' · ')}
            {me.memberships.length === 1 && ` · ${me.acting.institution.name}`}
          </span>
        </span>
        {me.memberships.length > 1 && <ActingFor me={me} />}
        <LanguageSwitch />
        <SignOut />
      </div>
    </header>
  );
}

function VisitorMasthead() {
  const t = useWords(shellWords);
  const { href } = useRouterState({ select: ({ location }) => location });
  return (
    <header className="masthead">
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <Link to="/rulebook" className="wordmark">
        Assize
      </Link>
      <div className="who">
        <Link to="/sign-in" search={{ to: href }}>
          {t.signIn}
        </Link>
        <LanguageSwitch />
      </div>
    </header>
  );
}

/** Someone who belongs to several institutions acts for one at a time; a change starts everything afresh. */
function ActingFor({ me }: { readonly me: WireMe }) {
  const t = useWords(shellWords);
  return (
    <Select
      aria-label={t.actingFor}
      value={me.acting.institution.institutionId}
      options={me.memberships.map(({ institution }) => ({ value: institution.institutionId, label: institution.name }))}
      onChange={(institutionId) => {
        remember(actingInstitutionKey, institutionId);
        window.location.assign('/');
      }}
    />
  );
}

function SignOut() {
  const t = useWords(shellWords);
  const { notification } = App.useApp();
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => api.send('/auth/sign-out', {}),
    onSuccess: () => {
      remember(actingInstitutionKey, null);
      client.clear();
      window.location.assign('/sign-in');
    },
    onError: () => notification.error({ title: t.unreachable, description: t.unreachableDetail }),
  });
  return (
    <Button onClick={() => signOut.mutate()} loading={signOut.isPending}>
      {t.signOut}
    </Button>
  );
}

function Imprint() {
  const t = useWords(shellWords);
  const { data: status } = useStatus();
  return (
    <footer className="imprint soft small">
      {status && <span>{t.version(status.version)}</span>}
      <a href="/api/docs">{t.apiDocs}</a>
    </footer>
  );
}
