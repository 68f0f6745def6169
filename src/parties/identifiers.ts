/**
 * Identity numbers and their check digits.
 * Resident identity number: GB 11643-1999. Unified social credit code (USCC): GB 32100-2015.
 */
import { accept, addIsoMonths, isoDay, refuse, type Outcome } from '../kernel/index.ts';

export type ResidentIdRefusal =
  | 'identity_number_lost_digits'
  | 'identity_number_malformed'
  | 'identity_number_birth_date_impossible'
  | 'identity_number_check_digit_wrong';

export interface ResidentId {
  readonly number: string;
  /** As ISO text. */
  readonly bornOn: string;
  readonly sex: 'male' | 'female';
}

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** The eighteenth character that belongs to the first seventeen digits. */
export function residentIdCheckDigit(first17: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) sum += (residentWeights[index] ?? 0) * (first17.charCodeAt(index) - 48);
  return '10X98765432'.charAt(sum % 11);
}

/** How a number of so many digits is written when it was stored as one: `1.10105E+17`, `110105194912310020.0`. */
const writtenAsNumber = /^\d(\.\d+)?E\+?\d+$|^\d{16,}\.0*$/i;

/**
 * Reads an 18-character resident identity number: its form, its birth date and its check digit. A spreadsheet keeps
 * 15 to 17 significant digits of a number, so an identity number stored as one comes back with zeros at its end.
 * What was lost cannot be computed back.
 */
export function readResidentId(text: string): Outcome<ResidentId, ResidentIdRefusal> {
  if (!/^\d{17}[\dXx]$/.test(text)) return refuse(writtenAsNumber.test(text) ? 'identity_number_lost_digits' : 'identity_number_malformed');
  const number = text.toUpperCase();
  const bornOn = isoDay(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)));
  if (bornOn === null) return refuse('identity_number_birth_date_impossible');
  if (residentIdCheckDigit(number) !== number.charAt(17)) {
    return refuse(number.endsWith('0') ? 'identity_number_lost_digits' : 'identity_number_check_digit_wrong');
  }
  return accept({ number, bornOn, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' });
}

/** Whether someone born on `bornOn` is an adult on `day`: 18 years of age (Civil Code art. 17). Days as ISO text. */
export const isAdultOn = (bornOn: string, day: string): boolean => (addIsoMonths(bornOn, 18 * 12) ?? bornOn) <= day;

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** The eighteenth character that belongs to the first seventeen of a unified social credit code. */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) sum += (usccWeights[index] ?? 0) * usccAlphabet.indexOf(first17.charAt(index));
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
