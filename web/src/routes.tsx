/** Every address of the application. Pages are loaded when first visited; the respondent's comes without Ant Design. */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { caseSorts, type CaseFilter } from './docket/case-filter.ts';
import { caseStates } from './docket/states.ts';
import { importSteps, type ImportStep } from './intake/import-steps.ts';
import { lenderKinds, periodUnits, ruleSubjects, type LenderKind, type PeriodUnit, type RuleSubject } from './rulebook/subjects.ts';
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
const day = (value: unknown): string | undefined => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined);
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

/** Open to everyone; whoever is signed in stays in the frame of the office. */
const reading = createRoute({ getParentRoute: () => root, id: 'reading', component: lazyRouteComponent(() => import('./shell/office.tsx'), 'ReadingRoom') });
const rulebook = createRoute({ getParentRoute: () => reading, path: '/rulebook', component: lazyRouteComponent(() => import('./rulebook/rulebook.tsx'), 'RulebookPage') });
const law = createRoute({
  getParentRoute: () => rulebook,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined } => ({ q: text(search['q']) }),
  component: lazyRouteComponent(() => import('./rulebook/law.tsx'), 'LawPart'),
});
const cap = createRoute({
  getParentRoute: () => rulebook,
  path: '/cap',
  validateSearch: (search: Record<string, unknown>): { kind?: LenderKind | undefined; signedOn?: string | undefined; filedOn?: string | undefined } => ({
    kind: lenderKinds.find((kind) => kind === search['kind']),
    signedOn: day(search['signedOn']),
    filedOn: day(search['filedOn']),
  }),
  component: lazyRouteComponent(() => import('./rulebook/cap.tsx'), 'CapPart'),
});
const lpr = createRoute({ getParentRoute: () => rulebook, path: '/lpr', component: lazyRouteComponent(() => import('./rulebook/lpr.tsx'), 'LprPart') });
const calendar = createRoute({
  getParentRoute: () => rulebook,
  path: '/calendar',
  validateSearch: (search: Record<string, unknown>): { year?: number | undefined; start?: string | undefined; days?: number | undefined; unit?: PeriodUnit | undefined } => ({
    year: page(search['year']),
    start: day(search['start']),
    days: Number.isInteger(search['days']) && Number(search['days']) > 0 ? Number(search['days']) : undefined,
    unit: periodUnits.find((unit) => unit === search['unit']),
  }),
  component: lazyRouteComponent(() => import('./rulebook/calendar.tsx'), 'CalendarPart'),
});
const fees = createRoute({
  getParentRoute: () => rulebook,
  path: '/fees',
  validateSearch: (search: Record<string, unknown>): { table?: string | undefined; yuan?: string | undefined } => ({ table: text(search['table']), yuan: text(search['yuan']) }),
  component: lazyRouteComponent(() => import('./rulebook/fees.tsx'), 'FeesPart'),
});
const rules = createRoute({
  getParentRoute: () => rulebook,
  path: '/rules',
  validateSearch: (search: Record<string, unknown>): { commissionId?: string | undefined } => ({ commissionId: text(search['commissionId']) }),
  component: lazyRouteComponent(() => import('./rulebook/rules.tsx'), 'RulesPart'),
});
const change = createRoute({
  getParentRoute: () => rulebook,
  path: '/change',
  validateSearch: (search: Record<string, unknown>): { subject?: RuleSubject | undefined; replaces?: string | undefined } => ({
    subject: ruleSubjects.find((subject) => subject === search['subject']),
    replaces: text(search['replaces']),
  }),
  component: lazyRouteComponent(() => import('./rulebook/change.tsx'), 'ChangePart'),
});

const respondent = createRoute({ getParentRoute: () => root, path: '/r/$token', component: lazyRouteComponent(() => import('./notices/respondent.tsx'), 'RespondentPage') });

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([
      counter.addChildren([signIn, mailbox]),
      office.addChildren([start, batches, newBatch, batch, desk, cases, oneCase]),
      reading.addChildren([rulebook.addChildren([law, cap, lpr, calendar, fees, rules, change])]),
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
