/**
 * The words of column headers, in Chinese and English, as data: first what each word says, then which words together
 * name which field of a loan file. A header is taken apart into these words, so that a name nobody has listed
 * (`实际放款时间`, `actualDisbursementTime`) is understood from its parts.
 */

/** What each word says; the longest word goes first. Under the same sense, Chinese, English and the initials of pinyin. */
const senses: Readonly<Record<string, string>> = {
  // Things and parties
  contract: '合同 协议 合约 契约 ht contract agreement',
  loan: '借款 贷款 借据 授信 用信 jk dk jj loan credit lending borrowing',
  'loan number': '借据号 借据编号 借据流水号 贷款账号 借款单号 loannumber loanid',
  'contract number': 'htbh hth 合同号 合同编号',
  borrower: '借款人 借款方 客户 债务人 被申请人 用户 会员 欠款人 申请人 贷款户 主贷人 承租人 kh jkr borrower customer client member debtor obligor cust user',
  lender: '出借人 出借方 贷款人 贷款方 放款机构 债权人 资方 资金方 机构 放款方 cjr lender creditor originator',
  other: '联系人 紧急联系人 配偶 担保人 保证人 共借人 推荐人 渠道商 商户 代理人 经办人 客户经理 催收员 contact emergency spouse guarantor referrer referred merchant agent investor provider batch subscription third party employer emp zip collateral 抵押 邮编 单位 公司 银行 开户行 bank',
  product: '产品 品种 商品 贷种 项目 product purpose scheme',
  // What happens
  sign: '签名 签约 签署 签订 签字 签章 签 合同签订 qy qd signed sign signing signature executed',
  disbursed: '放款 发放 支用 出账 打款 拨款 到账 起息 实际放款 投放 fk ff disbursed disbursement issued issue funded funding released payout drawdown drawn advance advanced disb',
  due: '应还 应收 到期 应付 应缴 约定还款 计划还款 还款计划 应归还 yh dq due maturity matures payable scheduled expected',
  'due date': '最后还款日 最后还款日期 最终还款日 末期还款日 到期日 还款到期 应还日 计划还款日 约定还款日 终止日 截止日 dqr yhr maturitydate duedate dueon',
  repay: '还款 交易 hk repayment payment pymnt pmt repay pay transaction txn trans',
  paid: '实还 已还 归还 回款 入账 扣款 实收 实际还款 已收 收款 还回 清偿 sh paid repaid paidback payback received rec collected receipt settled',
  reversal: '冲正 冲销 退回 撤销 红冲 退款 reversal reversed refund refunded chargeback',
  'original serial': '原流水号 原交易流水号 原还款流水号 原交易号 原凭证号 原还款单号 被冲正流水号 被冲正编号 originalserial originalserialno originalno originaltxnid originalreceiptno reversedserial',
  demand: '催收 催告 催款 提醒 跟进 外呼 联络 cs dunning collection collections reminder demand followup chase call',
  accelerate: '提前到期 宣布到期 加速到期 宣布提前到期 全部到期 acceleration accelerated accelerate',
  overdue: '逾期 罚息 违约 滞纳 罚 yq overdue default penalty late delinquency arrears punitive pastdue',
  service: '送达 service serving servicing served',
  arbitration: '仲裁 zc arbitration arbitral',
  apply: '申请 进件 application apply applied applicant',
  approve: '审批 审核 批复 approval approve approved',
  created: '创建 录入 登记 生成 created creation create updated 更新 修改',
  closed: '结清 关闭 核销 closed close writeoff',
  birth: '出生 生日 birth dob 性别 gender sex age 年龄 民族',
  // Attributes
  number: '编号 号码 号 单号 代码 编码 bh hm id no num number nbr code key reference ref identifier',
  serial: '流水号 流水 序列号 凭证号 订单号 交易号 交易流水号 支付单号 回单号 lsh serial voucherno orderno txnid transactionid receiptno traceno',
  name: '姓名 名称 名字 名 户名 全称 xm mc name fullname',
  identity: '身份证 证件 身份证号 身份证号码 证件号 证件号码 公民身份号码 sfz sfzh sfzhm zjh zjhm idcard idno idnumber identity identitynumber identification nationalid certno idcardno nid',
  kind: '类型 类别 种类 lx type kind category',
  mobile: '手机 手机号 手机号码 联系电话 电话 联系方式 电话号码 移动电话 sj sjh sjhm lxdh mobile phone tel telephone cellphone msisdn cell mobileno phoneno',
  email: '邮箱 电子邮箱 电子邮件 邮件 邮箱地址 电邮 yx dzyx email mail emailaddress',
  address: '地址 住址 住所 居住地 通讯地址 家庭地址 户籍地址 居住地址 联系地址 dz address addr residence domicile',
  date: '日期 时间 日 年月日 时点 rq sj date time day on at dt d datetime timestamp',
  amount: '金额 额 数额 款额 总额 额度 je amount sum value amt amnt',
  principal: '本金 借款本金 贷款本金 合同本金 bj principal prin prncp capital',
  interest: '利息 息 lx interest int intr',
  compound: '复利 计收复利 compound compounding compounded',
  uplift: '上浮 上浮比例 上浮幅度 加收 加收比例 uplift surcharge markup',
  method: '还款方式 还款方法 还本付息方式 repaymentmethod repaymenttype amortization amortisation',
  accrual: '计息方式 计息规则 计息方法 interestmethod accrual',
  fee: '费用 手续费 服务费 管理费 费 担保费 平台费 咨询费 居间费 保险费 保费 评估费 会员费 premium fee fees charge charges',
  rate: '利率 费率 利率水平 执行利率 ll rate apr apy',
  'rate year': '年利率 年化利率 年化 年息 nll annualrate',
  'rate month': '月利率 月息 月费率 yll',
  'rate daily': '日利率 日息 rll',
  year: '年 年化 annual yearly yr year pa perannum annualized',
  month: '月 monthly month months mth permonth',
  daily: '天 每日 每天 按日 daily days perday',
  term: '期限 期数 总期数 借款期限 贷款期限 分期数 qx qs term tenor tenure duration periods instalments installments',
  seq: '期次 期号 第几期 期序 还款期次 当前期数 当期期数 序号 qc qh seq sequence period instalmentno installmentno installment instalment instno periodno termno',
  status: '状态 zt status state stage',
  channel: '方式 渠道 途径 手段 qd channel method mode means via medium',
  note: '备注 说明 内容 结果 反馈 记录 摘要 bz note notes remark remarks comment memo result outcome content',
  first: '首期 首次 首 第一期 首笔 first initial',
  last: '最后 末期 最近 末 上次 last latest final recent',
  total: '累计 合计 总 总计 共计 全部 lj hj total cumulative overall ttl',
  outstanding: '剩余 未还 余额 欠款 待还 尚欠 拖欠 未偿 remaining outstanding balance bal unpaid out owed prepaid 减免 waived discount 滞留 recoveries recovery',
  start: '开始 起始 起 生效 start begin effective commencement',
  end: '结束 终止 截止 end expiry expire expiration',
  agreed: '约定 同意 是否 确认 agreed agree consent accept is',
  actual: '成功 联系 通知 通知书 告知 notice noticed 信息 情况 明细 资料 要素 基本 实际 真实 本次 当次 本期 当期 每期 个人 系统 内部 我方 借贷 核心 actual real own system main',
  // Papers and institutions
  clause: '条款 条款内容 clause',
  institution: '仲裁机构 仲裁委员会 仲裁委 institution commission tribunal',
  written: '书面 书面审理 written documentsonly',
  online: '网络 在线 线上 网上 网络仲裁 online internet',
  uscc: '统一社会信用代码 社会信用代码 信用代码 uscc creditcode unifiedcode',
  legalrep: '法定代表人 法人代表 法人 负责人 legalrepresentative legalrep representative',
  licence: '许可证 许可证号 牌照 经营许可 金融许可证 licence license',
  file: '文件 文件名 附件 档案 file filename document attachment pdf',
  voucher: '凭证 回单 放款凭证 借据凭证 voucher slip proof',
  hash: 'sha256 哈希 哈希值 散列 散列值 校验值 文件摘要 hash digest checksum',
  bytes: '字节 字节数 大小 文件大小 bytes size filesize',
  certificate: '证书 签名证书 数字证书 certificate cert',
  authority: '认证机构 颁发机构 ca ca机构 电子认证 authority issuer',
  daycount: '计息基数 年计息天数 计息天数 基准天数 天数基准 daycount daycountbasis basis',
  card: '卡号 银行卡 银行卡号 账号 收款账号 还款账号 账户 card cardno account acct iban accountno bankaccount 币种 currency country',
};

