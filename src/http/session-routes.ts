/** Who is asking, and where the calendar stands. */
import type { MiddlewareHandler } from 'hono';
import { businessDay } from '../docket/operations.ts';
import { refuse } from '../kernel/index.ts';
import { membershipsOfUser } from '../parties/operations.ts';
import type { Edge, Env, Viewer } from './edge.ts';
import { add, type App } from './endpoint.ts';
import { problem } from './problem.ts';
import { meSchema, statusSchema, type WireMe, type WireStatus } from './wire/index.ts';

/** Lets only signed-in people through who hold a role somewhere, and says for which institution they act. */
export const signedIn =
  (edge: Edge): MiddlewareHandler<Env> =>
  async (c, next) => {
    const session = await edge.auth.api.getSession({ headers: c.req.raw.headers });
    if (session === null) return problem(c, refuse('not_signed_in').refusal);
    const held = await edge.world.database.transaction((db) => membershipsOfUser(db, session.user.id));
    const wanted = c.req.header('x-assize-institution');
    const acting = wanted === undefined ? held[0] : held.find((each) => each.institutionId === wanted);
    if (acting === undefined) return problem(c, refuse('no_membership').refusal);
    const { personId, name, email } = acting;
    c.set('viewer', { personId, name, email, acting, memberships: held });
    await next();
    return undefined;
  };

export function addStatusRoute(app: App, edge: Edge): void {
  add(app, {
    method: 'get',
    path: '/status',
    tag: 'session',
    summary: 'Whether this is a sandbox, and the day on the tribunal\'s calendar',
    answers: { status: 200, schema: statusSchema, description: 'Open to everyone' },
    handle: async (c) => {
      const status: WireStatus = { sandbox: edge.world.sandbox, businessDay: (await businessDay(edge.world)).toString(), version: edge.version };
      return c.json(status);
    },
  });
}

export function addSessionRoute(app: App): void {
  add(app, {
    method: 'get',
    path: '/me',
    tag: 'session',
    summary: 'Who is signed in',
    answers: { status: 200, schema: meSchema, description: 'You, and the institution you act for' },
    handle: (c) => Promise.resolve(c.json(wireMe(c.get('viewer')))),
  });
}

function wireMe({ personId, name, email, acting, memberships }: Viewer): WireMe {
  const wire = ({ institutionId, institutionKind: kind, institutionName, roles }: Viewer['acting']) => ({
    institution: { institutionId, kind, name: institutionName },
    roles: [...roles],
  });
  return { personId, name, email, acting: wire(acting), memberships: memberships.map(wire) };
}
