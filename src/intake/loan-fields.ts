/**
 * The fields of a loan file, each with whether it may be absent and what it allows: what `loanFileSchema` says, as
 * plain functions, because a million loans cannot each be parsed by it. A test holds the two against each other,
 * field by field. The names stand in the order of canonical JSON, and so do those of every loan file made from them.
 */
import { isoDay } from '../kernel/index.ts';
import { lenderKinds } from '../rulebook/index.ts';

export interface Field {
  readonly nullable: boolean;
  readonly allows: (value: unknown) => boolean;
  /** What to say of a value that is not allowed. */
  readonly form: string;
}

/** An object of the loan file; a list is described by its entries. */
export interface Fields {
  readonly [name: string]: Field | Fields;
}

export const isField = (node: Field | Fields): node is Field => typeof node.allows === 'function';

const field = (form: string, allows: Field['allows']) => ({ nullable: false, allows, form });
const orNull = (required: Field): Field => ({ ...required, nullable: true });
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

/** The parts of a loan file that hold one object for the loan. */
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
    allocationOrder: oneOf('civil_code_561', 'principal_first'),
    contractNo: text,
    dayCount: oneOf('actual_365', 'actual_360'),
    name: text,
    overdueRate: orNull(rate),
    principalFen: money,
    rate,
    signedOn: day,
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
  repayments: { amountFen: money, on: day, serialNo: orNull(text) },
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
