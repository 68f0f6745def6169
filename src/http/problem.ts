/**
 * Refusals as people and programs meet them over HTTP: one table, in which every refusal has its status and its
 * sentence in both languages. It does not compile until a new refusal has its answer. docs/refusals.md is made
 * from it.
 */
import type { Context } from 'hono';
import type { ClaimRefusal } from '../claims/index.ts';
import type { AnswerRefusal } from '../docket/index.ts';
import type { AdvanceRefusal, PerformRefusal } from '../docket/operations.ts';
import type { BatchRefusal, CorrectionRefusal } from '../intake/operations.ts';
import type { IntakeRefusal } from '../intake/index.ts';
import type { Refusal } from '../kernel/index.ts';
import type { IdentityRefusal } from '../notices/index.ts';
import type { EnterRefusal } from '../rulebook/operations.ts';
import type { WireProblem, WireRefusal } from './wire/index.ts';

type EdgeRefusal =
  | 'not_signed_in'
  | 'no_membership'
  | 'not_found'
  | 'request_invalid'
  | 'upload_too_large'
  | 'link_not_genuine'
  | 'identity_needed'
  | 'sign_in_refused'
  | 'batch_has_ended'
  | 'batch_has_no_rejects'
  | 'batch_cannot_be_processed'
  | 'check_has_ended'
  | 'check_cannot_be_processed'
  | 'claim_does_not_recompute'
  | 'internal_error';

export type HttpRefusal = EdgeRefusal | PerformRefusal | BatchRefusal | CorrectionRefusal | IntakeRefusal | IdentityRefusal | AnswerRefusal | AdvanceRefusal | ClaimRefusal | EnterRefusal;

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500;

interface Answer {
  readonly status: Status;
  readonly en: string;
  readonly zh: string;
}

const answer = (status: Status, en: string, zh: string): Answer => ({ status, en, zh });

