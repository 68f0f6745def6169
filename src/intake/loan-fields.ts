/**
 * The fields of a loan file, each with whether it may be absent and what it allows: what `loanFileSchema` says, as
 * plain functions, because a million loans cannot each be parsed by it. A test holds the two against each other,
 * field by field. The names stand in the order of canonical JSON, and so do those of every loan file made from them.
 */
import { repaymentKinds } from '../claims/index.ts';
import { isoDay } from '../kernel/index.ts';
import { lenderKinds } from '../rulebook/index.ts';

export interface Field {
  readonly nullable: boolean;
  readonly allows: (value: unknown) => boolean;
  /** What to say of a value that is not allowed. */
  readonly form: string;
  /** What the loan file has where nothing is said; without it the field has to be filled, or may be null. */
  readonly otherwise?: string | boolean;
}

/** An object of the loan file; a list is described by its entries. */
export interface Fields {
  readonly [name: string]: Field | Fields;
}

export const isField = (node: Field | Fields): node is Field => typeof node.allows === 'function';

const field = (form: string, allows: Field['allows']) => ({ nullable: false, allows, form });
const orNull = (required: Field): Field => ({ ...required, nullable: true });
const orElse = (otherwise: string | boolean, required: Field): Field => ({ ...required, otherwise });
const matching = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);

export const textForm = 'text';
const text = field(textForm, (value) => typeof value === 'string' && value.trim() !== '');
const money = field('an amount in fen: digits only', matching(/^(0|[1-9]\d{0,17})$/));
const day = field('a day that exists, as YYYY-MM-DD', isDay);
const instant = field('an instant with an offset, as 2026-03-01T08:00:00+08:00', isInstant);
const rate = field('a plain decimal: 0.24 for 24 %', isRate);
const flag = field('true or false', (value) => typeof value === 'boolean');
const sha256 = field('64 hexadecimal digits in lower case', matching(/^[0-9a-f]{64}$/));
const positive = field('a whole number above zero', (value) => Number.isSafeInteger(value) && (value as number) > 0);
const whole = field('a whole number', (value) => Number.isSafeInteger(value) && (value as number) >= 0);
const upTo = (most: number) => field(`a whole number from 1 to ${most}`, (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most);
const uplift = field('a plain decimal: 0.5 for half as much again', matching(/^(0|[1-9]\d?)(\.\d{1,4})?$/));
const oneOf = (...values: readonly string[]) => field(`one of ${values.join(', ')}`, (value) => values.includes(value as string));

function isDay(value: unknown): boolean {
  if (!matching(/^\d{4}-\d\d-\d\d$/)(value)) return false;
  const [year, month, ofMonth] = (value as string).split('-').map(Number);
  return isoDay(year ?? 0, month ?? 0, ofMonth ?? 0) === value;
}

function isInstant(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    Temporal.Instant.from(value);
    return true;
  } catch {
    return false;
  }
}

function isRate(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const { value: decimal, per } = value as Record<string, unknown>;
  return matching(/^(0|[1-9]\d{0,3})(\.\d{1,10})?$/)(decimal) && ['year', 'month', 'day'].includes(per as string);
}

/** The parts of a loan file that hold one object for the loan; what may be absent as a whole is described as if it were there. */
export const partFields = {
  arbitration: {
    agreedOn: day,
    clause: text,
    institution: text,
    onlineProcedure: flag,
    serviceEmail: orNull(text),
    serviceMobile: orNull(text),
    writtenProcedure: flag,
  },
  borrower: {
    address: orNull(text),
    email: orNull(text),
    identity: { kind: oneOf('resident_id', 'passport', 'other'), number: text },
    mobile: orNull(text),
    name: text,
  },
  contract: {
    allocationOrder: oneOf('civil_code_561', 'principal_first', 'oldest_instalment_first'),
    charges: { amountFen: money, name: text, on: day, payee: text, relation: oneOf('lender', 'related', 'independent') },
    compoundInterest: orElse(false, flag),
    contractNo: text,
    dayCount: oneOf('actual_365', 'actual_360', 'thirty_360'),
    name: text,
    overdueRate: orNull(rate),
    overdueUplift: orNull(uplift),
    principalFen: money,
    rate,
    signedOn: day,
    terms: {
      every: { count: upTo(366), unit: oneOf('month', 'day') },
      feeFen: money,
      firstDueOn: day,
      interestBy: oneOf('period', 'day'),
      method: oneOf('equal_instalments', 'equal_principal', 'interest_first', 'bullet', 'flat_fee'),
      monthEnd: oneOf('same_day', 'last_day'),
      periods: upTo(600),
      rounding: oneOf('half_up', 'down', 'up'),
      startsOn: day,
    },
  },
  lender: {
    address: text,
    kind: oneOf(...lenderKinds),
    legalRepresentative: text,
    licenceNo: orNull(text),
    name: text,
    phone: orNull(text),
    uscc: text,
  },
} as const satisfies Fields;

/** The lists of a loan file, by the fields of an entry. */
export const entryFields = {
  demands: { channel: text, note: orNull(text), on: day },
  disbursements: { amountFen: money, on: day, serialNo: orNull(text) },
  files: { bytes: whole, kind: oneOf('contract', 'disbursement_voucher', 'repayment_record', 'collection_record', 'identity', 'other'), mediaType: text, name: text, sha256 },
  repayments: { amountFen: money, kind: orElse('payment', oneOf(...repaymentKinds)), on: day, reverses: orNull(text), serialNo: orNull(text) },
  schedule: { dueOn: day, feeFen: money, interestFen: money, principalFen: money, seq: positive },
  signatures: {
    certificateAuthority: orNull(text),
    certificateSerial: orNull(text),
    method: text,
    name: text,
    signedAt: instant,
    signer: oneOf('borrower', 'lender'),
  },
} as const satisfies Fields;

export const referenceField: Field = text;
export const noticeField: Field = orNull(day);
export const totalField: Field = orNull(money);