export const lexicon: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(senses).flatMap(([atoms, words]) => words.split(' ').map((word) => [word, atoms.split(' ')] as const)),
);

/** What the values under a header look like. */
export type Shape = 'resident_id' | 'uscc' | 'mobile' | 'email' | 'sha256' | 'day' | 'instant' | 'rate' | 'amount' | 'count' | 'name' | 'address' | 'card' | 'flag' | 'choice' | 'code' | 'text';

export interface Meaning {
  /** Words that together say it; `~0.7` where they say it less surely. */
  readonly said: readonly string[];
  /** Words that may stand beside them and change nothing. */
  readonly may?: string;
  /** Words beside which it is something else. */
  readonly not?: string;
  readonly shape: Shape;
}

const person = { not: 'lender other product contract file sign institution authority legalrep card service arbitration birth apply', may: 'borrower number loan actual' };
const loanDate = 'due paid repay overdue demand accelerate last birth closed end other arbitration transaction outstanding status';
const loanMoney = 'apply paid repay overdue outstanding interest fee demand rate card other total due daily month';

/** What a row of loans says. */
export const loanMeanings = {
  reference: { said: ['contract number', 'loan number', 'contract~0.7', 'loan~0.7', 'number~0.5', 'apply number~0.4'], may: 'actual loan contract', not: 'borrower lender other product identity disbursed repay paid file mobile channel card sign licence voucher term seq name overdue certificate amount date hash bytes status rate', shape: 'code' },
  contractNo: { said: ['contract number', 'contract~0.7'], may: 'actual loan', not: 'borrower lender other product identity disbursed repay paid file date name amount licence', shape: 'code' },
  customerNo: { said: ['borrower number'], may: 'actual', not: 'identity mobile card', shape: 'code' },
  'borrower.name': { ...person, said: ['borrower name', 'name~0.9', 'borrower~0.75'], shape: 'name' },
  'borrower.identity.kind': { ...person, said: ['identity kind'], shape: 'choice' },
  'borrower.identity.number': { ...person, not: `${person.not} kind`, said: ['identity number', 'identity', 'borrower identity'], shape: 'resident_id' },
  'borrower.mobile': { ...person, said: ['borrower mobile', 'mobile'], shape: 'mobile' },
  'borrower.email': { ...person, said: ['borrower email', 'email'], may: 'borrower address actual', shape: 'email' },
  'borrower.address': { ...person, not: `${person.not} email`, said: ['borrower address', 'address'], shape: 'address' },
  'lender.name': { said: ['lender name', 'lender~0.8'], not: 'borrower legalrep sign', shape: 'text' },
  'lender.uscc': { said: ['lender uscc', 'uscc~0.9'], not: 'borrower', may: 'number', shape: 'uscc' },
  'lender.address': { said: ['lender address'], not: 'email', shape: 'address' },
  'lender.legalRepresentative': { said: ['legalrep'], may: 'lender name', not: 'borrower', shape: 'name' },
  'lender.licenceNo': { said: ['licence'], may: 'lender number', shape: 'text' },
  'lender.phone': { said: ['lender mobile'], may: 'number', shape: 'code' },
  'contract.name': { said: ['contract name', 'contract kind~0.8', 'loan kind~0.7', 'product name~0.7'], may: 'loan', not: 'file borrower lender', shape: 'text' },
  'contract.signedOn': { said: ['sign date', 'contract date~0.9', 'loan date~0.7', 'approve date~0.6', 'start date~0.6', 'apply date~0.5', 'created date~0.45'], may: 'contract loan actual start', not: `${loanDate} disbursed lender borrower`, shape: 'day' },
  'contract.principalFen': { said: ['principal', 'loan amount', 'contract amount', 'loan principal', 'approve amount~0.6', 'amount~0.6', 'disbursed amount~0.55'], may: 'loan contract amount actual', not: loanMoney, shape: 'amount' },
  'contract.rate': { said: ['rate', 'rate year', 'rate month', 'rate daily', 'interest rate', 'loan rate', 'contract rate'], may: 'loan contract actual year month daily interest', not: 'overdue fee card', shape: 'rate' },
  'contract.overdueRate': { said: ['overdue rate', 'overdue interest rate'], may: 'year month daily loan contract interest date', not: 'uplift', shape: 'rate' },
  'contract.overdueUplift': { said: ['overdue uplift', 'overdue rate uplift', 'uplift~0.6'], may: 'loan contract interest overdue rate', shape: 'rate' },
  'contract.compoundInterest': { said: ['compound', 'compound interest'], may: 'loan contract interest overdue agreed actual', not: 'rate amount', shape: 'flag' },
  'contract.terms.method': { said: ['method', 'loan method'], may: 'loan contract agreed repay', shape: 'choice' },
  'contract.terms.interestBy': { said: ['accrual'], may: 'loan contract agreed interest', not: 'rate', shape: 'choice' },
  'contract.dayCount': { said: ['daycount'], may: 'year daily interest', shape: 'choice' },
  'disbursements.on': { said: ['disbursed date', 'loan start date~0.8', 'loan date~0.75', 'contract start date~0.6', 'start date~0.6'], may: 'loan actual', not: `${loanDate} apply approve created`, shape: 'day' },
  'disbursements.amountFen': { said: ['disbursed amount', 'disbursed principal'], may: 'loan actual principal amount', not: loanMoney, shape: 'amount' },
  'disbursements.serialNo': { said: ['disbursed serial', 'disbursed number~0.8', 'voucher number~0.7'], may: 'loan actual number repay', not: 'file', shape: 'code' },
  repaymentsTotalFen: { said: ['total paid amount', 'total repay amount', 'total paid', 'total repay~0.9', 'paid amount~0.7', 'paid~0.6'], may: 'actual loan', not: 'principal interest fee due outstanding date overdue last first', shape: 'amount' },
  lastPaidOn: { said: ['last paid date', 'last repay date'], may: 'actual loan', shape: 'day' },
  term: { said: ['term', 'term month', 'term daily', 'loan term'], may: 'loan contract number total month daily', not: 'outstanding overdue', shape: 'count' },
  dueOn: { said: ['due date', 'end date~0.7', 'last repay date~0.5'], may: 'loan contract repay actual last', not: 'paid accelerate overdue sign disbursed apply approve created demand first outstanding', shape: 'day' },
  firstDueOn: { said: ['first due date', 'first repay date~0.8'], may: 'loan', not: 'paid', shape: 'day' },
  status: { said: ['status', 'loan status'], may: 'loan contract', shape: 'choice' },
  'acceleration.noticedOn': { said: ['accelerate date', 'accelerate~0.9'], may: 'service due loan', shape: 'day' },
  'arbitration.clause': { said: ['arbitration clause', 'clause~0.7'], may: 'note contract', shape: 'text' },
  'arbitration.institution': { said: ['institution', 'arbitration institution', 'agreed institution'], may: 'arbitration agreed name', not: 'number', shape: 'text' },
  'arbitration.agreedOn': { said: ['arbitration date', 'arbitration sign date', 'clause date'], may: 'agreed contract clause sign', shape: 'day' },
  'arbitration.writtenProcedure': { said: ['written'], may: 'agreed arbitration', shape: 'flag' },
  'arbitration.onlineProcedure': { said: ['online', 'online arbitration'], may: 'agreed arbitration', shape: 'flag' },
  'arbitration.serviceEmail': { said: ['service email'], may: 'agreed address arbitration borrower', shape: 'email' },
  'arbitration.serviceMobile': { said: ['service mobile'], may: 'agreed address arbitration borrower number', shape: 'mobile' },
  borrowerSignedAt: { said: ['borrower sign date', 'sign date~0.5'], may: 'contract', not: 'lender other', shape: 'instant' },
  lenderSignedAt: { said: ['lender sign date'], may: 'contract', not: 'borrower other', shape: 'instant' },
  'signatures.certificateAuthority': { said: ['authority', 'certificate authority'], may: 'sign name certificate', shape: 'text' },
  'signatures.certificateSerial': { said: ['certificate serial', 'certificate number', 'sign certificate serial'], may: 'sign number borrower', not: 'lender authority', shape: 'code' },
  'signatures.method': { said: ['sign channel'], may: 'borrower contract', not: 'lender', shape: 'text' },
  contractFileName: { said: ['contract file', 'contract file name'], may: 'name loan', not: 'hash bytes disbursed voucher', shape: 'text' },
  contractFileBytes: { said: ['contract bytes', 'contract file bytes'], may: 'file loan', not: 'voucher disbursed', shape: 'count' },
  contractFileSha: { said: ['contract hash', 'contract file hash'], may: 'file loan', not: 'voucher disbursed', shape: 'sha256' },
  voucherFileName: { said: ['voucher file', 'disbursed voucher file', 'disbursed file'], may: 'name loan disbursed', not: 'hash bytes', shape: 'text' },
  voucherFileBytes: { said: ['voucher bytes', 'disbursed bytes'], may: 'file loan disbursed', shape: 'count' },
  voucherFileSha: { said: ['voucher hash', 'disbursed hash'], may: 'file loan disbursed', shape: 'sha256' },
} as const satisfies Readonly<Record<string, Meaning>>;

