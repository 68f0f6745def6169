/** Exports that no lender has written, each with what its columns mean: the measure of how good proposals are at first sight. */
import { residentIdCheckDigit } from '../../parties/index.ts';
import type { SeenTable } from './shapes.ts';

export interface InventedExport {
  readonly about: string;
  readonly tables: readonly SeenTable[];
  /** For each field the column that is meant, of its table where that is not the main one, and what the rule must say beside. */
  readonly meant: readonly (readonly [field: string, column: string, reading?: Readonly<Record<string, unknown>>])[];
}

export type Cells = Readonly<Record<string, (n: number) => string>>;

export const two = (n: number): string => String(n).padStart(2, '0');
const day = (n: number, months = 0, cut = '-') => `${2024 + Math.floor((n + months) / 12)}${cut}${two(1 + ((n + months) % 12))}${cut}${two(1 + ((n * 7) % 28))}`;
const surnames = '王李张刘陈杨黄赵吴周';
const given = ['示', '例子', '样', '某某', '甲', '乙二', '丙', '丁三'];
export const invented = {
  day,
  name: (n: number) => `${surnames[n % 10] ?? ''}${given[n % 8] ?? ''}${two(n).replace(/\d/g, (digit) => '零一二三四五六七八九'[Number(digit)] ?? '').slice(1)}`,
  identity: (n: number) => {
    const first = `999999${1970 + (n % 30)}${two(1 + (n % 12))}${two(1 + (n % 28))}${String(n % 1000).padStart(3, '0')}`;
    return first + residentIdCheckDigit(first);
  },
  mobile: (n: number) => `1410${String(1_000_000 + n * 37)}`,
  yuan: (n: number) => `${(5 + (n % 40)) * 1000}.00`,
  serial: (n: number) => String(45_300 + n * 11),
};
const { name, identity, mobile, yuan, serial } = invented;

export const table = (file: string, columns: Cells, rows = 40, how: Partial<SeenTable> = {}): SeenTable => ({
  source: '',
  file,
  kind: 'delimited',
  part: null,
  encoding: 'utf-8',
  delimiter: ',',
  headerRow: 1,
  headerRows: 1,
  columns: Object.keys(columns),
  hidden: [],
  sample: Array.from({ length: rows }, (_, n) => Object.values(columns).map((cell) => cell(n))),
  rowsSeen: rows,
  whole: true,
  ...how,
});

const loan = (n: number) => Math.floor(n / 3);
const seq = (n: number) => String(1 + (n % 3));
const third = (n: number) => String(Number(yuan(loan(n))) / 4 + (n % 3 === 2 ? Number(yuan(loan(n))) / 4 : 0));
const address = (n: number) => `示例省示例市示例区示例路${n + 1}号`;

