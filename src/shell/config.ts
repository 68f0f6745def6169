/** What the installation is told from outside: environment variables, and nothing else. */
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { accept, refuse, type Outcome } from '../kernel/index.ts';

const repository = join(import.meta.dirname, '..', '..');
const switchSchema = z.enum(['on', 'off']).transform((text) => text === 'on');

const environmentSchema = z.object({
  /** A PostgreSQL 15 or later, as the owner of the tables. Unset: the embedded one, under ASSIZE_HOME. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:port/database' }).optional(),
  /** Unset: 8080, or the next one that is free. */
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(1).max(65_535).optional(),
  /** The address to listen on: this machine only, unless told otherwise; a proxy that ends TLS stands before it. */
  HOST: z.string().default('localhost'),
  /** Where people reach the web app: links in notices begin with it. Unset: this machine and port. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be https://host' }).optional(),
  /** Where files are kept: papers, the embedded database, the sandbox mailbox. */
  ASSIZE_HOME: z.string().default(join(repository, 'var')),
  /** The mail server notices leave through. Unset: the sandbox's own. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp://host:port or smtps://…' }).optional(),
  /** The sandbox: invented institutions with published sign-ins, a movable calendar, a mailbox to look into. */
  ASSIZE_SANDBOX: switchSchema.default(true),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
});

export interface Config {
  readonly databaseUrl: string | null;
  readonly port: number | null;
  readonly host: string;
  readonly publicUrl: string | null;
  readonly home: string;
  readonly smtpUrl: string | null;
  readonly sandbox: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Refused with every variable that is wrong, and how. An empty variable counts as unset. */
export function readConfig(environment: NodeJS.ProcessEnv): Outcome<Config, 'configuration_invalid'> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { success, data, error } = environmentSchema.safeParse(set);
  if (!success) {
    return refuse('configuration_invalid', {
      variables: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    });
  }
  if (!data.ASSIZE_SANDBOX && data.SMTP_URL === undefined) {
    return refuse('configuration_invalid', { variables: ['SMTP_URL: must be set when ASSIZE_SANDBOX is off'] });
  }
  return accept({
    databaseUrl: data.DATABASE_URL ?? null,
    port: data.PORT ?? null,
    host: data.HOST,
    publicUrl: data.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    home: resolve(data.ASSIZE_HOME),
    smtpUrl: data.SMTP_URL ?? null,
    sandbox: data.ASSIZE_SANDBOX,
    logLevel: data.LOG_LEVEL,
  });
}
