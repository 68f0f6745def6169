/**
 * Commands: what people do to a set of cases. The set is locked and read at once, each case is decided on its
 * own, and the accepted ones are written at once. A case that is refused, or whose papers cannot be made,
 * changes nothing and holds nobody up.
 */
import { paperTitles } from '../documents/index.ts';
import { openKey, signPaper, type SigningKey, type SignatureField } from '../documents/operations.ts';
import { accept, assert, canonicalBytes, newId, refuse, sha256, type Outcome } from '../kernel/index.ts';
import { roles as allRoles, type Commission, type Role, type RosterEntry } from '../parties/index.ts';
import type { NoticePurpose } from '../notices/index.ts';
import { commissionById, keyOf, rosterOf } from '../parties/operations.ts';
import { arbitrationFee, type Calendar, type CalendarRefusal, type CommissionRules, type FeeRefusal } from '../rulebook/index.ts';
import { heldCalendar, rulesOn } from '../rulebook/operations.ts';
import type { Act, Actor } from '../shell/act.ts';
import type { AwardDraft, Case, CasePaper } from './case.ts';
import { acceptanceNotice, arbitrationNotice, compositionNotice, makeAward, makePaper, serviceCertificate } from './case-papers.ts';
import { challengeDeadline, awardDeadline, profileOf } from './deadlines.ts';
import { decideAppointment, decideTurn, type AppointmentRefusal, type CommandRefusal, type Decider } from './decide.ts';
import { moved, write, type Effects } from './effects.ts';
import { askGate, readCaseFile, type CaseFile } from './case-file.ts';
import type { GateFinding } from './gate.ts';
import { commands, inArbitratorsHands, type CaseState } from './procedure.ts';
import { lockCases, openCasesByArbitrator, takeCaseNumber } from './store.ts';

/** A command with what it needs besides the cases. */
export type CommandInput =
  | { readonly command: 'approve_filing' | 'serve_notice' | 'check_award' | 'serve_award' }
  | { readonly command: 'refuse_filing' | 'decline_appointment' | 'return_award'; readonly reasons: string }
  | { readonly command: 'record_fee_payment'; readonly receiptNo: string }
  | { readonly command: 'appoint_arbitrator'; readonly arbitratorId: string }
  /** What the arbitrator discloses; null when there is nothing to disclose. */
  | { readonly command: 'accept_appointment'; readonly disclosure: string | null }
  | { readonly command: 'draft_award'; readonly draft: AwardDraft }
  | { readonly command: 'sign_award' | 'seal_award'; readonly pin: string };

export interface CommandItem {
  readonly caseId: string;
  /** The version that the actor saw and decided on. */
  readonly version: number;
}

export interface CommandDone {
  readonly state: CaseState;
  readonly version: number;
}

export type PerformRefusal =
  | CommandRefusal
  | AppointmentRefusal
  | FeeRefusal
  | CalendarRefusal
  | 'case_not_found'
  | 'case_cannot_be_processed'
  | 'dispute_above_procedure'
  | 'notice_under_way'
  | 'no_address_for_service'
  | 'gate_not_satisfied'
  | 'wrong_pin'
  | 'award_dated_another_day';

export type CommandOutcome = { readonly caseId: string; readonly outcome: Outcome<CommandDone, PerformRefusal> };

/** What all cases of one command share, read once. */
interface Setting {
  readonly act: Act;
  readonly input: CommandInput;
  readonly who: Decider;
  readonly commission: Commission;
  readonly rules: CommissionRules;
  /** The rules on the days on which the cases were filed. */
  readonly rulesWhenFiled: ReadonlyMap<string, CommissionRules | null>;
  readonly calendar: Calendar;
  readonly roster: readonly RosterEntry[];
  /** Counted up as this very command appoints. */
  readonly load: Map<string, number>;
  readonly key: SigningKey | null;
  readonly linkOf: LinkOf;
}

/** How a respondent's link is made: the edge knows, the act does not. */
export type LinkOf = (caseId: string) => string;

