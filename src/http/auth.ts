/** Sign-in by e-mail and password. People are made by an administrator (in a sandbox by its loader), never by themselves. */
import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins';
import pg from 'pg';
import { ignoreBreak } from '../shell/database.ts';

/** Set by the edge from the connection itself, for the limits on guessing. */
export const clientAddressHeader = 'x-assize-client-address';

export interface AuthSettings {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly publicUrl: string;
}

/** `close` ends its own connections. */
export function createAuth({ databaseUrl, secret, publicUrl }: AuthSettings) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, options: '-c search_path=auth' });
  pool.on('error', ignoreBreak);
  const auth = betterAuth({
    database: pool,
    secret,
    baseURL: publicUrl,
    basePath: '/api/auth',
    trustedOrigins: (request) => sameHost(request),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { expiresIn: 12 * 3600, updateAge: 3600 },
    rateLimit: { enabled: true, storage: 'database', window: 60, max: 300, customRules: { '/sign-in/email': { window: 60, max: 20 } } },
    advanced: { cookiePrefix: 'assize', ipAddress: { ipAddressHeaders: [clientAddressHeader] }, useSecureCookies: publicUrl.startsWith('https:') },
    telemetry: { enabled: false },
    plugins: [bearer()],
  });
  return { ...auth, close: () => pool.end() };
}

export type Auth = ReturnType<typeof createAuth>;

/** The page's own origin, whatever name this machine was reached by: a request from another site is still refused. */
function sameHost(request: Request | undefined): string[] {
  const host = request?.headers.get('host');
  return host === null || host === undefined ? [] : [`http://${host}`, `https://${host}`];
}

/** Makes a user who can sign in; gives their id, or that of the user who already has the address. */
export async function createUser(auth: Auth, { name, email, password }: { name: string; email: string; password: string }): Promise<string> {
  const context = await auth.$context;
  const before = await context.internalAdapter.findUserByEmail(email);
  if (before !== null) return before.user.id;
  const user = await context.internalAdapter.createUser({ name, email, emailVerified: true }, { method: 'admin' });
  await context.internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: await context.password.hash(password),
  });
  return user.id;
}
