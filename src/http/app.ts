/** The one web application: the API under /api, its documentation, and the pages. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { getConnInfo } from '@hono/node-server/conninfo';
import { serveStatic } from '@hono/node-server/serve-static';
import { OpenAPIHono } from '@hono/zod-openapi';
import { routePath } from 'hono/route';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { refuse } from '../kernel/index.ts';
import { clientAddressHeader } from './auth.ts';
import { addBatchRoutes } from './batch-routes.ts';
import { addCaseRoutes } from './case-routes.ts';
import type { Edge, Env } from './edge.ts';
import type { App, EdgeContext } from './endpoint.ts';
import { addIntakeRoutes } from './intake-routes.ts';
import { problem } from './problem.ts';
import { addRespondentRoutes } from './respondent-routes.ts';
import { addCommissionRuleRoutes, addRulebookRoutes } from './rulebook-routes.ts';
import { addSandboxRoutes } from './sandbox-routes.ts';
import { addSessionRoute, addStatusRoute, signedIn } from './session-routes.ts';

const root = join(import.meta.dirname, '..', '..');
const bodyLimitBytes = 200 * 1024 * 1024;
const uploadPath = '/api/uploads';

export function createApp(edge: Edge): App {
  const app: App = new OpenAPIHono<Env>();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // Ant Design writes its styles at run time; previews of papers are blobs.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'self'", 'blob:'],
        frameAncestors: ["'self'"],
      },
      xFrameOptions: 'SAMEORIGIN',
      referrerPolicy: 'same-origin',
    }),
  );
  app.route('/api', api(edge));
  addPages(app);
  app.notFound((c) => problem(c, refuse('not_found').refusal));
  app.onError((error, c) => {
    edge.log.error({ path: routePath(c), error: error.stack }, 'request failed');
    return problem(c, refuse('internal_error').refusal);
  });
  return app;
}

function api(edge: Edge): App {
  const app: App = new OpenAPIHono<Env>();
  const limited = bodyLimit({ maxSize: bodyLimitBytes, onError: (c) => problem(c, refuse('upload_too_large', { limitBytes: bodyLimitBytes }).refusal) });
  // An upload is streamed and has a limit of its own; everything else is held in memory.
  app.use((c, next) => (c.req.path === uploadPath ? next() : limited(c, next)));
  app.on(['GET', 'POST'], '/auth/*', (c) => edge.auth.handler(withClientAddress(c)));
  addStatusRoute(app, edge);
  addRespondentRoutes(app, edge);
  addRulebookRoutes(app, edge);
  if (edge.mailbox !== null) addSandboxRoutes(app, edge, edge.mailbox);
  addDocumentation(app, edge.version);
  for (const path of ['/me', '/filing-options', '/uploads', '/intake/*', '/batches/*', '/cases/*', '/roster', '/procedure', '/commands', '/commissions/*']) app.use(path, signedIn(edge));
  addSessionRoute(app);
  addIntakeRoutes(app, edge);
  addBatchRoutes(app, edge);
  addCaseRoutes(app, edge);
  addCommissionRuleRoutes(app, edge);
  return app;
}

/** The request with the address it came from, which no client can state for itself. */
function withClientAddress(c: EdgeContext): Request {
  const headers = new Headers(c.req.raw.headers);
  headers.set(clientAddressHeader, getConnInfo(c).remote.address ?? '0.0.0.0');
  return new Request(c.req.raw, { headers });
}

/** The OpenAPI document and a page to read it, from files this machine has. */
function addDocumentation(app: App, version: string): void {
  app.get('/openapi.json', (c) => c.json(openApiDocument(app, version)));
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const assets = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' };
  for (const [file, type] of Object.entries(assets)) {
    app.get(`/docs/${file}`, async (c) => c.body(await readFile(join(swagger, file)), 200, { 'content-type': type, 'cache-control': 'public, max-age=86400' }));
  }
  app.get('/docs/start.js', (c) => c.body("SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true });", 200, { 'content-type': 'text/javascript' }));
  app.get('/docs', (c) => c.html(docsPage));
}

const docsPage = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Assize API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"><main id="api"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></html>`;

export const openApiDocument = (app: App, version: string) =>
  app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Assize', version, description: 'Filing, carrying and deciding arbitration cases in batches. Refusals are problem documents (RFC 9457); docs/refusals.md lists them.' },
    servers: [{ url: '/api' }],
  });

/** The built pages; every other address that asks for a page gets the app, which knows its own routes. */
function addPages(app: App): void {
  const built = normalize(join(root, 'web', 'dist'));
  app.use('/assets/*', async (c, next) => {
    await next();
    if (c.res.ok) c.header('cache-control', 'public, max-age=31536000, immutable');
  });
  app.use('*', serveStatic({ root: built, index: 'no-index' }));
  app.get('*', async (c, next) => {
    if (c.req.path.startsWith('/api/') || !(c.req.header('accept') ?? '').includes('text/html')) return next();
    const page = await readFile(join(built, 'index.html'), 'utf8').catch(() => null);
    return page === null ? c.text('The pages are not built yet: run `npm run build`.', 503) : c.html(page, 200, { 'cache-control': 'no-cache' });
  });
}