/** What falls due, as a table of its own or in the rows of loans. */
export const scheduleMeanings = {
  'schedule.seq': { said: ['seq', 'seq number', 'term~0.8', 'term number~0.8', 'number~0.3'], may: 'repay due loan actual number', not: 'total contract borrower', shape: 'count' },
  'schedule.dueOn': { said: ['due date', 'due~0.6', 'repay date~0.7', 'seq date~0.7', 'end date~0.7', 'date~0.6'], may: 'loan contract repay seq end last actual term', not: 'paid accelerate overdue sign disbursed apply approve created demand first', shape: 'day' },
  'schedule.principalFen': { said: ['due principal', 'principal~0.9', 'repay principal~0.9'], may: 'repay amount seq loan actual', not: 'paid outstanding overdue contract', shape: 'amount' },
  'schedule.interestFen': { said: ['due interest', 'interest~0.9', 'repay interest~0.9'], may: 'repay amount seq loan actual', not: 'paid outstanding overdue rate', shape: 'amount' },
  'schedule.feeFen': { said: ['due fee', 'fee~0.8', 'repay fee~0.8'], may: 'repay amount seq service loan actual', not: 'paid outstanding overdue rate', shape: 'amount' },
  dueTotal: { said: ['due amount', 'total due', 'total due amount', 'repay amount~0.6', 'amount~0.5'], may: 'repay seq loan actual total', not: 'paid outstanding overdue principal interest fee date contract', shape: 'amount' },
} as const satisfies Readonly<Record<string, Meaning>>;

