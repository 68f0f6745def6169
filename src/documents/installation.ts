/**
 * What an installation has of its own: the secret its links are made with, a root that certifies the keys of its
 * people, and the key that signs manifests. Made once, kept in one file that only the installation's user reads.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assert, type Instant } from '../kernel/index.ts';
import { createAuthority, issueKey, openKey, type SigningKey, type StoredKey } from './signing-keys.ts';

export interface Installation {
  readonly secret: string;
  readonly authority: SigningKey;
  readonly manifestKey: SigningKey;
  readonly rootPem: string;
}

interface Stored {
  readonly secret: string;
  readonly authority: StoredKey;
  readonly manifestKey: StoredKey;
}

/** Opens the installation kept in a folder, making it at first. `now` dates its certificates, for twenty years. */
export async function openInstallation(home: string, sandbox: boolean, now: Instant): Promise<Installation> {
  const path = join(home, 'installation.json');
  await mkdir(home, { recursive: true });
  const stored = (await readStored(path)) ?? (await makeStored(path, sandbox, now));
  return {
    secret: stored.secret,
    authority: opened(stored.authority, stored.secret),
    manifestKey: opened(stored.manifestKey, stored.secret),
    rootPem: stored.authority.certificatePem,
  };
}

async function readStored(path: string): Promise<Stored | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Stored;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function makeStored(path: string, sandbox: boolean, now: Instant): Promise<Stored> {
  const secret = randomBytes(32).toString('base64url');
  // A sandbox's calendar may stand long before the day on which it is first started.
  const notBefore = Temporal.Instant.from(sandbox ? '2015-01-01T00:00:00Z' : now.toString());
  const validity = { notBefore, notAfter: now.add({ hours: 24 * 365 * 20 }), pin: secret };
  const authority = createAuthority({ commonName: sandbox ? 'Assize Sandbox CA (no legal effect)' : 'Assize installation CA', serial: 1n, ...validity });
  const manifestKey = issueKey(opened(authority, secret), { commonName: 'Assize bundle manifest', serial: 2n, ...validity });
  const stored: Stored = { secret, authority, manifestKey };
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify(stored));
    await file.datasync();
  } finally {
    await file.close();
  }
  return stored;
}

function opened(key: StoredKey, pin: string): SigningKey {
  const result = openKey(key, pin);
  assert(result.ok, 'the installation opens its own keys');
  return result.value;
}
