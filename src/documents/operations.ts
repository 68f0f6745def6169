/** Rendering and signing papers. Storage is elsewhere: everything here takes and gives bytes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDF } from '@libpdf/core';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { assert, chineseDay, legalTimeZone, type Day, type Instant } from '../kernel/index.ts';
import { paperTitles, type PaperKind, type Papers } from './papers.ts';
import { libraryDate, signBytes, type SigningKey } from './signing-keys.ts';

export { openInstallation, type Installation } from './installation.ts';
export { createAuthority, issueKey, openKey, signBytes, type KeyRequest, type SigningKey, type StoredKey } from './signing-keys.ts';

const templates = fileURLToPath(new URL('../../templates/', import.meta.url));
const fontFiles = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
];

/** How many renderings an unused memo of the typesetter outlives; without eviction the process grows. */
const memoLife = 5;

let keptTypesetter: NodeCompiler | undefined;

function typesetter(): NodeCompiler {
  if (keptTypesetter) return keptTypesetter;
  const { resolve } = createRequire(import.meta.url);
  const fontBlobs = fontFiles.map((file) => readFileSync(resolve(file)));
  keptTypesetter = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs }] });
  return keptTypesetter;
}

/**
 * The paper as PDF/A-2b, tagged, with its font. The same kind, data and day give the same bytes. `issuedOn` is
 * the date printed on the paper and the date of the document. Throws when the template cannot be set with this
 * data, naming the template, the line and the variable: that is a mistake of ours, not of the case. Throws
 * `UnprintableText` for characters that the font does not have.
 */
export function renderPaper<Kind extends PaperKind>(kind: Kind, data: Papers[Kind], issuedOn: Day): Uint8Array {
  const input = {
    ...data,
    title: paperTitles[kind].zh,
    issuedOn: chineseDay(issuedOn),
    issued: { year: issuedOn.year, month: issuedOn.month, day: issuedOn.day },
  };
  const compiler = typesetter();
  const compiled = compiler.compile({
    mainFilePath: `${templates}${kind}.typ`,
    inputs: { data: JSON.stringify(input) },
  });
  if (!compiled.result) throw new Error(`the paper ${kind} cannot be set: ${templateFault(compiler, compiled)}`);
  const midnight = issuedOn.toZonedDateTime(legalTimeZone).epochMilliseconds / 1000;
  try {
    return compiler.pdf(compiled.result, { pdfStandard: 'a-2b', pdfTags: true, creationTimestamp: midnight });
  } catch (fault) {
    throw unprintable(kind, String(fault)) ?? fault;
  } finally {
    compiler.evictCache(memoLife);
  }
}

/** The font of the papers lacks these characters, for example a rare one in a name. A person has to decide. */
export class UnprintableText extends Error {
  readonly characters: readonly string[];
  constructor(kind: PaperKind, characters: readonly string[]) {
    super(`the paper ${kind} cannot be printed: the font has no ${characters.join(' ')}`);
    this.name = 'UnprintableText';
    this.characters = characters;
  }
}

function unprintable(kind: PaperKind, fault: string): UnprintableText | null {
  const characters = [...fault.matchAll(/the text `\\"(.+?)\\"` could not be displayed/g)].map((each) => each[1] ?? '');
  return characters.length === 0 ? null : new UnprintableText(kind, [...new Set(characters)]);
}

function templateFault(compiler: NodeCompiler, compiled: ReturnType<NodeCompiler['compile']>): string {
  const fault = compiled.takeError();
  const diagnostics: readonly Diagnostic[] = fault ? compiler.fetchDiagnostics(fault) : [];
  return diagnostics
    .map(({ message, path, range }) => `${basename(path)}${range ? `:${range.start.line + 1}` : ''}: ${message}`)
    .join('; ');
}

interface Diagnostic {
  readonly message: string;
  readonly path: string;
  /** Lines count from nought. */
  readonly range: { readonly start: { readonly line: number } } | null;
}

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