/**
 * Takes one command over a set of cases, for a commission's staff or arbitrator, and answers per case. Refusals
 * are `case_not_found`, those of `decideTurn`, and those of the command itself. A wrong PIN refuses every case.
 */
export async function perform(act: Act, linkOf: LinkOf, input: CommandInput, items: readonly CommandItem[]): Promise<readonly CommandOutcome[]> {
  const wanted = [...new Map(items.map((item) => [item.caseId, item])).values()];
  const commission = await commissionById(act, act.scope.id);
  const calendar = await heldCalendar(act, commission.institutionId);
  const locked = await lockCases(act, wanted.map((item) => item.caseId));
  const setting = await readSetting(act, { input, linkOf, commission, calendar }, [...locked.values()]);
  const outcomes: CommandOutcome[] = [];
  const effects: Effects[] = [];
  for (const { caseId, version } of wanted) {
    const docketCase = locked.get(caseId);
    const decided = docketCase === undefined ? refuse('case_not_found', { caseId }) : await decideCase(setting, docketCase, version);
    if (decided.ok) effects.push(decided.value);
    outcomes.push({
      caseId,
      outcome: decided.ok ? accept({ state: decided.value.after.state, version: decided.value.after.version + 1 }) : decided,
    });
  }
  await write(act, setting.commission.institutionId, effects);
  return outcomes;
}

async function readSetting(act: Act, given: Pick<Setting, 'input' | 'linkOf' | 'commission' | 'calendar'>, cases: readonly Case[]): Promise<Setting> {
  const { input, commission } = given;
  const rules = await rulesOn(act, commission.institutionId, act.today);
  const filedOn = input.command === 'approve_filing' ? new Map(cases.map((each) => [each.filedOn.toString(), each.filedOn])) : new Map<string, never>();
  assert(rules !== null, `${commission.name} has no rules on ${act.today.toString()}`);
  return {
    ...given,
    act,
    who: deciderOf(act.actor),
    rules,
    rulesWhenFiled: new Map(await Promise.all([...filedOn].map(async ([day, on]) => [day, await rulesOn(act, commission.institutionId, on)] as const))),
    roster: await rosterOf(act, commission.institutionId),
    load: new Map(input.command === 'appoint_arbitrator' ? await openCasesByArbitrator(act, inArbitratorsHands) : []),
    key: await readKey(act, input),
  };
}

const deciderOf = (actor: Actor): Decider =>
  actor.kind === 'person'
    ? { personId: actor.personId, roles: actor.roles.filter((role): role is Role => (allRoles as readonly string[]).includes(role)) }
    : { personId: '', roles: [] };

/** The signer's own key for an award, the commission's for the seal; null when there is none or the PIN is wrong. */
async function readKey(act: Act, input: CommandInput): Promise<SigningKey | null> {
  if ((input.command !== 'sign_award' && input.command !== 'seal_award') || act.actor.kind !== 'person') return null;
  const stored = await keyOf(act, input.command === 'sign_award' ? act.actor.personId : act.scope.id);
  const opened = stored === null ? null : openKey(stored, input.pin);
  return opened?.ok === true ? opened.value : null;
}

async function decideCase(setting: Setting, docketCase: Case, version: number): Promise<Outcome<Effects, PerformRefusal>> {
  const turn = decideTurn(docketCase, setting.input.command, version, setting.who);
  if (!turn.ok) return turn;
  try {
    return await effectsOf(setting, docketCase);
  } catch (error) {
    // A stored file that is damaged or a paper that cannot be set stops this case, and only this one.
    return refuse('case_cannot_be_processed', { cause: error instanceof Error ? error.message : String(error) });
  }
}