const entryMoney = 'principal interest fee due outstanding overdue rate card';
export const repaymentMeanings = {
  'repayments.on': { said: ['paid date', 'repay date', 'date~0.7'], may: 'repay actual paid', not: 'due first last disbursed sign apply created accelerate overdue demand closed', shape: 'day' },
  'repayments.amountFen': { said: ['paid amount', 'repay amount', 'paid~0.7', 'amount~0.75', 'total paid amount~0.9'], may: 'repay paid actual loan', not: `${entryMoney} disbursed date first last`, shape: 'amount' },
  'repayments.kind': { said: ['repay kind', 'paid kind', 'kind~0.8', 'reversal~0.7'], may: 'repay paid actual loan reversal is', not: 'identity card contract borrower product channel due date amount number serial original', shape: 'choice' },
  'repayments.reverses': { said: ['original serial'], may: 'repay paid actual number', shape: 'code' },
  'repayments.serialNo': { said: ['serial', 'paid serial', 'repay number', 'paid number', 'number~0.5'], may: 'repay paid actual number', not: 'contract loan borrower other identity disbursed seq channel product term card original', shape: 'code' },
} as const satisfies Readonly<Record<string, Meaning>>;

export const demandMeanings = {
  'demands.on': { said: ['demand date', 'date~0.8', 'service date~0.7'], may: 'repay created actual', not: 'due paid disbursed sign overdue', shape: 'day' },
  'demands.channel': { said: ['demand channel', 'channel', 'demand kind', 'kind~0.6'], may: 'actual', not: 'paid', shape: 'text' },
  'demands.note': { said: ['demand note', 'note', 'demand~0.5'], may: 'actual', not: 'date channel number', shape: 'text' },
} as const satisfies Readonly<Record<string, Meaning>>;

