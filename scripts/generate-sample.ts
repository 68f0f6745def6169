/**
 * Makes the sample export in examples/sample: what the core system of an invented small-loan company would write.
 * Every loan, person and number is synthetic. Identity numbers have a right check digit and the region code 999900,
 * which is assigned to no place; mobiles begin with 1410, under which no subscriber number of eleven digits exists;
 * e-mail addresses are in the reserved domain `.example`; surnames are words that are no surnames.
 * The same size and seed give the same bytes. About 3 % of the loans are spoilt on purpose, each in one of the ways
 * of `spoilers`, so that rejects can be seen.
 *
 *   bin/with-node scripts/generate-sample.ts [SIZE] [FOLDER]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addFen, decimalFraction, fen, formatYuan, isBefore, parseDay, portion, sha256, subtractFen, type Day, type Fen } from '../src/kernel/index.ts';
import { residentIdCheckDigit } from '../src/parties/index.ts';

/** The day on which the sample was exported; nothing in it is later. */
export const sampleAsOf = parseDay('2026-03-02');

/** The mulberry32 generator: 32 bits of state, the same sequence on every machine. */
function randomFrom(seed: number) {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit: number): number => Math.floor(next() * limit),
    one: <T>(list: readonly [T, ...T[]]): T => list[Math.floor(next() * list.length)] ?? list[0],
    chance: (share: number): boolean => next() < share,
  };
}
type Random = ReturnType<typeof randomFrom>;

interface Instalment {
  readonly seq: number;
  readonly dueOn: Day;
  readonly principal: Fen;
  readonly interest: Fen;
  readonly fee: Fen;
}

interface Repayment {
  readonly serialNo: string;
  readonly on: Day;
  readonly amount: Fen;
}

/** One loan as rows of the three tables. */
interface SampleLoan {
  readonly loan: Record<string, string>;
  readonly schedule: readonly Instalment[];
  readonly repayments: readonly Repayment[];
}

const surnames = ['例', '拟', '虚', '仿', '样'] as const;
const givenNames = ['思', '远', '若', '晴', '子', '涵', '明', '轩', '雨', '桐', '嘉', '宁', '文', '博', '静', '怡', '志', '恒', '欣', '然'] as const;
const amounts = [300000, 500000, 800000, 1000000, 1200000, 1500000, 2000000, 3000000, 5000000] as const;
const yuan = (amount: Fen): string => formatYuan(amount).replaceAll(',', '');

/** Equal monthly instalments after the annuity formula P · r / (1 − (1 + r)^−n); the last takes what rounding left. */
function levelSchedule(principal: Fen, yearlyPercent: string, months: number, from: Day, monthlyFee: Fen): readonly Instalment[] {
  const percent = decimalFraction(yearlyPercent);
  const [numerator, denominator] = [percent.numerator, percent.denominator * 1200n];
  const grown = (denominator + numerator) ** BigInt(months);
  const instalment = portion(principal, numerator * grown, denominator * (grown - denominator ** BigInt(months)), 'half_up');
  let outstanding = principal;
  return Array.from({ length: months }, (_, index) => {
    const interest = portion(outstanding, numerator, denominator, 'half_up');
    const part = index === months - 1 ? outstanding : subtractFen(instalment, interest);
    outstanding = subtractFen(outstanding, part);
    return { seq: index + 1, dueOn: from.add({ months: index + 1 }), principal: part, interest, fee: monthlyFee };
  });
}

/** The first instalments paid on their days, sometimes a part of the next; always one at least a month overdue. */
function repaymentsOf(random: Random, contractNo: string, schedule: readonly Instalment[]): readonly Repayment[] {
  const overdue = schedule.filter(({ dueOn }) => isBefore(dueOn, sampleAsOf.subtract({ months: 1 })));
  const paid = overdue.slice(0, random.below(overdue.length));
  const owed = ({ principal, interest, fee }: Instalment) => addFen(principal, interest, fee);
  const repayments = paid.map((instalment) => ({
    serialNo: `HK${contractNo.slice(-6)}${String(instalment.seq).padStart(2, '0')}`,
    on: instalment.dueOn.subtract({ days: random.below(3) }),
    amount: owed(instalment),
  }));
  const next = schedule[paid.length];
  if (next === undefined || !random.chance(0.3)) return repayments;
  const part = portion(owed(next), BigInt(20 + random.below(60)), 100n, 'down');
  return [...repayments, { serialNo: `HK${contractNo.slice(-6)}90`, on: next.dueOn.add({ days: random.below(10) }), amount: part }];
}

function identityNumber(random: Random, bornOn: Day): string {
  const first17 = `999900${bornOn.toString().replaceAll('-', '')}${String(1 + random.below(998)).padStart(3, '0')}`;
  return first17 + residentIdCheckDigit(first17);
}

