/** Deciding a set of results at once: what is already filed is asked once for all of them. */
import { filedCases } from '../docket/operations.ts';
import type { Act } from '../shell/act.ts';
import { cannotBeProcessed, decideAdmission, type Admission, type AlreadyFiled, type FilingTerms } from './admission.ts';
import type { RowResult } from './assemble.ts';
import { loanPrint } from './batch.ts';
import { selectFiledBefore, selectPrints } from './store.ts';

/** The answers are in the order of the results. */
export async function admit(act: Act, terms: FilingTerms, results: readonly RowResult[]): Promise<readonly Admission[]> {
  const already = await whatIsFiled(act, terms, results);
  return results.map((result) => {
    try {
      return decideAdmission(result, terms, already);
    } catch (error) {
      if (result.kind === 'reject') throw error;
      return cannotBeProcessed(result.file, error);
    }
  });
}

async function whatIsFiled(act: Act, { lender, round }: FilingTerms, results: readonly RowResult[]): Promise<AlreadyFiled> {
  const files = results.flatMap((each) => (each.kind === 'loan' ? [each.file] : []));
  const references = results.flatMap((each) => (each.kind === 'loan' ? each.file.reference : (each.reference ?? [])));
  const prints = await selectPrints(act, files.map((file) => loanPrint(lender.institutionId, file)));
  const filed = await filedCases(act, {
    references,
    contractNos: files.map((file) => file.contract.contractNo),
    caseIds: prints.map((each) => each.caseId),
  });
  const before = round === null ? [] : await selectFiledBefore(act, round.batchId, round.round, references);
  const byId = Map.groupBy(filed, (each) => each.caseId);
  return {
    byReference: new Map(filed.map((each) => [each.reference, each])),
    byContract: Map.groupBy(filed, (each) => each.contractNo),
    inEarlierRounds: new Set(before),
    byPrint: new Map(prints.map((each) => [each.loanPrint, byId.get(each.caseId) ?? []])),
  };
}
