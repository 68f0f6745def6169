import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { computeClaim, explainClaim, loanFileSchema } from '../claims/index.ts';
import { loanOf } from '../claims/loan.fixture.ts';
import { createAuthority, issueKey, openKey, signBytes, type SigningKey } from '../documents/operations.ts';
import { emptyChain, sealEntry } from '../evidence/index.ts';
import { canonicalBytes, canonicalText, parseDay, sha256 } from '../kernel/index.ts';
import { readArchive, writeArchive, type ArchiveFiles } from './archive.ts';
import { buildBundle, verifyBundle, type BundleContent, type BundleReport } from './bundle.ts';

const example = (name: string) => readFile(new URL(`../../examples/${name}`, import.meta.url));
const bundle = new Uint8Array(await example('case-bundle.zip'));
const rootPem = (await example('root-certificate.pem')).toString();

const files = filesOf(bundle);

function filesOf(bytes: Uint8Array): ArchiveFiles {
  const read = readArchive(bytes);
  assert(read.ok);
  return read.value;
}

const faults = ({ checks }: BundleReport): readonly string[] => checks.filter(({ ok }) => !ok).map(({ check, because }) => `${check}: ${because}`);

/** The example with some files replaced, added (a name it has not) or removed (null). */
function altered(changes: Readonly<Record<string, string | Uint8Array | null>>): Uint8Array {
  const changed = new Map(files);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) changed.delete(path);
    else changed.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }
  return writeArchive(changed);
}

const textOf = (path: string): string => new TextDecoder().decode(files.get(path));

test('the shipped example holds, with the root given and with the root it carries', () => {
  const trusted = verifyBundle(bundle, rootPem);
  assert.deepEqual([trusted.ok, trusted.rootTrusted, faults(trusted)], [true, true, []]);
  const carried = verifyBundle(bundle, null);
  assert.deepEqual([carried.ok, carried.rootTrusted], [true, false]);
  assert.equal(carried.rootFingerprint, trusted.rootFingerprint);
});

test('with one bit of a byte flipped it holds no more, and the report names what is wrong', () => {
  const flipped = bundle.slice();
  for (const offset of sampledOffsets()) {
    const bit = 1 << offset % 8;
    flipped[offset] = (bundle[offset] ?? 0) ^ bit;
    const report = verifyBundle(flipped, rootPem);
    assert(!report.ok && faults(report).every((fault) => fault.length > 10), `bit ${bit} of byte ${offset}: ${JSON.stringify(report)}`);
    flipped[offset] = bundle[offset] ?? 0;
  }
});

/** Every 97th byte of all that is not inside a paper, and of the papers every 9,973rd. */
function sampledOffsets(): readonly number[] {
  const papers = [...files].filter(([path]) => path.startsWith('papers/')).map(([, content]) => ({ from: content.byteOffset - bundle.byteOffset, to: content.byteOffset - bundle.byteOffset + content.length }));
  const inPaper = (offset: number) => papers.some(({ from, to }) => from <= offset && offset < to);
  return [...bundle.keys()].filter((offset) => offset % (inPaper(offset) ? 9973 : 97) === 0);
}

const broken: Readonly<Record<string, readonly [bytes: Uint8Array, fault: RegExp]>> = {
  'nothing at all': [new Uint8Array(), /^archive: not a bundle/],
  'not a ZIP file': [new TextEncoder().encode('%PDF-1.7 something else'), /^archive: not a bundle/],
  'cut short': [bundle.slice(0, bundle.length / 2), /cut short/],
  'one byte more at the end': [Buffer.concat([bundle, Buffer.of(0)]), /^archive: the archive differs at byte \d+, near the end/],
  'a file more': [altered({ 'papers/99-附件.pdf': 'x' }), /^files: papers\/99-附件.pdf is not in the manifest/],
  'a paper less': [altered({ 'papers/01-仲裁申请书.pdf': null }), /^files: papers\/01-仲裁申请书.pdf is missing/],
  'no manifest': [altered({ 'manifest.json': null }), /^manifest: manifest.json is missing/],
  'a manifest that is no manifest': [altered({ 'manifest.json': 'null' }), /^manifest: manifest.json is not readable/],
  'another manifest': [altered({ 'manifest.json': textOf('manifest.json').replace('沙箱', '真实') }), /^manifest: manifest.json is not what was signed/],
  'a seal that is null': [altered({ 'manifest.seal.json': 'null' }), /^manifest: manifest.seal.json is not readable/],
  'more in the seal': [altered({ 'manifest.seal.json': canonicalText({ ...(JSON.parse(textOf('manifest.seal.json')) as object), note: 'x' }) }), /^manifest: manifest.seal.json is not readable/],
  'a byte order mark before the seal': [altered({ 'manifest.seal.json': `\u{feff}${textOf('manifest.seal.json')}` }), /^manifest: manifest.seal.json is not readable/],
  'evidence that is no entry': [altered({ 'evidence.ndjson': 'null\n' }), /^evidence: evidence.ndjson/],
  'a loan file nested without end': [altered({ 'loan-file.json': '['.repeat(100_000) }), /^claim: loan-file.json is not the one that was filed/],
  'no explanation': [altered({ 'explanation.json': null }), /^explanation: explanation.json is missing/],
  'an explanation with another sum in it': [altered({ 'explanation.json': textOf('explanation.json').replace(/"fen":"(\d+)"/, '"fen":"1$1"') }), /^explanation: explanation.json is not the explanation of the claim/],
  'a name that is not text': [altered({ '': 'x' }), /is not in the manifest/],
};
for (const [what, [bytes, fault]] of Object.entries(broken)) {
  test(`${what}: named`, () => {
    const report = verifyBundle(bytes, rootPem);
    assert(!report.ok);
    assert(faults(report).some((each) => fault.test(each)), faults(report).join('\n'));
  });
}

