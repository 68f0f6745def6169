/** What a decision does to a case, as data; and the one place that writes it, a whole set of cases at once. */
import { record } from '../evidence/operations.ts';
import type { Happening } from '../evidence/index.ts';
import { sha256 } from '../kernel/index.ts';
import type { NoticeDraft } from '../notices/index.ts';
import { issueNotices } from '../notices/operations.ts';
import type { Act } from '../shell/act.ts';
import type { AwardDraft, Case, CaseDeadline, CasePaper, DeadlineKind } from './case.ts';
import { endDeadlines, insertDeadlines } from './deadline-store.ts';
import type { CaseState } from './procedure.ts';
import { insertPapers, saveDraft, updateCases } from './store.ts';

export interface Effects {
  /** The case as it will stand; its version is counted up when it is written. */
  readonly after: Case;
  readonly happenings: readonly Omit<Happening, 'chainId'>[];
  readonly papers?: readonly NewPaper[];
  readonly notices?: readonly Omit<NoticeDraft, 'caseId'>[];
  readonly opens?: readonly CaseDeadline[];
  readonly ends?: readonly { readonly kind: DeadlineKind; readonly as: Exclude<CaseDeadline['state'], 'running'> }[];
  readonly draft?: AwardDraft;
}

export interface NewPaper {
  readonly paper: Omit<CasePaper, 'caseId' | 'sha256' | 'bytes'>;
  readonly content: Uint8Array;
}

/** The case moved to another state, which it then has since today. */
export const moved = (docketCase: Case, state: CaseState, act: Act, changes: Partial<Case> = {}): Case => ({
  ...docketCase,
  ...changes,
  state,
  stateSince: act.today,
});

/** Writes the effects of a set of cases: files first, then rows, evidence and notices in one transaction. */
export async function write(act: Act, commissionId: string, effects: readonly Effects[]): Promise<void> {
  await writePapers(act, effects.flatMap(({ after, papers = [] }) => papers.map((each) => ({ ...each, caseId: after.caseId }))));
  // Put on record while the case can still be seen: an arbitrator who declines no longer sees it afterwards.
  await record(act, effects.flatMap(({ after, happenings }) => happenings.map((each) => ({ chainId: after.caseId, ...each }))));
  await updateCases(act, effects.map(({ after }) => after));
  await endDeadlines(act, effects.flatMap(({ after, ends = [] }) => ends.map((each) => ({ caseId: after.caseId, ...each }))));
  await insertDeadlines(act, effects.flatMap(({ opens = [] }) => opens));
  for (const { after, draft } of effects) {
    if (draft !== undefined && after.arbitratorId !== null) await saveDraft(act, after.caseId, after.arbitratorId, draft);
  }
  await issueNotices(act, commissionId, effects.flatMap(({ after, notices = [] }) => notices.map((each) => ({ caseId: after.caseId, ...each }))));
}

/** Stores papers and puts each on record with its hash, so that a paper outside the record can be told. */
export async function writePapers(act: Act, papers: readonly (NewPaper & { readonly caseId: string })[]): Promise<void> {
  await Promise.all(papers.map(({ content }) => act.blobs.put(content)));
  const rows = papers.map(({ caseId, paper, content }) => ({ ...paper, caseId, sha256: sha256(content), bytes: content.length }));
  await insertPapers(act, rows);
  await record(
    act,
    rows.map(({ caseId, paperId, kind, revision, sha256: hash, bytes, signatures }) => ({
      chainId: caseId,
      kind: 'paper_made',
      facts: { paperId, paper: kind, revision, sha256: hash, bytes, signatures: signatures.map((each) => each.field) },
    })),
  );
}
