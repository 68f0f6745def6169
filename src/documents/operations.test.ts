import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay, sha256 } from '../kernel/index.ts';
import { checkSignatures, verifyBytes } from './index.ts';
import { createAuthority, issueKey, openKey, renderPaper, signBytes, signPaper, type SigningKey } from './operations.ts';
import { outside } from './outside-program.fixture.ts';
import { samplePapers } from './papers.fixture.ts';

const day = parseDay('2026-12-03');
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
  const signed = await signPaper(await renderPaper('award', samplePapers.award, day), open(stored.arbitrator, '246810'), { field: 'Arbitrator', reason: '签署裁决书', at });
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
      certificateSha256: sha256(open(stored.arbitrator, '246810').certificate.raw),
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