function effectsOf(setting: Setting, docketCase: Case): Promise<Outcome<Effects, PerformRefusal>> | Outcome<Effects, PerformRefusal> {
  const { act, input } = setting;
  const to = commands[input.command].to;
  switch (input.command) {
    case 'approve_filing':
      return approveFiling(setting, docketCase);
    case 'refuse_filing':
      return accept({ after: moved(docketCase, to, act), happenings: [{ kind: 'filing_refused', facts: { reasons: input.reasons } }] });
    case 'record_fee_payment':
      return acceptCase(setting, docketCase, input.receiptNo);
    case 'serve_notice':
      return serveNotice(setting, docketCase);
    case 'appoint_arbitrator':
      return appointArbitrator(setting, docketCase, input.arbitratorId);
    case 'accept_appointment':
      return acceptAppointment(setting, docketCase, input.disclosure);
    case 'decline_appointment':
      return accept({
        after: moved(docketCase, to, act, { arbitratorId: null, arbitratorName: null }),
        happenings: [{ kind: 'appointment_declined', facts: { arbitratorId: docketCase.arbitratorId, reasons: input.reasons } }],
      });
    case 'draft_award':
      return draftAward(setting, docketCase, input.draft);
    case 'return_award':
      return accept({ after: moved(docketCase, to, act), happenings: [{ kind: 'award_returned', facts: { reasons: input.reasons } }] });
    case 'check_award':
      return checkAward(setting, docketCase);
    case 'sign_award':
      return signAward(setting, docketCase);
    case 'seal_award':
      return sealAward(setting, docketCase);
    case 'serve_award':
      return serveAward(setting, docketCase);
  }
}

/** The fee is the one of the commission's table in force on the day of filing, whatever has changed since. */
function approveFiling({ act, rulesWhenFiled }: Setting, docketCase: Case): Outcome<Effects, PerformRefusal> {
  const { maximumDisputeFen } = profileOf(docketCase);
  if (maximumDisputeFen !== null && docketCase.totalFen > maximumDisputeFen) {
    return refuse('dispute_above_procedure', { profile: docketCase.procedureProfile, maximumDisputeFen: maximumDisputeFen.toString() });
  }
  const table = rulesWhenFiled.get(docketCase.filedOn.toString())?.feeTable;
  assert(table !== undefined, `${docketCase.commissionName} had a fee table on ${docketCase.filedOn.toString()}`);
  const fee = arbitrationFee(table, docketCase.totalFen);
  if (!fee.ok) return fee;
  const { totalFen, steps } = fee.value;
  return accept({
    after: moved(docketCase, 'fee_pending', act, { feeFen: totalFen, feeTable: table.id }),
    happenings: [{ kind: 'filing_approved', facts: { feeFen: totalFen, feeTable: table.id, steps } }],
  });
}

/** The fee is in: the case is accepted and has its number. A number whose notice cannot be made stays unused. */
async function acceptCase(setting: Setting, docketCase: Case, receiptNo: string): Promise<Outcome<Effects, PerformRefusal>> {
  const { act, rules, commission } = setting;
  const no = await takeCaseNumber(act, commission.institutionId, act.today.year);
  const caseNo = `（${act.today.year}）${rules.caseNoWords}第${no}号`;
  const after = moved(docketCase, 'accepted', act, { feeReceiptNo: receiptNo, acceptedOn: act.today, caseNo });
  return accept({
    after,
    papers: [await makePaper(act, 'acceptance_notice', acceptanceNotice(setting, after))],
    happenings: [
      { kind: 'fee_paid', facts: { feeFen: docketCase.feeFen, receiptNo } },
      { kind: 'case_accepted', facts: { caseNo, acceptedOn: act.today } },
    ],
  });
}

async function serveNotice(setting: Setting, docketCase: Case): Promise<Outcome<Effects, PerformRefusal>> {
  const { act } = setting;
  const file = await readCaseFile(act, docketCase);
  if (isUnderWay(file, 'arbitration')) return refuse('notice_under_way');
  const address = respondentAddress(file);
  if (address === null) return refuse('no_address_for_service');
  const paper = await makePaper(act, 'arbitration_notice', arbitrationNotice(setting, file), nextRevision(file, 'arbitration_notice'));
  const enclosed = file.papers.filter((each) => ['application', 'claim_sheet', 'evidence_list'].includes(each.kind));
  return accept({
    after: docketCase.state === 'notice_service' ? docketCase : moved(docketCase, 'notice_service', act),
    happenings: [],
    papers: [paper],
    notices: [
      { recipient: 'respondent', purpose: 'arbitration', ...address, paperIds: [paper.paper.paperId, ...enclosed.map((each) => each.paperId)] },
    ],
  });
}

