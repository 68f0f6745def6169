/**
 * Intake of one workbook: ROWS loans (100,000 unless the environment says otherwise) of 30 columns, with texts shared
 * between cells, days as serial numbers, percentages and amounts as numbers, mapped, checked and made into loan files.
 * The peer in the same run is the streaming reader of exceljs, which merely reads every cell. Each works in a process
 * of its own over the same file; CPU is of all its threads.
 *
 *   ROWS=10000 bin/with-node bench/intake-workbook.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMapping } from '../src/intake/index.ts';
import { readLoanFiles } from '../src/intake/operations.ts';
import { assert } from '../src/kernel/index.ts';
import { residentIdCheckDigit } from '../src/parties/index.ts';

const rows = Number(process.env['ROWS'] ?? 100_000);
const leastRatio = 2;
const mostMegabytes = 400;
const asOf = '2026-03-02';

type CellValue = string | number | Date;

const two = (number: number): string => String(number).padStart(2, '0');
const day = (loan: number, year: number): Date => new Date(Date.UTC(year, loan % 12, (loan % 28) + 1));

/** The columns, each with its number format and what a loan has in it. One loan in a hundred has an identity number that is wrong. */
const columns: readonly (readonly [name: string, format: string, (loan: number) => CellValue])[] = [
  ['合同编号', '@', (loan) => `HT2024${String(loan).padStart(9, '0')}`],
  ['借款人姓名', '@', (loan) => `${'例拟虚仿样'.charAt(loan % 5)}${'思远若晴子涵明轩'.charAt(loan % 8)}${'雨桐嘉宁文博静怡'.charAt((loan * 3) % 8)}`],
  ['身份证号', '@', identityNumber],
  ['手机号', '@', (loan) => `1410${String(loan % 10_000_000).padStart(7, '0')}`],
  ['电子邮箱', '@', (loan) => `b${String(loan)}@borrowers.example`],
  ['住址', '@', (loan) => `示例省示例市示例区示例路${String((loan % 900) + 1)}号${String((loan % 30) + 1)}栋`],
  ['借款金额(元)', '#,##0.00', (loan) => ((loan * 37) % 49_000) + 3000],
  ['签约日期', 'yyyy-mm-dd', (loan) => day(loan, 2024)],
  ['放款日期', 'yyyy-mm-dd', (loan) => day(loan, 2024)],
  ['放款金额(元)', '#,##0.00', (loan) => ((loan * 37) % 49_000) + 3000],
  ['放款流水号', '@', (loan) => `FK${String(loan).padStart(12, '0')}`],
  ['到期日', 'yyyy"年"m"月"d"日"', (loan) => day(loan, 2025)],
  ['年利率', '0.00%', (loan) => (12 + (loan % 12)) / 100],
  ['逾期年利率', '0.00%', (loan) => (18 + (loan % 6)) / 100],
  ['应还利息(元)', '#,##0.00', (loan) => ((loan * 11) % 5000) + (loan % 100) / 100],
  ['应还费用(元)', '#,##0.00', () => 0],
  ['还款日期', 'yyyy-mm-dd', (loan) => day(loan, 2025)],
  ['还款金额(元)', '#,##0.00', repaidYuan],
  ['还款流水号', '@', (loan) => `HK${String(loan).padStart(12, '0')}`],
  ['累计还款金额(元)', '#,##0.00', repaidYuan],
  ['约定书面审理', '@', () => '是'],
  ['约定网络仲裁', '@', (loan) => (loan % 3 === 0 ? '否' : '是')],
  ['送达邮箱', '@', (loan) => `b${String(loan)}@borrowers.example`],
  ['送达手机', '@', (loan) => `1410${String(loan % 10_000_000).padStart(7, '0')}`],
  ['借款人签署时间', 'yyyy-mm-dd hh:mm:ss', (loan) => new Date(day(loan, 2024).getTime() + ((loan * 7919) % 86_400) * 1000)],
  ['签名证书序列号', '@', (loan) => `CERT${hexadecimal(loan)}`],
  ['合同文件名', '@', (loan) => `HT2024${String(loan).padStart(9, '0')}-合同.pdf`],
  ['合同字节数', '0', (loan) => 20_000 + (loan % 60_000)],
  ['合同SHA256', '@', (loan) => hexadecimal(loan).repeat(4)],
  ['备注', '@', (loan) => (loan % 10 === 0 ? '已电话提醒' : '')],
];

function identityNumber(loan: number): string {
  const first17 = `999900${String(1960 + (loan % 40))}${two((loan % 12) + 1)}${two((loan % 28) + 1)}${String((loan * 10 + 1) % 1000).padStart(3, '0')}`;
  const digit = residentIdCheckDigit(first17);
  return first17 + (loan % 100 === 7 ? (digit === '1' ? '2' : '1') : digit);
}

function repaidYuan(loan: number): number {
  return ((loan * 7) % 900) + 100 + (loan % 100) / 100;
}

function hexadecimal(loan: number): string {
  return (loan * 2_654_435_761).toString(16).padStart(16, '0');
}

