/** The figures of the invented case: 10,000 lent, five instalments, two repayments. They add up. */
import type { ClaimSheetPaper } from './papers.ts';

const scheduled = (no: number, seq: number, amount: string, paidBy: string, paid: string, left: string) => ({
  no: `L${no}`,
  seq: String(seq),
  dueOn: `2026-0${seq + 3}-02`,
  spans: [],
  made: `还款计划第${seq}期`,
  accrued: amount,
  paidBy,
  paid,
  amount: left,
});

const span = (made: string, base: string, from: string, to: string, days: string, number: string) => ({ made, base, from, to, days, number });

const overdue = (no: number, seq: number, number: string, accrued: string, paidBy: string, paid: string, left: string, spans: readonly ReturnType<typeof span>[]) => ({
  ...scheduled(no, seq, accrued, paidBy, paid, left),
  made: `${number}×18%÷365`,
  spans,
});

const numbered = (no: string, name: string, made: string, amount: string) => ({ no, name, made, amount });

export const sampleClaimSheet: Omit<ClaimSheetPaper, 'commission' | 'sandbox' | 'reference' | 'particulars'> = {
  asOf: '2026年11月20日',
  heads: [
    {
      no: 'B1',
      name: '借款本金',
      made: 'L1+L2+L3+L4+L5',
      accrued: '10,000.00',
      paid: '2,853.64',
      owed: '7,146.36',
      room: '—',
      roomMade: '—',
      capped: false,
      claimed: '7,146.36',
      ground: '合同约定的还款计划；《中华人民共和国民法典》第六百七十五条',
      lines: [
        scheduled(1, 1, '2,000.00', 'R1', '2,000.00', '0.00'),
        scheduled(2, 2, '2,000.00', 'R2', '853.64', '1,146.36'),
        ...[3, 4, 5].map((seq) => scheduled(seq, seq, '2,000.00', '—', '0.00', '2,000.00')),
      ],
    },
    {
      no: 'B2',
      name: '利息',
      made: 'L6+L7+L8+L9+L10',
      accrued: '500.00',
      paid: '300.00',
      owed: '200.00',
      room: '303.61',
      roomMade: 'M9与M3中较小的',
      capped: false,
      claimed: '200.00',
      ground: '合同约定的还款计划，年利率12%；《中华人民共和国民法典》第六百七十四条',
      lines: [
        scheduled(6, 1, '100.00', 'R1', '100.00', '0.00'),
        ...[2, 3].map((seq) => scheduled(seq + 5, seq, '100.00', 'R2', '100.00', '0.00')),
        ...[4, 5].map((seq) => scheduled(seq + 5, seq, '100.00', '—', '0.00', '100.00')),
      ],
    },
    {
      no: 'B3',
      name: '逾期利息',
      made: 'L11+L12+L13+L14',
      accrued: '546.83',
      paid: '46.36',
      owed: '500.47',
      room: '682.75',
      roomMade: 'M6与M3−B2中较小的',
      capped: false,
      claimed: '500.47',
      ground: '合同约定的逾期利率；《中华人民共和国民法典》第六百七十六条',
      lines: [
        overdue(11, 2, '264,856.68', '130.61', 'R2', '38.47', '92.14', [
          span('L2', '2,000.00', '2026-05-03', '2026-06-10', '39', '78,000.00'),
          span('L2−R2', '1,146.36', '2026-06-11', '2026-11-20', '163', '186,856.68'),
        ]),
        overdue(12, 3, '342,000.00', '168.66', 'R2', '7.89', '160.77', [span('L3', '2,000.00', '2026-06-03', '2026-11-20', '171', '342,000.00')]),
        overdue(13, 4, '282,000.00', '139.07', '—', '0.00', '139.07', [span('L4', '2,000.00', '2026-07-03', '2026-11-20', '141', '282,000.00')]),
        overdue(14, 5, '220,000.00', '108.49', '—', '0.00', '108.49', [span('L5', '2,000.00', '2026-08-03', '2026-11-20', '110', '220,000.00')]),
      ],
    },
  ],
  total: { no: 'A', made: 'B1+B2+B3', owed: '7,846.83', sum: { figures: '7,846.83', capitals: '柒仟捌佰肆拾陆元捌角叁分' } },
  comparison: '各项息费按合同共尚欠700.47元，各项均在年利率24%的上限以内，按合同主张。',
  running: '此后另计以7,146.36元为基数、按年利率18%（每年按365日计）计算、自2026年11月21日起至实际付清之日止的逾期利息。',
  disbursements: [numbered('D1', '2026-03-02', 'P20260302000417', '10,000.00')],
  allocation:
    '本金以实际发放的数额为准（《中华人民共和国民法典》第六百七十条）；还款按费用、利息（含逾期利息、复利）、本金的顺序抵充（《中华人民共和国民法典》第五百六十一条）。',
  repayments: [
    {
      no: 'R1',
      on: '2026-04-02',
      serialNo: 'R20260402000417',
      kind: '还款',
      amount: '2,100.00',
      reversed: '—',
      paid: [[{ line: 'L1', amount: '2,000.00' }], [{ line: 'L6', amount: '100.00' }], []],
      principalAfter: '8,000.00',
    },
    {
      no: 'R2',
      on: '2026-06-10',
      serialNo: '—',
      kind: '还款',
      amount: '1,100.00',
      reversed: '—',
      paid: [
        [{ line: 'L2', amount: '853.64' }],
        [{ line: 'L7', amount: '100.00' }, { line: 'L8', amount: '100.00' }],
        [{ line: 'L11', amount: '38.47' }, { line: 'L12', amount: '7.89' }],
      ],
      principalAfter: '7,146.36',
    },
  ],
  cap: {
    basis: '示例规定第二条；各项息费总计不超过年利率24%',
    spans: [
      { no: 'C1', ...span('D1', '10,000.00', '2026-03-03', '2026-04-02', '31', '310,000.00'), rate: '24%' },
      { no: 'C2', ...span('C1−R1', '8,000.00', '2026-04-03', '2026-06-10', '69', '552,000.00'), rate: '24%' },
      { no: 'C3', ...span('C2−R2', '7,146.36', '2026-06-11', '2026-11-20', '163', '1,164,856.68'), rate: '24%' },
    ],
    overdueSpans: [],
    outsideCharges: [numbered('E1', '2026-03-02 保险费（示例保险公司）', '收款人与申请人无关联，不计入', '50.00')],
    sums: [
      numbered('M1', '上限内的息费总额', 'C1至C3积数2,026,856.68×24%÷365，舍去不足一分的部分', '1,332.72'),
      numbered('M2', '已付息费', 'R1、R2抵充的部分', '346.36'),
      numbered('M3', '息费总额尚余', 'M1−M2，不足零的为零', '986.36'),
      numbered('M4', '其中逾期利息和复利的上限', 'L11至L14积数1,108,856.68×24%÷365，舍去不足一分的部分', '729.11'),
      numbered('M5', '已付逾期利息和复利', 'R2抵充的部分', '46.36'),
      numbered('M6', '逾期利息和复利尚余', 'M4−M5，不足零的为零', '682.75'),
      numbered('M7', '其中期内利息的上限', 'M1−M4', '603.61'),
      numbered('M8', '已付利息', 'R1、R2抵充的部分', '300.00'),
      numbered('M9', '期内利息尚余', 'M7−M8，不足零的为零', '303.61'),
    ],
  },
  scheduleDifferences: [{ seq: '5', field: '利息', given: '100.00', rebuilt: '20.00' }],
  notes: ['按合同约定的还款方式重新计算，与还款计划有1处不同，见第五部分；本表按还款计划计算。'],
};
