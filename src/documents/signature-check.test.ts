import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDay } from '../kernel/index.ts';
import { createAuthority, issueKey, openKey, renderPaper, signPaper, type SigningKey, type StoredKey } from './operations.ts';
import { samplePapers } from './papers.fixture.ts';
import { checkSignatures } from './signature-check.ts';

const instant = (text: string) => Temporal.Instant.from(text);
const at = instant('2026-12-03T02:15:00Z');
const years = (from: number, to: number) => ({ notBefore: instant(`${from}-01-01T00:00:00Z`), notAfter: instant(`${to}-01-01T00:00:00Z`) });
const pin = '2468';

const root = createAuthority({ ...years(2026, 2036), commonName: 'Test CA (not for legal use)', serial: 1n, pin });
const otherRoot = createAuthority({ ...years(2026, 2036), commonName: 'Test CA (not for legal use)', serial: 1n, pin });
const issue = (commonName: string, serial: bigint, period = years(2026, 2029)) => open(issueKey(open(root), { ...period, commonName, serial, pin }));

function open(stored: StoredKey): SigningKey {
  const opened = openKey(stored, pin);
  assert.ok(opened.ok);
  return opened.value;
}

const arbitrator = issue('示例丙', 2n);
const seal = issue('沙箱示范仲裁委员会', 3n);
const unsigned = await renderPaper('award', samplePapers.award, parseDay('2026-12-03'));
const signed = await signPaper(unsigned, arbitrator, { field: 'Arbitrator', reason: '签署裁决书', at });
const sealed = await signPaper(signed, seal, { field: 'Seal', reason: '加盖印章', at: at.add({ minutes: 5 }) });

const reasons = (pdf: Uint8Array, rootPem = root.certificatePem) => checkSignatures(pdf, rootPem).map((each) => each.reason);
/** What a caller asks: exactly the two expected signatures, and both hold. */
const holds = (pdf: Uint8Array): boolean => {
  const findings = checkSignatures(pdf, root.certificatePem);
  return findings.map(({ field, reason }) => `${field} ${reason}`).join() === 'Arbitrator null,Seal null';
};

test('both signatures of a sealed award hold', () => assert.ok(holds(sealed)));

test('a paper without signatures has no findings', () => {
  assert.deepEqual(checkSignatures(unsigned, root.certificatePem), []);
});

test('another root, even of the same name, is not the issuer', () => {
  assert.deepEqual(reasons(sealed, otherRoot.certificatePem), ['certificate_not_from_root', 'certificate_not_from_root']);
});

test('a certificate that had run out at the time of signing does not count', async () => {
  const late = await signPaper(unsigned, issue('示例丁', 4n, years(2026, 2027)), { field: 'Arbitrator', reason: '签署', at: instant('2027-02-01T00:00:00Z') });
  assert.deepEqual(reasons(late), ['certificate_not_valid_at_signing']);
});

test('a certificate that a mere signer issued does not count', async () => {
  const impostor = open(issueKey(arbitrator, { ...years(2026, 2029), commonName: '示例戊', serial: 5n, pin }));
  assert.deepEqual(reasons(await signPaper(unsigned, impostor, { field: 'Seal', reason: '加盖', at })), ['certificate_not_from_root']);
});

test('anything put behind the last signature is found', () => {
  const appended = Buffer.concat([sealed, Buffer.from('\n% and one more thing\n%%EOF\n')]);
  assert.deepEqual(reasons(appended), ['changed_after_signing', 'changed_after_signing']);
});

test('a page changed between the signature and the seal is found, though both digests hold', async () => {
  const page = /(\d+) 0 obj\n?<<[^]*?\/Type \/Page\b[^]*?endobj/.exec(Buffer.from(signed).toString('latin1'));
  assert.ok(page);
  const tampered = revise(signed, Number(page[1]), page[0].replace('/Type /Page', '/Type /Page /Rotate 90'));
  const findings = checkSignatures(await signPaper(tampered, seal, { field: 'Seal', reason: '加盖印章', at }), root.certificatePem);
  assert.deepEqual(
    findings.map(({ digestOk, signatureOk, reason }) => [digestOk, signatureOk, reason]),
    [
      [true, true, 'changed_after_signing'],
      [true, true, null],
    ],
  );
});

/** A revision that replaces one object, as an editor would append it. */
function revise(pdf: Uint8Array, number: number, object: string): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const trailer = text.slice(text.lastIndexOf('trailer'), text.lastIndexOf('startxref'));
  const table = pdf.length + object.length + 1;
  const entry = `${String(pdf.length).padStart(10, '0')} 00000 n \n`;
  const previous = /startxref\n(\d+)\n%%EOF\n?$/.exec(text)?.[1];
  const added = `${object}\nxref\n${number} 1\n${entry}${trailer.replace(/\/Prev \d+/, `/Prev ${previous}`)}startxref\n${table}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(added, 'latin1')]);
}

test('no bit of a sealed award can be changed unseen', () => {
  // Denser where the signatures are than in the paper before them.
  const place = fc.oneof(fc.integer({ min: 0, max: unsigned.length - 1 }), fc.integer({ min: unsigned.length, max: sealed.length - 1 }));
  fc.assert(
    fc.property(place, fc.integer({ min: 0, max: 7 }), (index, bit) => !holds(sealed.with(index, (sealed[index] ?? 0) ^ (1 << bit)))),
    { numRuns: 400 },
  );
});
