/**
 * Identity numbers and their check digits.
 * Resident identity number: GB 11643-1999. Unified social credit code (USCC): GB 32100-2015.
 */
import { accept, parseDay, refuse, type Day, type Outcome } from '../kernel/index.ts';

export type ResidentIdRefusal =
  | 'identity_number_lost_digits'
  | 'identity_number_malformed'
  | 'identity_number_birth_date_impossible'
  | 'identity_number_check_digit_wrong';

export interface ResidentId {
  readonly number: string;
  readonly bornOn: Day;
  readonly sex: 'male' | 'female';
}

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** The eighteenth character that belongs to the first seventeen digits. */
export function residentIdCheckDigit(first17: string): string {
  const sum = residentWeights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return '10X98765432'.charAt(sum % 11);
}

/**
 * A spreadsheet keeps 15 significant digits of a number, so an identity number stored as a number comes out as
 * `1.10105E+17` or with its last three digits turned into zeros. What was lost cannot be computed back.
 */
const lostDigits = (text: string): boolean =>
  /^\d(\.\d+)?e\+?\d+$/i.test(text) || (/^\d{15}000$/.test(text) && residentIdCheckDigit(text.slice(0, 17)) !== '0');

/** Reads an 18-character resident identity number: its form, its birth date and its check digit. */
export function readResidentId(text: string): Outcome<ResidentId, ResidentIdRefusal> {
  if (lostDigits(text)) return refuse('identity_number_lost_digits');
  const number = text.toUpperCase();
  if (!/^\d{17}[\dX]$/.test(number)) return refuse('identity_number_malformed');
  const bornOn = dayOrNull(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`);
  if (bornOn === null) return refuse('identity_number_birth_date_impossible');
  if (residentIdCheckDigit(number) !== number.charAt(17)) return refuse('identity_number_check_digit_wrong');
  return accept({ number, bornOn, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' });
}

function dayOrNull(text: string): Day | null {
  try {
    return parseDay(text);
  } catch {
    return null;
  }
}

/** Whether someone born on `bornOn` is an adult on `day`: 18 years of age (Civil Code art. 17). */
export const isAdultOn = (bornOn: Day, day: Day): boolean =>
  Temporal.PlainDate.compare(bornOn.add({ years: 18 }), day) <= 0;

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** The eighteenth character that belongs to the first seventeen of a unified social credit code. */
export function usccCheckCharacter(first17: string): string {
  const sum = usccWeights.reduce((total, weight, index) => total + weight * usccAlphabet.indexOf(first17.charAt(index)), 0);
  return usccAlphabet.charAt((31 - (sum % 31)) % 31);
}

/**
 * Whether a unified social credit code is well formed and its check character agrees. A few codes in use are
 * reported to fail, so callers warn and do not refuse.
 */
export const isUsccValid = (code: string): boolean =>
  /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code) && usccCheckCharacter(code) === code.charAt(17);

/** Mainland mobile number: eleven digits that start with 1. */
export const isMobile = (text: string): boolean => /^1[3-9]\d{9}$/.test(text);
