/**
 * The case bundle: everything of a case in one ZIP file that anyone can check without us, without a database
 * and without a network. The manifest names every file with its hash and is signed; the evidence chain tells
 * what happened; the claim can be computed again from the loan file; the award carries its own signatures.
 */
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { explainClaim, loanFileSchema, reckonAgain, recomputes, type Claim } from '../claims/index.ts';
import { checkSignatures, verifyBytes } from '../documents/index.ts';
import { checkChain, type SealedEntry } from '../evidence/index.ts';
import { accept, canonicalText, formatYuan, parseDay, refuse, sha256, type Outcome } from '../kernel/index.ts';
import { extendLpr, shippedLpr, type LprPublication, type LprTable } from '../rulebook/index.ts';
import { firstForeignByte, readArchive, writeArchive, type ArchiveFiles } from './archive.ts';

const manifestSchema = z.strictObject({
  schema: z.literal('assize/case-bundle/v1'),
  caseId: z.uuid(),
  caseNo: z.string().nullable(),
  commission: z.string(),
  sandbox: z.boolean(),
  chainHead: z.strictObject({ seq: z.int(), hash: z.string() }),
  files: z.array(z.strictObject({ path: z.string(), sha256: z.string(), bytes: z.int() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

const sealSchema = z.strictObject({ certificatePem: z.string(), signature: z.base64() });
export type ManifestSeal = z.infer<typeof sealSchema>;

export interface BundleContent {
  readonly manifest: Omit<Manifest, 'schema' | 'files'>;
  readonly loanFile: Uint8Array;
  readonly claim: Uint8Array;
  /** The claim explained, from its total down; null where the claim does not recompute and so cannot be. */
  readonly explanation: Uint8Array | null;
  /** The LPR publications that the commission has entered beside the shipped table. */
  readonly lpr: readonly LprPublication[];
  readonly chain: readonly SealedEntry[];
  readonly papers: readonly { readonly title: string; readonly content: Uint8Array }[];
  readonly rootPem: string;
}

const paths = {
  manifest: 'manifest.json',
  seal: 'manifest.seal.json',
  root: 'root-certificate.pem',
  loanFile: 'loan-file.json',
  claim: 'claim.json',
  explanation: 'explanation.json',
  lpr: 'lpr.json',
  chain: 'evidence.ndjson',
  readme: 'README.txt',
  papers: 'papers/',
} as const;

const readme = `本文件包是一宗仲裁案件的完整案卷，可离线核验：
    assize verify 文件包.zip --root 仲裁机构公布的根证书.pem
This is the complete file of one arbitration case. It can be checked offline:
    assize verify BUNDLE.zip --root ROOT-CERTIFICATE-PUBLISHED-BY-THE-COMMISSION.pem

manifest.json          every file with its SHA-256, signed in manifest.seal.json
loan-file.json         the loan file as it was filed
claim.json             the claim; computing it from the loan file gives the same bytes
explanation.json       the claim explained: every sum made of the sums below it, down to records and articles
lpr.json               where the commission entered them: LPR publications later than the program's own
evidence.ndjson        what happened, one entry a line, each naming the SHA-256 of the line before
papers/                the papers; the award carries the signatures of the arbitrator and the commission
root-certificate.pem   the root of all signatures; compare it with the one the commission publishes
`;

const utf8 = new TextEncoder();

/** Lays out a bundle; `sign` signs the bytes of the manifest. The same content gives the same bytes. */
export function buildBundle(content: BundleContent, sign: (manifest: Uint8Array) => ManifestSeal): Uint8Array {
  const files = new Map<string, Uint8Array>([
    [paths.readme, utf8.encode(readme)],
    [paths.loanFile, content.loanFile],
    [paths.claim, content.claim],
    ...(content.explanation === null ? [] : [[paths.explanation, content.explanation] as const]),
    ...(content.lpr.length === 0 ? [] : [[paths.lpr, utf8.encode(canonicalText(content.lpr))] as const]),
    [paths.chain, utf8.encode(content.chain.map(({ bytes }) => `${new TextDecoder().decode(bytes)}\n`).join(''))],
    ...content.papers.map(({ title, content: bytes }, index) => [`${paths.papers}${String(index + 1).padStart(2, '0')}-${title}.pdf`, bytes] as const),
    [paths.root, utf8.encode(content.rootPem)],
  ]);
  const manifest: Manifest = {
    schema: 'assize/case-bundle/v1',
    ...content.manifest,
    files: [...files].map(([path, bytes]) => ({ path, sha256: sha256(bytes), bytes: bytes.length })),
  };
  const manifestBytes = utf8.encode(canonicalText(manifest));
  return writeArchive(new Map([[paths.manifest, manifestBytes], [paths.seal, utf8.encode(canonicalText(sign(manifestBytes)))], ...files]));
}

export interface BundleCheck {
  readonly check: string;
  readonly ok: boolean;
  readonly because: string;
}

export interface BundleReport {
  readonly ok: boolean;
  readonly caseNo: string | null;
  readonly commission: string | null;
  /** SHA-256 of the root certificate that the signatures lead to. */
  readonly rootFingerprint: string | null;
  /** Whether that root was given by the reader, not only carried in the bundle. */
  readonly rootTrusted: boolean;
  readonly checks: readonly BundleCheck[];
}

type Finding = Outcome<string>;
const good = (because: string): Finding => accept(because);
const bad = (because: string) => refuse('bundle_broken', { because });

/**
 * Checks a bundle from its bytes alone, and each part on its own, so that the report names everything that is
 * wrong. `trustedRootPem` is the root that the reader has from the commission; null takes the carried one and
 * says so.
 */
export function verifyBundle(bytes: Uint8Array, trustedRootPem: string | null): BundleReport {
  const archive = readArchive(bytes);
  if (!archive.ok) return report(null, null, trustedRootPem !== null, [['archive', bad(`not a bundle: ${String(archive.refusal.detail.cause)}`)]]);
  const files = archive.value;
  const carriedRoot = readText(files, paths.root);
  const rootPem = trustedRootPem ?? (carriedRoot.ok ? carriedRoot.value : null);
  const manifest = attempt(`${paths.seal} or the root certificate`, () => readManifest(files, rootPem));
  if (!manifest.ok) return report(null, rootPem, trustedRootPem !== null, [['manifest', bad(String(manifest.refusal.detail.because))], ['archive', checkExact(bytes, files)]]);
  const chain = attempt(paths.chain, () => readChainOf(files, manifest.value));
  const claim = attempt(`${paths.loanFile} or ${paths.claim}`, () => readClaim(files, chain));
  return report(manifest.value, rootPem, trustedRootPem !== null, [
    ['manifest', good('signed, and the signature leads to the root')],
    ['files', checkFiles(files, manifest.value)],
    ['archive', checkExact(bytes, files)],
    ['evidence', chain.ok ? good(`${chain.value.length} entries, each linked to the one before`) : chain],
    ['papers', checkPapers(files, chain)],
    ['claim', claim.ok ? good(`computed again from the loan file: ${formatYuan(claim.value.totalFen)} yuan as of ${claim.value.asOf.toString()}`) : claim],
    ['explanation', claim.ok ? attempt(paths.explanation, () => checkExplanation(files, claim.value)) : bad('cannot be told without the claim')],
    ['award', attempt('the award', () => checkAward(files, chain, rootPem))],
  ]);
}

function report(manifest: Manifest | null, rootPem: string | null, rootTrusted: boolean, checks: readonly (readonly [string, Finding])[]): BundleReport {
  return {
    ok: checks.every(([, finding]) => finding.ok),
    caseNo: manifest?.caseNo ?? null,
    commission: manifest?.commission ?? null,
    rootFingerprint: fingerprint(rootPem),
    rootTrusted,
    checks: checks.map(([check, finding]) => ({ check, ok: finding.ok, because: finding.ok ? finding.value : String(finding.refusal.detail.because) })),
  };
}

function fingerprint(rootPem: string | null): string | null {
  try {
    return rootPem === null ? null : sha256(new X509Certificate(rootPem).raw);
  } catch {
    return null;
  }
}

/** What a hostile bundle holds may be of any form: whatever cannot be read is a finding like any other. */
function attempt<T>(what: string, check: () => Outcome<T>): Outcome<T> {
  try {
    return check();
  } catch {
    return bad(`${what} is not readable`);
  }
}

/** Every byte counts: a byte order mark stays, and what is not UTF-8 is no text. */
const readText = (files: ArchiveFiles, path: string): Outcome<string> =>
  attempt(path, () => {
    const bytes = files.get(path);
    return bytes === undefined ? bad(`${path} is missing`) : accept(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  });

/** Parses a file that must be in canonical form and of the shape of `schema`; what the schema fills in later need not stand in it. */
const readCanonical = <T>(files: ArchiveFiles, path: string, schema: z.ZodType<T>): Outcome<T> =>
  attempt(path, () => {
    const text = readText(files, path);
    if (!text.ok) return text;
    const json: unknown = JSON.parse(text.value);
    return canonicalText(json) === text.value ? accept(schema.parse(json)) : bad(`${path} is not in canonical form`);
  });

function readManifest(files: ArchiveFiles, rootPem: string | null): Outcome<Manifest> {
  const manifest = readCanonical(files, paths.manifest, manifestSchema);
  if (!manifest.ok) return manifest;
  const seal = readCanonical(files, paths.seal, sealSchema);
  if (!seal.ok) return seal;
  if (rootPem === null) return bad(`${paths.root} is missing or not readable`);
  const { certificatePem, signature } = seal.value;
  const root = new X509Certificate(rootPem);
  const certificate = new X509Certificate(certificatePem);
  if (rootPem !== root.toString() || certificatePem !== certificate.toString()) return bad('a certificate is not in its standard form');
  if (!root.verify(root.publicKey)) return bad('the root certificate does not certify itself');
  if (!certificate.checkIssued(root) || !certificate.verify(root.publicKey)) return bad(`${paths.seal}: its certificate does not lead to the root`);
  const decoded = Buffer.from(signature, 'base64');
  const holds = decoded.toString('base64') === signature && verifyBytes(certificatePem, files.get(paths.manifest) ?? Buffer.of(), decoded);
  return holds ? manifest : bad(`${paths.manifest} is not what was signed in ${paths.seal}`);
}

function checkFiles(files: ArchiveFiles, manifest: Manifest): Finding {
  for (const { path, sha256: hash, bytes } of manifest.files) {
    const content = files.get(path);
    if (content === undefined) return bad(`${path} is missing`);
    if (content.length !== bytes || sha256(content) !== hash) return bad(`${path} is not the file that the manifest names`);
  }
  const known = new Set<string>([paths.manifest, paths.seal, ...manifest.files.map((each) => each.path)]);
  const foreign = [...files.keys()].find((path) => !known.has(path));
  return foreign === undefined ? good(`${manifest.files.length} files, each with the hash that the manifest names`) : bad(`${foreign} is not in the manifest`);
}

function checkExact(bytes: Uint8Array, files: ArchiveFiles): Finding {
  const foreign = firstForeignByte(bytes, files);
  return foreign === null ? good('nothing besides the files, to the last byte') : bad(`the archive differs at byte ${foreign.offset}, near ${foreign.near}`);
}

function readChainOf(files: ArchiveFiles, manifest: Manifest): Outcome<readonly SealedEntry[]> {
  const text = readText(files, paths.chain);
  if (!text.ok) return text;
  if (!text.value.endsWith('\n')) return bad(`${paths.chain} is cut short`);
  const chain = checkChain(manifest.caseId, text.value.slice(0, -1).split('\n').map((line) => utf8.encode(line)));
  if (!chain.ok) return bad(`${paths.chain}: entry ${String(chain.refusal.detail.entry)}: ${chain.refusal.code}`);
  const head = chain.value.at(-1);
  return head?.hash === manifest.chainHead.hash ? chain : bad(`${paths.chain} does not end where the manifest says`);
}

function checkPapers(files: ArchiveFiles, chain: Outcome<readonly SealedEntry[]>): Finding {
  if (!chain.ok) return bad('cannot be told without the evidence chain');
  const made = new Set(chain.value.filter(({ entry }) => entry.kind === 'paper_made').map(({ entry }) => entry.facts.sha256));
  const papers = [...files].filter(([path]) => path.startsWith(paths.papers));
  const stray = papers.find(([, content]) => !made.has(sha256(content)));
  return stray === undefined ? good(`${papers.length} papers, each on record in the evidence chain`) : bad(`${stray[0]} is not on record in the evidence chain`);
}

/** The claim as it was filed, computed again from the loan file with the same result. */
function readClaim(files: ArchiveFiles, chain: Outcome<readonly SealedEntry[]>): Outcome<Claim> {
  if (!chain.ok) return bad('cannot be told without the evidence chain');
  const filed = chain.value.find(({ entry }) => entry.kind === 'case_filed')?.entry.facts;
  for (const [path, recorded] of [[paths.loanFile, filed?.loanSha256], [paths.claim, filed?.claimSha256]] as const) {
    if (sha256(files.get(path) ?? '') !== recorded) return bad(`${path} is not the one that was filed`);
  }
  const loan = readCanonical(files, paths.loanFile, loanFileSchema);
  if (!loan.ok) return loan;
  const claim = readCanonical(files, paths.claim, z.unknown());
  if (!claim.ok) return claim;
  const lpr = readLpr(files);
  if (!lpr.ok) return lpr;
  const again = recomputes(claim.value, loan.value, lpr.value);
  return again.ok ? again : bad(`the claim does not recompute: ${again.refusal.code} ${canonicalText(again.refusal.detail)}`);
}

function checkExplanation(files: ArchiveFiles, claim: Claim): Finding {
  const text = readText(files, paths.explanation);
  if (!text.ok) return text;
  const explained = explainClaim(claim);
  if (canonicalText(explained) !== text.value) return bad(`${paths.explanation} is not the explanation of the claim`);
  const reckoned = reckonAgain(explained);
  if (!reckoned.ok) return bad(`${paths.explanation} does not add up: ${canonicalText(reckoned.refusal.detail)}`);
  return good(`every sum reckoned again from those below it, up to ${formatYuan(reckoned.value)} yuan`);
}

const lprSchema = z.array(z.strictObject({ publishedOn: z.iso.date(), oneYearPercent: z.string() }));

/** The table that the claim was computed with: the program's own, with what the commission had entered. */
function readLpr(files: ArchiveFiles): Outcome<LprTable> {
  if (!files.has(paths.lpr)) return accept(shippedLpr);
  const entered = readCanonical(files, paths.lpr, lprSchema);
  if (!entered.ok) return entered;
  return accept(extendLpr(shippedLpr, entered.value.map((each) => ({ ...each, publishedOn: parseDay(each.publishedOn) }))));
}

/** Once the record says that the award was sealed, the bundle must hold it with both signatures. */
function checkAward(files: ArchiveFiles, chain: Outcome<readonly SealedEntry[]>, rootPem: string | null): Finding {
  if (!chain.ok || rootPem === null) return bad('cannot be told without the evidence chain and a root');
  if (!chain.value.some(({ entry }) => entry.kind === 'award_delivered')) return good('no award has been served yet');
  const award = [...files].find(([path]) => path.endsWith('-裁决书.pdf'));
  if (award === undefined) return bad('the record says that an award was served, but the bundle holds none');
  const findings = checkSignatures(award[1], rootPem);
  const broken = findings.find((each) => each.reason !== null);
  if (broken !== undefined) return bad(`${award[0]}: signature ${broken.field ?? '?'}: ${broken.reason ?? ''}`);
  const missing = ['Arbitrator', 'Seal'].filter((field) => !findings.some((each) => each.field === field));
  if (missing.length > 0) return bad(`${award[0]}: no signature ${missing.join(', ')}`);
  for (const [field, kind] of [['Arbitrator', 'award_signed'], ['Seal', 'award_sealed']] as const) {
    const onRecord = chain.value.findLast(({ entry }) => entry.kind === kind)?.entry.facts.certificate;
    if (findings.find((each) => each.field === field)?.certificateSha256 !== onRecord) return bad(`${award[0]}: the certificate of ${field} is not the one on record`);
  }
  return good(`signed by ${findings.map((each) => each.signer ?? '?').join(' and ')}`);
}
