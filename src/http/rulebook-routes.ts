/** The rulebook: the law and the tables for everyone, and the rules of each commission, which its director enters. */
import { z } from 'zod';
import { businessDay, changeRule, previewRuleChange, type RuleReach, type Touched } from '../docket/operations.ts';
import { canonicalText, fen, isAfter, parseDay, refuse, type Day } from '../kernel/index.ts';
import type { Commission } from '../parties/index.ts';
import { commissions, institutionById } from '../parties/operations.ts';
import {
  arbitrationFee,
  capSteps,
  feeRefund,
  feeRefundRules,
  feeTables,
  holdsOn,
  instruments,
  lenderKinds,
  lprFrom,
  periodEnd,
  procedureProfiles,
  rateCap,
  shippedCalendar,
  shippedLpr,
  shippedYears,
  type FeeRefundRule,
  type FeeTable,
  type Rule,
  type RuleDraft,
  type RuleSubject,
  type YearNotice,
} from '../rulebook/index.ts';
import { calendarOf, enteredFacts, lprOf, ruleRows, rulesOn } from '../rulebook/operations.ts';
import { act, type Act } from '../shell/act.ts';
import type { Queryable } from '../shell/database.ts';
import { actOf, notFound, permitted, type Edge } from './edge.ts';
import { add, type App, type EdgeContext } from './endpoint.ts';
import { problem } from './problem.ts';
import {
  capAnswerSchema,
  capQuerySchema,
  deadlineAnswerSchema,
  deadlineQuerySchema,
  feeAnswerSchema,
  feeQuerySchema,
  idSchema,
  newRuleSchema,
  ruleDraftSchema,
  ruleEnteredSchema,
  ruleListSchema,
  rulePreviewSchema,
  rulebookSchema,
  type WireCapAnswer,
  type WireDeadlineAnswer,
  type WireFeeAnswer,
  type WireRule,
  type WireRuleEntered,
  type WireRuleList,
  type WireRulePreview,
  type WireRuleReach,
  type WireRulebook,
  type WireTouchedCase,
} from './wire/index.ts';

const tag = 'rulebook';

/** Days, sums and rates as the wire has them: their canonical JSON. */
const wired = (value: object): unknown => JSON.parse(canonicalText(value));

/** Open to everyone: nothing in it belongs to a case. */
export function addRulebookRoutes(app: App, edge: Edge): void {
  const reading = <T>(read: (db: Queryable) => Promise<T>): Promise<T> => edge.world.database.transaction(read);

  add(app, {
    method: 'get',
    path: '/rulebook',
    tag,
    summary: 'The law and the tables that everything is computed with',
    answers: { status: 200, schema: rulebookSchema, description: 'As shipped, and the facts that commissions have entered since' },
    handle: async (c) => c.json(wireRulebook(await reading(enteredFacts), await reading(commissions))),
  });

  add(app, {
    method: 'get',
    path: '/rulebook/fee',
    tag,
    summary: 'What an arbitration costs by a fee table, part by part, and what is given back',
    query: feeQuerySchema,
    answers: { status: 200, schema: feeAnswerSchema, description: 'The fee with its steps' },
    handle: async (c, { query: { table, commissionId, disputeFen } }) => {
      const today = await businessDay(edge.world);
      const rules = commissionId === undefined ? null : await reading((db) => rulesOn(db, commissionId, today));
      const asked = rules ?? shippedTable(table);
      return asked === null ? notFound(c) : feeAnswer(c, asked, BigInt(disputeFen));
    },
  });

  add(app, {
    method: 'get',
    path: '/rulebook/cap',
    tag,
    summary: 'The most that interest and charges may come to, for a loan of this kind, contract and filing',
    query: capQuerySchema,
    answers: { status: 200, schema: capAnswerSchema, description: 'The periods of the loan, each with its cap and why' },
    handle: async (c, { query: { kind, signedOn, filedOn, commissionId } }) => {
      const lpr = commissionId === undefined ? shippedLpr : await reading((db) => lprOf(db, commissionId));
      const periods = rateCap(kind, parseDay(signedOn), parseDay(filedOn), lpr);
      return periods.ok ? c.json(wired({ periods: periods.value }) as WireCapAnswer) : problem(c, periods.refusal);
    },
  });

  add(app, {
    method: 'get',
    path: '/rulebook/deadline',
    tag,
    summary: 'The last day of a period',
    query: deadlineQuerySchema,
    answers: { status: 200, schema: deadlineAnswerSchema, description: 'The day, and the days off that moved it' },
    handle: async (c, { query: { start, days, unit, commissionId } }) => {
      const calendar = commissionId === undefined ? shippedCalendar : await reading((db) => calendarOf(db, commissionId));
      const deadline = periodEnd(calendar, parseDay(start), days, unit);
      return deadline.ok ? c.json(wired(deadline.value) as WireDeadlineAnswer) : problem(c, deadline.refusal);
    },
  });
}

