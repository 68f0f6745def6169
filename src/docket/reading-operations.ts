/** Reading the docket: lists, one case in full, its papers. Row-level security decides what there is to see. */
import { record } from '../evidence/operations.ts';
import { paperTitles, type PaperKind } from '../documents/index.ts';
import { accept, assert, isAfter, refuse, type Day, type Outcome } from '../kernel/index.ts';
import type { Loan } from '../claims/index.ts';
import type { Notice } from '../notices/index.ts';
import { noticeById, noticesOf } from '../notices/operations.ts';
import type { Commission } from '../parties/index.ts';
import { commissionById, rosterOf } from '../parties/operations.ts';
import { workingDaysAfter, type Calendar } from '../rulebook/index.ts';
import { calendarOf, rulesOn } from '../rulebook/operations.ts';
import type { Act } from '../shell/act.ts';
import { askGate, readCaseFile, readLoan, type CaseFile } from './case-file.ts';
import type { AwardDraft, Case, CaseDeadline, CasePaper } from './case.ts';
import { makeAward } from './case-papers.ts';
import { selectDeadlines } from './deadline-store.ts';
import { profileOf } from './deadlines.ts';
import type { GateFinding } from './gate.ts';
import { commands, inArbitratorsHands, type CaseState } from './procedure.ts';
import { countByState, lockCases, openCasesByArbitrator, selectCase, selectCases, selectPapers, type CaseFilter } from './store.ts';

export interface CaseList {
  readonly items: readonly { readonly docketCase: Case; readonly next: CaseDeadline | null }[];
  readonly total: number;
  readonly byState: readonly { readonly state: CaseState; readonly count: number; readonly oldest: Day }[];
}

export async function listCases(act: Act, filter: CaseFilter): Promise<CaseList> {
  const { items, total } = await selectCases(act, filter);
  const deadlines = await selectDeadlines(act, items.map((each) => each.caseId));
  const nextOf = (caseId: string) => deadlines.find((each) => each.caseId === caseId && each.state === 'running') ?? null;
  return { items: items.map((docketCase) => ({ docketCase, next: nextOf(docketCase.caseId) })), total, byState: await countByState(act) };
}

export interface CaseDossier extends CaseFile {
  /** Asked now; empty before there is a tribunal, and for those who are not of the commission. */
  readonly gate: readonly GateFinding[];
  /** The draft on the table, or for the arbitrator a proposed text to begin from. */
  readonly proposal: AwardDraft | null;
  /** An estimate of the day of the award if nobody says anything; null once it is made or the road is left. */
  readonly targetOn: Day | null;
}

/** Null when there is no such case to be seen from here. */
export async function caseDossier(act: Act, caseId: string): Promise<CaseDossier | null> {
  const docketCase = await selectCase(act, caseId);
  if (docketCase === null) return null;
  const file = await readCaseFile(act, docketCase);
  const forTribunal = act.scope.kind === 'commission' || act.scope.kind === 'arbitrator';
  const proposal = file.draft ?? (forTribunal && docketCase.state === 'trial' ? proposedDraft(file) : null);
  return {
    ...file,
    gate: forTribunal && docketCase.tribunalOn !== null && docketCase.state !== 'award_served' ? await askGate(act, file, proposal) : [],
    proposal,
    targetOn: estimateAward(await calendarOf(act, docketCase.commissionId), docketCase, file.deadlines, act.today),
  };
}

/** What the face of a notice needs: the case, and whether the respondent has opened a notice. Null when there is no such case. */
export async function caseAtLink(act: Act, caseId: string): Promise<{ readonly docketCase: Case; readonly opened: boolean } | null> {
  const docketCase = await selectCase(act, caseId);
  if (docketCase === null) return null;
  const opened = (await noticesOf(act, caseId)).some((each) => each.recipient === 'respondent' && each.level >= 3);
  return { docketCase, opened };
}

/** A text to begin from in an undefended case. What the respondent said is left for the arbitrator to answer. */
const proposedDraft = ({ answers, loan, claim }: CaseFile): AwardDraft => ({
  opinion: [
    `申请人与被申请人签订的《${loan.contract.name}》是双方真实意思表示，内容不违反法律、行政法规的强制性规定，合法有效，双方应当按照约定履行。`,
    '申请人已依约发放借款，被申请人没有按照约定还款，构成违约，应当承担还本付息的责任。',
    ...(claim.ok
      ? [`申请人主张的利息、逾期利息和费用经逐项核算，未超过按《${claim.value.cap.article.instrument}》${claim.value.cap.article.article}确定的上限，仲裁庭予以支持。`]
      : []),
  ].join('\n'),
  responses: answers.map(({ answerId }) => ({ answerId, response: '' })),
  performanceDays: 10,
});

