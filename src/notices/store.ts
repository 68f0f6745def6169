import type { Day, Instant } from '../kernel/index.ts';
import type { Act } from '../shell/act.ts';
import type { Attempt, Notice, NoticeDraft, NoticePurpose, Recipient, ServiceLevel } from './index.ts';

export async function insertNotices(act: Act, notices: readonly (NoticeDraft & { readonly noticeId: string })[]): Promise<void> {
  await act.query(
    `insert into assize.notices (notice_id, case_id, recipient, purpose, channel, address, address_source, paper_ids, created_at)
     select notice_id, case_id, recipient, purpose, 'email', address, address_source, string_to_array(paper_ids, ' ')::uuid[], $8
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
       as notice (notice_id, case_id, recipient, purpose, address, address_source, paper_ids)`,
    [
      notices.map((each) => each.noticeId),
      notices.map((each) => each.caseId),
      notices.map((each) => each.recipient),
      notices.map((each) => each.purpose),
      notices.map((each) => each.address),
      notices.map((each) => each.addressSource),
      notices.map((each) => each.paperIds.join(' ')),
      act.at,
    ],
  );
}

export async function insertAttempt(act: Act, notice: { noticeId: string; caseId: string }, attempt: Attempt): Promise<void> {
  await act.query(
    `insert into assize.service_attempts (notice_id, case_id, no, at, outcome, level, detail)
     select $1, $2, coalesce(max(no), 0) + 1, $3, $4, $5, $6 from assize.service_attempts where notice_id = $1`,
    [notice.noticeId, notice.caseId, attempt.at, attempt.outcome, attempt.level, attempt.detail],
  );
  await act.query('update assize.notices set level = greatest(level, $2) where notice_id = $1', [notice.noticeId, attempt.level]);
}

interface NoticeRow {
  notice_id: string;
  case_id: string;
  recipient: Recipient;
  purpose: NoticePurpose;
  channel: 'email';
  address: string;
  address_source: string;
  paper_ids: string[];
  level: ServiceLevel;
  created_at: Instant;
}

export async function selectNotices(act: Act, by: { readonly caseId?: string; readonly noticeId?: string }): Promise<readonly Notice[]> {
  const rows = await act.query<NoticeRow>(
    `select * from assize.notices
     where ($1::uuid is null or case_id = $1) and ($2::uuid is null or notice_id = $2) order by created_at, notice_id`,
    [by.caseId ?? null, by.noticeId ?? null],
  );
  const attempts = await act.query<Attempt & { notice_id: string }>(
    'select notice_id, at, outcome, level, detail from assize.service_attempts where notice_id = any ($1::uuid[]) order by notice_id, no',
    [rows.map((row) => row.notice_id)],
  );
  return rows.map((row) => ({
    noticeId: row.notice_id,
    caseId: row.case_id,
    recipient: row.recipient,
    purpose: row.purpose,
    channel: row.channel,
    address: row.address,
    addressSource: row.address_source,
    paperIds: row.paper_ids,
    level: row.level,
    createdAt: row.created_at,
    attempts: attempts
      .filter((attempt) => attempt.notice_id === row.notice_id)
      .map(({ at, outcome, level, detail }) => ({ at, outcome, level, detail })),
  }));
}

export async function failedIdentityAttempts(act: Act, caseId: string, on: Day): Promise<number> {
  const [row] = await act.query<{ failed: number }>(
    'select failed from assize.identity_attempts where case_id = $1 and on_day = $2 for update',
    [caseId, on],
  );
  return row?.failed ?? 0;
}

export async function addFailedIdentityAttempt(act: Act, caseId: string, on: Day): Promise<void> {
  await act.query(
    `insert into assize.identity_attempts (case_id, on_day, failed) values ($1, $2, 1)
     on conflict (case_id, on_day) do update set failed = identity_attempts.failed + 1`,
    [caseId, on],
  );
}
