/**
 * Checks the signatures of a paper with nothing but its bytes and the root certificate: no network, no clock.
 * Strict on purpose: the signature container is rebuilt from what was verified and must equal the bytes in the
 * file, and nothing may follow a signature but further signatures, so no byte can be changed unseen.
 */
import { createHash, verify, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { sha256, type Instant } from '../kernel/index.ts';
import { onlySignaturesFollow } from './signed-revisions.ts';

export type SignatureFault =
  /** The signature does not say which bytes it covers, or its container cannot be read. */
  | 'signature_unreadable'
  | 'digest_differs'
  | 'signature_invalid'
  /** Besides what was verified the container holds something else, or is written in another way. */
  | 'container_altered'
  | 'certificate_not_from_root'
  | 'certificate_not_valid_at_signing'
  /** After this signature something was added to the file that is not a signature. */
  | 'changed_after_signing';

export interface SignatureFinding {
  /** Common name in the signer's certificate; null when it cannot be read. */
  readonly signer: string | null;
  /** SHA-256 of that certificate. */
  readonly certificateSha256: string | null;
  readonly field: string | null;
  /** As the signer stated it. */
  readonly signedAt: Instant | null;
  readonly digestOk: boolean;
  readonly signatureOk: boolean;
  readonly chainOk: boolean;
  readonly coversWholeFile: boolean;
  /** Null when the signature holds. */
  readonly reason: SignatureFault | null;
}

/**
 * One finding for each signature, in the order of signing. A paper without signatures has no findings, so the
 * caller must also look for the fields that it expects.
 */
export function checkSignatures(pdf: Uint8Array, rootPem: string): readonly SignatureFinding[] {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length).toString('latin1');
  const root = new X509Certificate(rootPem);
  const places = [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)];
  return places.map((place) => {
    const statement = readStatement(text, place.index);
    const range = readRange(text, place);
    const container = range && readContainer(text.slice(range.before + 1, range.after - 1));
    if (!range || !container) return { ...statement, ...unreadable };
    return { ...statement, ...judge(pdf, text, range, container, root, statement.signedAt) };
  });
}

/** Whether `signature` is the certificate holder's over `bytes` (RSA PKCS #1 v1.5, SHA-256). */
export const verifyBytes = (certificatePem: string, bytes: Uint8Array, signature: Uint8Array): boolean =>
  verify('sha256', bytes, new X509Certificate(certificatePem).publicKey, signature);

const unreadable = {
  signer: null,
  certificateSha256: null,
  digestOk: false,
  signatureOk: false,
  chainOk: false,
  coversWholeFile: false,
  reason: 'signature_unreadable',
} as const;

/** The covered bytes are those before `before` and those from `after` to `end`. */
interface CoveredRange {
  readonly before: number;
  readonly after: number;
  readonly end: number;
}

interface Container {
  readonly bytes: Uint8Array;
  readonly signerInfo: pkijs.SignerInfo;
  /** The signer's certificate first, then its issuers. */
  readonly certificates: readonly [X509Certificate, ...X509Certificate[]];
}

function readStatement(text: string, at: number): Pick<SignatureFinding, 'field' | 'signedAt'> {
  const start = text.lastIndexOf(' 0 obj', at);
  const number = /\d+$/.exec(text.slice(Math.max(0, start - 10), start))?.[0];
  const field = new RegExp(`/T \\(([^()]+)\\)\\n/V ${number} 0 R\\n`).exec(text)?.[1] ?? null;
  const time = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(text.slice(start, text.indexOf('endobj', at)));
  if (!time) return { field, signedAt: null };
  const [, year, month, day, hour, minute, second] = time;
  try {
    return { field, signedAt: Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) };
  } catch {
    return { field, signedAt: null };
  }
}

/** The range must start at the first byte and leave out exactly the hexadecimal string of /Contents. */
function readRange(text: string, place: RegExpExecArray): CoveredRange | null {
  const [start, before, after, rest] = place.slice(1).map(Number) as [number, number, number, number];
  const end = after + rest;
  const wellFormed =
    start === 0 &&
    place.index < before &&
    before < after &&
    end <= text.length &&
    text.slice(before - 10, before) === '/Contents ' &&
    /^<[0-9A-F]+>$/.test(text.slice(before, after));
  return wellFormed ? { before, after, end } : null;
}

/** Reads the CMS container from hexadecimal digits that are filled up with zeros. */
function readContainer(hex: string): Container | null {
  try {
    const padded = Buffer.from(hex, 'hex');
    const { offset } = asn1js.fromBER(padded);
    if (offset === -1 || padded.subarray(offset).some((byte) => byte !== 0)) return null;
    const bytes = new Uint8Array(padded.subarray(0, offset));
    const signed = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(bytes).content });
    const [signerInfo] = signed.signerInfos;
    const [first, ...issuers] = (signed.certificates ?? [])
      .filter((each) => each instanceof pkijs.Certificate)
      .map((each) => new X509Certificate(Buffer.from(each.toSchema(true).toBER())));
    return signerInfo && first ? { bytes, signerInfo, certificates: [first, ...issuers] } : null;
  } catch {
    return null;
  }
}

