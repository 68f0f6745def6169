/**
 * A rate of interest is an exact fraction per year, month or day: `0.24` per year, `0.0005` per day.
 * It is written as the decimal that the contract gives, never as a floating-point number.
 */
export type RatePeriod = 'year' | 'month' | 'day';

export interface Rate {
  /** The decimal as written, e.g. `0.0005`; canonical: no trailing zeros, no exponent. */
  readonly value: string;
  readonly per: RatePeriod;
}

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A portfolio has few rates, and each comes back in every claim many times. */
const remembered = new Map<string, Fraction>();
const mostRemembered = 10_000;

/** The exact fraction of a decimal such as `0.1234`. Throws when the text is not a plain non-negative decimal. */
export function decimalFraction(value: string): Fraction {
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const match = /^(\d+)(?:\.(\d+))?$/.exec(value);
  if (!match) throw new Error(`not a plain decimal: ${JSON.stringify(value)}`);
  const decimals = match[2] ?? '';
  const fraction = { numerator: BigInt(`${match[1]}${decimals}`), denominator: 10n ** BigInt(decimals.length) };
  if (remembered.size < mostRemembered) remembered.set(value, fraction);
  return fraction;
}

/** Writes `numerator / 10^scale` as a canonical decimal: `decimalText(12400n, 5)` → `0.124`. */
export function decimalText(numerator: bigint, scale: number): string {
  const digits = numerator.toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const decimals = digits.slice(digits.length - scale).replace(/0+$/, '');
  return decimals === '' ? whole : `${whole}.${decimals}`;
}

/** `0.124` → `12.4%`, exact. */
export function formatPercent(value: string): string {
  const { numerator, denominator } = decimalFraction(value);
  return `${decimalText(numerator * 100n, denominator.toString().length - 1)}%`;
}
