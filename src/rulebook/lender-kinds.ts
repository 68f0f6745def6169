/**
 * Who lends, as the law sorts lenders. `bank` and `consumer_finance` are licensed by the State's financial regulator.
 * `small_loan` and `local_financial` are the seven kinds of local financial organisations under a local regulator:
 * small-loan companies, and the other six (financing guarantee, regional equity market, pawn, financial leasing,
 * factoring, local asset management). `private` is everyone else, under the private-lending interpretation.
 */
export const lenderKinds = ['bank', 'consumer_finance', 'small_loan', 'local_financial', 'private'] as const;

export type LenderKind = (typeof lenderKinds)[number];
