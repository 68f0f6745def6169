/**
 * Who lends, as the law sorts lenders. `bank` and `consumer_finance` are licensed by the State's financial
 * regulator, `small_loan` by a local one; `private` is everyone else, under the private-lending interpretation.
 */
export const lenderKinds = ['bank', 'consumer_finance', 'small_loan', 'private'] as const;

export type LenderKind = (typeof lenderKinds)[number];
