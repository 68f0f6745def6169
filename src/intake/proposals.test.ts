/**
 * Mappings as they are proposed, with the few corrections that a person makes to them, down to loan files: the sample,
 * and three real exports, where they lie beside the repository; these never enter it.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { computeClaim, loanFileSchema, type LoanFile } from '../claims/index.ts';
import { parseDay } from '../kernel/index.ts';
import { inspectFiles, type Inspection } from './inspect-operations.ts';
import { readMapping, type Mapping } from './mapping.ts';
import { lenderProfileSchema, type LenderProfile } from './profile.ts';
import { readLoanFiles } from './reading-operations.ts';
import type { InputFile } from './table.ts';

const root = join(import.meta.dirname, '..', '..');

/** A place in the mapping, and what a person puts there. */
type Correction = readonly [place: string, value: unknown];

const institution = '沙箱仲裁委员会';
const clause = '因本合同引起的或与本合同有关的一切争议，双方同意提交沙箱仲裁委员会，按其互联网仲裁规则在线书面审理；仲裁裁决是终局的，对双方均有约束力。';

const profiles = {
  xente: {
    lender: { name: '示例信息科技有限公司', uscc: '91999999MA0000002R', kind: 'private', address: '示例市示例区示例路2号', legalRepresentative: '示例乙', licenceNo: null },
    contract: { name: '购物借款合同' },
    arbitration: { clause, institution },
  },
  lendingclub: {
    lender: { name: '示例网络银行股份有限公司', uscc: '91999999MA0000003W', kind: 'bank', address: '示例市示例区示例路3号', legalRepresentative: '示例丙', licenceNo: '示例许可第0003号' },
    contract: { name: '个人借款合同' },
    arbitration: { clause, institution },
  },
  superlender: {
    lender: { name: '示例消费金融有限公司', uscc: '91999999MA00000040', kind: 'consumer_finance', address: '示例市示例区示例路4号', legalRepresentative: '示例丁', licenceNo: '示例许可第0004号' },
    contract: { name: '个人借款合同' },
    arbitration: { clause, institution },
  },
} as const satisfies Readonly<Record<string, LenderProfile>>;

const noInterest = { constant: { value: '0', per: 'year' } };
const received = (column: string) => ({
  each: 'loan',
  where: [{ column, notIn: ['0.0'] }],
  on: { column: 'last_pymnt_d', as: 'day', form: 'month_name_year' },
  amountFen: { column, as: 'yuan', rounding: 'half_up' },
  serialNo: { constant: null },
});

/** What a person changes in each proposal; docs/intake.md says why. */
const corrections: Readonly<Record<keyof typeof profiles, readonly Correction[]>> = {
  xente: [
    ['loan.borrower.name', { column: 'CustomerId' }],
    ['loan.contract.rate', noInterest],
    ['loan.contract.overdueRate', { constant: { value: '0.03', per: 'year' } }],
  ],
  lendingclub: [
    ['loan.borrower.name', { template: 'Member {member_id}' }],
    ['loan.contract.overdueRate', noInterest],
    ['loan.repayments', [received('total_rec_prncp'), received('recoveries')]],
  ],
  superlender: [
    ['loan.borrower.name', { column: 'customerid' }],
    ['loan.contract.rate', noInterest],
  ],
};

const inFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'assize-proposals-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};

async function inspected(files: readonly InputFile[], profile: LenderProfile): Promise<Inspection> {
  const inspection = await inFolder((folder) => inspectFiles(files, folder, profile));
  assert(inspection.ok, JSON.stringify(inspection));
  return inspection.value;
}

function corrected(mapping: Mapping, changes: readonly Correction[]): Mapping {
  const changed = structuredClone(mapping) as unknown as Record<string, unknown>;
  for (const [place, value] of changes) {
    const names = place.split('.');
    const last = names.pop() ?? '';
    const at = names.reduce((node, name) => node[name] as Record<string, unknown>, changed);
    at[last] = value;
  }
  const read = readMapping(JSON.stringify(changed));
  assert(read.ok, JSON.stringify(read));
  return read.value;
}

interface Read {
  readonly loans: readonly LoanFile[];
  readonly problems: Readonly<Record<string, number>>;
  readonly setAside: number;
}

const readWith = (files: readonly InputFile[], mapping: Mapping): Promise<Read> =>
  inFolder(async (folder) => {
    const intake = await readLoanFiles(files, mapping, folder);
    assert(intake.ok, JSON.stringify(intake));
    const loans: LoanFile[] = [];
    const problems: string[] = [];
    for await (const results of intake.value.results) {
      for (const result of results) {
        if (result.kind === 'loan') loans.push(result.file);
        else problems.push(...result.problems.map(({ code }) => code));
      }
    }
    return { loans, problems: counted(problems), setAside: intake.value.rowsSetAside };
  });

