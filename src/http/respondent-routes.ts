/**
 * The respondent's side: no account. The link opens the face of the notice to whoever holds it; the file opens
 * to a browser that has proved who is sitting at it. That proof is a cookie for one case, signed here, for two hours.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { rightIsOpen, type AnswerKind } from '../docket/index.ts';
import { caseAtLink, caseDossier, openNotices, paperContent, receiveAnswer, respondentProves, type CaseDossier } from '../docket/operations.ts';
import { refuse } from '../kernel/index.ts';
import { caseOfToken, identityTailLength } from '../notices/index.ts';
import { identityAttemptsLeft } from '../notices/operations.ts';
import { maskName } from '../parties/index.ts';
import { commissionById } from '../parties/operations.ts';
import { act, type Act } from '../shell/act.ts';
import { wallClock } from '../shell/clock.ts';
import { paperResponse, wireAnswer, wireClaim, wireDeadline, wirePaper } from './case-routes.ts';
import { notFound, type Edge } from './edge.ts';
import { add, type App, type EdgeContext } from './endpoint.ts';
import { problem } from './problem.ts';
import {
  answerReceiptSchema,
  idSchema,
  identityProofSchema,
  newAnswerSchema,
  noticeFaceSchema,
  respondentFileSchema,
  type WireNoticeFace,
  type WireRespondentFile,
} from './wire/index.ts';

const tag = 'respondent';
const params = z.object({ token: z.string().max(64) });
const cookieName = 'assize-respondent';
const cookieSeconds = 2 * 3600;

export function addRespondentRoutes(app: App, edge: Edge): void {
  add(app, {
    method: 'get',
    path: '/respondent/{token}',
    tag,
    summary: 'The face of a notice: enough to know that it is genuine',
    params,
    answers: { status: 200, schema: noticeFaceSchema, description: 'Nothing about the debt' },
    handle: (c, { params: { token } }) => atLink(c, edge, token, async (opened, caseId) => c.json(await face(c, edge, opened, caseId))),
  });

  add(app, {
    method: 'post',
    path: '/respondent/{token}/open',
    tag,
    summary: 'The reader opens the notice; from here the response window runs',
    params,
    answers: { status: 200, schema: noticeFaceSchema, description: 'The face again' },
    handle: (c, { params: { token } }) =>
      atLink(c, edge, token, async (opened, caseId) => {
        const result = await openNotices(opened, caseId, deviceOf(c));
        return result.ok ? c.json(await face(c, edge, opened, caseId)) : problem(c, result.refusal);
      }),
  });

  add(app, {
    method: 'post',
    path: '/respondent/{token}/identity',
    tag,
    summary: 'The reader proves who they are; wrong answers are counted and put on record',
    params,
    body: identityProofSchema,
    answers: { status: 200, schema: noticeFaceSchema, description: 'Proved: a cookie for this case is set' },
    handle: (c, { params: { token }, body: { identityTail } }) =>
      atLink(c, edge, token, async (opened, caseId) => {
        const proof = await respondentProves(opened, caseId, identityTail, deviceOf(c));
        if (!proof.ok) return problem(c, proof.refusal);
        setCookie(c, cookieName, proofOf(edge, caseId, wallClock().epochMilliseconds + cookieSeconds * 1000), {
          path: `/api/respondent/${token}`,
          httpOnly: true,
          sameSite: 'Strict',
          secure: edge.publicUrl.startsWith('https:'),
          maxAge: cookieSeconds,
        });
        return c.json({ ...(await face(c, edge, opened, caseId)), proved: true });
      }),
  });

  add(app, {
    method: 'get',
    path: '/respondent/{token}/file',
    tag,
    summary: 'What is claimed and why, the papers, and every right with its last day',
    params,
    answers: { status: 200, schema: respondentFileSchema, description: 'The file' },
    handle: (c, { params: { token } }) =>
      provedAtLink(c, edge, token, async (opened, caseId) => {
        const dossier = await caseDossier(opened, caseId);
        return dossier === null ? notFound(c) : c.json(await wireFile(opened, dossier));
      }),
  });

  add(app, {
    method: 'get',
    path: '/respondent/{token}/papers/{paperId}',
    tag,
    summary: 'A paper of the file',
    params: params.extend({ paperId: idSchema }),
    answers: { status: 200, mediaType: 'application/pdf', description: 'Byte for byte as it is on record' },
    handle: (c, { params: { token, paperId } }) =>
      provedAtLink(c, edge, token, async (opened, caseId) => {
        const found = await paperContent(opened, caseId, paperId);
        return found === null ? notFound(c) : paperResponse(found.paper, found.content);
      }),
  });

  add(app, {
    method: 'post',
    path: '/respondent/{token}/answers',
    tag,
    summary: 'A defence, an objection to procedure, or a challenge of the arbitrator',
    params,
    body: newAnswerSchema,
    answers: { status: 200, schema: answerReceiptSchema, description: 'The receipt; the same answer sent again gives the same' },
    handle: (c, { params: { token }, body }) =>
      provedAtLink(c, edge, token, async (opened, caseId) => {
        const received = await receiveAnswer(opened, caseId, body);
        if (!received.ok) return problem(c, received.refusal);
        const dossier = await caseDossier(opened, caseId);
        const entry = dossier?.chain.ok === true ? dossier.chain.value.find((each) => each.entry.facts.answerId === body.answerId) : undefined;
        if (dossier === null || entry === undefined) return notFound(c);
        const { answerId, receivedAt, late } = received.value;
        return c.json({ answerId, receivedAt: receivedAt.toString(), late, evidenceHash: entry.hash, state: dossier.docketCase.state });
      }),
  });
}

async function atLink(c: EdgeContext, edge: Edge, token: string, work: (opened: Act, caseId: string) => Promise<Response>): Promise<Response> {
  const caseId = caseOfToken(edge.installation.secret, token);
  if (caseId === null) return problem(c, refuse('link_not_genuine').refusal);
  return act(edge.world, { actor: { kind: 'respondent', name: '被申请人' }, scope: { kind: 'case', id: caseId } }, (opened) => work(opened, caseId));
}

const provedAtLink: typeof atLink = (c, edge, token, work) =>
  atLink(c, edge, token, (opened, caseId) => (hasProved(c, edge, caseId) ? work(opened, caseId) : Promise.resolve(problem(c, refuse('identity_needed').refusal))));

/** `expiry.code`: until when the browser counts as the respondent of the case. */
function proofOf({ installation }: Edge, caseId: string, expiresAt: number): string {
  return `${expiresAt}.${createHmac('sha256', installation.secret).update(`respondent-proof ${caseId} ${expiresAt}`).digest('base64url')}`;
}

