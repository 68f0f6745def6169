/** A loan for tests, from the few things a story tells. Sums in yuan as text: `1000.50`. */
import { fen, parseDay, type Fen } from '../kernel/index.ts';
import type { Loan } from './loan-file.ts';

export interface Story {
  readonly kind?: Loan['lender']['kind'];
  readonly signedOn?: string;
  readonly disbursed?: readonly (readonly [on: string, yuan: string])[];
  readonly principal?: string;
  readonly rate?: string;
  readonly overdueRate?: Loan['contract']['overdueRate'];
  readonly dayCount?: Loan['contract']['dayCount'];
  readonly allocationOrder?: Loan['contract']['allocationOrder'];
  /** Due day, principal, interest, fee. */
  readonly schedule: readonly (readonly [dueOn: string, principal: string, interest?: string, fee?: string])[];
  readonly repaid?: readonly (readonly [on: string, yuan: string])[];
  readonly acceleratedOn?: string;
}

export function yuan(text: string): Fen {
  const [whole = '0', decimals = ''] = text.split('.');
  return fen(BigInt(whole + decimals.padEnd(2, '0')));
}

export function loanOf(story: Story): Loan {
  const principalFen = story.principal === undefined ? fen(story.schedule.reduce((sum, [, principal]) => sum + yuan(principal), 0n)) : yuan(story.principal);
  const signedOn = parseDay(story.signedOn ?? '2025-01-10');
  const dated = ([on, amount]: readonly [string, string]) => ({ on: parseDay(on), amountFen: yuan(amount), serialNo: null });
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
      rate: { value: story.rate ?? '0.12', per: 'year' },
      overdueRate: story.overdueRate ?? null,
      dayCount: story.dayCount ?? 'actual_365',
      allocationOrder: story.allocationOrder ?? 'civil_code_561',
    },
    disbursements: story.disbursed?.map(dated) ?? [{ on: signedOn, amountFen: principalFen, serialNo: null }],
    schedule: story.schedule.map(([dueOn, principal, interest = '0', fee = '0'], index) => ({
      seq: index + 1,
      dueOn: parseDay(dueOn),
      principalFen: yuan(principal),
      interestFen: yuan(interest),
      feeFen: yuan(fee),
    })),
    repayments: story.repaid?.map(dated) ?? [],
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
