/** `assize claims compute`, as it is typed: good lines, bad lines among them, and files that are none. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { assize, assizeEntry, type Ended } from '../../test/command-line.ts';
import { loanOf, type Story } from '../claims/loan.fixture.ts';
import { readExplanation, reckonAgain, type LoanFile } from '../claims/index.ts';
import { canonicalText } from '../kernel/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'assize-claims-'));
after(() => rm(folder, { recursive: true }));

const story: Story = { signedOn: '2025-01-10', rate: '0.12', schedule: [['2025-02-10', '1000', '20'], ['2025-03-10', '1000', '10']], repaid: [['2025-02-20', '500']] };
const loanFile = (reference: string, told: Story = story): LoanFile => ({ ...(JSON.parse(canonicalText(loanOf(told))) as LoanFile), reference });
const lineOf = (reference: string, told?: Story): string => JSON.stringify(loanFile(reference, told));

async function compute(content: string | Uint8Array, ...more: readonly string[]): Promise<Ended> {
  const file = join(folder, 'loans.ndjson');
  await writeFile(file, content);
  return assize(['claims', 'compute', '--loans', file, '--as-of', '2025-05-01', ...more]);
}

type Line =
  | { readonly reference: string; readonly claim: { readonly totalFen: string; readonly filedOn: string; readonly warnings: readonly string[] }; readonly explanation: unknown }
  | { readonly reference: string | null; readonly line: number; readonly refusal: { readonly code: string; readonly detail: string; readonly facts: { readonly problems?: readonly string[] } } };

const linesIn = ({ out }: Ended): readonly Line[] => out.trim().split('\n').map((line) => JSON.parse(line) as Line);

test('a person reads the head and the tree, each sum with what made it and where it stands', async () => {
  const { status, out, err } = await compute(`${lineOf('L-1')}\n`);
  assert.deepEqual([status, err], [0, '']);
  // 500 paid on the 20th: 20 interest, 10 days' overdue interest on 1000 (3.29), 476.71 principal.
  assert.match(out, /^L-1: 1,562\.43 yuan as of 2025-05-01/);
  assert.match(out, /The contract gives the same: its charges are within the cap/);
  assert.match(out, /\n {4}1,562\.43 {2}amount in dispute\n/);
  assert.match(out, /- +476\.71 +paid on 2025-02-20 towards principal of instalment 1; repayment 1 \(contract: allocationOrder\) \[\d\]\n/);
  assert.match(out, / 1,000\.00 +instalment 2: principal due; schedule row 2 \(contract: schedule\)\n/);
  assert.match(out, / 523\.29 +principal overdue × 70 days \(2025-02-21 to 2025-05-01\) × 12% ÷ 365\n/);
  assert.match(out, /\[\d\] 《中华人民共和国民法典》第五百六十一条\n/);
  assert.match(out, /\nClaims: 1, 1,562\.43 yuan in all\. Lines refused: 0\.\n$/);
});

test('a program reads a line for each loan, whose tree adds up to the claim; the counts go to standard error', async () => {
  const { status, out, err } = await compute(`﻿${lineOf('L-1')}\r\n\n${lineOf('L-2')}`, '--json', '--filed-on', '2025-06-01');
  assert.equal(status, 0);
  assert.match(err, /^Claims: 2, 3,124\.86 yuan in all\. Lines refused: 0\.\n$/);
  const lines = linesIn({ status, out, err });
  assert.deepEqual(lines.map(({ reference }) => reference), ['L-1', 'L-2']);
  for (const line of lines) {
    assert('claim' in line);
    assert.equal(line.claim.filedOn, '2025-06-01');
    const explanation = readExplanation(line.explanation);
    assert(explanation.ok);
    const again = reckonAgain(explanation.value);
    assert.equal(again.ok ? again.value.toString() : again.refusal, line.claim.totalFen);
  }
});

test('a line that is refused names the line and the field, and keeps no other back', async () => {
  const good = loanFile('L-1');
  const contract = (change: Partial<LoanFile['contract']>) => JSON.stringify({ ...good, contract: { ...good.contract, ...change } });
  const bad: readonly (readonly [code: string, line: string | Uint8Array, problem?: RegExp])[] = [
    ['line_not_json', '{'],
    ['line_not_json', 'reference,amount'],
    ['line_not_json', `\0\0${lineOf('L-2')}`],
    ['line_not_json', new Uint8Array([0x22, 0xcf, 0xc0, 0x22])],
    ['loan_file_invalid', '[]', /^loan file: /],
    ['loan_file_invalid', 'null', /^loan file: /],
    ['loan_file_invalid', JSON.stringify({ ...good, reference: 'L\0' }), /^reference: text with characters that are none/],
    ['loan_file_invalid', JSON.stringify({ ...good, lender: { ...good.lender, kind: 'pawnbroker' } }), /^lender\.kind: Invalid option/],
    ['loan_file_invalid', contract({ principalFen: '-200000' }), /^contract\.principalFen: an amount in fen: digits only/],
    ['loan_file_invalid', contract({ rate: { value: '1500%', per: 'year' } }), /^contract\.rate\.value: a plain decimal/],
    ['loan_file_invalid', JSON.stringify({ ...good, repayments: [{ on: '2025-02-30', amountFen: '1', serialNo: null }] }), /^repayments\.0\.on: a day that exists/],
    ['schedule_does_not_sum', contract({ principalFen: '100' })],
    ['dispute_not_arisen', lineOf('L-9', { ...story, schedule: [['2026-01-10', '2000']], repaid: [] })],
    ['line_too_long', `"${'x'.repeat(17_000_000)}"`],
  ];
  const text = Buffer.concat(bad.flatMap(([, line]) => [Buffer.from(line), Buffer.from('\n')]));
  const ended = await compute(Buffer.concat([Buffer.from(`${lineOf('L-0')}\n`), text, Buffer.from(lineOf('L-3'))]), '--json');
  assert.equal(ended.status, 2);
  const [first, ...lines] = linesIn(ended);
  const last = lines.pop();
  assert.deepEqual([first, last].map((line) => line && 'claim' in line && line.reference), ['L-0', 'L-3']);
  lines.forEach((line, index) => {
    assert('refusal' in line, JSON.stringify(line).slice(0, 200));
    const [code, , problem] = bad[index] ?? [];
    assert.deepEqual([line.line, line.refusal.code], [index + 2, code], JSON.stringify(line));
    if (problem) assert.match(line.refusal.facts.problems?.[0] ?? '', problem);
    assert(line.refusal.detail.length > 15);
  });
  assert.equal(lines.length, bad.length);
  assert.match(ended.err, /^Claims: 2, 3,124\.86 yuan in all\. Lines refused: 14\.\n[^]*\nloan_file_invalid +7\n/);

  const spoken = await compute(`${lineOf('L-0')}\n{\n`);
  assert.equal(spoken.status, 2);
  assert.match(spoken.out, /\nline 2: REFUSED\. The line is not JSON in UTF-8\. .*\(line_not_json\)\n/);
});

test('a rate of 1500 % is counted as it is written, and said to be implausible', async () => {
  const { status, out } = await compute(`${lineOf('L-1', { ...story, rate: '15' })}\n`);
  assert.equal(status, 0);
  assert.match(out, /\n {2}Note: a rate is above 100 % a year/);
  assert.match(out, /of the charges is above the cap, now 24% a year/);
});

test('loans are taken from standard input too, and one is answered before the next has come', async () => {
  const running = spawn(process.execPath, [assizeEntry, 'claims', 'compute', '--loans', '-', '--as-of', '2025-05-01', '--json'], { stdio: ['pipe', 'pipe', 'ignore'] });
  running.stdout.setEncoding('utf8');
  const ended = new Promise((resolve) => running.once('close', resolve));
  running.stdin.write(`${lineOf('L-1')}\n`);
  let out = '';
  for await (const text of running.stdout as AsyncIterable<string>) {
    out += text;
    if (out.endsWith('\n') && !running.stdin.writableEnded) running.stdin.end(lineOf('L-2'));
  }
  assert.equal(await ended, 0);
  assert.deepEqual(out.trim().split('\n').map((each) => (JSON.parse(each) as Line).reference), ['L-1', 'L-2']);
});

test('what is refused as a whole is said with its code', async () => {
  await writeFile(join(folder, 'empty.ndjson'), '');
  await writeFile(join(folder, 'blank.ndjson'), ' \r\n\n\t');
  await writeFile(join(folder, 'one.ndjson'), lineOf('L-1'));
  const day = ['--as-of', '2025-05-01'];
  const at = (name: string) => ['--loans', join(folder, name)];
  const refusals = [
    ['wrong_argument', []],
    ['wrong_argument', ['recompute']],
    ['wrong_argument', ['compute', ...day]],
    ['wrong_argument', ['compute', ...at('one.ndjson')]],
    ['wrong_argument', ['compute', ...at('one.ndjson'), '--as-of', '2025-02-30']],
    ['wrong_argument', ['compute', ...at('one.ndjson'), ...day, '--filed-on', 'today']],
    ['wrong_argument', ['compute', ...at('one.ndjson'), ...day, '--colour']],
    ['file_missing', ['compute', ...at('absent.ndjson'), ...day]],
    ['file_missing', ['compute', '--loans', folder, ...day]],
    ['file_empty', ['compute', ...at('empty.ndjson'), ...day]],
    ['file_empty', ['compute', ...at('blank.ndjson'), ...day]],
  ] as const;
  for (const [code, words] of refusals) {
    const { status, out, err } = await assize(['claims', ...words, '--json']);
    assert.equal(status, 2, `${words.join(' ')}: ${out}${err}`);
    assert.equal((JSON.parse(out) as { readonly code: string }).code, code, out);
  }
});