function hasProved(c: EdgeContext, edge: Edge, caseId: string): boolean {
  const given = Buffer.from(getCookie(c, cookieName) ?? '');
  const expiresAt = Number.parseInt(given.toString(), 10);
  if (!(expiresAt > wallClock().epochMilliseconds)) return false;
  const expected = Buffer.from(proofOf(edge, caseId, expiresAt));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** What the reader's browser tells of itself, for the record of service. */
const deviceOf = (c: EdgeContext): string => (c.req.header('user-agent') ?? 'unknown device').slice(0, 200);

async function face(c: EdgeContext, edge: Edge, opened: Act, caseId: string): Promise<WireNoticeFace> {
  const { docketCase, opened: isOpened } = (await caseAtLink(opened, caseId)) ?? fail();
  const commission = await commissionById(opened, docketCase.commissionId);
  return {
    caseNo: docketCase.caseNo ?? '',
    commissionName: commission.name,
    commissionPhone: commission.phone,
    applicantName: docketCase.lenderName,
    respondentName: maskName(docketCase.respondentName),
    businessDay: opened.today.toString(),
    opened: isOpened,
    proved: hasProved(c, edge, caseId),
    attemptsLeft: await identityAttemptsLeft(opened, caseId),
    identityHint: `身份证件号码的最后${identityTailLength}位 / the last ${identityTailLength} characters of the identity number`,
  };
}

function fail(): never {
  throw new Error('a genuine link leads to a case');
}

async function wireFile(opened: Act, { docketCase, loan, claim, papers, deadlines, answers }: CaseDossier): Promise<WireRespondentFile> {
  const commission = await commissionById(opened, docketCase.commissionId);
  const dueOf = (kind: 'response' | 'challenge') => deadlines.find((each) => each.kind === kind)?.dueOn.toString() ?? null;
  const right = (name: WireRespondentFile['rights'][number]['right'], kind: AnswerKind, lastDay: string | null) => ({
    right: name,
    lastDay,
    open: rightIsOpen(docketCase, kind),
  });
  return {
    caseNo: docketCase.caseNo ?? '',
    state: docketCase.state,
    businessDay: opened.today.toString(),
    commissionName: commission.name,
    commissionPhone: commission.phone,
    applicantName: docketCase.lenderName,
    respondentName: loan.borrower.name,
    contract: { contractNo: loan.contract.contractNo, signedOn: loan.contract.signedOn.toString(), principalFen: loan.contract.principalFen.toString() },
    claim: claim.ok ? wireClaim(claim.value) : null,
    papers: papers.map(wirePaper),
    deadlines: deadlines.map(wireDeadline),
    arbitratorName: docketCase.arbitratorName,
    rights: [
      right('defence', 'defence', dueOf('response')),
      right('evidence', 'defence', dueOf('response')),
      right('object_to_procedure', 'object_to_procedure', null),
      right('challenge_arbitrator', 'challenge_arbitrator', dueOf('challenge')),
    ],
    answers: answers.map(wireAnswer),
  };
}

