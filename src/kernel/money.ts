/**
 * Money is a whole number of fen (1 yuan = 100 fen), held as a branded bigint so that it cannot be mixed
 * with a plain number. The only division of money is `portion`, and it names its rounding.
 */
declare const fenBrand: unique symbol;

export type Fen = bigint & { readonly [fenBrand]: true };

/** How a fraction of a fen is settled. `half_up` rounds a half away from zero; `down` cuts towards zero; `up` goes away from it. */
export type Rounding = 'half_up' | 'down' | 'up';

export const fen = (amount: bigint | number): Fen => BigInt(amount) as Fen;

export const zeroFen: Fen = fen(0n);

export function sumFen(amounts: Iterable<bigint>): Fen {
  let sum = 0n;
  for (const each of amounts) sum += each;
  return fen(sum);
}
export const addFen = (...amounts: readonly Fen[]): Fen => sumFen(amounts);

export const subtractFen = (from: Fen, amount: Fen): Fen => fen(from - amount);

export const minFen = (a: Fen, b: Fen): Fen => (a < b ? a : b);

export const maxFen = (a: Fen, b: Fen): Fen => (a > b ? a : b);

/** `amount × numerator ÷ denominator`, settled to a whole fen by the given rounding. The denominator is positive. */
export function portion(amount: Fen, numerator: bigint, denominator: bigint, rounding: Rounding): Fen {
  if (denominator <= 0n) throw new Error(`portion: the denominator must be positive, not ${denominator}`);
  const product = amount * numerator;
  const quotient = product / denominator;
  if (rounding === 'down') return fen(quotient);
  const rest = product % denominator;
  const size = rest < 0n ? -rest : rest;
  if (rounding === 'up' ? size === 0n : size * 2n < denominator) return fen(quotient);
  return fen(product < 0n ? quotient - 1n : quotient + 1n);
}

/** Reads the wire form: a string of digits, in fen, with an optional minus sign. Throws on anything else. */
export function parseFen(text: string): Fen {
  if (!/^-?(0|[1-9]\d*)$/.test(text)) throw new Error(`not an amount in fen: ${JSON.stringify(text)}`);
  return fen(BigInt(text));
}

/** `1234560n` → `12,345.60`: yuan with two decimals, as papers and pages print it. */
export function formatYuan(amount: Fen): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${yuan}.${digits.slice(-2)}`;
}
