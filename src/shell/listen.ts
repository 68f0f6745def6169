/** Serves HTTP on this machine's addresses. */
import { serve, type ServerType } from '@hono/node-server';
import { assert } from '../kernel/index.ts';

/** Answers a request; `env` carries the connection it came over. */
export type FetchCallback = (request: Request, env: object) => Response | Promise<Response>;

export interface Listening {
  readonly port: number;
  /** Takes nothing new, and gives what has begun a few seconds to be answered. */
  readonly stop: () => Promise<void>;
}

const firstPort = 8080;
const portsTried = 20;
const patienceMs = 3000;
/** A file of some gigabytes over a slow line takes its time; a head that does not end is cut off after a minute as ever. */
const sendingPatienceMs = 4 * 3_600_000;

/** `port` null: 8080, or the next one that is free. Throws when the port, or all of them, are taken. */
export async function listen(fetch: FetchCallback, port: number | null, host = 'localhost'): Promise<Listening> {
  const candidates = port === null ? Array.from({ length: portsTried }, (_, index) => firstPort + index) : [port];
  for (const candidate of candidates) {
    const server = await tryPort(fetch, candidate, host);
    if (server !== null) return { port: portOf(server), stop: () => close(server) };
  }
  throw new Error(port === null ? `Ports ${firstPort} to ${firstPort + portsTried - 1} are all taken; set PORT.` : `Port ${port} is taken.`);
}

/** With port 0 the machine chooses. */
function portOf(server: ServerType): number {
  const address = server.address();
  assert(typeof address === 'object' && address !== null, 'a listening server has an address');
  return address.port;
}

async function tryPort(fetch: FetchCallback, port: number, host: string): Promise<ServerType | null> {
  const server = serve({ fetch, port, hostname: host, serverOptions: { requestTimeout: sendingPatienceMs } });
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
  });
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    assert('closeIdleConnections' in server, 'HTTP/1 is served');
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), patienceMs).unref();
  });
}
