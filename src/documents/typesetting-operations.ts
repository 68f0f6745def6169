/** A process that sets papers, one after the other, for as long as rendering-operations.ts asks it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PaperKind } from './papers.ts';

/** A paper to set: its template, what that prints as JSON, and the date of the document in seconds of the epoch. */
export interface PaperOrder {
  readonly kind: PaperKind;
  readonly input: string;
  readonly documentDate: number;
}

export type PaperSet =
  | { readonly is: 'set'; readonly bytes: Uint8Array }
  | { readonly is: 'unprintable'; readonly characters: readonly string[] }
  | { readonly is: 'faulty'; readonly fault: string };

const templates = fileURLToPath(new URL('../../templates/', import.meta.url));
const fontFiles = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
];

/** How many renderings an unused memo of the typesetter outlives; without eviction the process grows. */
const memoLife = 5;

const { resolve } = createRequire(import.meta.url);
const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: fontFiles.map((file) => readFileSync(resolve(file))) }] });

function setPaper({ kind, input, documentDate }: PaperOrder): PaperSet {
  const compiled = compiler.compile({ mainFilePath: `${templates}${kind}.typ`, inputs: { data: input } });
  if (!compiled.result) return { is: 'faulty', fault: templateFault(compiled) };
  try {
    return { is: 'set', bytes: compiler.pdf(compiled.result, { pdfStandard: 'a-2b', pdfTags: true, creationTimestamp: documentDate }) };
  } catch (fault) {
    const characters = [...String(fault).matchAll(/the text `\\"(.+?)\\"` could not be displayed/g)].map((each) => each[1] ?? '');
    return characters.length === 0 ? { is: 'faulty', fault: String(fault) } : { is: 'unprintable', characters: [...new Set(characters)] };
  } finally {
    compiler.evictCache(memoLife);
  }
}

function templateFault(compiled: ReturnType<NodeCompiler['compile']>): string {
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

// One message, one paper: what the typesetter no longer needs is freed only between turns of the event loop.
process.on('message', (order) => process.send?.(setPaper(order as PaperOrder)));
// Ctrl-C goes to everyone at the terminal. Who asks for papers may still want some; this ends when they close the channel.
process.on('SIGINT', () => {});
