/**
 * What is given back of the arbitration fee when a claim is withdrawn, or settled and withdrawn. The State Council's
 * measures of 1995 give back the whole acceptance fee before the tribunal is formed, and a part of it afterwards that
 * the commission sets (art. 12). Published rules of one commission give back nothing. The two conflict, so it is the
 * commission's choice, and the measures are the default.
 */
import { z } from 'zod';
import { decimalFraction, portion, subtractFen, type Fen } from '../kernel/index.ts';
import { shareSchema, type ArbitrationFee } from './fee-table.ts';
import { cite, type ArticleRef } from './instrument.ts';
import { arbitrationFeeMeasures1995 } from './instruments/arbitration-fee-measures-1995.ts';

export interface FeeRefundRule {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly article: ArticleRef | null;
  /** Shares of the acceptance fee that are given back, as plain decimals; processing has been used and is kept. */
  readonly beforeTribunal: string;
  readonly afterTribunal: string;
}

export type RefundStage = 'before_tribunal' | 'after_tribunal';

export const feeRefundRules: readonly FeeRefundRule[] = [
  {
    id: 'measures-1995',
    name: '组庭前全部退回，组庭后退回一半',
    source: `${arbitrationFeeMeasures1995.source}；组庭后办法只规定“酌情退回部分”，一半是起始值，由仲裁委员会自行确定`,
    article: cite(arbitrationFeeMeasures1995, '第十二条'),
    beforeTribunal: '1',
    afterTribunal: '0.5',
  },
  {
    id: 'none',
    name: '受理后不退',
    source: '海南仲裁委员会互联网金融仲裁规则（2018年）第三十五条第四款；与办法第十二条不一致',
    article: null,
    beforeTribunal: '0',
    afterTribunal: '0',
  },
];

const words = z.string().trim().min(1);

/** A commission's own rule, given as data. */
export const feeRefundSchema = z
  .strictObject({ id: words, name: words, source: words, beforeTribunal: shareSchema, afterTribunal: shareSchema })
  .transform((rule): FeeRefundRule => ({ ...rule, article: null }));

/** What goes back to the payer and what the commission keeps, together the whole fee; rounded half up to the fen. */
export function feeRefund(rule: FeeRefundRule, fee: ArbitrationFee, stage: RefundStage): { readonly refundFen: Fen; readonly keptFen: Fen } {
  const { numerator, denominator } = decimalFraction(stage === 'before_tribunal' ? rule.beforeTribunal : rule.afterTribunal);
  const refundFen = portion(fee.acceptanceFen, numerator, denominator, 'half_up');
  return { refundFen, keptFen: subtractFen(fee.totalFen, refundFen) };
}
