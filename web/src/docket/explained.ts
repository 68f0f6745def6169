/** Finding one's way in an explanation, and writing its arithmetic out exactly. Nothing of the claim is reckoned here. */
import type { WireClaimItem, WireExplained, WireMade, WireRecordRef, WireSpan, WireSumName } from '../../../src/http/wire/index.ts';
import { formatYuan, parseFen, subtractFen, zeroFen } from '../../../src/kernel/money.ts';
import { decimalFraction, formatPercent, type Fraction } from '../../../src/kernel/rate.ts';

export interface Place {
  readonly item?: WireClaimItem | undefined;
  readonly seq?: number | undefined;
  readonly on?: string | undefined;
}

const keyOf = (name: WireSumName, { item, seq, on }: Place): string => [name, item, seq, on].filter((each) => each !== undefined).join(' ');
const keyOfNode = (node: WireExplained): string => keyOf(node.name, node);

/** Tells sums apart also where two repayments of one day went to the same line. */
export const markOf = (node: WireExplained): string => (node.made.by === 'record' ? `${keyOfNode(node)} ${markOfRecord(node.made.record)}` : keyOfNode(node));
export const markOfRecord = ({ of, no }: WireRecordRef): string => `${of} ${no}`;

/** Where each sum is explained, and what it is part of. */
export interface Explanation {
  readonly at: (name: WireSumName, place?: Place) => WireExplained | undefined;
  /** The node itself, or the one that explains it. */
  readonly explaining: (node: WireExplained) => WireExplained;
  /** From the total down to it; a sum that is not part of the total stands alone. */
  readonly pathTo: (node: WireExplained) => readonly WireExplained[];
}

export function explore(root: WireExplained): Explanation {
  const parents = new Map<WireExplained, WireExplained | null>();
  const explained = new Map<string, WireExplained>();
  const visit = (node: WireExplained, parent: WireExplained | null) => {
    parents.set(node, parent);
    if (node.made.by !== 'see' && !explained.has(keyOfNode(node))) explained.set(keyOfNode(node), node);
    for (const part of partsOf(node.made)) visit(part, node);
  };
  visit(root, null);
  const pathTo = (node: WireExplained): readonly WireExplained[] => {
    const parent = parents.get(node) ?? null;
    return parent === null ? [node] : [...pathTo(parent), node];
  };
  return {
    at: (name, place = {}) => explained.get(keyOf(name, place)),
    explaining: (node) => (node.made.by === 'see' ? (explained.get(keyOfNode(node)) ?? node) : node),
    pathTo,
  };
}

/** "Never below zero" is said of a difference of the same name: its parts are those of the difference. */
export const plainly = (made: WireMade): Exclude<WireMade, { by: 'not_below_zero' }> => (made.by === 'not_below_zero' ? plainly(made.of.made) : made);

function partsOf(given: WireMade): readonly WireExplained[] {
  const made = plainly(given);
  switch (made.by) {
    case 'see':
    case 'record':
      return [];
    case 'sum':
    case 'smallest':
      return made.of;
    case 'less':
      return [made.from, ...made.take];
    case 'interest':
      return made.spans.map((each) => each.base);
    case 'share':
      return [made.of, ...made.stretches.map((each) => each.base)];
  }
}

/** A sum of the page's own, made of sums of the explanation. */
export const sumOf = (name: WireSumName, of: readonly WireExplained[], place: Place = {}): WireExplained => ({
  name,
  ...place,
  fen: of.reduce((sum, each) => sum + BigInt(each.fen), 0n).toString(),
  made: { by: 'sum', of },
});

/** base × days × rate ÷ days of the year, in fen, exactly. */
export function earned({ base, days, rate, yearDays }: WireSpan): Fraction {
  const { numerator, denominator } = decimalFraction(rate.value);
  const perYear = rate.per === 'month' ? 12n : 1n;
  return { numerator: BigInt(base.fen) * BigInt(days) * numerator * perYear, denominator: denominator * (rate.per === 'day' ? 1n : BigInt(yearDays)) };
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  a.denominator === b.denominator
    ? { numerator: a.numerator + b.numerator, denominator: a.denominator }
    : { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator };

/** A fraction of fen as yuan with four decimals; `…` where there are more. */
export function exactYuan({ numerator, denominator }: Fraction): string {
  const scaled = (numerator * 100n) / denominator;
  const rest = (numerator * 100n) % denominator;
  return `¥${formatYuan(parseFen((scaled / 100n).toString()))}${(scaled % 100n).toString().padStart(2, '0')}${rest === 0n ? '' : '…'}`;
}

/** `× 18% ÷ 365`, as one types it into a calculator. */
export function timesRate({ rate, yearDays }: WireSpan): string {
  const percent = `× ${formatPercent(rate.value)}`;
  return { year: `${percent} ÷ ${yearDays}`, month: `${percent} × 12 ÷ ${yearDays}`, day: percent }[rate.per];
}

export const minus = (from: string, amount: string): string => subtractFen(parseFen(from), parseFen(amount)).toString();

export const isPositive = (amount: string): boolean => parseFen(amount) > zeroFen;