export const disbursementMeanings = {
  'disbursements.on': { ...loanMeanings['disbursements.on'], said: ['disbursed date', 'date~0.7'], may: 'loan actual repay' },
  'disbursements.amountFen': { ...loanMeanings['disbursements.amountFen'], said: ['disbursed amount', 'disbursed principal', 'amount~0.7'] },
  'disbursements.serialNo': { ...loanMeanings['disbursements.serialNo'], said: ['disbursed serial', 'disbursed number~0.8', 'serial~0.8'] },
} as const satisfies Readonly<Record<string, Meaning>>;

/** Cells that stand for nothing. */
export const emptyMarkers: ReadonlySet<string> = new Set(['NA', 'N/A', '#N/A', 'NULL', 'null', 'None', 'none', 'nan', 'NaN', '-', '--', '—', '——', '/', '无', '空', '暂无', '\\N', '(null)', '0000-00-00']);

/** States of a loan in default, in which there is something to claim, and those in which there is not, or not yet. */
export const inDefault = /逾期|违约|不良|核销|呆账|呆滞|坏账|次级|可疑|损失|default|charged?[ _-]?off|overdue|written[ _-]?off|delinquent|bad debt|non.?performing/i;
export const notInDefault = /结清|正常|还款中|已还清|关注|宽限|未到期|履约|撤销|取消|拒绝|fully paid|current|closed|settled|paid off|grace|^late|issued|active|performing|rejected|cancell?ed/i;