/** A shipped table by its id, with every shipped refund rule. */
function shippedTable(id: string | undefined) {
  const feeTable = feeTables.find((each) => each.id === id);
  return feeTable === undefined ? null : { feeTable, feeRefund: null };
}

function feeAnswer(c: EdgeContext, asked: { readonly feeTable: FeeTable; readonly feeRefund: FeeRefundRule | null }, disputeFen: bigint): Response {
  const fee = arbitrationFee(asked.feeTable, fen(disputeFen));
  if (!fee.ok) return problem(c, fee.refusal);
  const { steps, acceptanceFen, processingFen, totalFen } = fee.value;
  const refunds = (asked.feeRefund === null ? feeRefundRules : [asked.feeRefund]).flatMap((rule) =>
    (['before_tribunal', 'after_tribunal'] as const).map((stage) => ({ rule, stage, ...feeRefund(rule, fee.value, stage) })),
  );
  return c.json(wired({ table: asked.feeTable, disputeFen, steps, acceptanceFen, processingFen, totalFen, refunds }) as WireFeeAnswer);
}

function wireRulebook(facts: readonly Rule[], everyone: readonly Commission[]): WireRulebook {
  const entered = (subject: RuleSubject) =>
    facts.filter((each) => each.subject === subject).map((rule) => ({
      rule,
      by: { commissionId: rule.commissionId, commissionName: everyone.find((each) => each.institutionId === rule.commissionId)?.name ?? '', source: rule.source },
    }));
  const yearOf = (year: string, { off, work }: YearNotice) => ({
    year: Number(year),
    holidays: Object.entries(off).map(([name, days]) => ({ name, days })),
    makeUpWorkdays: work,
  });
  return wired({
    instruments: instruments.map((each) => ({ ...each, articles: Object.entries(each.articles).map(([article, paragraphs]) => ({ article, paragraphs })) })),
    caps: lenderKinds.flatMap((kind) => capSteps(kind).map((step) => ({ kind, ...step }))),
    lpr: {
      ...shippedLpr,
      entered: entered('one_year_lpr').map(({ rule, by }) => {
        const byThen = facts.filter((each) => each.commissionId === rule.commissionId && !isAfter(each.validFrom, rule.validFrom));
        return { ...by, publishedOn: rule.validFrom, oneYearPercent: rule.value, knownUntil: lprFrom(byThen).knownUntil };
      }),
    },
    calendar: {
      version: shippedCalendar.version,
      knownFrom: shippedCalendar.knownFrom,
      knownTo: shippedCalendar.knownTo,
      years: Object.entries(shippedYears).map(([year, notice]) => yearOf(year, notice)),
      enteredYears: entered('calendar_year').map(({ rule, by }) => ({ ...by, ...yearOf(rule.key, rule.value as YearNotice) })),
      entered: entered('calendar_day').map(({ rule, by }) => ({ ...by, day: rule.validFrom, off: (rule.value as { readonly off: string | null }).off })),
    },
    feeTables,
    feeRefundRules,
    procedureProfiles,
  }) as WireRulebook;
}

const commissionParams = z.object({ commissionId: idSchema });