/** The mapping of the sample, for one table that has it all. */
async function mappingText(): Promise<string> {
  const sample = JSON.parse(await readFile(join(import.meta.dirname, '../examples/sample/mapping.json'), 'utf8')) as { readonly loan: object };
  const yuan = (column: string): object => ({ column, as: 'yuan' });
  const dayIn = (column: string): object => ({ column, as: 'day' });
  const [key, loan] = [['合同编号'], 'loan'];
  return JSON.stringify({
    ...sample,
    sources: { loans: { file: 'loans.xlsx', key } },
    loan: {
      ...sample.loan,
      schedule: [{ each: loan, seq: { constant: 1 }, dueOn: dayIn('到期日'), principalFen: yuan('借款金额(元)'), interestFen: yuan('应还利息(元)'), feeFen: yuan('应还费用(元)') }],
      repayments: [{ each: loan, on: dayIn('还款日期'), amountFen: yuan('还款金额(元)'), serialNo: { column: '还款流水号' } }],
      acceleration: null,
      signatures: [
        {
          ...{ each: loan, signer: { constant: 'borrower' }, name: { column: '借款人姓名' }, signedAt: { column: '借款人签署时间', as: 'instant' } },
          ...{ method: { constant: '电子签名' }, certificateAuthority: { constant: '示例电子认证服务有限公司' }, certificateSerial: { column: '签名证书序列号' } },
        },
      ],
      files: [
        {
          ...{ each: loan, name: { column: '合同文件名' }, kind: { constant: 'contract' }, mediaType: { constant: 'application/pdf' } },
          ...{ bytes: { column: '合同字节数', as: 'count' }, sha256: { column: '合同SHA256' } },
        },
      ],
    },
  });
}

interface Measured {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMegabytes: number;
}

/** Loaded only where it is measured, or writes. */
const exceljs = async () => (await import('exceljs')).default;

/** Each gives the number of rows that it read. */
const workers: Readonly<Record<string, (folder: string) => Promise<number>>> = {
  async write(folder) {
    const Excel = await exceljs();
    const workbook = new Excel.stream.xlsx.WorkbookWriter({ filename: join(folder, 'loans.xlsx'), useSharedStrings: true, useStyles: true });
    const sheet = workbook.addWorksheet('贷款');
    sheet.columns = columns.map(([header, numFmt]) => ({ header, key: header, width: 14, style: { numFmt } }));
    for (let loan = 0; loan < rows; loan += 1) {
      sheet.addRow(columns.map(([, , value]) => value(loan))).commit();
    }
    sheet.commit();
    await workbook.commit();
    return rows + 1;
  },
  async exceljs(folder) {
    const options = { sharedStrings: 'cache', styles: 'cache', worksheets: 'emit', hyperlinks: 'ignore', entries: 'ignore' } as const;
    const Excel = await exceljs();
    let [read, texts] = [0, 0];
    for await (const sheet of new Excel.stream.xlsx.WorkbookReader(join(folder, 'loans.xlsx'), options)) {
      for await (const row of sheet) {
        read += 1;
        row.eachCell((cell) => {
          texts += typeof cell.value === 'string' ? 1 : 0;
        });
      }
    }
    assert(texts > rows, 'exceljs gives the texts');
    return read;
  },
  async intake(folder) {
    const mapping = readMapping(await mappingText());
    assert(mapping.ok, 'the mapping can be read');
    const intake = await readLoanFiles([{ name: 'loans.xlsx', path: join(folder, 'loans.xlsx') }], mapping.value, folder, asOf);
    assert(intake.ok, `the workbook can be read: ${JSON.stringify(intake)}`);
    let [loans, rejects] = [0, 0];
    for await (const results of intake.value.results) {
      const taken = results.filter((result) => result.kind === 'loan').length;
      loans += taken;
      rejects += results.length - taken;
    }
    assert(rejects === Math.floor((rows + 92) / 100), `${String(loans)} loans, ${String(rejects)} rejects`);
    return 1 + loans + rejects;
  },
};

async function work(name: string, folder: string): Promise<void> {
  const worker = workers[name];
  assert(worker, `no worker is called ${name}`);
  const began = performance.now();
  assert((await worker(folder)) === rows + 1, `${name} saw every row`);
  const { user, system } = process.cpuUsage();
  const measured: Measured = {
    cpuSeconds: (user + system) / 1e6,
    wallSeconds: (performance.now() - began) / 1000,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(measured));
}

function measure(name: string, folder: string): Measured {
  const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, name, folder], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  assert(status === 0, `${name} ended with ${String(status)}`);
  return JSON.parse(stdout) as Measured;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assize-bench-'));
  try {
    measure('write', folder);
    console.log(`${String(rows)} rows × ${String(columns.length)} columns, ${((await stat(join(folder, 'loans.xlsx'))).size / 1e6).toFixed(1)} MB`);
    const [peer, intake] = ['exceljs', 'intake'].map((name) => measure(name, folder)) as [Measured, Measured];
    for (const [name, { cpuSeconds, wallSeconds, peakMegabytes }] of [['exceljs, reading alone', peer], ['intake', intake]] as const) {
      const ratio = peer.cpuSeconds / cpuSeconds;
      console.log(
        `${name}: ${cpuSeconds.toFixed(2)} s CPU, ${wallSeconds.toFixed(2)} s wall, ${String(Math.round(rows / cpuSeconds))} rows per CPU-second (${ratio.toFixed(2)} × exceljs), peak ${String(peakMegabytes)} MB`,
      );
    }
    console.log(`the aim is at least ${String(leastRatio)} × exceljs with everything on, below ${String(mostMegabytes)} MB`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [name, folder] = process.argv.slice(2);
await (name === undefined || folder === undefined ? main() : work(name, folder));
