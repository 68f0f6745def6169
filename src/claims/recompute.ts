/** Checking a stored claim: computed again from the loan file, it must come out the same to the last fen and day. */
import { canonicalText, parseDay, refuse, type Outcome } from '../kernel/index.ts';
import { shippedLpr, type LprTable } from '../rulebook/index.ts';
import type { Claim, ClaimRefusal } from './claim.ts';
import { computeClaim } from './compute-claim.ts';
import type { Loan } from './loan-file.ts';

export type RecomputeRefusal = 'claim_unreadable' | 'claim_does_not_recompute' | ClaimRefusal;

/**
 * `stored` is the claim's canonical JSON, parsed. On a difference the refusal names the first field that differs, in
 * the order of the canonical text, with both values.
 */
export function recomputes(stored: unknown, loan: Loan, lpr: LprTable = shippedLpr): Outcome<Claim, RecomputeRefusal> {
  const days = daysOf(stored);
  if (!days) return refuse('claim_unreadable', { needs: ['asOf', 'filedOn'] });
  const again = computeClaim(loan, days.asOf, days.filedOn, lpr);
  if (!again.ok) return again;
  const difference = firstDifference(stored, JSON.parse(canonicalText(again.value)), '');
  return difference ? refuse('claim_does_not_recompute', difference) : again;
}

function daysOf(stored: unknown) {
  if (!isTree(stored)) return null;
  try {
    return { asOf: parseDay(String(stored.asOf)), filedOn: parseDay(String(stored.filedOn)) };
  } catch {
    return null;
  }
}

interface Difference extends Record<string, string> {
  readonly field: string;
  readonly stored: string;
  readonly recomputed: string;
}

function firstDifference(stored: unknown, recomputed: unknown, field: string): Difference | null {
  if (!isTree(stored) || !isTree(recomputed) || Array.isArray(stored) !== Array.isArray(recomputed)) {
    const texts = { stored: shown(stored), recomputed: shown(recomputed) };
    return texts.stored === texts.recomputed ? null : { field, ...texts };
  }
  for (const key of new Set([...Object.keys(stored), ...Object.keys(recomputed)])) {
    const found = firstDifference(stored[key], recomputed[key], field === '' ? key : `${field}.${key}`);
    if (found) return found;
  }
  return null;
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const shown = (value: unknown): string => (value === undefined ? '(missing)' : JSON.stringify(value));
