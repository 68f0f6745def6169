/** A thread that sets papers, one after the other, for as long as it is asked. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { assert } from '../kernel/index.ts';
import type { PaperKind } from './papers.ts';

/** A paper to set: its template, what that prints as JSON, and the date of the document in seconds of the epoch. */
export interface PaperOrder {
  readonly kind: PaperKind;
  readonly input: string;
  readonly documentDate: number;
}

export type PaperSet =
  | { readonly is: 'set'; readonly bytes: Uint8Array<ArrayBuffer> }
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
    const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-2b', pdfTags: true, creationTimestamp: documentDate });
    // A copy, because memory that belongs to the typesetter cannot be handed to another thread.
    return { is: 'set', bytes: new Uint8Array(pdf) };
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

assert(parentPort !== null, 'this runs as a thread of rendering-operations.ts');
const orders = parentPort;
// One message, one paper: what the typesetter no longer needs is freed only between turns of the event loop.
orders.on('message', (order: PaperOrder) => {
  const paper = setPaper(order);
  orders.postMessage(paper, paper.is === 'set' ? [paper.bytes.buffer] : []);
});
