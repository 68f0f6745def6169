/** A loan for tests, from the few things a story tells. Sums in yuan as text: `1000.50`. */
import { fen, parseDay, type Fen } from '../kernel/index.ts';
import { loanFileSchema, type Loan, type LoanFile } from './loan-file.ts';

type Contract = Loan['contract'];

export interface Story {
  readonly kind?: Loan['lender']['kind'];
  readonly signedOn?: string;
  readonly disbursed?: readonly (readonly [on: string, yuan: string])[];
  readonly principal?: string;
  /** A plain decimal is a rate per year. */
  readonly rate?: string | Contract['rate'];
  readonly overdueRate?: Contract['overdueRate'];
  readonly overdueUplift?: string;
  readonly compoundInterest?: boolean;
  readonly dayCount?: Contract['dayCount'];
  readonly allocationOrder?: Contract['allocationOrder'];
  /** As the loan file has them. */
  readonly terms?: LoanFile['contract']['terms'];
  /** Paid beside the schedule. */
  readonly charges?: readonly (readonly [on: string, name: string, relation: Contract['charges'][number]['relation'], yuan: string])[];
  /** Due day, principal, interest, fee. */
  readonly schedule: readonly (readonly [dueOn: string, principal: string, interest?: string, fee?: string])[];
  /** The serial number of a reversal is that of the payment which it takes back. */
  readonly repaid?: readonly (readonly [on: string, yuan: string, kind?: Loan['repayments'][number]['kind'], serialNo?: string])[];
  readonly acceleratedOn?: string;
}

export function yuan(text: string): Fen {
  const [whole = '0', decimals = ''] = text.split('.');
  return fen(BigInt(whole + decimals.padEnd(2, '0')));
}

export function loanOf(story: Story): Loan {
  const principalFen = story.principal === undefined ? fen(story.schedule.reduce((sum, [, principal]) => sum + yuan(principal), 0n)) : yuan(story.principal);
  const signedOn = parseDay(story.signedOn ?? '2025-01-10');
  return {
    schema: 'assize/loan-file/v1',
    reference: 'L-1',
    currency: 'CNY',
    lender: { name: '某某小额贷款有限公司', uscc: '-', kind: story.kind ?? 'small_loan', address: '-', legalRepresentative: '-', licenceNo: null, phone: null },
    borrower: { name: '测试人', identity: { kind: 'other', number: '-' }, mobile: null, email: null, address: null },
    contract: {
      contractNo: 'C-1',
      name: '借款合同',
      signedOn,
      principalFen,
      rate: typeof story.rate === 'object' ? story.rate : { value: story.rate ?? '0.12', per: 'year' },
      overdueRate: story.overdueRate ?? null,
      overdueUplift: story.overdueUplift ?? null,
      compoundInterest: story.compoundInterest ?? false,
      dayCount: story.dayCount ?? 'actual_365',
      allocationOrder: story.allocationOrder ?? 'civil_code_561',
      terms: loanFileSchema.shape.contract.shape.terms.parse(story.terms),
      charges: (story.charges ?? []).map(([on, name, relation, amount]) => ({ on: parseDay(on), name, payee: '-', relation, amountFen: yuan(amount) })),
    },
    disbursements: story.disbursed?.map(([on, amount]) => ({ on: parseDay(on), amountFen: yuan(amount), serialNo: null })) ?? [
      { on: signedOn, amountFen: principalFen, serialNo: null },
    ],
    schedule: story.schedule.map(([dueOn, principal, interest = '0', fee = '0'], index) => ({
      seq: index + 1,
      dueOn: parseDay(dueOn),
      principalFen: yuan(principal),
      interestFen: yuan(interest),
      feeFen: yuan(fee),
    })),
    repayments: (story.repaid ?? []).map(([on, amount, kind = 'payment', serialNo = null]) => ({
      on: parseDay(on),
      amountFen: yuan(amount),
      serialNo,
      kind,
      reverses: kind === 'reversal' ? serialNo : null,
    })),
    acceleration: story.acceleratedOn === undefined ? null : { noticedOn: parseDay(story.acceleratedOn) },
    demands: [],
    arbitration: {
      clause: '-',
      institution: '-',
      agreedOn: signedOn,
      writtenProcedure: true,
      onlineProcedure: true,
      serviceEmail: null,
      serviceMobile: null,
    },
    signatures: [],
    files: [],
    sources: [{ file: 'story.csv', sha256: '0'.repeat(64), rows: [1] }],
  };
}
