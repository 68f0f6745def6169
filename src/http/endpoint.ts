/**
 * One endpoint: what it takes, what it answers and what does it, in one place. Adding it publishes its schemas in
 * the OpenAPI document and checks every request against them, so that the two cannot differ.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { refuse } from '../kernel/index.ts';
import type { Env } from './edge.ts';
import { problem } from './problem.ts';
import { problemSchema } from './wire/index.ts';

export type App = OpenAPIHono<Env>;
export type EdgeContext = Context<Env>;

type Shape = z.ZodType;
const nothing = z.object({});
type Nothing = typeof nothing;

interface Endpoint<Params extends Shape, Query extends Shape, Body extends Shape> {
  readonly method: 'get' | 'post' | 'put';
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  /** JSON. Without one the body is left to the handler. */
  readonly body?: Body;
  /** The same as a multipart form, files as `File`: what it gives is what `body` gives. */
  readonly form?: z.ZodType<z.output<Body>>;
  /** The body is bytes of any length, which the handler streams. */
  readonly streams?: true;
  readonly answers: { readonly status: 200 | 202 | 204; readonly schema?: Shape; readonly mediaType?: string; readonly description: string };
  readonly handle: (c: EdgeContext, input: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> }) => Promise<Response>;
}

export function add<Params extends Shape = Nothing, Query extends Shape = Nothing, Body extends Shape = Nothing>(
  app: App,
  endpoint: Endpoint<Params, Query, Body>,
): void {
  const { method, path, handle } = endpoint;
  publish(app, endpoint);
  app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    const asForm = endpoint.form !== undefined && (c.req.header('content-type') ?? '').toLowerCase().startsWith('multipart/form-data');
    const given = {
      params: c.req.param(),
      query: c.req.query(),
      body: endpoint.body === undefined ? {} : await readBody(c, asForm ? 'form' : 'json'),
    };
    const bodySchema = asForm ? endpoint.form : endpoint.body;
    const schema = z.object({ params: endpoint.params ?? nothing, query: endpoint.query ?? nothing, body: bodySchema ?? nothing });
    const input = schema.safeParse(given);
    const fields = input.error?.issues.map((issue) => `${issue.path.slice(1).join('.') || String(issue.path[0])}: ${issue.message}`) ?? unstorable(given);
    if (!input.success || fields.length > 0) return problem(c, refuse('request_invalid', { fields }).refusal);
    return handle(c, input.data as Parameters<typeof handle>[1]);
  });
}

/** Where there is text that no database keeps and no paper prints: the character NUL, or half of a surrogate pair. */
function unstorable(value: unknown, at = ''): readonly string[] {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') ? [] : [`${at}: text with characters that are none`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => unstorable(each, `${at}${at === '' ? '' : '.'}${name}`));
}

/** The body as it came; what cannot be read as its form is checked as `undefined` and so refused by the schema. */
async function readBody(c: EdgeContext, form: 'json' | 'form'): Promise<unknown> {
  try {
    return form === 'json' ? await c.req.json() : await c.req.parseBody({ all: true });
  } catch {
    return undefined;
  }
}

function publish(app: App, { method, path, tag, summary, params, query, body, form, streams, answers }: Endpoint<Shape, Shape, Shape>): void {
  const { status, schema, mediaType = 'application/json', description } = answers;
  const bodies = {
    ...(body && { 'application/json': { schema: body } }),
    ...(form && { 'multipart/form-data': { schema: form } }),
    ...(streams && { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } }),
  };
  app.openAPIRegistry.registerPath({
    method,
    path,
    tags: [tag],
    summary,
    request: {
      ...(params && { params: params as z.ZodObject }),
      ...(query && { query: query as z.ZodObject }),
      ...(Object.keys(bodies).length > 0 && { body: { required: true, content: bodies } }),
    },
    responses: {
      [status]: status === 204 ? { description } : { description, content: { [mediaType]: { schema: schema ?? z.string().meta({ format: 'binary' }) } } },
      default: { description: 'Refused, with what to do about it', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  });
}
