import { parseArgs } from 'node:util';
import { verifyBundle, type BundleReport } from '../docket/index.ts';
import { accept, refuse } from '../kernel/index.ts';
import { inputSentences, readWhole } from './input.ts';
import { print, printJson, printRefusal, printTable, type Command } from './output.ts';

export const verifySentences = {
  ...inputSentences,
  wrong_argument: 'Name the one bundle to check. See `assize help verify`.',
  root_unreadable: 'The root certificate is not one. Give the PEM file that the commission publishes.',
  bundle_unreadable: 'This is no case bundle, or not a whole one. Fetch it again from where it came.',
} as const;

export const command: Command = {
  summary: 'checks a case bundle, with no server, no database and no network',
  usage: `Usage: assize verify BUNDLE.zip [--root ROOT.pem] [--json]

Checks everything in the bundle of a case: that each file is the one the manifest names and that the manifest is
signed, that nothing was put beside them, that the record of what happened is unbroken, that the claim comes out the
same when it is computed again from the loan file, that every sum of its explanation is what the sums below it make,
and that the award bears its signatures. Each check is answered on its own, so that everything that is wrong is named.

  --root ROOT.pem  the root certificate that the commission publishes. Without it the root carried in the bundle is
                   taken, which shows that the bundle is whole but not whose it is: compare the fingerprint.
  --json           prints the report as JSON

Exit status: 0 when every check holds, 2 when one does not.`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { root: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const report = await verify(positionals, values.root);
  if (!report.ok) return printRefusal(report.refusal, verifySentences[report.refusal.code], values.json);
  if (values.json) printJson(report.value);
  else printReport(report.value);
  return report.value.ok ? 0 : 2;
}

async function verify([path, ...more]: readonly string[], rootPath: string | undefined) {
  if (path === undefined || more.length > 0) return refuse('wrong_argument', { needed: 'one bundle' });
  const bundle = await readWhole(path);
  if (!bundle.ok) return bundle;
  const root = rootPath === undefined ? accept(null) : await readWhole(rootPath);
  if (!root.ok) return root;
  const report = verifyBundle(bundle.value, root.value === null ? null : new TextDecoder().decode(root.value));
  const [first] = report.checks;
  if (first?.check === 'archive') return refuse('bundle_unreadable', { file: path, because: first.because });
  if (rootPath !== undefined && report.rootFingerprint === null) return refuse('root_unreadable', { file: rootPath });
  return accept(report);
}

function printReport({ ok, caseNo, commission, rootFingerprint, rootTrusted, checks }: BundleReport): void {
  if (commission !== null) print(`${caseNo ?? 'A case without a number yet'}, ${commission}\n`);
  printTable(['CHECK', '', ''], checks.map(({ check, ok: holds, because }) => [check, holds ? 'ok' : 'NOT OK', because]));
  print(`\nRoot certificate, SHA-256: ${rootFingerprint ?? 'none that can be read'}`);
  if (rootTrusted) print('It is the one you gave.');
  else print('It is only the one carried in the bundle. Compare it with the one the commission publishes, or give that with --root.');
  print(ok ? '\nEvery check holds.' : '\nThis bundle is NOT as the commission made it.');
}