export const inventedExports: readonly InventedExport[] = [
  {
    about: 'one wide table of a core banking system',
    tables: [
      table('信贷台账.csv', {
        机构号: () => '0801', 借据号: (n) => `JJ2024${1000 + n}`, 客户号: (n) => `C${5000 + n}`, 客户名称: name, 证件类型: () => '居民身份证', 证件号码: identity, 联系电话: mobile,
        通讯地址: address, 产品代码: () => 'XF01', 贷款金额: yuan, 贷款余额: (n) => `${(n % 9) * 100}.55`, 签约日: (n) => day(n), 起息日: (n) => day(n), 到期日: (n) => day(n, 12),
        '执行年利率(%)': () => '15.4', '罚息利率(%)': () => '23.1', 期限: () => '12', 应收利息: (n) => `${300 + n}.10`, 五级分类: () => '次级', 经办人: () => '示例某',
      }),
    ],
    meant: [
      ['reference', '借据号'], ['borrower.name', '客户名称'], ['borrower.identity.kind', '证件类型'], ['borrower.identity.number', '证件号码'], ['borrower.mobile', '联系电话'], ['borrower.address', '通讯地址'],
      ['contract.signedOn', '签约日'], ['contract.principalFen', '贷款金额', { as: 'yuan' }], ['contract.rate', '执行年利率(%)', { written: 'percent', per: 'year' }], ['contract.overdueRate', '罚息利率(%)'],
      ['disbursements[].on', '起息日'], ['schedule[].dueOn', '到期日'], ['schedule[].interestFen', '应收利息'],
    ],
  },
  {
    about: 'three tables joined by the number of the contract',
    tables: [
      table('合同信息.csv', { 合同号: (n) => `HT-${900 + n}`, 借款人: name, 身份证号码: identity, 联系手机: mobile, 合同金额: yuan, 合同签订日期: (n) => day(n, 0, '/'), 放款时间: (n) => `${day(n)} 10:11:12`, 实际放款金额: yuan, 月利率: () => '1.25%', 逾期日利率: () => '0.05%' }),
      table('还款计划表.csv', { 合同号: (n) => `HT-${900 + loan(n)}`, 期数: seq, 应还款日: (n) => day(loan(n), 1 + (n % 3), '/'), 本期应还本金: third, 本期应还利息: () => '12.50', 本期应还服务费: () => '0' }, 120),
      table('实还明细.csv', { 合同号: (n) => `HT-${900 + loan(n)}`, 支付流水号: (n) => `LS${n}`, 实际还款日: (n) => day(loan(n), 1 + (n % 3), '/'), 实还总额: () => '1200.00' }, 90),
    ],
    meant: [
      ['reference', '合同号'], ['borrower.name', '借款人'], ['borrower.identity.number', '身份证号码'], ['borrower.mobile', '联系手机'], ['contract.principalFen', '合同金额'], ['contract.signedOn', '合同签订日期'],
      ['contract.rate', '月利率', { per: 'month', written: 'percent' }], ['contract.overdueRate', '逾期日利率', { per: 'day' }], ['disbursements[].on', '放款时间'], ['disbursements[].amountFen', '实际放款金额'],
      ['schedule[].seq', 'schedule.期数'], ['schedule[].dueOn', 'schedule.应还款日'], ['schedule[].principalFen', 'schedule.本期应还本金'], ['schedule[].interestFen', 'schedule.本期应还利息'], ['schedule[].feeFen', 'schedule.本期应还服务费'],
      ['repayments[].on', 'repayments.实际还款日'], ['repayments[].amountFen', 'repayments.实还总额'], ['repayments[].serialNo', 'repayments.支付流水号'],
    ],
  },
  {
    about: 'English snake_case in three tables',
    tables: [
      table('loans.csv', { loan_no: (n) => `LN${7000 + n}`, customer_name: (n) => `Shi Li${'abcdefghij'[n % 10] ?? ''}`, national_id: identity, mobile_no: mobile, email_address: (n) => `b${n}@borrowers.example`, principal_amt: yuan, sign_date: (n) => day(n), disbursement_date: (n) => day(n), annual_interest_rate: () => '0.18', penalty_rate: () => '0.24', tenor_months: () => '12', loan_status: () => 'OVERDUE' }),
      table('installments.csv', { loan_no: (n) => `LN${7000 + loan(n)}`, installment_no: seq, due_date: (n) => day(loan(n), 1 + (n % 3)), principal_due: third, interest_due: () => '30', fee_due: () => '1.5' }, 120),
      table('payments.csv', { payment_id: (n) => `P${n}`, loan_no: (n) => `LN${7000 + loan(n)}`, payment_date: (n) => day(loan(n), 1 + (n % 3)), payment_amount: () => '640.20' }, 70),
    ],
    meant: [
      ['reference', 'loan_no'], ['borrower.name', 'customer_name'], ['borrower.identity.number', 'national_id'], ['borrower.mobile', 'mobile_no'], ['borrower.email', 'email_address'], ['contract.principalFen', 'principal_amt'], ['contract.signedOn', 'sign_date'],
      ['contract.rate', 'annual_interest_rate', { written: 'decimal', per: 'year' }], ['contract.overdueRate', 'penalty_rate'], ['disbursements[].on', 'disbursement_date'], ['schedule[].seq', 'schedule.installment_no'], ['schedule[].dueOn', 'schedule.due_date'],
      ['schedule[].principalFen', 'schedule.principal_due'], ['schedule[].interestFen', 'schedule.interest_due'], ['schedule[].feeFen', 'schedule.fee_due'], ['repayments[].on', 'repayments.payment_date'], ['repayments[].amountFen', 'repayments.payment_amount'], ['repayments[].serialNo', 'repayments.payment_id'],
    ],
  },
  {
    about: 'amounts in ten thousand yuan and other units in full-width brackets',
    tables: [
      table('逾期清单.csv', { 序号: (n) => String(n + 1), 协议编号: (n) => `示借字第${100 + n}号`, 债务人姓名: name, '公民身份号码': identity, '借款金额（万元）': (n) => `${(5 + (n % 40)) / 10}`, '放款金额（元）': yuan, 借款日: (n) => day(n).replace(/-/, '年').replace('-', '月').concat('日'), 还款到期日: (n) => day(n, 6).replace(/-/, '年').replace('-', '月').concat('日'), '年化利率（％）': () => '24', 已还金额合计: () => '￥1,200.00' }, 40, { encoding: 'gb18030' }),
    ],
    meant: [['reference', '协议编号'], ['borrower.name', '债务人姓名'], ['borrower.identity.number', '公民身份号码'], ['contract.principalFen', '借款金额（万元）', { as: 'wan_yuan' }], ['disbursements[].amountFen', '放款金额（元）', { as: 'yuan' }], ['disbursements[].on', '借款日'], ['schedule[].dueOn', '还款到期日'], ['contract.rate', '年化利率（％）', { written: 'percent', per: 'year' }]],
  },
  {
    about: 'the initials of pinyin',
    tables: [table('dkmx.csv', { htbh: (n) => `A${300 + n}`, khxm: name, sfzh: identity, sjhm: mobile, dz: address, jkje: yuan, qyrq: (n) => day(n, 0, ''), fkrq: (n) => day(n, 0, ''), dqr: (n) => day(n, 9, ''), nll: () => '18.00', bz: () => '示例' })],
    meant: [['reference', 'htbh'], ['borrower.name', 'khxm'], ['borrower.identity.number', 'sfzh'], ['borrower.mobile', 'sjhm'], ['borrower.address', 'dz'], ['contract.principalFen', 'jkje'], ['contract.signedOn', 'qyrq'], ['disbursements[].on', 'fkrq'], ['schedule[].dueOn', 'dqr'], ['contract.rate', 'nll', { written: 'percent', per: 'year' }]],
  },
  {
    about: 'a sheet under title rows, with dates as serial numbers',
    tables: [
      table('逾期客户.xlsx', { 编号: (n) => String(n + 1), 贷款合同编号: (n) => `DK${60_000 + n}`, 姓名: name, 身份证: identity, 电话: mobile, 家庭住址: address, '本金(元)': yuan, 合同日期: serial, 发放日期: serial, 到期日期: (n) => String(45_600 + n * 11), 利率: () => '15.00%', '利息(元)': () => '88.8' }, 40, { kind: 'workbook', part: 'Sheet1', encoding: null, delimiter: null, headerRow: 4 }),
    ],
    meant: [['reference', '贷款合同编号'], ['borrower.name', '姓名'], ['borrower.identity.number', '身份证'], ['borrower.mobile', '电话'], ['borrower.address', '家庭住址'], ['contract.principalFen', '本金(元)'], ['contract.signedOn', '合同日期', { form: 'spreadsheet_serial' }], ['disbursements[].on', '发放日期', { form: 'spreadsheet_serial' }], ['schedule[].dueOn', '到期日期', { form: 'spreadsheet_serial' }], ['contract.rate', '利率'], ['schedule[].interestFen', '利息(元)']],
  },
  {
    about: 'rates by the day in words',
    tables: [table('小额借款.csv', { 借款编号: (n) => `X${n + 11}`, 借款人名称: name, 借款人证件号: identity, 借款人手机: mobile, 借款总额: yuan, 签署日期: (n) => day(n), 打款日期: (n) => day(n), '借款期限(天)': () => '90', 日利率: () => '万分之五', 违约利率: () => '日万分之七点五' })],
    meant: [['reference', '借款编号'], ['borrower.name', '借款人名称'], ['borrower.identity.number', '借款人证件号'], ['borrower.mobile', '借款人手机'], ['contract.principalFen', '借款总额'], ['contract.signedOn', '签署日期'], ['disbursements[].on', '打款日期'], ['schedule[].dueOn', '打款日期', { plusDays: '借款期限(天)' }], ['contract.rate', '日利率', { per: 'day' }], ['contract.overdueRate', '违约利率', { per: 'day' }]],
  },
  {
    about: 'amounts in fen that say so nowhere, camelCase',
    tables: [
      table('loanList.json', { loanOrderNo: (n) => `O${n}`, contractNo: (n) => `C-${n}`, userName: name, idCardNo: identity, phone: mobile, loanAmount: (n) => `${(5 + (n % 40)) * 100_000}`, contractTime: (n) => `${day(n)} 09:00:00`, loanTime: (n) => `${day(n)} 10:00:00`, yearRate: () => '0.1825' }, 40, { kind: 'json', part: '', encoding: null, delimiter: null, headerRow: null }),
      table('repayPlan.json', { contractNo: (n) => `C-${loan(n)}`, period: seq, planRepayDate: (n) => day(loan(n), 1 + (n % 3)), planPrincipal: (n) => `${Number(third(n)) * 100}`, planInterest: () => '1250' }, 120, { kind: 'json', part: '', encoding: null, delimiter: null, headerRow: null }),
      table('repayRecord.json', { contractNo: (n) => `C-${loan(n)}`, repaySerialNo: (n) => `R${n}`, repayTime: (n) => `${day(loan(n), 1)} 12:00:00`, repayAmount: () => '120000' }, 50, { kind: 'json', part: '', encoding: null, delimiter: null, headerRow: null }),
    ],
    meant: [['reference', 'contractNo'], ['borrower.name', 'userName'], ['borrower.identity.number', 'idCardNo'], ['borrower.mobile', 'phone'], ['contract.principalFen', 'loanAmount', { as: 'fen' }], ['contract.signedOn', 'contractTime'], ['disbursements[].on', 'loanTime'], ['contract.rate', 'yearRate', { written: 'decimal' }], ['schedule[].seq', 'schedule.period'], ['schedule[].dueOn', 'schedule.planRepayDate'], ['schedule[].principalFen', 'schedule.planPrincipal', { as: 'fen' }], ['schedule[].interestFen', 'schedule.planInterest', { as: 'fen' }], ['repayments[].on', 'repayments.repayTime'], ['repayments[].amountFen', 'repayments.repayAmount', { as: 'fen' }], ['repayments[].serialNo', 'repayments.repaySerialNo']],
  },
  {
    about: 'choices, and a lender in every row',
    tables: [
      table('仲裁立案.csv', { 出借人名称: () => '示例小额贷款有限公司', 出借人统一社会信用代码: () => '91999999MA0000001N', 出借人住所: () => '示例省示例市示例区示例路1号', 法定代表人: () => '示例甲', 合同编号: (n) => `Z${n + 100}`, 合同名称: () => '个人消费借款合同', 被申请人姓名: name, 证件种类: (n) => (n % 9 === 0 ? '护照' : '身份证'), 证件号: identity, 送达手机号: mobile, 送达电子邮箱: (n) => `s${n}@borrowers.example`, 合同本金: yuan, 签约时间: (n) => day(n), 放款日: (n) => day(n), 最后还款日: (n) => day(n, 12), 合同年利率: () => '18%', 仲裁机构名称: () => '沙箱仲裁委员会', 仲裁条款: () => '因本合同引起的争议，提交沙箱仲裁委员会仲裁。', 是否书面审理: () => 'Y', 是否同意网络仲裁: () => 'Y', 宣布提前到期日: (n) => (n % 2 === 0 ? day(n, 10) : '') }),
    ],
    meant: [
      ['lender.name', '出借人名称'], ['lender.uscc', '出借人统一社会信用代码'], ['lender.address', '出借人住所'], ['lender.legalRepresentative', '法定代表人'], ['reference', '合同编号'], ['contract.name', '合同名称'], ['borrower.name', '被申请人姓名'], ['borrower.identity.kind', '证件种类', { values: { 护照: 'passport', 身份证: 'resident_id' } }], ['borrower.identity.number', '证件号'],
      ['arbitration.serviceMobile', '送达手机号'], ['arbitration.serviceEmail', '送达电子邮箱'], ['contract.principalFen', '合同本金'], ['contract.signedOn', '签约时间'], ['disbursements[].on', '放款日'], ['schedule[].dueOn', '最后还款日'], ['contract.rate', '合同年利率'], ['arbitration.institution', '仲裁机构名称'], ['arbitration.clause', '仲裁条款'],
      ['arbitration.writtenProcedure', '是否书面审理', { values: { Y: true, N: false } }], ['arbitration.onlineProcedure', '是否同意网络仲裁'], ['acceleration.noticedOn', '宣布提前到期日'],
    ],
  },
  {
    about: 'borrowers and demands in tables of their own',
    tables: [
      table('contract.xlsx', { 借据编号: (n) => `B${n}`, 客户编号: (n) => `K${Math.floor(n / 2)}`, 借款金额: yuan, 借款日期: (n) => day(n), 借款到期日: (n) => day(n, 12), 年利率: () => '0.156' }, 40, { kind: 'workbook', part: '合同', encoding: null, delimiter: null }),
      table('contract.xlsx', { 客户编号: (n) => `K${n}`, 客户姓名: name, 证件号码: identity, 手机: mobile, 居住地址: address }, 20, { kind: 'workbook', part: '客户', encoding: null, delimiter: null }),
      table('contract.xlsx', { 借据编号: (n) => `B${n % 40}`, 催收时间: (n) => `${day(n, 13)} 15:00:00`, 催收方式: (n) => (n % 2 === 0 ? '电话' : '短信'), 催收结果: () => '承诺还款' }, 60, { kind: 'workbook', part: '催收记录', encoding: null, delimiter: null }),
      table('contract.xlsx', { 借据编号: (n) => `B${n % 40}`, 还款时间: (n) => `${day(n % 40, 3)} 08:00:00`, 还款金额: () => '99.90', 还款渠道: () => '代扣', 流水号: (n) => `T${n}` }, 55, { kind: 'workbook', part: '还款流水', encoding: null, delimiter: null }),
    ],
    meant: [['reference', '借据编号'], ['borrower.name', 'borrowers.客户姓名'], ['borrower.identity.number', 'borrowers.证件号码'], ['borrower.mobile', 'borrowers.手机'], ['borrower.address', 'borrowers.居住地址'], ['contract.principalFen', '借款金额'], ['contract.signedOn', '借款日期'], ['disbursements[].on', '借款日期'], ['schedule[].dueOn', '借款到期日'], ['contract.rate', '年利率', { written: 'decimal' }], ['demands[].on', 'demands.催收时间'], ['demands[].channel', 'demands.催收方式'], ['demands[].note', 'demands.催收结果'], ['repayments[].on', 'repayments.还款时间'], ['repayments[].amountFen', 'repayments.还款金额'], ['repayments[].serialNo', 'repayments.流水号']],
  },
  {
    about: 'loans and instalments in the same rows',
    tables: [
      table('明细.tsv', { 合同编号: (n) => `P${loan(n)}`, 姓名: (n) => name(loan(n)), 身份证号: (n) => identity(loan(n)), 借款金额: (n) => yuan(loan(n)), 签约日期: (n) => day(loan(n)), 放款日期: (n) => day(loan(n)), 年利率: () => '24%', 期号: seq, 应还日: (n) => day(loan(n), 1 + (n % 3)), 应还本金: third, 应还利息: () => '20.00', 实还日: (n) => (n % 3 === 0 ? day(loan(n), 2) : ''), 实还金额: (n) => (n % 3 === 0 ? '500.00' : '') }, 120, { delimiter: '\t' }),
    ],
    meant: [['reference', '合同编号'], ['borrower.name', '姓名'], ['borrower.identity.number', '身份证号'], ['contract.principalFen', '借款金额'], ['contract.signedOn', '签约日期'], ['disbursements[].on', '放款日期'], ['contract.rate', '年利率'], ['schedule[].seq', '期号'], ['schedule[].dueOn', '应还日'], ['schedule[].principalFen', '应还本金'], ['schedule[].interestFen', '应还利息'], ['repayments[].on', '实还日'], ['repayments[].amountFen', '实还金额']],
  },
  {
    about: 'English titles and American dates',
    tables: [
      table('Portfolio.csv', { 'Loan Number': (n) => `${880_000 + n}`, 'Borrower Name': (n) => `Shi Li${'abcdefghij'[n % 10] ?? ''}`, 'ID Number': identity, 'Mobile Phone': mobile, 'Home Address': (n) => `${n + 1} Example Road, Sample District`, 'Loan Amount': (n) => `${(5 + n).toLocaleString('en-US')},000.00`, 'Agreement Date': (n) => `${two(1 + (n % 12))}/${two(1 + ((n * 7) % 28))}/2024`, 'Funding Date': (n) => `${two(1 + (n % 12))}/${two(1 + ((n * 7) % 28))}/2024`, 'Maturity Date': (n) => `${two(1 + (n % 12))}/${two(1 + ((n * 7) % 28))}/2025`, 'Interest Rate (%)': () => '12.5', 'Default Interest Rate (%)': () => '18', 'Total Paid': () => '100.00', 'Emergency Contact Phone': (n) => mobile(n + 500) }),
    ],
    meant: [['reference', 'Loan Number'], ['borrower.name', 'Borrower Name'], ['borrower.identity.number', 'ID Number'], ['borrower.mobile', 'Mobile Phone'], ['borrower.address', 'Home Address'], ['contract.principalFen', 'Loan Amount'], ['contract.signedOn', 'Agreement Date', { form: 'month_day_year' }], ['disbursements[].on', 'Funding Date', { form: 'month_day_year' }], ['schedule[].dueOn', 'Maturity Date', { form: 'month_day_year' }], ['contract.rate', 'Interest Rate (%)', { written: 'percent' }], ['contract.overdueRate', 'Default Interest Rate (%)']],
  },
  {
    about: 'names of columns over two rows',
    tables: [
      table('台账.xlsx', { 合同编号: (n) => `W${n}`, '借款人/姓名': name, '借款人/证件号码': identity, '借款人/手机号': mobile, '联系人/姓名': (n) => name(n + 3), '联系人/手机号': (n) => mobile(n + 700), '合同/签订日期': (n) => day(n), '合同/金额(元)': yuan, '合同/年利率': () => '18%', '放款/日期': (n) => day(n), '放款/金额(元)': yuan, '放款/流水号': (n) => `F${n}`, '应还/到期日': (n) => day(n, 12), '应还/利息(元)': () => '30.00', '实还/金额(元)': () => '10.00' }, 40, { kind: 'workbook', part: '台账', encoding: null, delimiter: null, headerRow: 3, headerRows: 2 }),
    ],
    meant: [['reference', '合同编号'], ['borrower.name', '借款人/姓名'], ['borrower.identity.number', '借款人/证件号码'], ['borrower.mobile', '借款人/手机号'], ['contract.signedOn', '合同/签订日期'], ['contract.principalFen', '合同/金额(元)'], ['contract.rate', '合同/年利率'], ['disbursements[].on', '放款/日期'], ['disbursements[].amountFen', '放款/金额(元)'], ['disbursements[].serialNo', '放款/流水号'], ['schedule[].dueOn', '应还/到期日'], ['schedule[].interestFen', '应还/利息(元)']],
  },
  {
    about: 'headers that say nothing, times as milliseconds, two files of one table',
    tables: ['2026-01', '2026-02'].map((month, part) =>
      table(`export-${month}.csv`, { loan_id: (n) => `Q${part}${n}`, f1: (n) => name(n + part * 40), f2: (n) => identity(n + part * 40), f3: (n) => mobile(n + part * 40), amount: yuan, issued_at: (n) => String(1_704_067_200_000 + n * 86_400_000), due_at: (n) => String(1_735_689_600_000 + n * 86_400_000), monthly_rate: () => '0.0125', remark: () => 'NULL' }),
    ),
    meant: [['reference', 'loan_id'], ['borrower.name', 'f1'], ['borrower.identity.number', 'f2'], ['borrower.mobile', 'f3'], ['contract.principalFen', 'amount'], ['disbursements[].on', 'issued_at', { form: 'unix_time' }], ['schedule[].dueOn', 'due_at', { form: 'unix_time' }], ['contract.rate', 'monthly_rate', { written: 'decimal', per: 'month' }]],
  },
  {
    about: 'a consumer-finance company: orders and bills',
    tables: [
      table('借款订单.csv', { 订单号: (n) => `20240101${1000 + n}`, 借款合同编号: (n) => `XJ-${n}`, 用户ID: (n) => `U${n}`, 用户姓名: name, 用户身份证号: identity, 用户手机号码: mobile, 户籍地址: address, 申请金额: (n) => `${9000 + n}`, 放款本金: yuan, 借款申请时间: (n) => `${day(n)} 08:00:00`, 合同签署时间: (n) => `${day(n)} 09:00:00`, 放款成功时间: (n) => `${day(n)} 10:00:00`, 放款渠道流水号: (n) => `QD${n}`, 综合年化利率: () => '23.98%', 逾期罚息利率: () => '0.05%/日', 总期数: () => '3', 当前逾期天数: (n) => String(30 + n) }),
      table('账单.csv', { 账单号: (n) => `ZD${n}`, 借款合同编号: (n) => `XJ-${loan(n)}`, 账单期次: seq, 账单到期日: (n) => day(loan(n), 1 + (n % 3)), 账单应还本金: third, 账单应还利息: () => '12.00', 账单应还担保费: () => '3.00', 账单状态: () => '逾期' }, 120),
      table('还款记录.csv', { 还款单号: (n) => `HK${n}`, 借款合同编号: (n) => `XJ-${loan(n)}`, 还款成功时间: (n) => `${day(loan(n), 1)} 20:00:00`, 还款总金额: () => '300.00', 其中本金: () => '290.00', 其中利息: () => '10.00' }, 60),
    ],
    meant: [['reference', '借款合同编号'], ['borrower.name', '用户姓名'], ['borrower.identity.number', '用户身份证号'], ['borrower.mobile', '用户手机号码'], ['borrower.address', '户籍地址'], ['contract.principalFen', '放款本金'], ['contract.signedOn', '合同签署时间'], ['disbursements[].on', '放款成功时间'], ['disbursements[].serialNo', '放款渠道流水号'], ['contract.rate', '综合年化利率'], ['contract.overdueRate', '逾期罚息利率'], ['schedule[].seq', 'schedule.账单期次'], ['schedule[].dueOn', 'schedule.账单到期日'], ['schedule[].principalFen', 'schedule.账单应还本金'], ['schedule[].interestFen', 'schedule.账单应还利息'], ['schedule[].feeFen', 'schedule.账单应还担保费'], ['repayments[].on', 'repayments.还款成功时间'], ['repayments[].amountFen', 'repayments.还款总金额'], ['repayments[].serialNo', 'repayments.还款单号']],
  },
  {
    about: 'an English ledger with other words',
    tables: [
      table('accounts.csv', { AccountRef: (n) => `AC${n}`, AgreementNumber: (n) => `AG/${n}`, DebtorFullName: (n) => `Shi Li${'abcdefghij'[n % 10] ?? ''}`, DebtorNationalIdentity: identity, DebtorCellphone: mobile, DebtorEmail: (n) => `d${n}@borrowers.example`, PrincipalSum: yuan, AgreementSignedAt: (n) => `${day(n)}T09:00:00Z`, FundsReleasedOn: (n) => day(n), FinalRepaymentDueOn: (n) => day(n, 12), APR: () => '17.5%', LatePaymentRate: () => '20%', AccelerationNoticeDate: (n) => day(n, 11) }),
      table('receipts.csv', { ReceiptNo: (n) => `RC${n}`, AgreementNumber: (n) => `AG/${n % 40}`, ReceivedOn: (n) => day(n % 40, 2), AmountReceived: () => '77.10', Method: () => 'card' }, 60),
      table('contact-log.csv', { AgreementNumber: (n) => `AG/${n % 40}`, ReminderSentOn: (n) => day(n % 40, 12), ReminderChannel: () => 'SMS', Outcome: () => 'delivered' }, 60),
    ],
    meant: [['reference', 'AgreementNumber'], ['borrower.name', 'DebtorFullName'], ['borrower.identity.number', 'DebtorNationalIdentity'], ['borrower.mobile', 'DebtorCellphone'], ['borrower.email', 'DebtorEmail'], ['contract.principalFen', 'PrincipalSum'], ['contract.signedOn', 'AgreementSignedAt'], ['disbursements[].on', 'FundsReleasedOn'], ['schedule[].dueOn', 'FinalRepaymentDueOn'], ['contract.rate', 'APR'], ['contract.overdueRate', 'LatePaymentRate'], ['acceleration.noticedOn', 'AccelerationNoticeDate'], ['repayments[].on', 'repayments.ReceivedOn'], ['repayments[].amountFen', 'repayments.AmountReceived'], ['repayments[].serialNo', 'repayments.ReceiptNo'], ['demands[].on', 'demands.ReminderSentOn'], ['demands[].channel', 'demands.ReminderChannel'], ['demands[].note', 'demands.Outcome']],
  },
  {
    about: 'a bank: payouts in a table of their own, what is due in all',
    tables: [
      table('借据.xlsx', { 借据号: (n) => `JD${n}`, 户名: name, 证件号码: identity, 手机号: mobile, 合同金额: yuan, 合同起始日: (n) => day(n, 0, ''), 正常利率: () => '8.5', 逾期利率: () => '12.75', 计息天数基准: () => '360' }, 40, { kind: 'workbook', part: '借据', encoding: null, delimiter: null }),
      table('借据.xlsx', { 借据号: (n) => `JD${n}`, 发放日期: (n) => day(n, 0, ''), 发放金额: yuan, 交易流水号: (n) => `FF${n}` }, 40, { kind: 'workbook', part: '放款明细', encoding: null, delimiter: null }),
      table('借据.xlsx', { 借据号: (n) => `JD${loan(n)}`, 期序: seq, 应还日期: (n) => day(loan(n), 1 + (n % 3), ''), 应还总额: (n) => String(Number(third(n)) + 25), 应还本金: third }, 120, { kind: 'workbook', part: '分期', encoding: null, delimiter: null }),
      table('借据.xlsx', { 借据号: (n) => `JD${loan(n)}`, 入账日期: (n) => day(loan(n), 2, ''), 入账金额: () => '500.00', 交易号: (n) => `RZ${n}` }, 80, { kind: 'workbook', part: '还款明细', encoding: null, delimiter: null }),
    ],
    meant: [['reference', '借据号'], ['borrower.name', '户名'], ['borrower.identity.number', '证件号码'], ['borrower.mobile', '手机号'], ['contract.principalFen', '合同金额'], ['contract.signedOn', '合同起始日'], ['contract.rate', '正常利率', { written: 'percent' }], ['contract.overdueRate', '逾期利率'], ['contract.dayCount', '计息天数基准', { values: { 360: 'actual_360' } }], ['disbursements[].on', 'disbursements.发放日期'], ['disbursements[].amountFen', 'disbursements.发放金额'], ['disbursements[].serialNo', 'disbursements.交易流水号'], ['schedule[].seq', 'schedule.期序'], ['schedule[].dueOn', 'schedule.应还日期'], ['schedule[].principalFen', 'schedule.应还本金'], ['schedule[].interestFen', 'schedule.应还总额', { minus: ['应还本金'] }], ['repayments[].on', 'repayments.入账日期'], ['repayments[].amountFen', 'repayments.入账金额'], ['repayments[].serialNo', 'repayments.交易号']],
  },
  {
    about: 'a small-loan company: how each loan is repaid, and payments taken back',
    tables: [
      table('合同台账.csv', {
        合同编号: (n) => `XD-${n}`, 借款人: name, 身份证号码: identity, 手机号码: mobile, 借款金额: yuan, 签订日期: (n) => day(n), 放款日期: (n) => day(n), 年化利率: () => '14.4%', 罚息上浮比例: () => '50%',
        是否计收复利: () => '否', 还款方式: (n) => (n % 2 === 0 ? '等额本息' : '先息后本'), 计息方式: () => '按期计息', 期数: () => '3', 首期还款日: (n) => day(n, 1), 担保费: () => '120.00',
      }),
      table('还款计划.csv', { 合同编号: (n) => `XD-${loan(n)}`, 期次: seq, 应还日: (n) => day(loan(n), 1 + (n % 3)), 应还本金: third, 应还利息: () => '12.00' }, 120),
      table('还款流水.csv', { 合同编号: (n) => `XD-${n % 40}`, 流水号: (n) => `LS${n}`, 交易日期: (n) => day(n % 40, 2), 交易金额: () => '300.00', 交易类型: (n) => (n % 9 === 4 ? '冲正' : '正常还款'), 原流水号: (n) => (n % 9 === 4 ? `LS${n - 40}` : '') }, 80),
    ],
    meant: [['reference', '合同编号'], ['borrower.name', '借款人'], ['borrower.identity.number', '身份证号码'], ['borrower.mobile', '手机号码'], ['contract.principalFen', '借款金额'], ['contract.signedOn', '签订日期'], ['disbursements[].on', '放款日期'], ['contract.rate', '年化利率'], ['contract.overdueUplift', '罚息上浮比例', { as: 'uplift', written: 'percent' }], ['contract.compoundInterest', '是否计收复利', { values: { 是: true, 否: false } }], ['schedule[].seq', 'schedule.期次'], ['schedule[].dueOn', 'schedule.应还日'], ['schedule[].principalFen', 'schedule.应还本金'], ['schedule[].interestFen', 'schedule.应还利息'], ['repayments[].on', 'repayments.交易日期'], ['repayments[].amountFen', 'repayments.交易金额'], ['repayments[].serialNo', 'repayments.流水号'], ['repayments[].kind', 'repayments.交易类型', { values: { 正常还款: 'payment', 冲正: 'reversal', 还款: 'payment', 提前还款: 'prepayment', 退回: 'reversal' } }], ['repayments[].reverses', 'repayments.原流水号']],
  },
];