export const refusalAnswers: Readonly<Record<HttpRefusal, Answer>> = {
  not_signed_in: answer(401, 'Sign in first.', '请先登录。'),
  sign_in_refused: answer(401, 'E-mail or password is wrong. Check both and try again.', '邮箱或者密码不正确，请核对后重试。'),
  no_membership: answer(403, 'You hold no role in an institution here. Ask its administrator.', '您在本系统的任何机构中都没有职务，请联系机构管理员。'),
  not_permitted: answer(403, 'Your role does not allow this. Ask someone who holds the role named.', '您的职务不允许此操作，请由具有所列职务的人员办理。'),
  not_found: answer(404, 'There is nothing here, or nothing that you may see.', '没有找到，或者您无权查看。'),
  case_not_found: answer(404, 'There is no such case, or none that you may see.', '没有此案件，或者您无权查看。'),
  request_invalid: answer(400, 'The request is not in the form that this address takes. Correct the fields named.', '请求的格式不正确，请更正所列字段。'),
  upload_too_large: answer(413, 'This is too large to be taken at once. Upload each file by itself (POST /uploads) and file from the uploads, or send several batches.', '内容过大，无法一次接收。请先逐个上传文件（POST /uploads）再据以提交，或者分成几个批次。'),
  internal_error: answer(500, 'Something broke on our side. Nothing was changed; try again, and report it if it happens again.', '系统出现故障，没有任何更改；请重试，如再次发生请报告。'),

  stale_version: answer(409, 'The case has changed since you looked at it. Reload it, look again and decide again.', '您查看之后案件已有变化，请重新载入、核对后再决定。'),
  out_of_turn: answer(409, 'This cannot be done to a case in its present state. Look at what the case is waiting for.', '案件目前的状态不能进行此操作，请查看案件正在等待的步骤。'),
  case_cannot_be_processed: answer(409, 'The papers of this case cannot be made or read. Report it; the other cases were not affected.', '本案的文书无法生成或者读取，请报告；其他案件不受影响。'),
  notice_under_way: answer(409, 'This notice is already on its way. Wait for what the mail server answers.', '此通知正在发送，请等待邮件服务器的答复。'),
  no_address_for_service: answer(422, 'The loan file holds no e-mail address for service. This case cannot be served online.', '案卷中没有可供送达的电子邮箱，本案不能网上送达。'),
  gate_not_satisfied: answer(422, 'An award may not be made yet. Each unmet condition is named.', '尚不能作出裁决，未满足的条件已逐项列出。'),
  wrong_pin: answer(422, 'There is no signing key for you here, or the PIN is wrong. Try again.', '没有您的签名密钥，或者密码不正确，请重试。'),
  award_dated_another_day: answer(409, 'The award was checked and dated on another day. Have it checked again today, then sign.', '裁决书的核对日期不是今天，请由秘书今天重新核对后再签名。'),
  not_on_roster: answer(422, 'This person is not on the roster of arbitrators. Choose another.', '此人不在仲裁员名册中，请另选。'),
  arbitrator_challenged_before: answer(422, 'This arbitrator was challenged in this case. Choose another.', '此仲裁员在本案中已被申请回避，请另选。'),
  load_cap_reached: answer(422, 'This arbitrator carries as many cases as the roster allows. Choose another.', '此仲裁员的在办案件已达上限，请另选。'),
  dispute_not_positive: answer(422, 'There is no amount in dispute, so there is no fee to fix.', '没有争议金额，无法确定仲裁费。'),
  dispute_above_procedure: answer(422, 'The amount is above what the expedited procedure of this commission may be used for.', '争议金额超出该机构快速程序的适用范围。'),
  dispute_above_fee_table: answer(422, "The amount is above what the commission's fee table covers.", '争议金额超出收费表的范围。'),
  day_outside_calendar: answer(422, 'The holiday calendar does not reach that far. Have the calendar extended when the next year is announced.', '节假日历尚未公布到该日期，请在公布后更新日历。'),

  rule_value_invalid: answer(422, 'The rule is not valid. Correct the places named.', '规则内容无效，请更正所列之处。'),
  rule_reason_missing: answer(422, 'A rule is entered with its source and the reason for it. Give both.', '录入规则须写明依据和理由，请补充。'),
  rule_begins_in_past: answer(422, 'A rule begins today at the earliest: what was done under the former one stands. Give a later day.', '规则最早自今天起施行，已按原规则办理的不受影响，请选择更晚的日期。'),
  rule_overlaps: answer(409, 'A rule that begins on this day is already there. Choose another day, or correct that one.', '已有自该日起施行的规则，请另选日期，或者更正该条。'),
  rule_not_found: answer(404, 'There is no such rule to correct: it may have been replaced. Reload and look again.', '没有可更正的此条规则，可能已被替换，请重新载入后核对。'),

  batch_without_files: answer(422, 'No file was sent. Add the files that the mapping names.', '没有收到文件，请添加映射所列的文件。'),
  as_of_in_the_future: answer(422, 'The day of the claims is later than today on the tribunal\'s calendar. Give an earlier day.', '计算截止日晚于仲裁庭日历的今天，请改为较早的日期。'),
  commission_unknown: answer(422, 'There is no such commission. Choose one from the list.', '没有此仲裁机构，请从列表中选择。'),
  commission_without_rules: answer(422, 'The commission has no rules in force today. Ask the commission.', '该仲裁机构今天没有有效的规则，请联系该机构。'),
  upload_unknown: answer(422, 'There is no upload of this id that is yours. Upload the file first.', '没有您上传的此文件，请先上传。'),
  batch_under_way: answer(409, 'The batch is still being worked through. Wait for its end, or cancel it.', '批次仍在处理，请等待处理完毕，或者先取消。'),
  batch_has_ended: answer(409, 'The batch has ended; there is nothing to stop.', '批次已经结束，没有可取消的内容。'),
  batch_has_no_rejects: answer(409, 'Everything of this batch is filed; there is nothing to correct.', '此批次没有未立案的内容，无须更正。'),
  check_has_ended: answer(409, 'The check has ended; there is nothing to stop.', '检查已经结束，没有可取消的内容。'),
  check_cannot_be_processed: answer(500, 'The check could not be run through. Report it, then try again.', '检查未能完成，请报告后重试。'),
  batch_cannot_be_processed: answer(500, 'The batch could not be worked through; what was filed stays filed. Report it, then send the rest under a new reference.', '批次未能处理完毕，已立案的案件不受影响；请报告，并以新的批次号提交其余部分。'),
  batch_reference_reused: answer(409, 'A batch with this reference but other content is already here. Use a new reference.', '此批次号已用于其他内容的批次，请使用新的批次号。'),
  mapping_invalid: answer(422, 'The mapping is not valid. Correct the places named.', '映射无效，请更正所列之处。'),
  mapping_names_missing_column: answer(422, 'The mapping names columns that the file does not have. Correct the mapping, or export the columns.', '映射所列的列在文件中不存在，请更正映射或者重新导出。'),
  file_missing: answer(422, 'A file that the mapping needs is not there. Add it.', '缺少映射所需的文件，请添加。'),
  file_unexpected: answer(422, 'A file must match one of the file names in the mapping, and one only. Leave it out, or change the mapping.', '文件必须且只能对应映射中的一个文件名，请移除该文件或者修改映射。'),
  file_unreadable: answer(422, 'A file cannot be read at the place named. Correct the file, or the encoding or delimiter in the mapping.', '文件在所列之处无法读取，请更正文件，或者映射中的编码、分隔符。'),
  file_empty: answer(422, 'A file has no rows under a header. Export it again.', '文件表头下没有数据行，请重新导出。'),
  file_too_wide: answer(422, 'A row has more columns, or a cell more text, than any export of loans. Look at the file at the line named.', '某一行的列数或者某一单元格的文字远超贷款导出文件应有的规模，请检查文件的所列行。'),
  file_password_protected: answer(422, 'A file is protected by a password. Save it without one, and send it again.', '文件设有密码，请取消密码后重新提交。'),
  file_kind_unsupported: answer(422, 'A file is of a kind that is not read. Save it as CSV, XLSX, JSON or Parquet.', '不支持此类文件，请另存为CSV、XLSX、JSON或者Parquet。'),
  sheet_missing: answer(422, 'The workbook has no sheet of the name in the mapping. Correct the mapping, or the name of the sheet.', '工作簿中没有映射所列的工作表，请更正映射或者工作表名称。'),
  list_missing: answer(422, 'The JSON document has no list of the name in the mapping. Correct the mapping.', 'JSON文件中没有映射所列的列表，请更正映射。'),
  archive_unsafe: answer(422, 'A ZIP names a file outside of it, or the same file twice, or hides how large it is. Make it again from a plain folder.', '压缩包中有指向包外的文件、重名的文件，或者隐瞒了大小，请用普通文件夹重新压缩。'),
  archive_too_large: answer(422, 'A ZIP holds more than is taken at once. Send fewer files, or the tables by themselves.', '压缩包的内容超出一次可接收的规模，请减少文件，或者单独提交各表。'),

  link_not_genuine: answer(404, 'This link is not genuine or not whole. Open it from the notice again, or phone the commission.', '此链接不真实或者不完整。请从通知中重新打开，或者致电仲裁机构核实。'),
  identity_needed: answer(403, 'Prove who you are first: the file holds personal data.', '案卷含有个人信息，请先核验身份。'),
  identity_not_proved: answer(403, 'These are not the last characters of the identity number on file. Check and try again.', '与案卷中身份证件号码的末位不一致，请核对后重试。'),
  too_many_attempts: answer(429, 'Too many wrong answers today. Try again tomorrow, or phone the commission.', '今天的错误次数过多，请明天再试，或者致电仲裁机构。'),
  right_not_open: answer(409, 'This can no longer, or not yet, be done in this case. Phone the commission if you need help.', '本案目前不能行使此项权利；如需帮助请致电仲裁机构。'),
  answer_id_reused: answer(409, 'Another answer was already sent under this number. Reload the page and send it again.', '此编号已用于另一份答复，请刷新页面后重新提交。'),

  claim_does_not_recompute: answer(422, 'The filed claim does not come out the same when it is reckoned again from the loan file. No award can be made on it; report it.', '已提交的债权计算无法由案卷数据复算一致，不能据此作出裁决，请报告。'),
  as_of_before_contract: answer(422, 'The day is before the contract was signed. Give a later day.', '计算截止日早于合同签订日，请改为较晚的日期。'),
  law_outside_known_dates: answer(422, 'The law of this day is not in the rulebook. Give a later day.', '规则库中没有该日期的法律，请改为较晚的日期。'),
  schedule_does_not_sum: answer(422, 'The schedule does not add up to the principal of the contract. Export the whole schedule.', '还款计划的本金合计与合同本金不一致，请导出完整的还款计划。'),
  principal_exceeds_disbursement: answer(422, 'Principal is more than was paid out. Claim only what was paid out.', '本金多于实际放款金额，只能主张实际放款的金额。'),
  rate_outside_known_dates: answer(422, 'The cap on the rate is not known for the dates of this loan. Have the rulebook extended.', '规则库中没有该贷款日期的利率上限，请更新规则库。'),
  lender_kind_has_no_cap_on_this_day: answer(422, 'No cap on the rate is known for this kind of lender on this day. Check the kind of lender.', '该类出借人在该日期没有可适用的利率上限，请核对出借人类型。'),
  overdue_rate_given_twice: answer(422, 'The contract gives both a rate and an uplift for what is overdue. Keep the one that the contract has.', '逾期利率和逾期加收比例不能同时填写，请只保留合同约定的一项。'),
  reversal_without_payment: answer(422, 'A reversal names no payment of this loan, or takes back more than was paid. Name the payment that was reversed.', '冲正没有对应的还款，或者冲正金额超过该笔还款，请写明被冲正的还款。'),
  dispute_not_arisen: answer(422, 'Nothing is overdue on this day. Give a day after an instalment fell due unpaid.', '截至该日没有逾期款项，请改为有一期到期未付之后的日期。'),
  nothing_owed: answer(422, 'Nothing may be claimed on this day: all is paid, or the charges already paid make up for the rest.', '截至该日没有可以主张的金额：款项已经付清，或者已付的利息费用足以抵充其余部分。'),

  not_a_sandbox: answer(404, 'There is nothing here: this is not a sandbox.', '这里没有内容：本系统不是沙箱。'),
  calendar_cannot_go_back: answer(422, 'The calendar only moves forward. Give a later day.', '日历只能向前推进，请选择更晚的日期。'),
};