test('a root that is another, or none, certifies nothing', () => {
  const [entry] = [...files].filter(([path]) => path === 'manifest.seal.json').map(([, content]) => JSON.parse(new TextDecoder().decode(content)) as { certificatePem: string });
  assert.match(faults(verifyBundle(bundle, entry?.certificatePem ?? '')).join(), /^manifest: the root certificate does not certify itself/);
  assert.match(faults(verifyBundle(bundle, 'no certificate')).join(), /^manifest: .* is not readable/);
});

const years = { notBefore: Temporal.Instant.from('2026-01-01T00:00:00Z'), notAfter: Temporal.Instant.from('2036-01-01T00:00:00Z'), pin: '246810' };

function opened(stored: ReturnType<typeof createAuthority>): SigningKey {
  const key = openKey(stored, years.pin);
  assert(key.ok);
  return key.value;
}

test('a loan file written before some of its fields existed is read with what they default to, and its bundle holds', () => {
  const { repayments, contract: whole, ...loan } = loanOf({ schedule: [['2025-07-10', '10000', '600']], repaid: [['2025-07-20', '100']] });
  const { charges, terms, overdueUplift, compoundInterest, ...contract } = whole;
  assert.deepEqual({ charges, terms, overdueUplift, compoundInterest }, { charges: [], terms: null, overdueUplift: null, compoundInterest: false });
  const then = canonicalText({ ...loan, contract, repayments: repayments.map(({ on, amountFen, serialNo }) => ({ on, amountFen, serialNo })) });
  const claim = computeClaim(loanFileSchema.parse(JSON.parse(then)), parseDay('2025-07-31'));
  assert(claim.ok);

  const report = verifyBundle(bundleOf(new TextEncoder().encode(then), canonicalBytes(claim.value), canonicalBytes(explainClaim(claim.value))), null);
  assert.deepEqual(faults(report), []);
  assert.match(report.checks.find(({ check }) => check === 'explanation')?.because ?? '', /^every sum reckoned again from those below it, up to [\d,.]+ yuan$/);

  const spaced = verifyBundle(bundleOf(new TextEncoder().encode(`${then} `), canonicalBytes(claim.value), null), null);
  assert.deepEqual(faults(spaced), ['claim: loan-file.json is not in canonical form', 'explanation: cannot be told without the claim']);
});

/** A bundle of a case that was only filed. */
function bundleOf(loanFile: Uint8Array, claim: Uint8Array, explanation: Uint8Array | null): Uint8Array {
  const root = createAuthority({ ...years, commonName: 'Test CA (not for legal use)', serial: 1n });
  const key = opened(issueKey(opened(root), { ...years, commonName: '某某仲裁委员会', serial: 2n }));
  const caseId = '01950000-0000-7000-8000-0000000000c1';
  const at = Temporal.Instant.from('2026-03-02T00:00:00Z');
  const filed = sealEntry(
    { chainId: caseId, kind: 'case_filed', facts: { loanSha256: sha256(loanFile), claimSha256: sha256(claim) } },
    emptyChain,
    { happenedAt: at, recordedAt: at, actor: { kind: 'system', name: 'test', id: null, role: null } },
  );
  const content: BundleContent = {
    manifest: { caseId, caseNo: null, commission: '某某仲裁委员会', sandbox: true, chainHead: { seq: filed.entry.seq, hash: filed.hash } },
    loanFile,
    claim,
    explanation,
    lpr: [],
    chain: [filed],
    papers: [],
    rootPem: opened(root).certificate.toString(),
  };
  return buildBundle(content, (manifest) => ({ certificatePem: key.certificate.toString(), signature: Buffer.from(signBytes(key, manifest)).toString('base64') }));
}
