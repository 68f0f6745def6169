/**
 * Makes what examples/ shows of a case: takes one case of the synthetic sample the whole way in a new installation,
 * and keeps what was typed and answered, the bundle, the root it leads to, and the output of verifying it.
 */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assize } from '../test/command-line.ts';
import { startInstallation } from '../test/installation.ts';
import { exampleVerification, recordWholeWay } from '../test/recorded-session.ts';

const examples = join(import.meta.dirname, '..', 'examples');
const folder = await mkdtemp(join(tmpdir(), 'assize-example-'));
const place = await startInstallation();
try {
  await writeFile(join(examples, 'whole-way.txt'), await recordWholeWay(place, folder));
  for (const name of ['case-bundle.zip', 'root-certificate.pem']) await copyFile(join(folder, name), join(examples, name));
  await writeFile(join(examples, 'verify.txt'), (await assize(exampleVerification)).out);
} finally {
  await place.stop();
  await rm(folder, { recursive: true });
}