const isHttpRefusal = (code: string): code is HttpRefusal => Object.hasOwn(refusalAnswers, code);

/** `not_permitted` → `Not permitted`. */
export const titleOf = (code: string): string => {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const prefersChinese = (c: Context): boolean => (c.req.header('accept-language') ?? '').trimStart().toLowerCase().startsWith('zh');

export const sentenceOf = (c: Context, code: HttpRefusal): string => refusalAnswers[code][prefersChinese(c) ? 'zh' : 'en'];

export const wireRefusal = (c: Context, { code, detail }: Refusal<HttpRefusal>): WireRefusal => ({
  code,
  title: titleOf(code),
  detail: sentenceOf(c, code),
  facts: asFacts(detail),
});

const asFacts = (detail: Refusal['detail']): WireRefusal['facts'] =>
  Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]));

/** Why work that was taken has failed; null where it has not. */
export const wireFailure = (c: Context, failure: Refusal | null): WireRefusal | null =>
  failure !== null && isHttpRefusal(failure.code) ? wireRefusal(c, { ...failure, code: failure.code }) : null;

/** Answers a request with a problem document (RFC 9457). */
export function problem(c: Context, { code, detail }: Refusal<HttpRefusal>): Response {
  const { status } = refusalAnswers[code];
  const body: WireProblem = { type: `urn:assize:refusal:${code}`, title: titleOf(code), status, detail: sentenceOf(c, code), code, facts: asFacts(detail) };
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}
