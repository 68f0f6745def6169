/**
 * What an arbitration costs: a sum for the first part of the amount in dispute, a percentage of each part above it,
 * and a processing fee. Each commission has its own table; the State Council's measures of 1995 set the range.
 */
import { z } from 'zod';
import { accept, addFen, fen, minFen, parseDay, portion, decimalFraction, refuse, subtractFen, zeroFen, type Day, type Fen, type Outcome } from '../kernel/index.ts';
import { cite, type ArticleRef } from './instrument.ts';
import { arbitrationFeeMeasures1995 } from './instruments/arbitration-fee-measures-1995.ts';

export interface FeeBracket {
  /** The part of the amount in dispute above this sum, up to the next bracket, costs this share of itself. */
  readonly aboveFen: Fen;
  readonly share: string;
}

export interface FeeTable {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /**
   * `observed`: seen in a lender's system or on a web page; ask the commission before relying on it. `commission`: a
   * commission's own, entered by it.
   */
  readonly standing: 'official_text' | 'observed' | 'commission';
  readonly article: ArticleRef | null;
  /** Null: the source does not say. */
  readonly inUseFrom: Day | null;
  /** The fee for the part up to the first bracket. */
  readonly baseFen: Fen;
  readonly brackets: readonly FeeBracket[];
  /** The greatest amount in dispute that the table covers; null: any. */
  readonly coversToFen: Fen | null;
  readonly processingFen: Fen;
}

/** One part of the amount in dispute and what it costs; `share` is null for the base fee. */
export interface FeeStep {
  readonly fromFen: Fen;
  readonly toFen: Fen;
  readonly share: string | null;
  readonly feeFen: Fen;
}

export interface ArbitrationFee {
  readonly tableId: string;
  readonly disputeFen: Fen;
  readonly steps: readonly FeeStep[];
  readonly acceptanceFen: Fen;
  readonly processingFen: Fen;
  readonly totalFen: Fen;
}

export type FeeRefusal = 'dispute_not_positive' | 'dispute_above_fee_table';

/** A share of a sum, given as data. */
export const shareSchema = z.string().regex(/^(0(\.\d{1,6})?|1)$/, 'a share from 0 to 1, as a plain decimal: 0.04 for 4 %');

const words = z.string().trim().min(1);

const money = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})$/, { error: 'an amount in fen: digits only', abort: true })
  .transform((digits): Fen => fen(BigInt(digits)));

/** A commission's own table, given as data: money as digits in fen, shares as plain decimals. */
export const feeTableSchema = z
  .strictObject({
    id: words,
    name: words,
    source: words,
    baseFen: money,
    brackets: z.array(z.strictObject({ aboveFen: money, share: shareSchema })),
    coversToFen: money.nullable(),
    processingFen: money,
  })
  .superRefine(({ brackets, coversToFen }, context) => {
    brackets.forEach(({ aboveFen }, index) => {
      if (aboveFen > (brackets[index - 1]?.aboveFen ?? zeroFen)) return;
      context.addIssue({ code: 'custom', path: ['brackets', index, 'aboveFen'], message: 'each part begins above the one before it, the first above 0' });
    });
    if (coversToFen !== null && coversToFen <= (brackets.at(-1)?.aboveFen ?? zeroFen)) {
      context.addIssue({ code: 'custom', path: ['coversToFen'], message: 'a table reaches beyond the beginning of its last part' });
    }
  })
  .transform((table): FeeTable => ({ ...table, standing: 'commission', article: null, inUseFrom: null }));

const yuan = (amount: number): Fen => fen(BigInt(amount) * 100n);

/** The table of 1995 at one end of its range: every commission fixes its own point within it (art. 4). */
const measures1995 = (end: 'lowest' | 'highest'): FeeTable => ({
  id: `measures-1995-${end}`,
  name: `仲裁委员会仲裁案件受理费表（${end === 'lowest' ? '下限' : '上限'}）`,
  source: arbitrationFeeMeasures1995.source,
  standing: 'official_text',
  article: cite(arbitrationFeeMeasures1995, '附件'),
  inUseFrom: arbitrationFeeMeasures1995.validFrom,
  baseFen: end === 'lowest' ? yuan(40) : yuan(100),
  brackets: (
    [
      [1_000, '0.04', '0.05'],
      [50_000, '0.03', '0.04'],
      [100_000, '0.02', '0.03'],
      [200_000, '0.01', '0.02'],
      [500_000, '0.005', '0.01'],
      [1_000_000, '0.0025', '0.005'],
    ] as const
  ).map(([above, lowest, highest]) => ({ aboveFen: yuan(above), share: end === 'lowest' ? lowest : highest })),
  coversToFen: null,
  processingFen: zeroFen,
});

const observed = {
  standing: 'observed',
  article: null,
  coversToFen: yuan(50_000),
} as const;

export const feeTables: readonly FeeTable[] = [
  measures1995('lowest'),
  measures1995('highest'),
  {
    ...observed,
    id: 'lender-app-2018',
    name: '某网贷平台所用仲裁费标准',
    source: '某出借人应用程序，自2018年10月20日起使用',
    inUseFrom: parseDay('2018-10-20'),
    baseFen: yuan(40),
    brackets: [{ aboveFen: yuan(1_000), share: '0.04' }],
    processingFen: yuan(100),
  },
  {
    ...observed,
    id: 'commission-70',
    name: '某仲裁委员会收费表',
    source: '某仲裁委员会公开收费页，转引',
    inUseFrom: null,
    baseFen: yuan(70),
    brackets: [{ aboveFen: yuan(1_000), share: '0.045' }],
    processingFen: zeroFen,
  },
];

/** The fee for an amount in dispute, part by part; each part is rounded half up to the fen. */
export function arbitrationFee(table: FeeTable, disputeFen: Fen): Outcome<ArbitrationFee, FeeRefusal> {
  if (disputeFen <= 0n) return refuse('dispute_not_positive', { disputeFen: disputeFen.toString() });
  if (table.coversToFen !== null && disputeFen > table.coversToFen) {
    return refuse('dispute_above_fee_table', { disputeFen: disputeFen.toString(), coversToFen: table.coversToFen.toString(), table: table.id });
  }
  const first: FeeStep = {
    fromFen: zeroFen,
    toFen: minFen(disputeFen, table.brackets[0]?.aboveFen ?? disputeFen),
    share: null,
    feeFen: table.baseFen,
  };
  const above = table.brackets.flatMap(({ aboveFen, share }, index): FeeStep[] => {
    if (disputeFen <= aboveFen) return [];
    const toFen = minFen(disputeFen, table.brackets[index + 1]?.aboveFen ?? disputeFen);
    const { numerator, denominator } = decimalFraction(share);
    return [{ fromFen: aboveFen, toFen, share, feeFen: portion(subtractFen(toFen, aboveFen), numerator, denominator, 'half_up') }];
  });
  const steps = [first, ...above];
  const acceptanceFen = addFen(...steps.map((step) => step.feeFen));
  const { processingFen } = table;
  return accept({ tableId: table.id, disputeFen, steps, acceptanceFen, processingFen, totalFen: addFen(acceptanceFen, processingFen) });
}