/** The address the contract names for service; failing that, the one the borrower used with the lender. */
function respondentAddress({ loan }: CaseFile): { readonly address: string; readonly addressSource: string } | null {
  const { serviceEmail } = loan.arbitration;
  if (serviceEmail !== null) return { address: serviceEmail, addressSource: 'agreed_in_contract' };
  return loan.borrower.email === null ? null : { address: loan.borrower.email, addressSource: 'used_in_transaction' };
}

const isUnderWay = ({ notices }: CaseFile, purpose: NoticePurpose): boolean =>
  notices.some((each) => each.purpose === purpose && each.attempts.length === 0);

/** The same paper to either side, once the respondent has been served. */
function toBothParties(file: CaseFile, purpose: NoticePurpose, paperId: string): NonNullable<Effects['notices']> {
  const address = respondentAddress(file);
  assert(address !== null, 'a served respondent has an address');
  const what = { purpose, paperIds: [paperId] };
  return [
    { recipient: 'respondent', ...what, ...address },
    { recipient: 'applicant', ...what, address: file.lenderEmail, addressSource: 'directory' },
  ];
}

async function appointArbitrator({ act, roster, load }: Setting, docketCase: Case, arbitratorId: string): Promise<Outcome<Effects, PerformRefusal>> {
  const { challengedArbitrators } = await readCaseFile(act, docketCase);
  const decision = decideAppointment(arbitratorId, roster, load.get(arbitratorId) ?? 0, challengedArbitrators);
  if (!decision.ok) return decision;
  load.set(arbitratorId, (load.get(arbitratorId) ?? 0) + 1);
  const arbitratorName = roster.find((each) => each.personId === arbitratorId)?.name ?? '';
  return accept({
    after: moved(docketCase, 'appointment_pending', act, { arbitratorId, arbitratorName }),
    happenings: [{ kind: 'arbitrator_appointed', facts: { arbitratorId, arbitratorName } }],
  });
}

/** With the arbitrator's declaration and disclosure the tribunal stands; both parties are told of both (Arbitration Law 2025 art. 45). */
async function acceptAppointment(setting: Setting, docketCase: Case, disclosure: string | null): Promise<Outcome<Effects, PerformRefusal>> {
  const { act, calendar } = setting;
  const profile = profileOf(docketCase);
  const challenge = challengeDeadline(calendar, docketCase.caseId, profile, act.today);
  if (!challenge.ok) return challenge;
  const awardBy = awardDeadline(calendar, docketCase.caseId, profile, act.today);
  if (!awardBy.ok) return awardBy;
  const file = await readCaseFile(act, docketCase);
  const after = moved(docketCase, 'challenge_open', act, { tribunalOn: act.today });
  const data = compositionNotice(setting, { ...file, docketCase: after }, challenge.value, disclosure);
  const paper = await makePaper(act, 'composition_notice', data, nextRevision(file, 'composition_notice'));
  return accept({
    after,
    happenings: [{ kind: 'appointment_accepted', facts: { disclosure, challengeUntil: challenge.value.dueOn, awardBy: awardBy.value.dueOn } }],
    papers: [paper],
    opens: [challenge.value, awardBy.value],
    notices: toBothParties(file, 'composition', paper.paper.paperId),
  });
}

/** The gate as it answers now; refuses with every check that is not satisfied. */
async function passGate(act: Act, file: CaseFile, draft?: AwardDraft): Promise<Outcome<readonly GateFinding[], 'gate_not_satisfied'>> {
  const findings = await askGate(act, file, draft);
  const failing = findings.filter((each) => !each.satisfied);
  if (failing.length === 0) return accept(findings);
  return refuse('gate_not_satisfied', { failing: failing.map((each) => `${each.check}: ${each.because}`) });
}

async function draftAward({ act }: Setting, docketCase: Case, draft: AwardDraft): Promise<Outcome<Effects, PerformRefusal>> {
  const gate = await passGate(act, await readCaseFile(act, docketCase), draft);
  if (!gate.ok) return gate;
  return accept({
    after: moved(docketCase, 'award_check', act),
    draft,
    happenings: [{ kind: 'award_drafted', facts: { draftSha256: sha256(canonicalBytes(draft)) } }],
  });
}

