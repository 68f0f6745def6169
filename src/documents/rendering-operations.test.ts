import assert from 'node:assert/strict';
import { execFile, type ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { parseDay, sha256 } from '../kernel/index.ts';
import { paperTitles, type PaperKind } from './index.ts';
import { outside } from './outside-program.fixture.ts';
import { renderPaper, UnprintableText } from './rendering-operations.ts';
import { samplePapers } from './papers.fixture.ts';

const day = parseDay('2026-12-03');
const kinds = Object.keys(paperTitles) as PaperKind[];
const application = ['application', 'claim_sheet', 'evidence_list'] as const;
const sample = (kind: PaperKind): Promise<Uint8Array> => renderPaper(kind, samplePapers[kind], day);

const typesetters: ChildProcess[] = [];
let noneMayLive = false;
subscribe('child_process', (message) => {
  const { process: child } = message as { process: ChildProcess };
  typesetters.push(child);
  // It is killed as soon as it exists, long before it has read its fonts.
  if (noneMayLive) setImmediate(() => child.kill('SIGKILL'));
});

for (const kind of kinds) {
  test(`${kind} renders as PDF/A-2b, the same bytes for the same input, others for another day`, async () => {
    const paper = await sample(kind);
    assert.equal(Buffer.from(paper.subarray(0, 5)).toString(), '%PDF-');
    const content = Buffer.from(paper).toString('latin1');
    assert.match(content, /<pdfaid:part>2<[^]*<pdfaid:conformance>B</);
    assert.match(content, /\/StructTreeRoot \d+ 0 R[^]*\/Marked true/);
    assert.equal(sha256(await sample(kind)), sha256(paper));
    assert.notEqual(sha256(await renderPaper(kind, samplePapers[kind], day.add({ days: 1 }))), sha256(paper));
  });
}

test('the papers read as they should to an outside reader', async (t) => {
  for (const kind of kinds) {
    const text = outside(t, 'pdftotext', await sample(kind), ['FILE', '-']);
    if (text === null) return;
    const words = text.replaceAll(/\s/g, '');
    for (const each of kind === 'application_papers' ? application : [kind]) assert.ok(words.includes(paperTitles[each].zh), each);
    assert.ok(words.includes('沙箱示例·虚构案件·不具法律效力'), kind);
    const pages = [...words.matchAll(/第(\d+)页/g)].map(([, page]) => Number(page));
    assert.deepEqual(pages, pages.map((_, index) => index + 1), kind);
    assert.match(words, new RegExp(`共${pages.length}页`), kind);
    assert.ok(pages.length > (kind === 'application_papers' ? 2 : 0), kind);
  }
});

test('outside the sandbox no paper is marked as a sample', async (t) => {
  const text = outside(t, 'pdftotext', await renderPaper('award', { ...samplePapers.award, sandbox: false }, day), ['FILE', '-']);
  if (text !== null) assert.doesNotMatch(text, /沙箱示例/);
});

test('a claim line that runs over many stretches breaks over pages instead of running off one', async (t) => {
  const { claim_sheet: sheet } = samplePapers;
  const head = sheet.heads.at(-1);
  const [line] = head?.lines ?? [];
  const [span] = line?.spans ?? [];
  assert.ok(head && line && span);
  const long = { ...line, spans: Array.from({ length: 150 }, (_, index) => ({ ...span, days: `D${index}` })) };
  const text = outside(t, 'pdftotext', await renderPaper('claim_sheet', { ...sheet, heads: sheet.heads.with(-1, { ...head, lines: [long] }) }, day), ['FILE', '-']);
  if (text === null) return;
  for (const { days } of long.spans) assert.match(text, new RegExp(`\\b${days}\\b`));
});

test('a repayment that paid a hundred lines breaks over pages instead of running off one', async (t) => {
  const { claim_sheet: sheet } = samplePapers;
  const [repayment] = sheet.repayments;
  assert.ok(repayment);
  const lines = Array.from({ length: 100 }, (_, index) => ({ line: `Z${index}`, amount: '1.00' }));
  const text = outside(t, 'pdftotext', await renderPaper('claim_sheet', { ...sheet, repayments: [{ ...repayment, paid: [lines, [], []] }] }, day), ['FILE', '-']);
  if (text === null) return;
  for (const { line } of lines) assert.match(text, new RegExp(`\\b${line}\\b`));
});

test('a template that lacks a variable says which, and where', async () => {
  const { fee: _, ...withoutFee } = samplePapers.acceptance_notice;
  await assert.rejects(renderPaper('acceptance_notice', withoutFee as typeof samplePapers.acceptance_notice, day), {
    message: /acceptance_notice\.typ:\d+: dictionary does not contain key "fee"/,
  });
});

test('a character that the font does not have is named, not replaced by whatever the machine offers', async () => {
  const rare = { ...samplePapers.acceptance_notice, respondent: '𠮷示例' };
  await assert.rejects(renderPaper('acceptance_notice', rare, day), (fault) => {
    assert.ok(fault instanceof UnprintableText);
    assert.deepEqual(fault.characters, ['𠮷']);
    return true;
  });
});

test('many papers at once are the papers that each would be alone, whichever typesetter sets them', async () => {
  const many = Array.from({ length: 60 }, (_, index) => ({ ...samplePapers.evidence_list, reference: `R${index % 5}` }));
  const alone: string[] = [];
  for (const each of many.slice(0, 5)) alone.push(sha256(await renderPaper('evidence_list', each, day)));
  const together = await Promise.all(many.map((each) => renderPaper('evidence_list', each, day)));
  assert.deepEqual(together.map(sha256), many.map((_, index) => alone[index % 5]));
  assert.equal(new Set(alone).size, 5);
  assert.ok(typesetters.length <= 2, `${typesetters.length} typesetters`);
});

test('a paper that cannot be set fails alone', async () => {
  const orders = ['甲', '𠮷', '乙'].map((respondent) => renderPaper('acceptance_notice', { ...samplePapers.acceptance_notice, respondent }, day));
  assert.deepEqual((await Promise.allSettled(orders)).map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled']);
});

test('a typesetter that dies takes no paper with it; a paper that kills two is given up', async () => {
  await Promise.all(kinds.map(sample));
  const killAll = () => typesetters.forEach((each) => each.kill('SIGKILL'));
  const before = typesetters.length;
  const orders = Promise.all(Array.from({ length: 12 }, () => sample('award')));
  killAll();
  assert.equal(new Set((await orders).map(sha256)).size, 1);
  assert.ok(typesetters.length > before, 'others took over');

  noneMayLive = true;
  try {
    const order = sample('award');
    killAll();
    await assert.rejects(order, /the paper award cannot be set: two typesetters died over it/);
  } finally {
    noneMayLive = false;
  }
  assert.ok((await sample('award')).length > 0);
});

test('a process ends once its papers are set, and not before', async () => {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const program = `
    import { renderPaper } from ${module('./rendering-operations.ts')};
    import { samplePapers } from ${module('./papers.fixture.ts')};
    const papers = await Promise.all([1, 2, 3].map(() => renderPaper('award', samplePapers.award, Temporal.PlainDate.from('2026-12-03'))));
    console.log(papers.length);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { timeout: 30_000 });
  assert.equal(stdout, '3\n');
});