/** From the last running deadline and the steps still to come, one working day each; never a promise. */
function estimateAward(calendar: Calendar, docketCase: Case, deadlines: readonly CaseDeadline[], today: Day): Day | null {
  const profile = profileOf(docketCase);
  const challengeStep = profile.challengeWorkingDays + 1;
  const running = deadlines.find((each) => each.state === 'running' && each.kind !== 'award')?.dueOn ?? today;
  const from = isAfter(running, today) ? running : today;
  switch (docketCase.state) {
    case 'accepted':
    case 'notice_service':
      return laterBy(calendar, today.add({ days: profile.responseDays }), 1 + challengeStep);
    case 'response_open':
      return laterBy(calendar, from, 1 + challengeStep);
    case 'tribunal_formation':
    case 'appointment_pending':
      return laterBy(calendar, today, challengeStep);
    case 'challenge_open':
      return laterBy(calendar, from, 1);
    case 'trial':
    case 'award_check':
    case 'award_signing':
    case 'award_sealing':
      return today;
    default:
      return null;
  }
}

function laterBy(calendar: Calendar, day: Day, workingDays: number): Day | null {
  const later = workingDaysAfter(calendar, day, workingDays);
  return later.ok ? later.value : null;
}

/** A paper's bytes, if the act may see it. */
export async function paperContent(act: Act, caseId: string, paperId: string): Promise<{ readonly paper: CasePaper; readonly content: Uint8Array } | null> {
  const paper = (await selectPapers(act, [caseId])).find((each) => each.paperId === paperId);
  return paper === undefined ? null : { paper, content: await act.blobs.get(paper.sha256) };
}

export interface NoticeForSending {
  readonly notice: Notice;
  readonly caseNo: string;
  readonly commission: Commission;
  readonly papers: readonly { readonly title: string; readonly content: Uint8Array }[];
}

/** A notice with all that goes out with it; null once a mail server has taken or refused it. */
export async function noticeForSending(act: Act, noticeId: string): Promise<NoticeForSending | null> {
  const notice = await noticeById(act, noticeId);
  const docketCase = notice === null ? null : await selectCase(act, notice.caseId);
  if (notice === null || docketCase === null || notice.attempts.length > 0) return null;
  const papers = (await selectPapers(act, [docketCase.caseId])).filter((each) => notice.paperIds.includes(each.paperId));
  return {
    notice,
    caseNo: docketCase.caseNo ?? '',
    commission: await commissionById(act, docketCase.commissionId),
    papers: await Promise.all(papers.map(async (each) => ({ title: paperTitles[each.kind as PaperKind].zh, content: await act.blobs.get(each.sha256) }))),
  };
}

export type PreviewRefusal = 'case_not_found' | 'out_of_turn' | 'case_cannot_be_processed';

/** The award as it would read with this draft, unsigned; nothing is stored. Refused while there is no tribunal. */
export async function previewAward(act: Act, caseId: string, draft: AwardDraft): Promise<Outcome<Uint8Array, PreviewRefusal>> {
  const docketCase = await selectCase(act, caseId);
  if (docketCase === null) return refuse('case_not_found', { caseId });
  if (docketCase.tribunalOn === null) return refuse('out_of_turn', { state: docketCase.state, needs: commands.draft_award.from });
  const commission = await commissionById(act, docketCase.commissionId);
  const rules = await rulesOn(act, docketCase.commissionId, act.today);
  assert(rules !== null, `${commission.name} has no rules on ${act.today.toString()}`);
  const file = { ...(await readCaseFile(act, docketCase)), draft };
  try {
    return accept((await makeAward({ act, commission, rules, linkOf: () => '' }, file)).content);
  } catch (error) {
    return refuse('case_cannot_be_processed', { cause: error instanceof Error ? error.message : String(error) });
  }
}

/** The respondent's particulars in full. Looking is on record in the case's own chain. */
export async function revealRespondent(act: Act, caseId: string): Promise<Loan['borrower'] | null> {
  const docketCase = (await lockCases(act, [caseId])).get(caseId);
  if (docketCase === undefined) return null;
  await record(act, [{ chainId: caseId, kind: 'respondent_revealed', facts: {} }]);
  return (await readLoan(act, docketCase)).borrower;
}

/** The roster with the cases each arbitrator carries. */
export async function rosterWithLoad(act: Act): Promise<readonly { readonly personId: string; readonly name: string; readonly loadCap: number; readonly openCases: number }[]> {
  const load = await openCasesByArbitrator(act, inArbitratorsHands);
  return (await rosterOf(act, act.scope.id)).map((each) => ({ ...each, openCases: load.get(each.personId) ?? 0 }));
}