/** For those who are signed in: the rows of a commission, and for its director what a change would touch, and entering it. */
export function addCommissionRuleRoutes(app: App, edge: Edge): void {
  add(app, {
    method: 'get',
    path: '/commissions/{commissionId}/rules',
    tag,
    summary: 'Every rule that a commission has entered, with its days, source and reason',
    params: commissionParams,
    answers: { status: 200, schema: ruleListSchema, description: 'By subject, the latest first; withdrawn rows too' },
    handle: (c, { params: { commissionId } }) =>
      act(edge.world, actOf(c.get('viewer')), async (opened) => {
        const commission = await institutionById(opened, commissionId);
        if (commission?.kind !== 'commission') return notFound(c);
        const items = (await ruleRows(opened, commissionId)).map((rule) => wireRule(rule, opened.today));
        return c.json({ commissionId, commissionName: commission.name, today: opened.today.toString(), items } satisfies WireRuleList);
      }),
  });

  add(app, {
    method: 'post',
    path: '/commissions/{commissionId}/rules/preview',
    tag,
    summary: 'What entering a rule would touch; nothing is changed',
    params: commissionParams,
    body: ruleDraftSchema,
    answers: { status: 200, schema: rulePreviewSchema, description: 'The cases, each with what it has now and what it would have' },
    handle: (c, { params: { commissionId }, body }) =>
      changing(c, edge, commissionId, async (opened) => {
        const preview = await previewRuleChange(opened, draftOf(body));
        return preview.ok ? c.json(wireReach(body.subject, preview.value)) : problem(c, preview.refusal);
      }),
  });

  add(app, {
    method: 'post',
    path: '/commissions/{commissionId}/rules',
    tag,
    summary: 'Enter a rule from a day on; running deadlines that it moves are counted again',
    params: commissionParams,
    body: newRuleSchema,
    answers: { status: 200, schema: ruleEnteredSchema, description: 'The rule, and what it has touched' },
    handle: (c, { params: { commissionId }, body }) =>
      changing(c, edge, commissionId, async (opened) => {
        const { source, reason } = body;
        const entered = await changeRule(opened, { ...draftOf(body), source, reason });
        if (!entered.ok) return problem(c, entered.refusal);
        return c.json({ ...wireReach(body.subject, entered.value), rule: wireRule(entered.value.rule, opened.today) } satisfies WireRuleEntered);
      }),
  });
}

/** For whoever may enter a rule, and only into the rulebook of the commission that they act for. */
const changing = (c: EdgeContext, edge: Edge, commissionId: string, change: (opened: Act) => Promise<Response>): Promise<Response> =>
  permitted(c, edge, 'enter_rule', async (opened, viewer) =>
    viewer.acting.institutionId === commissionId ? change(opened) : problem(c, refuse('not_permitted', { permission: 'enter_rule', commissionId }).refusal),
  );

const draftOf = ({ subject, key, validFrom, value, replaces }: z.output<typeof ruleDraftSchema>): RuleDraft => ({ subject, key, validFrom: parseDay(validFrom), value, replaces });

const wireRule = (rule: Rule, today: Day): WireRule => {
  const { ruleId, subject, key, validFrom, validUntil, source, reason, enteredBy, enteredAt, withdrawnAt } = rule;
  return {
    ruleId,
    subject,
    key,
    validFrom: validFrom.toString(),
    validUntil: validUntil?.toString() ?? null,
    value: rule.value as WireRule['value'],
    source,
    reason,
    enteredBy,
    enteredAt: enteredAt.toString(),
    withdrawnAt: withdrawnAt?.toString() ?? null,
    inForce: withdrawnAt === null && holdsOn(rule, today),
  };
};

const reaches: Readonly<Record<RuleSubject, WireRuleReach>> = {
  rules_name: 'papers_from_then',
  case_no_words: 'case_numbers_from_then',
  procedure_profile: 'cases_filed_from_then',
  fee_table: 'fees_of_cases_filed_from_then',
  fee_refund: 'refunds_from_then',
  one_year_lpr: 'caps_from_then',
  calendar_year: 'running_deadlines',
  calendar_day: 'running_deadlines',
};

const shownCases = 200;

const wireReach = (subject: RuleSubject, { touched, kept }: RuleReach): WireRulePreview => ({
  reach: reaches[subject],
  touched: touched.slice(0, shownCases).map(wireTouched),
  total: touched.length,
  kept,
});

function wireTouched(touched: Touched): WireTouchedCase {
  const { caseId, caseNo, reference } = touched.docketCase;
  return touched.what === 'deadline'
    ? { caseId, caseNo, reference, what: touched.before.kind, before: touched.before.dueOn.toString(), after: touched.after.dueOn.toString() }
    : { caseId, caseNo, reference, what: touched.what, before: touched.before?.toString() ?? '', after: touched.after?.toString() ?? '' };
}
