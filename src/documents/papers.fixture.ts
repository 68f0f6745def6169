/** One invented case in all its papers: for tests and for looking at the templates. Nobody here exists. */
import { sampleClaimSheet } from './claim-sheet.fixture.ts';
import type { Papers } from './papers.ts';

const commission = '沙箱示范仲裁委员会';
const sandbox = true;
const caseNo = '沙仲网字（2026）第000123号';
const ruleSet = '沙箱示范仲裁委员会网络仲裁规则（2026年版）';
const contractName = '个人消费借款合同';
const contractNo = 'XJ-2026-000417';
const clause =
  '因本合同引起的或者与本合同有关的任何争议，均提交沙箱示范仲裁委员会，按照其网络仲裁规则在线仲裁，双方同意书面审理。仲裁裁决是终局的，对双方均有约束力。';
const lender = '青禾示例小额贷款有限公司';
const borrower = '示例甲';
const contact = { secretary: '秘书示例', phone: '000-0000 0000', email: 'registry@commission.example' };
const inDispute = sampleClaimSheet.total.sum;
const fee = { figures: '348.54', capitals: '叁佰肆拾捌元伍角肆分' };
const link = 'https://assize.example/r/3q7Yk2mXw9';
const ofCommission = { commission, sandbox, caseNo, sealed: true };

const applicant = {
  role: '申请人',
  name: lender,
  particulars: [
    { label: '统一社会信用代码', value: '91999900MA00000019' },
    { label: '住所', value: '示例省示例市示例区示例路1号' },
    { label: '法定代表人', value: '示例乙' },
  ],
} as const;

const respondent = {
  role: '被申请人',
  name: borrower,
  particulars: [
    { label: '公民身份号码', value: '999999199001010012' },
    { label: '住址', value: '示例省示例市示例县示例镇示例村2组18号' },
    { label: '联系电话', value: '00000000417' },
    { label: '电子邮箱', value: 'jia@borrower.example' },
  ],
} as const;

const claims = [
  '裁决被申请人向申请人偿还借款本金7,146.36元。',
  '裁决被申请人向申请人支付截至2026年11月20日的利息200.00元、逾期利息500.47元，共700.47元。',
  '裁决被申请人向申请人支付以7,146.36元为基数、按年利率18%（每年按365日计）计算、自2026年11月21日起至实际付清之日止的逾期利息。',
  '裁决本案仲裁费由被申请人承担。',
];

const factsFound = [
  '2026年3月2日，申请人与被申请人签订《个人消费借款合同》（合同编号：XJ-2026-000417），约定申请人向被申请人提供借款10,000.00元，借款利率为年利率12%，分5期偿还，首期于2026年4月2日到期，末期于2026年8月2日到期；逾期的，自到期日的次日起对逾期本金按年利率18%计收逾期利息。被申请人示例甲于2026年3月2日09:41以短信验证码方式签署（电子认证机构：示例电子认证有限公司，证书序列号：4A0117）。',
  '申请人依约向被申请人发放了借款：2026年3月2日发放10,000.00元（流水号：P20260302000417）。',
  '截至2026年11月20日，被申请人还款2笔，合计3,200.00元。每笔还款的抵充情况见《金额计算表》。被申请人没有按约定足额支付2026年5月2日到期的款项，截至2026年11月20日已逾期202日。',
];

const hashes = ['9f2c4a7be1d05638', '0b7d15ce8842fa93', '5ce08fd1723ab649'].map((each) => each.repeat(4)) as [string, string, string];

const applicationPapers: Pick<Papers, 'application' | 'claim_sheet' | 'evidence_list'> = {
  application: {
    commission,
    sandbox,
    applicant,
    respondent,
    requests: claims,
    inDispute,
    facts: factsFound,
    clause,
    attachments: ['《金额计算表》一份', '《证据清单》及所列证据材料一套'],
  },
  claim_sheet: {
    commission,
    sandbox,
    reference: contractNo,
    particulars: [
      { label: '申请人', value: lender },
      { label: '被申请人', value: borrower },
      { label: '合同', value: `《${contractName}》（${contractNo}）` },
      { label: '实际发放本金', value: '10,000.00元' },
      { label: '约定利率', value: '年利率12%' },
      { label: '逾期利率', value: '年利率18%' },
    ],
    ...sampleClaimSheet,
  },
  evidence_list: {
    commission,
    sandbox,
    applicant: lender,
    respondent: borrower,
    reference: contractNo,
    items: [
      {
        name: '借款合同（contract.pdf）',
        purpose: '证明双方的借款关系，约定的金额、期限、利率、违约责任和仲裁条款',
        source: '申请人保存',
        extent: '184 KB',
        original: '电子数据',
        sha256: hashes[0],
      },
      {
        name: '放款凭证（voucher.pdf）',
        purpose: '证明申请人已经向被申请人发放借款',
        source: '申请人保存',
        extent: '66 KB',
        original: '电子数据',
        sha256: hashes[1],
      },
      {
        name: '还款数据（2笔）',
        purpose: '证明每笔还款的日期、金额和流水号',
        source: '申请人业务系统',
        extent: '—',
        original: '电子数据',
        sha256: null,
      },
      {
        name: '业务系统导出文件（overdue-2026-11.csv）',
        purpose: '证明上述数据的来源，供核对原始记录',
        source: '申请人业务系统',
        extent: '本案9行',
        original: '电子数据',
        sha256: hashes[2],
      },
    ],
  },
};

