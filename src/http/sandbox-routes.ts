/** Only in a sandbox: its sign-ins, its movable calendar and its mailbox. */
import { z } from 'zod';
import { advanceCalendar, businessDay, calendarHorizon } from '../docket/operations.ts';
import { parseDay } from '../kernel/index.ts';
import type { Edge } from './edge.ts';
import { add, type App } from './endpoint.ts';
import { problem } from './problem.ts';
import { sandboxSignIns } from './sandbox.ts';
import type { SandboxMailbox } from '../shell/sandbox-mailbox.ts';
import { advanceRequestSchema, advanceResponseSchema, mailboxSchema, sandboxSchema, type WireMailbox, type WireSandbox } from './wire/index.ts';

const tag = 'sandbox';

export function addSandboxRoutes(app: App, edge: Edge, mailbox: SandboxMailbox): void {
  add(app, {
    method: 'get',
    path: '/sandbox',
    tag,
    summary: 'The sign-ins of the sandbox and the day its calendar stands at',
    answers: { status: 200, schema: sandboxSchema, description: 'Everyone here is invented' },
    handle: async (c) => {
      const sandbox: WireSandbox = {
        businessDay: (await businessDay(edge.world)).toString(),
        horizon: (await calendarHorizon(edge.world)).toString(),
        signIns: sandboxSignIns,
      };
      return c.json(sandbox);
    },
  });

  add(app, {
    method: 'post',
    path: '/sandbox/advance',
    tag,
    summary: "Move the tribunal's calendar forward, day by day; windows run out on their own day",
    body: advanceRequestSchema,
    answers: { status: 200, schema: advanceResponseSchema, description: 'Where the calendar stands now' },
    handle: async (c, { body }) => {
      const advanced = await advanceCalendar(edge.world, parseDay(body.to));
      if (!advanced.ok) return problem(c, advanced.refusal);
      return c.json({ businessDay: advanced.value.businessDay.toString(), expired: advanced.value.closed });
    },
  });

  add(app, {
    method: 'get',
    path: '/sandbox/mailbox',
    tag,
    summary: "The mail that the sandbox's own server has taken",
    query: z.object({ to: z.string().optional(), offset: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(100).default(30) }),
    answers: { status: 200, schema: mailboxSchema, description: 'Newest first' },
    handle: async (c, { query: { to, offset, limit } }) => {
      const { total, items } = await mailbox.listMessages(to === undefined ? offset + limit : undefined);
      const wanted = to === undefined ? items : items.filter((each) => each.to.some((address) => address.includes(to)));
      const page: WireMailbox = {
        total: to === undefined ? total : wanted.length,
        items: wanted.slice(offset, offset + limit).map((mail) => ({
          messageId: mail.id,
          to: mail.to.join(', '),
          subject: mail.subject,
          receivedAt: mail.receivedAt.toString(),
          text: mail.text,
          attachments: mail.attachments.map(({ filename, content }) => ({ name: filename, bytes: content.length })),
        })),
      };
      return c.json(page);
    },
  });
}
