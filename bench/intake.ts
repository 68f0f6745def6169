/**
 * Intake at the size of a large lender: ROWS loans (1,000,000 unless the environment says otherwise) of 30 columns in
 * GB18030, joined to three times as many repayments, mapped, checked and written as loan files in canonical JSON. The
 * peer in the same run is csv-parse, which merely parses the same rows already in UTF-8. Each works in a process of its
 * own over the same files; CPU is of all its threads.
 *
 *   ROWS=100000 bin/with-node bench/intake.ts
 */
import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { readMapping } from '../src/intake/index.ts';
import { readLoanFiles } from '../src/intake/operations.ts';
import { assert } from '../src/kernel/index.ts';
import { residentIdCheckDigit } from '../src/parties/index.ts';
import { gb18030Encoder } from '../test/gb18030.ts';

const rows = Number(process.env['ROWS'] ?? 1_000_000);
const repaymentsEach = 3;
const mostRatio = 2.5;

const lender = { name: '示例小额贷款有限公司', uscc: '91999999MA0000001N' };

const mapping = {
  schema: 'assize/mapping/v1',
  name: 'synthetic',
  sources: {
    loans: { file: 'loans.csv', encoding: 'gb18030', key: ['合同编号'] },
    repayments: { file: 'repayments.csv', encoding: 'gb18030', key: ['合同编号'] },
  },
  main: 'loans',
  loan: {
    reference: { column: '合同编号' },
    lender: {
      name: { constant: lender.name },
      uscc: { constant: lender.uscc },
      kind: { constant: 'small_loan' },
      address: { constant: '示例省示例市示例区示例路1号' },
      legalRepresentative: { constant: '示例甲' },
      licenceNo: { constant: null },
    },
    borrower: {
      name: { column: '借款人姓名' },
      identity: { kind: { constant: 'resident_id' }, number: { column: '身份证号', as: 'identifier' } },
      mobile: { column: '手机号', as: 'identifier' },
      email: { column: '电子邮箱' },
      address: { template: '{省}{市}{住址}' },
    },
    contract: {
      contractNo: { column: '合同编号' },
      name: { column: '产品名称' },
      signedOn: { column: '签约日期', as: 'day' },
      principalFen: { column: '借款金额(元)', as: 'yuan' },
      rate: { column: '年利率', as: 'rate', written: 'percent', per: 'year' },
      overdueRate: { column: '逾期年利率', as: 'rate', written: 'percent', per: 'year' },
      dayCount: { constant: 'actual_365' },
      allocationOrder: { constant: 'civil_code_561' },
    },
    disbursements: [{ each: 'loan', on: { column: '放款日期', as: 'day' }, amountFen: { column: '放款金额(元)', as: 'yuan' }, serialNo: { column: '放款流水号' } }],
    schedule: [
      {
        each: 'loan',
        seq: { constant: 1 },
        dueOn: { column: '到期日', as: 'day' },
        principalFen: { column: '应还本金(元)', as: 'yuan' },
        interestFen: { column: '应还利息(元)', as: 'yuan' },
        feeFen: { column: '应还费用(元)', as: 'yuan' },
      },
    ],
    repayments: [
      {
        each: 'repayments',
        unique: '流水号',
        on: { column: '还款日期', as: 'day' },
        amountFen: { column: '还款金额(元)', as: 'yuan' },
        serialNo: { column: '流水号' },
      },
    ],
    repaymentsTotalFen: { column: '累计还款金额(元)', as: 'yuan' },
    acceleration: null,
    arbitration: {
      clause: { constant: '因本合同引起的或与本合同有关的一切争议，双方同意提交沙箱仲裁委员会，按其现行互联网仲裁规则在线仲裁，并同意书面审理、不开庭。' },
      institution: { constant: '沙箱仲裁委员会' },
      agreedOn: { column: '签约日期', as: 'day' },
      writtenProcedure: { column: '约定书面审理', as: 'choice', values: { 是: true, 否: false } },
      onlineProcedure: { column: '约定网络仲裁', as: 'choice', values: { 是: true, 否: false } },
      serviceEmail: { column: '送达邮箱' },
      serviceMobile: { firstOf: ['送达手机', '手机号'], as: 'identifier' },
    },
    signatures: [
      {
        each: 'loan',
        signer: { constant: 'borrower' },
        name: { column: '借款人姓名' },
        signedAt: { column: '借款人签署时间', as: 'instant' },
        method: { constant: '电子签名' },
        certificateAuthority: { constant: '示例电子认证服务有限公司' },
        certificateSerial: { column: '签名证书序列号' },
      },
    ],
    files: [
      {
        each: 'loan',
        name: { column: '合同文件名' },
        kind: { constant: 'contract' },
        mediaType: { constant: 'application/pdf' },
        bytes: { column: '合同字节数', as: 'count' },
        sha256: { column: '合同SHA256' },
      },
    ],
  },
};