/** What names a table: its file or its sheet. */
export const tableNames = {
  schedule: /还款计划|计划表|分期|期供|应还|schedule|instal/i,
  repayments: /还款(?!计划)|实还|回款|流水|repay|payment|receipt/i,
  demands: /催收|催告|催款|dunning|collection|demand|reminder/i,
  borrowers: /客户|借款人|用户|borrower|customer|client|member/i,
  disbursements: /放款|发放|disburse|payout|drawdown/i,
  loans: /借据|贷款|借款(?!人)|合同|主表|台账|loan|contract/i,
} as const;

/** The counterpart of each answer, so that one that happens not to be among the first rows is read as well. */
export const flagPairs: readonly (readonly [yes: string, no: string])[] = [['是', '否'], ['Y', 'N'], ['y', 'n'], ['1', '0'], ['true', 'false'], ['TRUE', 'FALSE'], ['True', 'False'], ['同意', '不同意'], ['有', '无'], ['yes', 'no'], ['Yes', 'No'], ['YES', 'NO'], ['√', '×']];

const yes = /^(是|y|1|true|同意|有|yes|√|已同意|已约定|约定)$/i;
const no = /^(否|n|0|false|不同意|无|no|×|未同意|未约定)$/i;

/** What a yes or a no comes to; null for neither. */
export const flagOf = (text: string): boolean | null => (yes.test(text) ? true : no.test(text) ? false : null);

/** What papers of identity are called. */
export const identityKindOf = (text: string): 'resident_id' | 'passport' | 'other' =>
  /身份证|居民|resident|id.?card|^(01?|A|SFZ|I)$/i.test(text) ? 'resident_id' : /护照|passport/i.test(text) ? 'passport' : 'other';

/** What a way to repay is called; null for a name that nobody has listed. */
export const methodOf = (text: string): 'equal_instalments' | 'equal_principal' | 'interest_first' | 'bullet' | 'flat_fee' | null =>
  methods.find(([, words]) => words.test(text))?.[0] ?? null;

const methods = [
  ['flat_fee', /等本等息|flat/i],
  ['equal_principal', /等额本金|equal.?principal|straight.?line/i],
  ['equal_instalments', /等额本息|equal.?(instal|payment|total)|annuity|level|\bemi\b/i],
  ['bullet', /(到期|期末|一次性?).*还本付息|利随本清|一次性?还清|bullet|lump|at maturity/i],
  ['interest_first', /先息后本|付息.*还本|interest.?(first|only)/i],
] as const;

/** Whether interest is reckoned by the day or by the period; null for neither. */
export const interestByOf = (text: string): 'day' | 'period' | null => (/按日|按天|逐日|日计息|daily|by day/i.test(text) ? 'day' : /按月|按期|按季|月计息|monthly|by (?:month|period)/i.test(text) ? 'period' : null);

/** What the kinds of rows in a table of repayments are called. */
export const repaymentKindOf = (text: string): 'payment' | 'prepayment' | 'reversal' =>
  /冲正|冲销|退回|撤销|红冲|退款|revers|refund|charge.?back|bounced/i.test(text) ? 'reversal' : /提前|prepay|early/i.test(text) ? 'prepayment' : 'payment';

/** Kinds that may come later than the first rows. */
export const usualRepaymentKinds = ['还款', '正常还款', '提前还款', '冲正', '退回'] as const;
