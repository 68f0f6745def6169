/** Sums and shares as people type them, and as the wire has them. */
import { decimalFraction, decimalText } from '../../../src/kernel/rate.ts';

/** `8,300.5` yuan → `830050`; null for what is no sum of money. */
export function fenOfYuan(text: string): string | null {
  const [, whole = '', decimals = ''] = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(/[,，\s]/g, '')) ?? [];
  return whole === '' ? null : String(BigInt(whole + decimals.padEnd(2, '0')));
}

/** `4.5` per cent → `0.045`; null for what is no percentage from 0 to 100. */
export function shareOfPercent(text: string): string | null {
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text) || Number(text) > 100) return null;
  const { numerator, denominator } = decimalFraction(text);
  return decimalText(numerator, denominator.toString().length + 1);
}
