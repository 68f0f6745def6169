/** The numbers on the claim sheet: which sum has which, and how a row of numbers is written. */
import { assert, fen, formatYuan, type Fen } from '../kernel/index.ts';
import type { ClaimSheetSpan } from '../documents/index.ts';
import { claimItems, type Claim, type ClaimItem, type ClaimLine, type Segment } from './claim.ts';
import type { Loan } from './loan-file.ts';

export interface NumberedLine {
  readonly no: string;
  readonly line: ClaimLine;
}

export interface NumberedHead {
  readonly no: string;
  readonly item: ClaimItem;
  readonly lines: readonly NumberedLine[];
}

export interface Sheet {
  readonly loan: Loan;
  readonly claim: Claim;
  readonly heads: readonly NumberedHead[];
}

/** Heads under which nothing ever fell due are left out. Lines are numbered through all heads. */
export function numberedHeads({ lines }: Claim): readonly NumberedHead[] {
  let last = 0;
  return claimItems
    .map((item) => ({ item, lines: lines.filter((line) => line.item === item) }))
    .filter((head) => head.lines.length > 0)
    .map((head, index) => ({ no: `B${index + 1}`, item: head.item, lines: head.lines.map((line) => ({ no: `L${(last += 1)}`, line })) }));
}

export const linesOf = ({ heads }: Sheet, item: ClaimItem): readonly NumberedLine[] => heads.find((head) => head.item === item)?.lines ?? [];

export const lineOf = (sheet: Sheet, item: ClaimItem, seq: number): NumberedLine => {
  const found = linesOf(sheet, item).find(({ line }) => line.seq === seq);
  assert(found, `instalment ${seq} has a line of ${item}`);
  return found;
};

/** `L1、L2、L3、L7` → `L1至L3、L7`. */
export function numbersText(numbers: readonly string[]): string {
  const runs: string[][] = [];
  for (const no of numbers) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && last.charAt(0) === no.charAt(0) && Number(last.slice(1)) + 1 === Number(no.slice(1))) run.push(no);
    else runs.push([no]);
  }
  return runs.flatMap((run) => (run.length > 2 ? `${run[0]}至${run.at(-1)}` : run)).join('、');
}

export const sumOf = (numbers: readonly string[]): string => (numbers.length < 6 ? numbers.join('+') : `${numbersText(numbers)}之和`);

export const repaymentNo = ({ no }: { readonly no: number }): string => `R${no}`;

export const numberOf = (segments: readonly Segment[]): Fen => fen(segments.reduce((sum, { baseFen, days }) => sum + baseFen * BigInt(days), 0n));

export const spanShown = (segment: Segment): Omit<ClaimSheetSpan, 'made'> => ({
  base: formatYuan(segment.baseFen),
  from: segment.from.toString(),
  to: segment.to.toString(),
  days: String(segment.days),
  number: formatYuan(numberOf([segment])),
});

/** A sum that is taken off: `−374.03`. */
export const takenText = (amount: Fen): string => (amount === 0n ? '—' : `−${formatYuan(amount)}`);
