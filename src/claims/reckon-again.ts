/** Reckoning an explanation again from itself: the tree is read as sums of sums, and nothing else is asked. */
import { decimalFraction, fen, minFen, portion, refuse, accept, type Fen, type Outcome } from '../kernel/index.ts';
import type { Explained, ExplainedSpan, ExplainedStretch, Made } from './explanation.ts';

export type ReckoningRefusal = 'explanation_does_not_add_up';

/**
 * The sum at the root, if every sum in the tree is what the sums below it make. Otherwise the refusal names the first
 * that is not, with what stands there and what it comes to (`again`); or a sum that points to itself or to nothing.
 */
export function reckonAgain(root: Explained): Outcome<Fen, ReckoningRefusal> {
  const explained = new Map<string, Explained>();
  for (const each of nodesOf(root)) if (each.made.by !== 'see' && !explained.has(keyOf(each))) explained.set(keyOf(each), each);
  for (const each of nodesOf(root)) {
    const again = each.made.by === 'see' ? explained.get(keyOf(each))?.fen : reckon(each.made, each.fen);
    if (again !== each.fen) return refuse('explanation_does_not_add_up', { sum: keyOf(each), stated: each.fen.toString(), again: again?.toString() ?? 'explained nowhere' });
  }
  const circle = circleIn(root, explained);
  return circle === null ? accept(root.fen) : refuse('explanation_does_not_add_up', { sum: circle, stated: 'made of itself', again: 'explained nowhere' });
}

const keyOf = ({ name, item, seq, on }: Explained): string => [name, item, seq, on].filter((each) => each !== undefined).join(' ');

function* nodesOf(node: Explained): Generator<Explained> {
  yield node;
  for (const part of partsOf(node.made)) yield* nodesOf(part);
}

function partsOf(made: Made): readonly Explained[] {
  switch (made.by) {
    case 'see':
    case 'record':
      return [];
    case 'sum':
    case 'smallest':
      return made.of;
    case 'less':
      return [made.from, ...made.take];
    case 'not_below_zero':
      return [made.of];
    case 'interest':
      return made.spans.map((each) => each.base);
    case 'share':
      return [made.of, ...made.stretches.map((each) => each.base)];
  }
}

const total = (of: readonly Explained[]): bigint => of.reduce((sum, each) => sum + each.fen, 0n);

/** What a node comes to by the sums of its parts; a record is what it is. */
function reckon(made: Exclude<Made, { by: 'see' }>, stated: Fen): Fen {
  switch (made.by) {
    case 'record':
      return stated;
    case 'sum':
      return fen(total(made.of));
    case 'less':
      return fen(made.from.fen - total(made.take));
    case 'smallest':
      return made.of.map((each) => each.fen).reduce(minFen);
    case 'not_below_zero':
      return made.of.fen < 0n ? fen(0n) : made.of.fen;
    case 'interest':
      return earned(made.spans, made.rounding);
    case 'share':
      return portion(made.of.fen, numberOf(made.stretches), made.fullNumber, 'half_up');
  }
}

const numberOf = (stretches: readonly ExplainedStretch[]): bigint => stretches.reduce((sum, { base, days }) => sum + base.fen * BigInt(days), 0n);

/** Σ(base × days × rate ÷ days of the year), added up as one fraction. */
function earned(spans: readonly ExplainedSpan[], rounding: Extract<Made, { by: 'interest' }>['rounding']): Fen {
  let [numerator, denominator] = [0n, 1n];
  for (const { base, days, rate, yearDays } of spans) {
    const daily = decimalFraction(rate.value);
    const perYear = rate.per === 'month' ? 12n : 1n;
    const byDay = rate.per === 'day' ? 1n : BigInt(yearDays);
    const over = daily.denominator * byDay;
    numerator = numerator * over + base.fen * BigInt(days) * daily.numerator * perYear * denominator;
    denominator *= over;
  }
  return portion(fen(numerator), 1n, denominator, rounding);
}

/** A sum that is made of itself by way of what it points to; null when there is none. */
function circleIn(root: Explained, explained: ReadonlyMap<string, Explained>): string | null {
  const settled = new Set<Explained>();
  const open = new Set<Explained>();
  const visit = (node: Explained): string | null => {
    if (settled.has(node)) return null;
    if (open.has(node)) return keyOf(node);
    open.add(node);
    const target = node.made.by === 'see' ? explained.get(keyOf(node)) : undefined;
    for (const part of target === undefined ? partsOf(node.made) : [target]) {
      const circle = visit(part);
      if (circle !== null) return circle;
    }
    open.delete(node);
    settled.add(node);
    return null;
  };
  return visit(root);
}
