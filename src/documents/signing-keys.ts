/**
 * Keys for signing papers, under the sole control of one holder (Electronic Signature Law art. 13): outside
 * memory the private key exists only encrypted under a PIN, which the holder types at each signing.
 */
import {
  createCipheriv,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  scryptSync,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { accept, refuse, type Instant, type Outcome } from '../kernel/index.ts';

/** A key at rest, as PEM texts. `chainPem` holds the certificates of its issuers; it is empty for a root. */
export interface StoredKey {
  readonly certificatePem: string;
  readonly chainPem: string;
  readonly encryptedKeyPem: string;
}

/** An opened key. It lives in memory for one signing and is never written. */
export interface SigningKey {
  readonly certificate: X509Certificate;
  readonly chain: readonly X509Certificate[];
  readonly privateKey: KeyObject;
}

export interface KeyRequest {
  readonly commonName: string;
  /** Positive, unique within the authority, at most 20 bytes (RFC 5280). */
  readonly serial: bigint;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly pin: string;
}

/** A root that certifies the keys of others. Its common name must say what it is; nobody outside trusts it. */
export function createAuthority(request: KeyRequest): StoredKey {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issuer = { subject: commonName(request.commonName), privateKey: pair.privateKey };
  return {
    certificatePem: certify(request, pair.publicKey, issuer, 'authority'),
    chainPem: '',
    encryptedKeyPem: encryptKey(pair.privateKey, request.pin),
  };
}

/** A new RSA-2048 key for one holder, certified by the authority. */
export function issueKey(authority: SigningKey, request: KeyRequest): StoredKey {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { subject } = pkijs.Certificate.fromBER(authority.certificate.raw);
  return {
    certificatePem: certify(request, pair.publicKey, { subject, privateKey: authority.privateKey }, 'signer'),
    chainPem: [authority.certificate, ...authority.chain].map(String).join(''),
    encryptedKeyPem: encryptKey(pair.privateKey, request.pin),
  };
}

/** The key for use, if the PIN is the holder's. */
export function openKey(stored: StoredKey, pin: string): Outcome<SigningKey, 'wrong_pin'> {
  const certificate = new X509Certificate(stored.certificatePem);
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey({ key: stored.encryptedKeyPem, passphrase: pin });
  } catch {
    return refuse('wrong_pin');
  }
  return accept({ certificate, chain: readChain(stored.chainPem), privateKey });
}

/** RSA signature (PKCS #1 v1.5, SHA-256) over any bytes. */
export const signBytes = (key: SigningKey, bytes: Uint8Array): Uint8Array => sign('sha256', bytes, key.privateKey);

const readChain = (pem: string): X509Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((each) => new X509Certificate(each));

const sha256WithRsa = new pkijs.AlgorithmIdentifier({
  algorithmId: '1.2.840.113549.1.1.11',
  algorithmParams: new asn1js.Null(),
});

/** Key usage bits: a signer signs and commits to content; an authority signs certificates and revocations. */
const usage = { signer: { bits: 0b1100_0000, unused: 6 }, authority: { bits: 0b0000_0110, unused: 1 } } as const;

interface Issuer {
  readonly subject: pkijs.RelativeDistinguishedNames;
  readonly privateKey: KeyObject;
}

function certify(request: KeyRequest, publicKey: KeyObject, issuer: Issuer, role: keyof typeof usage): string {
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = asn1js.Integer.fromBigInt(request.serial);
  certificate.issuer = issuer.subject;
  certificate.subject = commonName(request.commonName);
  certificate.notBefore = certificateTime(request.notBefore);
  certificate.notAfter = certificateTime(request.notAfter);
  certificate.subjectPublicKeyInfo = pkijs.PublicKeyInfo.fromBER(publicKey.export({ type: 'spki', format: 'der' }));
  const { bits, unused } = usage[role];
  const keyUsage = new asn1js.BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits: unused });
  certificate.extensions = [
    critical('2.5.29.19', new pkijs.BasicConstraints({ cA: role === 'authority' }).toSchema()),
    critical('2.5.29.15', keyUsage),
  ];
  certificate.signature = sha256WithRsa;
  certificate.signatureAlgorithm = sha256WithRsa;
  const content = new Uint8Array(certificate.encodeTBS().toBER());
  certificate.tbsView = content;
  certificate.signatureValue = new asn1js.BitString({ valueHex: arrayBuffer(sign('sha256', content, issuer.privateKey)) });
  return pem('CERTIFICATE', certificate.toSchema(true));
}

const critical = (extnID: string, value: asn1js.BaseBlock): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical: true, extnValue: value.toBER() });

const commonName = (text: string): pkijs.RelativeDistinguishedNames =>
  new pkijs.RelativeDistinguishedNames({
    typesAndValues: [
      new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: text }) }),
    ],
  });

/** Certificates write years before 2050 as UTCTime, later ones as GeneralizedTime (RFC 5280). */
const certificateTime = (instant: Instant): pkijs.Time =>
  new pkijs.Time({
    type: instant.toZonedDateTimeISO('UTC').year < 2050 ? pkijs.TimeType.UTCTime : pkijs.TimeType.GeneralizedTime,
    value: libraryDate(instant),
  });

/** The libraries that write certificates and signatures still ask for the old date object. */
export const libraryDate = (instant: Instant): Date => new Date(instant.epochMilliseconds);

/** The costs of scrypt: 16 MiB and about 30 ms for each try at a PIN. OpenSSL refuses to open dearer ones. */
const scryptCost = { N: 16384, r: 8, p: 1 };

/** PKCS #8 encrypted by PBES2 with scrypt (RFC 7914) and AES-256-CBC; any OpenSSL opens it. */
function encryptKey(privateKey: KeyObject, pin: string): string {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', scryptSync(pin, salt, 32, scryptCost), iv);
  const encrypted = Buffer.concat([cipher.update(privateKey.export({ type: 'pkcs8', format: 'der' })), cipher.final()]);
  const derivation = sequence(
    oid('1.3.6.1.4.1.11591.4.11'),
    sequence(octets(salt), ...[scryptCost.N, scryptCost.r, scryptCost.p].map((value) => new asn1js.Integer({ value }))),
  );
  const encryption = sequence(oid('2.16.840.1.101.3.4.1.42'), octets(iv));
  const scheme = sequence(oid('1.2.840.113549.1.5.13'), sequence(derivation, encryption));
  return pem('ENCRYPTED PRIVATE KEY', sequence(scheme, octets(encrypted)));
}

const sequence = (...value: asn1js.BaseBlock[]): asn1js.Sequence => new asn1js.Sequence({ value });
const oid = (value: string): asn1js.ObjectIdentifier => new asn1js.ObjectIdentifier({ value });
const octets = (bytes: Uint8Array): asn1js.OctetString => new asn1js.OctetString({ valueHex: arrayBuffer(bytes) });
const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

function pem(label: string, block: asn1js.BaseBlock): string {
  const lines = Buffer.from(block.toBER()).toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