const counted = (codes: readonly string[]): Record<string, number> =>
  codes.reduce<Record<string, number>>((counts, code) => ({ ...counts, [code]: (counts[code] ?? 0) + 1 }), {});

const claimsOf = (loans: readonly LoanFile[]) =>
  counted(loans.map((file) => computeClaim(loanFileSchema.parse(file), parseDay('2026-03-02'))).map((claim) => (claim.ok ? 'claim' : claim.refusal.code)));

async function fromProposal(t: TestContext, lender: keyof typeof profiles): Promise<Read | null> {
  const path = join(root, '..', 'shared', 'data', lender, 'loans.csv');
  if (!existsSync(path)) {
    t.skip(`no ../shared/data/${lender}/loans.csv`);
    return null;
  }
  const changes = corrections[lender];
  assert(changes.length <= 3, `${lender}: ${changes.length} corrections`);
  const files = [{ name: 'loans.csv', path }];
  const { mapping } = await inspected(files, profiles[lender]);
  const finished = corrected(mapping, changes);
  const kept = readMapping(readFileSync(join(root, 'examples', 'mappings', `${lender}.json`), 'utf8'));
  assert(kept.ok, JSON.stringify(kept));
  const { $schema: _schema, note: _note, name: _name, ...example } = kept.value;
  const { name: _proposedName, ...proposed } = finished;
  assert.deepEqual(example, proposed, `examples/mappings/${lender}.json is the proposal with its corrections`);
  const read = await readWith(files, finished);
  t.diagnostic(`${lender}: ${changes.length} corrections (${changes.map(([place]) => place).join(', ')}), ${read.loans.length} loan files, ${read.setAside} rows set aside, ${JSON.stringify(read.problems)}, claims ${JSON.stringify(claimsOf(read.loans))}`);
  return read;
}

test('xente: three corrections, and every accepted row goes into a loan file', async (t) => {
  const read = await fromProposal(t, 'xente');
  if (read === null) return;
  assert.deepEqual([read.loans.length, read.setAside, read.problems], [578, 612, {}]);
  assert.deepEqual(claimsOf(read.loans), { nothing_owed: 539, claim: 39 });
});

test('lendingclub: three corrections, and the loans in default become loan files', async (t) => {
  const read = await fromProposal(t, 'lendingclub');
  if (read === null) return;
  assert.deepEqual([read.loans.length, read.setAside, read.problems], [57, 842, { value_missing: 1 }]);
  assert.deepEqual(claimsOf(read.loans), { claim: 57 });
});

test('superlender: two corrections, and nearly all loans become loan files', async (t) => {
  const read = await fromProposal(t, 'superlender');
  if (read === null) return;
  assert(read.loans.length > 5900, JSON.stringify([read.loans.length, read.problems]));
});

test('the sample: the proposal and the profile give the loan files of its mapping, without a correction', async (t) => {
  const folder = join(root, 'examples', 'sample');
  const files = ['loans.csv', 'schedule.csv', 'repayments.csv'].map((name) => ({ name, path: join(folder, name) }));
  const byHand = readMapping(readFileSync(join(folder, 'mapping.json'), 'utf8'));
  assert(byHand.ok);
  const said = (rule: object): string => ('constant' in rule ? String(rule.constant) : '');
  const { lender, contract, arbitration, signatures: [borrowers, lenders] } = byHand.value.loan;
  const profile: LenderProfile = {
    lender: { name: said(lender.name), uscc: said(lender.uscc), kind: 'small_loan', address: said(lender.address), legalRepresentative: said(lender.legalRepresentative), licenceNo: said(lender.licenceNo) },
    contract: { name: said(contract.name) },
    arbitration: { clause: said(arbitration.clause), institution: said(arbitration.institution) },
    signing: { borrowerMethod: said(borrowers?.method ?? {}), lenderMethod: said(lenders?.method ?? {}), certificateAuthority: said(lenders?.certificateAuthority ?? {}) },
  };
  const inspection = await inspected(files, profile);
  assert.deepEqual(inspection.missing, []);
  const [own, meant] = [await readWith(files, inspection.mapping), await readWith(files, byHand.value)];
  t.diagnostic(`${own.loans.length} loan files`);
  assert.deepEqual(own.loans, meant.loans);
  assert.equal(meant.loans.length, 194);
});

test('the shipped profile of a lender is one', () => {
  const profile: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'lender-profile.json'), 'utf8'));
  assert.equal(lenderProfileSchema.parse(profile).arbitration?.institution, '沙箱仲裁委员会');
});
