/** Cases: lists, one case in full, its papers and bundle, and the commands over sets of cases. */
import { z } from 'zod';
import { computeClaim, explainClaim } from '../claims/index.ts';
import { paperTitles, type PaperKind } from '../documents/index.ts';
import { commandNames, commands, caseStates, commandsOpenTo, events, type Answer, type Case, type CaseDeadline, type CasePaper } from '../docket/index.ts';
import {
  caseDossier,
  exportBundle,
  listCases,
  paperContent,
  perform,
  previewAward,
  revealRespondent,
  rosterWithLoad,
  type CaseDossier,
  type CommandInput,
} from '../docket/operations.ts';
import { canonicalText, legalDay, parseDay, refuse } from '../kernel/index.ts';
import type { Notice } from '../notices/index.ts';
import { decidePermission, maskEmail, maskIdentity, maskMobile, maskName, permissions, type Role } from '../parties/index.ts';
import { actOf, fileResponse, notFound, permitted, respondentLink, type Edge, type Viewer } from './edge.ts';
import { add, type App, type EdgeContext } from './endpoint.ts';
import { problem, wireRefusal } from './problem.ts';
import { act } from '../shell/act.ts';
import {
  awardDraftSchema,
  caseDetailSchema,
  caseListSchema,
  caseStateSchema,
  commandRequestSchema,
  commandResponseSchema,
  daySchema,
  explainedClaimSchema,
  idSchema,
  procedureSchema,
  rosterSchema,
  type WireAnswer,
  type WireCaseDetail,
  type WireCaseSummary,
  type WireClaim,
  type WireCommandRequest,
  type WireDeadline,
  type WireExplained,
  type WireNotice,
  type WirePaper,
  type WireProcedure,
} from './wire/index.ts';

const tag = 'cases';
const params = z.object({ caseId: idSchema });