function judge(
  pdf: Uint8Array,
  text: string,
  range: CoveredRange,
  container: Container,
  root: X509Certificate,
  signedAt: Instant | null,
): Omit<SignatureFinding, 'field' | 'signedAt'> {
  const [certificate] = container.certificates;
  const digestOk = statedDigest(container)?.equals(coveredDigest(pdf, range)) ?? false;
  const signatureOk = signatureHolds(container);
  const chainOk = chainHolds(container.certificates, root);
  const coversWholeFile = range.end === pdf.length;
  const fault = (): SignatureFault | null => {
    if (!digestOk) return 'digest_differs';
    if (!signatureOk) return 'signature_invalid';
    if (!chainOk) return 'certificate_not_from_root';
    if (!signedAt || !container.certificates.every((each) => validAt(each, signedAt))) return 'certificate_not_valid_at_signing';
    if (!rebuilt(container).equals(container.bytes)) return 'container_altered';
    if (!coversWholeFile && !onlySignaturesFollow(text, range.end)) return 'changed_after_signing';
    return null;
  };
  const signer = /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? null;
  const certificateSha256 = sha256(certificate.raw);
  return { signer, certificateSha256, digestOk, signatureOk, chainOk, coversWholeFile, reason: fault() };
}

const coveredDigest = (pdf: Uint8Array, { before, after, end }: CoveredRange): Buffer =>
  createHash('sha256').update(pdf.subarray(0, before)).update(pdf.subarray(after, end)).digest();

const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha256WithRsa: '1.2.840.113549.1.1.11',
} as const;

function signedAttribute({ signerInfo }: Container, type: string): asn1js.BaseBlock | null {
  const value: unknown = signerInfo.signedAttrs?.attributes.find((each) => each.type === type)?.values[0];
  return value instanceof asn1js.BaseBlock ? value : null;
}

function statedDigest(container: Container): Buffer | null {
  const value = signedAttribute(container, oid.messageDigest);
  return value instanceof asn1js.OctetString ? Buffer.from(value.getValue()) : null;
}

/** The signature is over the signed attributes as a SET; one of them names the certificate by its hash (RFC 5035). */
function signatureHolds(container: Container): boolean {
  const { signerInfo, certificates } = container;
  const [certificate] = certificates;
  if (!signerInfo.signedAttrs) return false;
  const attributes = Buffer.from(signerInfo.signedAttrs.encodedValue);
  attributes[0] = 0x31;
  const named = signedAttribute(container, oid.signingCertificate);
  const certificateHash = createHash('sha256').update(certificate.raw).digest();
  return (
    named !== null &&
    Buffer.from(named.toBER()).includes(certificateHash) &&
    verify('sha256', attributes, certificate.publicKey, Buffer.from(signerInfo.signature.getValue()))
  );
}

/** Each certificate is issued by the next, and the last is the root itself. */
function chainHolds(certificates: readonly X509Certificate[], root: X509Certificate): boolean {
  const issued = certificates.slice(0, -1).every((each, index) => {
    const issuer = certificates[index + 1];
    return issuer !== undefined && issuer.ca && each.checkIssued(issuer) && each.verify(issuer.publicKey);
  });
  return issued && certificates.length > 1 && !certificates[0]?.ca && root.raw.equals(certificates.at(-1)?.raw ?? Buffer.of());
}

const validAt = (certificate: X509Certificate, { epochMilliseconds }: Instant): boolean =>
  certificate.validFromDate.getTime() <= epochMilliseconds && epochMilliseconds <= certificate.validToDate.getTime();

/** The container again, from constants and from what was verified. */
function rebuilt({ signerInfo, certificates }: Container): Buffer {
  const parsed = certificates.map((each) => pkijs.Certificate.fromBER(each.raw));
  const [{ issuer, serialNumber }] = parsed as [pkijs.Certificate, ...pkijs.Certificate[]];
  const digestAlgorithm = new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 });
  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [digestAlgorithm],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: parsed,
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer, serialNumber }),
        digestAlgorithm,
        ...(signerInfo.signedAttrs && { signedAttrs: signerInfo.signedAttrs }),
        signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256WithRsa }),
        signature: signerInfo.signature,
      }),
    ],
  });
  const content: unknown = signed.toSchema(true);
  return Buffer.from(new pkijs.ContentInfo({ contentType: oid.signedData, content }).toSchema().toBER());
}
