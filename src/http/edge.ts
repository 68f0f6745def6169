/** What every route is built on: the world it acts in, and who is asking. */
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { Installation } from '../documents/operations.ts';
import { refuse } from '../kernel/index.ts';
import { respondentToken } from '../notices/index.ts';
import { decidePermission, type Membership, type Permission, type Person } from '../parties/index.ts';
import { act, type Act, type ActOf, type World } from '../shell/act.ts';
import type { Log } from '../shell/log.ts';
import type { SandboxMailbox } from '../shell/sandbox-mailbox.ts';
import type { Auth } from './auth.ts';
import { problem } from './problem.ts';

export interface Edge {
  readonly world: World;
  readonly auth: Auth;
  readonly installation: Installation;
  readonly publicUrl: string;
  readonly version: string;
  readonly log: Log;
  /** The sandbox's own mailbox; null outside a sandbox. */
  readonly mailbox: SandboxMailbox | null;
}

/** A signed-in person, acting for one of the institutions they belong to. */
export interface Viewer extends Person {
  readonly acting: Membership;
  readonly memberships: readonly Membership[];
}

export interface Env {
  readonly Variables: { readonly viewer: Viewer };
}

/** Everything of the institution for its staff; for someone who is only an arbitrator, their own cases. */
export function actOf({ acting, personId, name }: Viewer): ActOf {
  const { institutionId: id, institutionKind, roles } = acting;
  const kind = roles.every((role) => role === 'arbitrator') ? 'arbitrator' : institutionKind;
  return { actor: { kind: 'person', personId, name, roles }, scope: { kind, id } };
}

/** Opens an act for the viewer, if the permission table lets them; `work` gives the answer. */
export async function permitted(c: Context<Env>, edge: Edge, permission: Permission, work: (act: Act, viewer: Viewer) => Promise<Response>): Promise<Response> {
  const viewer = c.get('viewer');
  const decision = decidePermission(viewer.acting.roles, permission);
  if (!decision.ok) return problem(c, decision.refusal);
  return act(edge.world, actOf(viewer), (opened) => work(opened, viewer));
}

export const notFound = (c: Context): Response => problem(c, refuse('not_found').refusal);

/** Where the respondent of a case opens the notice. */
export const respondentLink = (edge: Pick<Edge, 'publicUrl' | 'installation'>, caseId: string): string =>
  `${edge.publicUrl}/r/${respondentToken(edge.installation.secret, caseId)}`;

/** Bytes as a file that the browser shows or keeps. */
export const fileResponse = (content: Uint8Array, mediaType: string, name: string, disposition: 'inline' | 'attachment'): Response =>
  new Response(new Uint8Array(content), { headers: fileHeaders(mediaType, name, disposition) });

/** A file to keep, sent as it is read. */
export const streamResponse = (content: Readable, mediaType: string, name: string): Response =>
  new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, { headers: fileHeaders(mediaType, name, 'attachment') });

/** A name of any script survives (RFC 6266). */
const fileHeaders = (mediaType: string, name: string, disposition: 'inline' | 'attachment'): Record<string, string> => ({
  'content-type': mediaType,
  'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
});