export const samplePapers: Papers = {
  ...applicationPapers,
  application_papers: { commission, sandbox, ...applicationPapers },
  acceptance_notice: {
    ...ofCommission,
    to: lender,
    respondent: borrower,
    appliedOn: '2026年11月20日',
    acceptedOn: '2026年11月23日',
    contractNo,
    ruleSet,
    inDispute,
    fee,
    basis: '《中华人民共和国仲裁法》第三十五条',
    contact,
  },
  arbitration_notice: {
    ...ofCommission,
    to: borrower,
    applicant: lender,
    acceptedOn: '2026年11月23日',
    contractName,
    contractNo,
    clause,
    ruleSet,
    basis: '《中华人民共和国仲裁法》第三十六条',
    claims,
    inDispute,
    rights: [
      { name: '答辩', meaning: '说明你对事实、金额和请求的意见。没有固定格式，手机上即可填写。', lastDay: '2026年11月30日' },
      { name: '提交证据', meaning: '提交还款截图、聊天记录、合同等材料，并可对申请人的每项证据发表意见。', lastDay: '2026年11月30日' },
      { name: '管辖权异议', meaning: '认为没有约定仲裁、条款无效或者本会无权处理的，可以提出异议。', lastDay: '2026年11月30日' },
      { name: '反对网上或者书面审理', meaning: '不同意在网上进行，或者要求开庭的，可以明确提出。', lastDay: '2026年11月30日' },
      { name: '反请求', meaning: '认为申请人应当向你付款或者承担其他责任的，可以提出反请求。', lastDay: '2026年11月30日' },
      { name: '共同选定仲裁员', meaning: '可以与申请人共同选定仲裁员；逾期没有共同选定的，由本会主任指定。', lastDay: '2026年11月30日' },
      { name: '申请回避', meaning: '仲裁员可能不公正的，可以要求更换。', lastDay: '以组庭通知书载明的日期为准' },
    ],
    link,
    verifyLink: 'https://assize.example/verify',
    enclosures: ['仲裁申请书副本', '金额计算表', '证据清单及证据材料副本', '仲裁规则', '仲裁员名册'],
    contact,
  },
  composition_notice: {
    ...ofCommission,
    applicant: lender,
    respondent: borrower,
    arbitrator: '示例丙',
    arbitratorProfile: '示例大学法学院教授，金融法',
    appointment:
      '双方当事人没有在规定的期限内共同选定仲裁员，本会主任依照《中华人民共和国仲裁法》第四十四条，于2026年12月1日指定示例丙担任本案独任仲裁员。',
    basis: '《中华人民共和国仲裁法》第四十五条',
    declaredOn: '2026年12月1日',
    disclosure: null,
    challengeLastDay: '2026年12月2日',
    link,
    contact,
  },
  award: {
    ...ofCommission,
    applicant,
    respondent,
    contractName,
    contractNo,
    agreedOn: '2026年3月2日',
    clause,
    appliedOn: '2026年11月20日',
    acceptedOn: '2026年11月23日',
    ruleSet,
    service: [
      '本会于2026年11月23日以电子邮件、短信方式，向合同约定的送达地址送达仲裁通知书、权利义务告知书、仲裁申请书副本及证据材料、仲裁规则和仲裁员名册。被申请人于2026年11月24日打开链接并阅读了上述材料。送达于2026年11月24日生效。',
    ],
    tribunal: [
      '双方当事人没有在规定的期限内共同选定仲裁员。本会主任于2026年12月1日指定示例丙为独任仲裁员，组成仲裁庭。示例丙签署了声明书，没有需要披露的事项。本会于同日将组庭情况和仲裁员披露情况通知双方，双方均未在规定的期限内申请回避。',
    ],
    procedure: '双方约定书面审理，且均未反对在线进行。仲裁庭根据双方提交的材料对本案进行了书面审理。',
    claims,
    defence: null,
    evidence: [
      { name: '借款合同', purpose: '证明借款关系及仲裁条款', finding: '签署时间早于放款时间，签署证书在签署时有效，校验值一致，予以采信。' },
      { name: '放款凭证', purpose: '证明放款', finding: '与放款数据的日期、金额、流水号一致，予以采信。' },
      { name: '还款数据', purpose: '证明还款及尚欠款项', finding: '与还款计划和金额计算表相互印证，被申请人未提出异议，予以采信。' },
    ],
    factsFound,
    opinion: [
      '案涉合同是双方的真实意思表示，内容不违反法律、行政法规的强制性规定，合法有效。合同中的仲裁条款约定明确，本会对本案有管辖权。',
      '申请人已经发放借款，被申请人未按约定还款，应当承担还本付息的责任。申请人主张的息费合计没有超过法律和司法实践保护的上限。对申请人的请求予以支持。',
    ],
    reckoning: {
      filedUntil: '2026年11月20日',
      awardedUntil: '2026年12月3日',
      rows: [
        { name: '借款本金', filed: '7,146.36', awarded: '7,146.36' },
        { name: '利息', filed: '200.00', awarded: '200.00' },
        { name: '逾期利息', filed: '500.47', awarded: '546.29' },
        { name: '合计', filed: '7,846.83', awarded: '7,892.65' },
      ],
      sentences: [
        '自2026年11月21日至2026年12月3日的逾期利息，按仲裁请求计算为7,146.36元×13日×18%÷365＝45.82元；连同截至2026年11月20日的500.47元，共546.29元。',
        '截至2026年12月3日，全部息费的上限为年利率24%（示例规定第二条；各项息费总计不超过年利率24%），与提出请求时相同。上列息费没有超过该上限。',
      ],
    },
    basis: [
      '《中华人民共和国民法典》第六百七十四条',
      '第六百七十五条',
      '第六百七十六条',
      '《中华人民共和国仲裁法》第五十一条',
    ],
    operative: {
      performWithin: '本裁决书送达之日起十日内',
      payments: [
        { name: '借款本金', sum: { figures: '7,146.36', capitals: '柒仟壹佰肆拾陆元叁角陆分' } },
        { name: '截至2026年12月3日的利息', sum: { figures: '200.00', capitals: '贰佰元整' } },
        { name: '截至2026年12月3日的逾期利息', sum: { figures: '546.29', capitals: '伍佰肆拾陆元贰角玖分' } },
      ],
      running: {
        base: { figures: '7,146.36', capitals: '柒仟壹佰肆拾陆元叁角陆分' },
        rate: '年利率18%（每年按365日计）',
        from: '2026年12月4日',
      },
      fee,
      others: [],
    },
    arbitrator: '示例丙',
    secretary: contact.secretary,
  },
  service_certificate: {
    ...ofCommission,
    recipient: `${borrower}（被申请人）`,
    papers: [
      { title: '仲裁通知书（含权利义务告知书）', sha256: hashes[0] },
      { title: '仲裁申请书副本', sha256: hashes[1] },
    ],
    attempts: [
      {
        channel: '电子邮件（合同约定）',
        address: 'j***@borrower.example',
        sentAt: '2026-11-23 10:02:11',
        outcome: '收件服务器确认投递成功',
        outcomeAt: '2026-11-23 10:02:14',
        level: 'L2 约定地址的投递回执',
      },
      {
        channel: '短信',
        address: '000****0417',
        sentAt: '2026-11-23 10:02:12',
        outcome: '网关已受理',
        outcomeAt: '2026-11-23 10:02:13',
        level: 'L1 已发出',
      },
      {
        channel: '链接阅读',
        address: '通知所附链接',
        sentAt: '—',
        outcome: '收件人核验身份后打开并阅读全文',
        outcomeAt: '2026-11-24 08:15:40',
        level: 'L4 经身份核验',
      },
    ],
    effectiveOn: '2026年11月24日',
    ground: '合同约定以该电子邮箱和手机号码为送达地址，依照《中华人民共和国仲裁法》第四十一条，按约定方式送达；收件人已实际阅读。',
  },
};