const loanColumns =
  '合同编号,借款人姓名,身份证号,手机号,电子邮箱,省,市,住址,产品名称,签约日期,借款金额(元),年利率,逾期年利率,放款日期,放款金额(元),放款流水号,到期日,应还本金(元),应还利息(元),应还费用(元),累计还款金额(元),约定书面审理,约定网络仲裁,送达邮箱,送达手机,借款人签署时间,签名证书序列号,合同文件名,合同字节数,合同SHA256';
const repaymentColumns = '合同编号,流水号,还款日期,还款金额(元),还款渠道';

const two = (number: number) => String(number).padStart(2, '0');
const contractNo = (loan: number) => `HT2024${String(loan).padStart(9, '0')}`;
const repaidYuan = (loan: number, nth: number) => `${((loan * 7 + nth * 13) % 900) + 100}.${two((loan + nth) % 100)}`;

/** One in a hundred loans is spoilt, each time in one of four ways. */
function loanLine(loan: number): string {
  const spoilt = loan % 100 === 7 ? Math.floor(loan / 100) % 4 : -1;
  const first17 = `999900${1960 + (loan % 40)}${two((loan % 12) + 1)}${two((loan % 28) + 1)}${String((loan * 2 + 1) % 1000).padStart(3, '0')}`;
  const signed = `2024-${two((loan % 12) + 1)}-${two((loan % 28) + 1)}`;
  const principal = `${((loan * 37) % 49_000) + 3000}.00`;
  const cents = [0, 1, 2].reduce((sum, nth) => sum + Math.round(Number(repaidYuan(loan, nth)) * 100), 0);
  const mobile = `1410${String(loan % 10_000_000).padStart(7, '0')}`;
  const email = `b${loan}@borrowers.example`;
  const cells = [
    contractNo(loan),
    `${'例拟虚仿样'[loan % 5]}${'思远若晴子涵明轩'[loan % 8]}${'雨桐嘉宁文博静怡'[(loan * 3) % 8]}`,
    spoilt === 0 ? '9.99900199001E+17' : first17 + residentIdCheckDigit(first17),
    mobile,
    email,
    '示例省',
    '示例市',
    `示例区示例路${(loan % 900) + 1}号${(loan % 30) + 1}栋${(loan % 2000) + 101}室`,
    '个人消费借款合同',
    spoilt === 1 ? '2024-02-30' : signed,
    principal,
    `${12 + (loan % 12)}.5`,
    `${(18 + (loan % 12)).toFixed(2)}%`,
    signed,
    spoilt === 2 ? '1.00' : principal,
    `FK${String(loan).padStart(12, '0')}`,
    `2025-${two((loan % 12) + 1)}-${two((loan % 28) + 1)}`,
    principal,
    `${(loan * 11) % 5000}.${two(loan % 100)}`,
    '0.00',
    spoilt === 3 ? '1.00' : (cents / 100).toFixed(2),
    '是',
    loan % 3 === 0 ? '否' : '是',
    email,
    loan % 2 === 0 ? mobile : '',
    `${signed} ${two(8 + (loan % 12))}:${two(loan % 60)}:${two((loan * 7) % 60)}`,
    `CERT${(loan * 2_654_435_761).toString(16).padStart(16, '0')}`,
    `${contractNo(loan)}-合同.pdf`,
    String(20_000 + (loan % 60_000)),
    (loan * 2_654_435_761).toString(16).padStart(16, '0').repeat(4),
  ];
  return cells.join(',');
}

/** Repayments lie in the order of days, so that those of one loan lie far apart. */
function repaymentLine(index: number): string {
  const [loan, nth] = [(index * 7919) % rows, Math.floor(index / rows)];
  return `${contractNo(loan)},HK${String(index).padStart(10, '0')},2025-0${nth + 1}-${two((loan % 28) + 1)},${repaidYuan(loan, nth)},${['银行代扣', '支付宝', '对公转账'][index % 3]}`;
}