export function addCaseRoutes(app: App, edge: Edge): void {
  add(app, {
    method: 'get',
    path: '/cases',
    tag,
    summary: 'Cases that you may see',
    query: z.object({
      state: caseStateSchema.optional(),
      batchId: idSchema.optional(),
      q: z.string().trim().max(100).optional().describe('Part of a case number, reference or name'),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      sort: z.enum(['newest', 'oldest', 'largest']).default('newest'),
    }),
    answers: { status: 200, schema: caseListSchema, description: 'A page of cases, and how many stand in each state' },
    handle: (c, { query: { state, batchId, q, offset, limit, sort } }) =>
      permitted(c, edge, 'read_cases', async (opened, viewer) => {
        const words = q === undefined || q === '' ? null : q;
        const list = await listCases(opened, { state: state ?? null, batchId: batchId ?? null, words, offset, limit, sort });
        return c.json({
          items: list.items.map(({ docketCase, next }) => wireSummary(viewer, docketCase, next)),
          total: list.total,
          byState: list.byState.map((each) => ({ state: each.state, count: each.count, oldest: each.oldest.toString() })),
        });
      }),
  });

  add(app, {
    method: 'get',
    path: '/cases/{caseId}',
    tag,
    summary: 'One case in full',
    params,
    answers: { status: 200, schema: caseDetailSchema, description: "People's data is masked" },
    handle: (c, { params: { caseId } }) =>
      permitted(c, edge, 'read_cases', async (opened, viewer) => {
        const dossier = await caseDossier(opened, caseId);
        return dossier === null ? notFound(c) : c.json(wireDetail(viewer, dossier));
      }),
  });

  add(app, {
    method: 'get',
    path: '/cases/{caseId}/claim',
    tag,
    summary: 'What is owed on the loan of a case, explained down to each row, repayment and article',
    params,
    query: z.object({ asOf: daySchema.refine((day) => day < '2100', 'a day before 2100').optional().describe('Reckoned for this day from the filed loan file, by the law that the filing chose; left out: the day of the filed claim') }),
    answers: { status: 200, schema: explainedClaimSchema, description: 'For the day of the filed claim: that claim, which was reckoned again and came out the same' },
    handle: (c, { params: { caseId }, query: { asOf } }) =>
      permitted(c, edge, 'read_cases', async (opened) => {
        const dossier = await caseDossier(opened, caseId);
        if (dossier === null) return notFound(c);
        const filed = dossier.claim;
        if (!filed.ok) return problem(c, refuse('claim_does_not_recompute', { because: filed.refusal.code, ...filed.refusal.detail }).refusal);
        const claim = asOf === undefined ? filed : computeClaim(dossier.loan, parseDay(asOf), filed.value.filedOn, dossier.lpr);
        return claim.ok ? c.json({ claim: wireClaim(claim.value), explanation: wireExplanation(explainClaim(claim.value)) }) : problem(c, claim.refusal);
      }),
  });

  add(app, {
    method: 'post',
    path: '/cases/{caseId}/reveal',
    tag,
    summary: "The respondent's particulars in full; the look is put on record",
    params,
    answers: {
      status: 200,
      schema: z.object({ name: z.string(), identity: z.string(), mobile: z.string().nullable(), email: z.string().nullable() }),
      description: 'Unmasked',
    },
    handle: (c, { params: { caseId } }) =>
      permitted(c, edge, 'reveal_respondent', async (opened) => {
        const borrower = await revealRespondent(opened, caseId);
        if (borrower === null) return notFound(c);
        return c.json({ name: borrower.name, identity: borrower.identity.number, mobile: borrower.mobile, email: borrower.email });
      }),
  });

  add(app, {
    method: 'get',
    path: '/cases/{caseId}/papers/{paperId}',
    tag,
    summary: 'A paper of a case',
    params: params.extend({ paperId: idSchema }),
    answers: { status: 200, mediaType: 'application/pdf', description: 'The paper, byte for byte as it is on record' },
    handle: (c, { params: { caseId, paperId } }) =>
      permitted(c, edge, 'read_cases', async (opened) => {
        const found = await paperContent(opened, caseId, paperId);
        return found === null ? notFound(c) : paperResponse(found.paper, found.content);
      }),
  });

  add(app, {
    method: 'get',
    path: '/cases/{caseId}/bundle',
    tag,
    summary: 'The case bundle, which `assize verify` checks offline',
    params,
    answers: { status: 200, mediaType: 'application/zip', description: 'Everything of the case that you may see' },
    handle: (c, { params: { caseId } }) =>
      permitted(c, edge, 'export_bundle', async (opened) => {
        const bundle = await exportBundle(opened, { key: edge.installation.manifestKey, rootPem: edge.installation.rootPem }, caseId);
        return bundle === null ? notFound(c) : fileResponse(bundle, 'application/zip', `case-${caseId}.zip`, 'attachment');
      }),
  });

  add(app, {
    method: 'post',
    path: '/cases/{caseId}/award-preview',
    tag,
    summary: 'The award as it would read with this draft; nothing is stored',
    params,
    body: z.object({ draft: awardDraftSchema }),
    answers: { status: 200, mediaType: 'application/pdf', description: 'Unsigned' },
    handle: (c, { params: { caseId }, body: { draft } }) =>
      permitted(c, edge, 'preview_award', async (opened) => {
        const preview = await previewAward(opened, caseId, draft);
        return preview.ok ? fileResponse(preview.value, 'application/pdf', '裁决书-预览.pdf', 'inline') : problem(c, preview.refusal);
      }),
  });

  add(app, {
    method: 'get',
    path: '/roster',
    tag,
    summary: "The commission's roster, with the cases each arbitrator carries",
    answers: { status: 200, schema: rosterSchema, description: 'Arbitrators' },
    handle: (c) => permitted(c, edge, 'read_roster', async (opened) => c.json({ items: await rosterWithLoad(opened) })),
  });

  add(app, {
    method: 'get',
    path: '/procedure',
    tag,
    summary: 'The permission table and the states, as the server applies them',
    answers: { status: 200, schema: procedureSchema, description: 'Commands by people, and events of the world and the calendar' },
    handle: (c) => Promise.resolve(c.json(wireProcedure)),
  });

  add(app, {
    method: 'post',
    path: '/commands',
    tag,
    summary: 'Do one thing to a set of cases; each is answered on its own',
    body: commandRequestSchema,
    answers: { status: 200, schema: commandResponseSchema, description: 'One outcome per case; some may be refused while others are done' },
    handle: (c, { body }) => performCommand(c, edge, body),
  });
}

async function performCommand(c: EdgeContext, edge: Edge, request: WireCommandRequest): Promise<Response> {
  const viewer = c.get('viewer');
  const decision = decidePermission(viewer.acting.roles, request.command);
  if (!decision.ok) return problem(c, decision.refusal);
  const { items, ...input } = request;
  const outcomes = await act(edge.world, actOf(viewer), (opened) =>
    perform(opened, (caseId) => respondentLink(edge, caseId), input satisfies CommandInput, items),
  );
  const wire = outcomes.map(({ caseId, outcome }) =>
    outcome.ok ? { ok: true as const, caseId, ...outcome.value } : { ok: false as const, caseId, refusal: wireRefusal(c, outcome.refusal) },
  );
  const done = wire.filter((each) => each.ok).length;
  return c.json({ done, refused: wire.length - done, outcomes: wire });
}

const wireProcedure: WireProcedure = {
  commands: commandNames.map((command) => ({
    command,
    from: [...commands[command].from],
    to: [commands[command].to],
    roles: [...(permissions[command] as readonly Role[])],
  })),
  events: Object.entries(events).map(([event, { from, to, by }]) => ({ event, from: [...from], to: [to], by })),
  states: [...caseStates],
};

