/** Rendering and signing papers. Storage is elsewhere: everything here takes and gives bytes. */
import { PDF } from '@libpdf/core';
import { assert, type Instant } from '../kernel/index.ts';
import { libraryDate, signBytes, type SigningKey } from './signing-keys.ts';

export { openInstallation, type Installation } from './installation.ts';
export { renderPaper, UnprintableText } from './rendering-operations.ts';
export { createAuthority, issueKey, openKey, signBytes, type KeyRequest, type SigningKey, type StoredKey } from './signing-keys.ts';

/** Which of the two signatures that an award carries, and the name of its field in the file. */
export type SignatureField = 'Arbitrator' | 'Seal';

/**
 * Appends a signature (PAdES baseline B-B, RSA and SHA-256) to a paper. What stood before is not touched, so an
 * earlier signature stays valid. `at` is the signer's own statement of the time: no timestamp authority is asked.
 * Throws when the field is already signed.
 */
export async function signPaper(
  paper: Uint8Array,
  key: SigningKey,
  statement: { readonly field: SignatureField; readonly reason: string; readonly at: Instant },
): Promise<Uint8Array> {
  const pdf = await PDF.load(paper);
  const [certificate, ...certificateChain] = [key.certificate, ...key.chain].map((each) => new Uint8Array(each.raw));
  assert(certificate, 'a signing key has a certificate');
  const signed = await pdf.sign({
    signer: {
      certificate,
      certificateChain,
      keyType: 'RSA',
      signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
      sign: (bytes) => Promise.resolve(signBytes(key, bytes)),
    },
    fieldName: statement.field,
    reason: statement.reason,
    signingTime: libraryDate(statement.at),
    digestAlgorithm: 'SHA-256',
    level: 'B-B',
    estimatedSize: certificateChain.reduce((sum, each) => sum + each.length, certificate.length + signatureRoom),
  });
  return signed.bytes;
}

/** Bytes kept free in the file for a signature, besides its certificates. */
const signatureRoom = 1536;
