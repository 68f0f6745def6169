/** For tests: files made of text, read under a mapping in a folder of their own. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../kernel/index.ts';
import type { RowResult } from './assemble.ts';
import type { Mapping } from './mapping.ts';
import { readLoanFiles, type Intake } from './reading-operations.ts';
import type { IntakeRefusal } from './refusals.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What the files come to: everything about them, and every result. */
export async function takeFiles(files: Files, mapping: Mapping, asOf: string | null = null): Promise<Outcome<Omit<Intake, 'results'> & { readonly results: readonly RowResult[] }, IntakeRefusal>> {
  const folder = await mkdtemp(join(tmpdir(), 'assize-intake-'));
  try {
    const inputs = Object.keys(files).map((name, index) => ({ name, path: join(folder, `upload${index}`) }));
    await Promise.all(Object.values(files).map((content, index) => writeFile(join(folder, `upload${index}`), content)));
    const intake = await readLoanFiles(inputs, mapping, folder, asOf);
    if (!intake.ok) return intake;
    const results: RowResult[] = [];
    for await (const some of intake.value.results) results.push(...some);
    assert.equal(results.length, intake.value.loans, 'as many results come as were announced');
    return { ok: true, value: { ...intake.value, results } };
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function resultsOf(files: Files, mapping: Mapping, asOf: string | null = null): Promise<readonly RowResult[]> {
  const intake = await takeFiles(files, mapping, asOf);
  assert(intake.ok, JSON.stringify(intake));
  return intake.value.results;
}
