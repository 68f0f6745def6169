/**
 * What a licensed lender may add when a loan is overdue. A bank or consumer finance company adds 30 to 50 per cent to the
 * contract rate, and takes interest on unpaid interest at that raised rate (the central bank's notice of 2003, art. 3;
 * its standing is `reported`). The notice does not reach other lenders: nothing lets them compound, and their overdue
 * rate is what the contract says, within the cap.
 */
import type { Day } from '../kernel/index.ts';
import { cite, inForceOn, type ArticleRef } from './instrument.ts';
import { loanRateNotice2003 } from './instruments/loan-rate-notice-2003.ts';
import type { LenderKind } from './lender-kinds.ts';

/** The notice's article, where it governs a lender's loans on a day. */
const noticeFor = (kind: LenderKind, on: Day): ArticleRef | null =>
  (kind === 'bank' || kind === 'consumer_finance') && inForceOn(loanRateNotice2003, on) ? cite(loanRateNotice2003, '第三条') : null;

/** How much of the contract rate may come on top of it for what is overdue; null: no rule says. */
export function overdueUpliftRange(kind: LenderKind, on: Day): { readonly least: '0.3'; readonly most: '0.5'; readonly article: ArticleRef } | null {
  const article = noticeFor(kind, on);
  return article === null ? null : { least: '0.3', most: '0.5', article };
}

/** The article that lets a lender take interest on unpaid interest; null: none does. */
export const compoundInterest = noticeFor;
