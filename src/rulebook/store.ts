import type { Day, Instant } from '../kernel/index.ts';
import type { Act } from '../shell/act.ts';
import type { Queryable } from '../shell/database.ts';
import type { Rule, RuleSubject } from './rule.ts';

interface RuleRow {
  rule_id: string;
  commission_id: string;
  subject: RuleSubject;
  key: string;
  valid_from: Day;
  valid_until: Day | null;
  value: unknown;
  source: string;
  reason: string;
  entered_by_name: string;
  entered_at: Instant;
  withdrawn_at: Instant | null;
}

/** By commission, subject and key, the latest validity first; null: of every commission, every subject. */
export async function selectRules(db: Queryable, commissionId: string | null, subjects: readonly RuleSubject[] | null): Promise<readonly Rule[]> {
  const rows = await db.query<RuleRow>(
    `select rule_id, commission_id, subject, key, lower(valid) as valid_from, upper(valid) as valid_until, value, source, reason,
       entered_by_name, entered_at, withdrawn_at
     from assize.rules
     where ($1::uuid is null or commission_id = $1) and ($2::text[] is null or subject = any ($2))
     order by commission_id, subject, key, lower(valid) desc, entered_at desc`,
    [commissionId, subjects],
  );
  return rows.map((row) => ({
    ruleId: row.rule_id,
    commissionId: row.commission_id,
    subject: row.subject,
    key: row.key,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    value: row.value,
    source: row.source,
    reason: row.reason,
    enteredBy: row.entered_by_name,
    enteredAt: row.entered_at,
    withdrawnAt: row.withdrawn_at,
  }));
}

export async function insertRule(act: Act, rule: Rule): Promise<void> {
  await act.query(
    `insert into assize.rules (rule_id, commission_id, subject, key, valid, value, source, reason, entered_by, entered_by_name, entered_at)
     values ($1, $2, $3, $4, daterange($5, $6), $7::jsonb, $8, $9, $10, $11, $12)`,
    [
      rule.ruleId, rule.commissionId, rule.subject, rule.key, rule.validFrom, rule.validUntil, JSON.stringify(rule.value), rule.source, rule.reason,
      act.actor.kind === 'person' ? act.actor.personId : null, rule.enteredBy, rule.enteredAt,
    ],
  );
}

export const endRule = (act: Act, ruleId: string, validUntil: Day): Promise<unknown> =>
  act.query('update assize.rules set valid = daterange(lower(valid), $2) where rule_id = $1', [ruleId, validUntil]);

export const withdrawRule = (act: Act, ruleId: string): Promise<unknown> =>
  act.query('update assize.rules set withdrawn_at = $2 where rule_id = $1', [ruleId, act.recordedAt]);

/** Waits until nobody else holds the rulebook of the commission in a way that excludes this one; until the transaction ends. */
export const lockRules = (db: Queryable, commissionId: string, how: 'to_read' | 'to_change'): Promise<unknown> =>
  db.query(`select pg_advisory_xact_lock${how === 'to_read' ? '_shared' : ''}(hashtextextended('rules of ' || $1, 0))`, [commissionId]);
