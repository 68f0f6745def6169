/** Every address of the application. Pages are loaded when first visited; the respondent's comes without Ant Design. */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { caseSorts, type CaseFilter } from './docket/case-filter.ts';
import { caseStates } from './docket/states.ts';
import { importSteps, type ImportStep } from './intake/import-steps.ts';
import { SandboxBar } from './sandbox/bar.tsx';
import { PageBroken, PageMissing, PageWaiting } from './shell/plain-pages.tsx';

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: () => (
    <>
      <SandboxBar />
      <Outlet />
    </>
  ),
});

const text = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
const page = (value: unknown): number | undefined => (Number.isInteger(value) && Number(value) > 1 ? Number(value) : undefined);

/** Open to everyone, dressed in Ant Design. */
const counter = createRoute({ getParentRoute: () => root, id: 'counter', component: lazyRouteComponent(() => import('./shell/office.tsx'), 'Counter') });
/** Behind the sign-in. */
const office = createRoute({ getParentRoute: () => root, id: 'office', component: lazyRouteComponent(() => import('./shell/office.tsx'), 'Office') });

/** Where to go after signing in: a path of this application, nothing else. */
const safePath = (value: unknown): string | undefined => (typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined);

const signIn = createRoute({
  getParentRoute: () => counter,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string | undefined } => ({ to: safePath(search['to']) }),
  component: lazyRouteComponent(() => import('./parties/sign-in.tsx'), 'SignInPage'),
});
const mailbox = createRoute({
  getParentRoute: () => counter,
  path: '/mailbox',
  validateSearch: (search: Record<string, unknown>): { to?: string | undefined; page?: number | undefined } => ({ to: text(search['to']), page: page(search['page']) }),
  component: lazyRouteComponent(() => import('./sandbox/mailbox.tsx'), 'MailboxPage'),
});

const start = createRoute({ getParentRoute: () => office, path: '/', component: lazyRouteComponent(() => import('./shell/office.tsx'), 'Start') });
const batches = createRoute({ getParentRoute: () => office, path: '/batches', component: lazyRouteComponent(() => import('./intake/batches.tsx'), 'BatchesPage') });
const newBatch = createRoute({
  getParentRoute: () => office,
  path: '/batches/new',
  validateSearch: (search: Record<string, unknown>): { step?: ImportStep | undefined } => ({ step: importSteps.find((step) => step === search['step']) }),
  component: lazyRouteComponent(() => import('./intake/import.tsx'), 'ImportPage'),
});
const batch = createRoute({ getParentRoute: () => office, path: '/batches/$batchId', component: lazyRouteComponent(() => import('./intake/batch.tsx'), 'BatchPage') });
const desk = createRoute({ getParentRoute: () => office, path: '/desk', component: lazyRouteComponent(() => import('./docket/desk.tsx'), 'DeskPage') });

const cases = createRoute({
  getParentRoute: () => office,
  path: '/cases',
  validateSearch: (search: Record<string, unknown>): CaseFilter & { page?: number | undefined } => ({
    state: caseStates.find((state) => state === search['state']),
    batchId: text(search['batchId']),
    q: text(search['q']),
    sort: caseSorts.find((sort) => sort === search['sort']),
    page: page(search['page']),
  }),
  component: lazyRouteComponent(() => import('./docket/cases.tsx'), 'CasesPage'),
});
const oneCase = createRoute({ getParentRoute: () => office, path: '/cases/$caseId', component: lazyRouteComponent(() => import('./docket/case.tsx'), 'CasePage') });

const respondent = createRoute({ getParentRoute: () => root, path: '/r/$token', component: lazyRouteComponent(() => import('./notices/respondent.tsx'), 'RespondentPage') });

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([
      counter.addChildren([signIn, mailbox]),
      office.addChildren([start, batches, newBatch, batch, desk, cases, oneCase]),
      respondent,
    ]),
    context: { client },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: PageWaiting,
    defaultErrorComponent: PageBroken,
    defaultNotFoundComponent: PageMissing,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