async function writeFiles(folder: string): Promise<void> {
  const encode = gb18030Encoder();
  for (const [name, columns, count, lineAt] of [
    ['loans', loanColumns, rows, loanLine],
    ['repayments', repaymentColumns, rows * repaymentsEach, repaymentLine],
  ] as const) {
    const [gb, utf8] = await Promise.all([open(join(folder, `${name}.csv`), 'w'), open(join(folder, `${name}.utf8.csv`), 'w')]);
    let text = `${columns}\n`;
    for (let index = 0; index < count; index += 1) {
      text += `${lineAt(index)}\n`;
      if (text.length < 1 << 18 && index < count - 1) continue;
      await Promise.all([gb.appendFile(encode(text)), utf8.appendFile(text)]);
      text = '';
    }
    await Promise.all([gb.close(), utf8.close()]);
  }
}

interface Measured {
  readonly loans: number;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMegabytes: number;
}

const workers: Readonly<Record<string, (folder: string) => Promise<number>>> = {
  async ours(folder) {
    const read = readMapping(JSON.stringify(mapping));
    assert(read.ok, 'the mapping can be read');
    const files = ['loans.csv', 'repayments.csv'].map((name) => ({ name, path: join(folder, name) }));
    const intake = await readLoanFiles(files, read.value, folder, '2026-03-02');
    assert(intake.ok, `the files can be read: ${JSON.stringify(intake)}`);
    const out = await open(join(folder, 'loans.ndjson'), 'w');
    let [loans, rejects] = [0, 0];
    for await (const results of intake.value.results) {
      const lines = results.flatMap((result) => (result.kind === 'loan' ? [JSON.stringify(result.file)] : []));
      loans += lines.length;
      rejects += results.length - lines.length;
      await out.appendFile(`${lines.join('\n')}\n`);
    }
    await out.close();
    assert(rejects === Math.floor((rows + 92) / 100) && loans + rejects === rows, `${loans} loans and ${rejects} rejects of ${rows}`);
    return loans;
  },
  async peer(folder) {
    let records = 0;
    for (const name of ['loans.utf8.csv', 'repayments.utf8.csv']) {
      const parser = createReadStream(join(folder, name)).pipe(parse());
      parser.on('readable', () => {
        while (parser.read() !== null) records += 1;
      });
      await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
    }
    assert(records === rows * (1 + repaymentsEach) + 2, `${records} records`);
    return rows;
  },
};

async function work(name: string, folder: string): Promise<void> {
  const worker = workers[name];
  assert(worker, `no worker is called ${name}`);
  const started = performance.now();
  const loans = await worker(folder);
  const { user, system } = process.cpuUsage();
  const measured: Measured = {
    loans,
    cpuSeconds: (user + system) / 1e6,
    wallSeconds: (performance.now() - started) / 1000,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(measured));
}

function measure(name: string, folder: string): Measured {
  const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, name, folder], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  assert(status === 0, `${name} ended with ${status}`);
  return JSON.parse(stdout) as Measured;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assize-bench-'));
  try {
    await writeFiles(folder);
    const sizes = await Promise.all(['loans.csv', 'repayments.csv'].map(async (name) => (await stat(join(folder, name))).size));
    console.log(`${rows} loans × 30 columns, ${rows * repaymentsEach} repayments, GB18030, ${sizes.map((size) => `${(size / 1e6).toFixed(0)} MB`).join(' + ')}`);
    const [peer, ours] = [measure('peer', folder), measure('ours', folder)];
    const total = rows * (1 + repaymentsEach);
    for (const [name, { cpuSeconds, wallSeconds, peakMegabytes }] of [['csv-parse alone', peer], ['intake', ours]] as const) {
      console.log(`${name}: ${cpuSeconds.toFixed(1)} s CPU, ${wallSeconds.toFixed(1)} s wall, ${Math.round(total / cpuSeconds)} rows per CPU-second, peak ${peakMegabytes} MB`);
    }
    console.log(`intake makes ${ours.loans} loan files with ${(ours.cpuSeconds / peer.cpuSeconds).toFixed(2)} × the CPU of csv-parse (at most ${mostRatio})`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [name, folder] = process.argv.slice(2);
await (name === undefined || folder === undefined ? main() : work(name, folder));
