import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parseDay, sha256 } from '../kernel/index.ts';
import { checkSignatures, paperTitles, verifyBytes, type PaperKind } from './index.ts';
import { createAuthority, issueKey, openKey, renderPaper, signBytes, signPaper, type SigningKey } from './operations.ts';
import { samplePapers } from './sample-papers.ts';

const day = parseDay('2026-12-03');
const kinds = Object.keys(paperTitles) as PaperKind[];
const sample = (kind: PaperKind): Promise<Uint8Array> => renderPaper(kind, samplePapers[kind], day);

for (const kind of kinds) {
  test(`${kind} renders as PDF/A-2b, the same bytes for the same input, others for another day`, () => {
    const paper = sample(kind);
    assert.equal(Buffer.from(paper.subarray(0, 5)).toString(), '%PDF-');
    assert.match(Buffer.from(paper).toString('latin1'), /<pdfaid:part>2<[^]*<pdfaid:conformance>B</);
    assert.equal(sha256(sample(kind)), sha256(paper));
    assert.notEqual(sha256(renderPaper(kind, samplePapers[kind], day.add({ days: 1 }))), sha256(paper));
  });
}

test('the papers read as they should to an outside reader', (t) => {
  for (const kind of kinds) {
    const text = outside(t, 'pdftotext', sample(kind), ['FILE', '-']);
    if (text === null) return;
    const words = text.replaceAll(/\s/g, '');
    assert.ok(words.includes(paperTitles[kind].zh), kind);
    assert.ok(words.includes('沙箱示例·虚构案件·不具法律效力'), kind);
    assert.match(words, /第1页[^]*共\d页/, kind);
  }
});

test('outside the sandbox no paper is marked as a sample', (t) => {
  const text = outside(t, 'pdftotext', renderPaper('award', { ...samplePapers.award, sandbox: false }, day), ['FILE', '-']);
  if (text !== null) assert.doesNotMatch(text, /沙箱示例/);
});

test('a claim line that runs over many stretches breaks over pages instead of running off one', (t) => {
  const [line] = samplePapers.claim_sheet.lines;
  const [span] = line?.spans ?? [];
  assert.ok(line && span);
  const long = { ...line, spans: Array.from({ length: 150 }, (_, index) => ({ ...span, days: `D${index}` })) };
  const text = outside(t, 'pdftotext', renderPaper('claim_sheet', { ...samplePapers.claim_sheet, lines: [long] }, day), ['FILE', '-']);
  if (text === null) return;
  for (const { days } of long.spans) assert.match(text, new RegExp(`\\b${days}\\b`));
});

test('a template that lacks a variable says which, and where', () => {
  const { fee: _, ...withoutFee } = samplePapers.acceptance_notice;
  assert.throws(() => renderPaper('acceptance_notice', withoutFee as typeof samplePapers.acceptance_notice, day), {
    message: /acceptance_notice\.typ:\d+: dictionary does not contain key "fee"/,
  });
});

test('a character that the font does not have is named, not replaced by whatever the machine offers', () => {
  const rare = { ...samplePapers.acceptance_notice, respondent: '𠮷示例' };
  assert.throws(() => renderPaper('acceptance_notice', rare, day), (fault) => {
    assert.ok(fault instanceof UnprintableText);
    assert.deepEqual(fault.characters, ['𠮷']);
    return true;
  });
});

const at = Temporal.Instant.from('2026-12-03T02:15:00Z');
const valid = { notBefore: Temporal.Instant.from('2026-01-01T00:00:00Z'), notAfter: Temporal.Instant.from('2029-01-01T00:00:00Z') };
const root = createAuthority({ ...valid, commonName: 'Assize Sandbox CA (not for legal use)', serial: 1n, pin: 'root-pin' });
const stored = {
  arbitrator: issueKey(open(root, 'root-pin'), { ...valid, commonName: '示例丙', serial: 2n, pin: '246810' }),
  seal: issueKey(open(root, 'root-pin'), { ...valid, commonName: '沙箱示范仲裁委员会', serial: 3n, pin: '135791' }),
};

function open(key: Parameters<typeof openKey>[0], pin: string): SigningKey {
  const opened = openKey(key, pin);
  assert.ok(opened.ok);
  return opened.value;
}

async function sealedAward(): Promise<Uint8Array> {
  const signed = await signPaper(sample('award'), open(stored.arbitrator, '246810'), { field: 'Arbitrator', reason: '签署裁决书', at });
  return signPaper(signed, open(stored.seal, '135791'), { field: 'Seal', reason: '加盖印章', at: at.add({ minutes: 5 }) });
}

test('an award signed and then sealed holds for us', async () => {
  const [arbitrator, seal, ...others] = checkSignatures(await sealedAward(), root.certificatePem);
  assert.deepEqual(others, []);
  assert.deepEqual(
    { ...arbitrator, signedAt: arbitrator?.signedAt?.toString() },
    {
      signer: '示例丙',
      field: 'Arbitrator',
      signedAt: '2026-12-03T02:15:00Z',
      digestOk: true,
      signatureOk: true,
      chainOk: true,
      coversWholeFile: false,
      reason: null,
    },
  );
  assert.deepEqual([seal?.signer, seal?.field, seal?.coversWholeFile, seal?.reason], ['沙箱示范仲裁委员会', 'Seal', true, null]);
});

test('an award signed and then sealed holds for outside verifiers', async (t) => {
  const award = await sealedAward();
  const signatures = outside(t, 'pdfsig', award, ['-nocert', 'FILE']);
  if (signatures !== null) {
    assert.equal(signatures.match(/Signature is Valid/g)?.length, 2);
    assert.match(signatures, /Total document signed/);
  }
  const structure = outside(t, 'qpdf', award, ['--check', 'FILE']);
  if (structure !== null) assert.match(structure, /No syntax or stream encoding errors found/);
});

test('a key opens with its PIN and with no other', () => {
  assert.ok(openKey(stored.arbitrator, '246810').ok);
  for (const pin of ['246811', '', '135791']) {
    assert.deepEqual(openKey(stored.arbitrator, pin), { ok: false, refusal: { code: 'wrong_pin', detail: {} } });
  }
  assert.match(stored.arbitrator.encryptedKeyPem, /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
});

test('a signature over bytes holds for these bytes and this key only', () => {
  const manifest = new TextEncoder().encode('{"files":[]}');
  const signature = signBytes(open(stored.seal, '135791'), manifest);
  assert.ok(verifyBytes(stored.seal.certificatePem, manifest, signature));
  assert.ok(!verifyBytes(stored.arbitrator.certificatePem, manifest, signature));
  assert.ok(!verifyBytes(stored.seal.certificatePem, manifest.with(2, 0), signature));
});

/** What an outside program prints about a file; null, and said so, where the machine does not have it. */
function outside(t: TestContext, program: string, file: Uint8Array, args: readonly string[]): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'papers-'));
  try {
    const path = join(folder, 'paper.pdf');
    writeFileSync(path, file);
    const run = spawnSync(program, args.map((each) => (each === 'FILE' ? path : each)), { encoding: 'utf8' });
    if (run.error) {
      t.diagnostic(`${program} is not installed: the outside check was skipped`);
      return null;
    }
    return run.stdout + run.stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