/** Dates and freezes the award: what is signed is, to the byte, what was checked. */
async function checkAward(setting: Setting, docketCase: Case): Promise<Outcome<Effects, PerformRefusal>> {
  const { act } = setting;
  const file = await readCaseFile(act, docketCase);
  const gate = await passGate(act, file);
  if (!gate.ok) return gate;
  const [certificate, paper] = await Promise.all([
    makePaper(act, 'service_certificate', serviceCertificate(setting, file), nextRevision(file, 'service_certificate')),
    makeAward(setting, file, nextRevision(file, 'award')),
  ]);
  return accept({
    after: moved(docketCase, 'award_signing', act),
    papers: [certificate, paper],
    happenings: [{ kind: 'award_checked', facts: { sha256: sha256(paper.content), gate: gate.value } }],
  });
}

async function signAward(setting: Setting, docketCase: Case): Promise<Outcome<Effects, PerformRefusal>> {
  const { act, key } = setting;
  if (key === null) return refuse('wrong_pin');
  const file = await readCaseFile(act, docketCase);
  const gate = await passGate(act, file);
  if (!gate.ok) return gate;
  const checked = paperOf(file, 'award');
  if (!checked.issuedOn.equals(act.today)) return refuse('award_dated_another_day', { dated: checked.issuedOn.toString(), today: act.today.toString() });
  return accept({
    after: moved(docketCase, 'award_sealing', act, { awardOn: act.today }),
    papers: [await signedRevision(setting, key, checked, 'Arbitrator', docketCase.arbitratorName ?? '')],
    ends: [{ kind: 'award', as: 'met' }],
    happenings: [{ kind: 'award_signed', facts: { checkedSha256: checked.sha256, certificate: sha256(key.certificate.raw), gate: gate.value } }],
  });
}

async function sealAward(setting: Setting, docketCase: Case): Promise<Outcome<Effects, PerformRefusal>> {
  const { act, key, commission } = setting;
  if (key === null) return refuse('wrong_pin');
  const signed = paperOf(await readCaseFile(act, docketCase), 'award');
  return accept({
    after: moved(docketCase, 'award_issued', act),
    papers: [await signedRevision(setting, key, signed, 'Seal', commission.name)],
    happenings: [{ kind: 'award_sealed', facts: { signedSha256: signed.sha256, certificate: sha256(key.certificate.raw) } }],
  });
}

async function signedRevision({ act }: Setting, key: SigningKey, paper: CasePaper, field: SignatureField, name: string) {
  const unsigned = await act.blobs.get(paper.sha256);
  // PDF signatures state whole seconds.
  const at = act.at.round({ smallestUnit: 'second', roundingMode: 'floor' });
  const content = await signPaper(unsigned, key, { field, reason: `${paperTitles.award.zh} ${field === 'Seal' ? '仲裁机构盖章' : '仲裁员签名'}`, at });
  const signatures = [...paper.signatures, { field, name, at: at.toString() }];
  return { content, paper: { paperId: newId(), kind: paper.kind, revision: paper.revision + 1, issuedOn: paper.issuedOn, signatures } };
}

async function serveAward({ act }: Setting, docketCase: Case): Promise<Outcome<Effects, PerformRefusal>> {
  const file = await readCaseFile(act, docketCase);
  if (isUnderWay(file, 'award')) return refuse('notice_under_way');
  return accept({
    after: docketCase,
    happenings: [],
    notices: toBothParties(file, 'award', paperOf(file, 'award').paperId),
  });
}

function paperOf(file: CaseFile, kind: string): CasePaper {
  const found = file.papers.find((each) => each.kind === kind);
  assert(found !== undefined, `case ${file.docketCase.caseId} has no ${kind}`);
  return found;
}

const nextRevision = (file: CaseFile, kind: string): number => (file.papers.find((each) => each.kind === kind)?.revision ?? 0) + 1;