function makeLoan(random: Random, number: number): SampleLoan {
  const contractNo = `SYN2025${String(number).padStart(6, '0')}`;
  const principal = fen(random.one(amounts));
  const yearlyPercent = random.one(['12', '15.6', '18', '21.6', '24']);
  const months = random.one([3, 6, 12]);
  const signedOn = parseDay('2025-03-01').add({ days: random.below(274) });
  const paidOutOn = signedOn.add({ days: random.below(2) });
  const fee = random.chance(0.12) ? portion(principal, 5n, 1000n, 'half_up') : fen(0);
  const schedule = levelSchedule(principal, yearlyPercent, months, paidOutOn, fee);
  const repayments = repaymentsOf(random, contractNo, schedule);
  const accelerated = random.chance(0.5) ? sampleAsOf.subtract({ days: 10 + random.below(15) }).toString() : '';
  const mobile = `1410${String(1000000 + number).slice(-7)}`;
  const email = `b${String(number).padStart(6, '0')}@borrowers.example`;
  const minute = String(random.below(60)).padStart(2, '0');
  const file = (kind: string) => ({
    [`${kind}文件名`]: `${contractNo}-${kind}.pdf`,
    [`${kind}字节数`]: String(20000 + random.below(60000)),
    [`${kind}SHA256`]: sha256(`${contractNo} ${kind}, synthetic`),
  });
  const loan = {
    合同编号: contractNo,
    借款人姓名: random.one(surnames) + random.one(givenNames) + random.one(givenNames),
    身份证号: identityNumber(random, parseDay('1965-01-01').add({ days: random.below(14000) })),
    手机号: mobile,
    电子邮箱: email,
    住址: `示例省示例市示例区示例街道${1 + random.below(300)}号`,
    '借款金额(元)': yuan(principal),
    签约日期: signedOn.toString(),
    放款日期: paidOutOn.toString(),
    '放款金额(元)': yuan(principal),
    放款流水号: `FK${contractNo.slice(-6)}`,
    期数: String(months),
    年利率: `${yearlyPercent}%`,
    逾期年利率: `${Math.min(24, Math.round(Number(yearlyPercent) * 13) / 10)}%`,
    '累计还款金额(元)': yuan(addFen(...repayments.map(({ amount }) => amount))),
    提前到期通知日: accelerated,
    约定书面审理: '是',
    约定网络仲裁: '是',
    送达邮箱: email,
    送达手机: mobile,
    借款人签署时间: `${signedOn.toString()} 10:${minute}:12`,
    出借人签署时间: `${signedOn.toString()} 10:${minute}:40`,
    签名证书序列号: sha256(`${contractNo} certificate`).slice(0, 16).toUpperCase(),
    ...file('合同'),
    ...file('放款凭证'),
  };
  return { loan, schedule, repayments };
}

type Spoiler = (sample: SampleLoan) => readonly SampleLoan[];

const withCells = (sample: SampleLoan, cells: Record<string, string>): SampleLoan => ({ ...sample, loan: { ...sample.loan, ...cells } });

/** Ways in which real exports are broken; each gives the loan's rows as the export then has them. */
const spoilers: readonly Spoiler[] = [
  (sample) => [withCells(sample, { 身份证号: '9.99900E+17' })],
  (sample) => [{ ...sample, schedule: sample.schedule.slice(0, -1) }],
  (sample) => [withCells(sample, { 身份证号: wrongCheckDigit(sample.loan['身份证号'] ?? '') })],
  (sample) => [withCells(sample, { '借款金额(元)': '壹万元整' })],
  (sample) => [sample, { ...withCells(sample, { 年利率: '9%' }), schedule: [], repayments: [] }],
  (sample) => [withCells(sample, { 借款人姓名: '' })],
  (sample) => [withCells(sample, { '放款金额(元)': yuan(portion(fen(amountOf(sample)), 95n, 100n, 'down')) })],
  (sample) => [withCells(sample, { '累计还款金额(元)': '88888.88' })],
  (sample) => [withCells(sample, { 放款日期: '2025-02-30' })],
  (sample) => [withCells(sample, { 签约日期: '2025-12-30', 放款日期: '2025-12-30' })],
];

const amountOf = ({ schedule }: SampleLoan): bigint => addFen(...schedule.map(({ principal }) => principal));
const wrongCheckDigit = (number: string): string => number.slice(0, 17) + (number.endsWith('0') ? '1' : '0');

/** Every 31st loan is spoilt, in turn in each way; every 40th has a repayment exported twice. */
const everySpoilt = 31;
const everyRepeated = 40;

/** The three files of a sample of `size` loans, by name. */
export function generateSample(size: number, seed = 20260302): Readonly<Record<string, string>> {
  const random = randomFrom(seed);
  const loans = Array.from({ length: size }, (_, index) => index + 1).flatMap((number) => {
    const made = makeLoan(random, number);
    const last = made.repayments.at(-1);
    const sample = last !== undefined && number % everyRepeated === 0 ? { ...made, repayments: [...made.repayments, last] } : made;
    const spoiler = number % everySpoilt === 0 ? spoilers[(number / everySpoilt - 1) % spoilers.length] : undefined;
    return spoiler ? spoiler(sample) : [sample];
  });
  const schedule = loans.flatMap(({ loan, schedule }) =>
    schedule.map(({ seq, dueOn, principal, interest, fee }) => ({
      合同编号: loan['合同编号'] ?? '',
      期次: String(seq),
      应还日期: dueOn.toString(),
      '应还本金(元)': yuan(principal),
      '应还利息(元)': yuan(interest),
      '应还费用(元)': yuan(fee),
    })),
  );
  const repayments = loans.flatMap(({ loan, repayments }) =>
    repayments.map(({ serialNo, on, amount }) => ({
      合同编号: loan['合同编号'] ?? '',
      流水号: serialNo,
      还款日期: on.toString(),
      '还款金额(元)': yuan(amount),
    })),
  );
  return { 'loans.csv': csv(loans.map(({ loan }) => loan)), 'schedule.csv': csv(schedule), 'repayments.csv': csv(repayments) };
}

/** No value of the sample holds a comma, a quote or a line break. */
const csv = (rows: readonly Readonly<Record<string, string>>[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((cells) => `${cells.join(',')}\n`).join('');

if (import.meta.main) {
  const size = Number(process.argv[2] ?? 200);
  const folder = process.argv[3] ?? join(import.meta.dirname, '..', 'examples', 'sample');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(generateSample(size))) writeFileSync(join(folder, name), text);
}