function wireSummary(viewer: Viewer, docketCase: Case, next: CaseDeadline | null): WireCaseSummary {
  const { caseId, caseNo, reference, batchId, lenderName, commissionName, state, version, serviceLevel, answered } = docketCase;
  return {
    caseId,
    caseNo,
    reference,
    batchId,
    lenderName,
    commissionName,
    respondentName: maskName(docketCase.respondentName),
    state,
    stateSince: docketCase.stateSince.toString(),
    version,
    principalFen: docketCase.principalFen.toString(),
    totalFen: docketCase.totalFen.toString(),
    filedOn: docketCase.filedOn.toString(),
    nextDeadline: next === null ? null : { kind: next.kind, dueOn: next.dueOn.toString() },
    serviceLevel,
    answered,
    commands: [...commandsOpenTo(docketCase, { personId: viewer.personId, roles: viewer.acting.roles })],
  };
}

function wireDetail(viewer: Viewer, dossier: CaseDossier): WireCaseDetail {
  const { docketCase, loan, claim, gate, proposal, targetOn } = dossier;
  const { borrower, lender, contract } = loan;
  const running = dossier.deadlines.find((each) => each.state === 'running') ?? null;
  return {
    ...wireSummary(viewer, docketCase, running),
    contractNo: contract.contractNo,
    contractSignedOn: contract.signedOn.toString(),
    lender: { name: lender.name, uscc: lender.uscc, kind: lender.kind },
    respondent: {
      name: maskName(borrower.name),
      identity: maskIdentity(borrower.identity.number),
      mobile: borrower.mobile === null ? null : maskMobile(borrower.mobile),
      email: borrower.email === null ? null : maskEmail(borrower.email),
    },
    fee: docketCase.feeFen === null ? null : { totalFen: docketCase.feeFen.toString(), table: docketCase.feeTable, receiptNo: docketCase.feeReceiptNo },
    arbitrator: docketCase.arbitratorId === null ? null : { personId: docketCase.arbitratorId, name: docketCase.arbitratorName ?? '' },
    procedure: { profile: docketCase.procedureProfile, targetOn: targetOn?.toString() ?? null },
    claim: claim.ok ? wireClaim(claim.value) : null,
    papers: dossier.papers.map(wirePaper),
    timeline: dossier.chain.ok ? dossier.chain.value.map(({ entry, hash }) => ({
      seq: entry.seq,
      kind: entry.kind,
      happenedAt: entry.happenedAt,
      happenedOn: legalDay(Temporal.Instant.from(entry.happenedAt)).toString(),
      recordedAt: entry.recordedAt,
      actor: { kind: entry.actor.kind, name: entry.actor.name, role: entry.actor.role },
      facts: { ...entry.facts },
      hash,
    })) : [],
    deadlines: dossier.deadlines.map(wireDeadline),
    notices: dossier.notices.map(wireNotice),
    answers: dossier.answers.map(wireAnswer),
    gate: gate.map((each) => ({ ...each, evidence: [...each.evidence] })),
    draft: proposal === null ? null : { ...proposal, responses: [...proposal.responses] },
    warnings: [...docketCase.warnings],
  };
}

/** The claim as it is stored: its canonical JSON is its wire form. */
export const wireClaim = (claim: object): WireClaim => JSON.parse(canonicalText(claim)) as WireClaim;

const wireExplanation = (explanation: object): WireExplained => JSON.parse(canonicalText(explanation)) as WireExplained;

export const wirePaper = ({ paperId, kind, sha256, bytes, issuedOn, signatures }: CasePaper): WirePaper => {
  const { zh: titleZh, en: titleEn } = paperTitles[kind as PaperKind];
  return { paperId, kind, titleZh, titleEn, sha256, bytes, issuedOn: issuedOn.toString(), signatures: [...signatures] };
};

export const paperResponse = ({ kind }: CasePaper, content: Uint8Array): Response =>
  fileResponse(content, 'application/pdf', `${paperTitles[kind as PaperKind].zh}.pdf`, 'inline');

export const wireDeadline = ({ kind, startOn, days, unit, nominalOn, dueOn, rolledOver, rule, calendarVersion }: CaseDeadline): WireDeadline => ({
  kind,
  startOn: startOn.toString(),
  days,
  unit,
  nominalOn: nominalOn.toString(),
  dueOn: dueOn.toString(),
  rolledOver: [...rolledOver],
  rule,
  calendarVersion,
});

const wireNotice = ({ noticeId, recipient, channel, address, addressSource, purpose, level, attempts }: Notice): WireNotice => ({
  noticeId,
  recipient,
  channel,
  address: maskEmail(address),
  addressSource,
  purpose,
  level,
  attempts: attempts.map(({ at, outcome, level: reached, detail }) => ({ at: at.toString(), outcome, level: reached, detail })),
});

export const wireAnswer = ({ answerId, kind, text, receivedAt, late }: Answer): WireAnswer => ({ answerId, kind, text, receivedAt: receivedAt.toString(), late });

