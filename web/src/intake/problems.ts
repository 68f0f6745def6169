/**
 * What keeps a loan out, in Chinese: meaning and what to do, by code. The server's own words are English; what it adds
 * behind a colon about this very row is kept.
 */
import type { WireBatchItem } from '../../../src/http/wire/index.ts';

const chinese: Readonly<Record<string, readonly [meaning: string, fix: string]>> = {
  row_column_count_wrong: ['本行的列数与表头不一致', '检查单元格中没有加引号的分隔符，重新导出'],
  key_missing: ['标识贷款的列为空', '填写标识列'],
  row_without_loan: ['本行所属的贷款不在主表中', '在主表中补充该贷款，或者删除本行'],
  duplicate_reference: ['主表中有多行使用同一编号', '每笔贷款只保留一行，或者在映射中注明一笔贷款有多行'],
  rows_disagree: ['同一贷款的各行对同一内容的记载不一致', '改为一致'],
  value_missing: ['必填内容为空', '填写该单元格，或者在映射中改用其他列或者固定值'],
  value_not_allowed: ['该值不符合要求', '更正该单元格，或者映射中的固定值'],
  formula_in_cell: ['单元格内是公式，不是数值', '将公式替换为其结果后重新导出'],
  amount_unreadable: ['不是金额', '只写数字，至多两位小数，例如12345.60'],
  amount_negative: ['金额为负数，只有冲正的还款可以是负数', '放款、应还、费用金额均导出为正数'],
  amount_finer_than_fen: ['金额精确到分以下', '在出账系统中按两位小数取整'],
  day_unreadable: ['不是映射所述格式的日期，或者该日期不存在', '写作YYYY-MM-DD，或者在映射中注明格式'],
  instant_unreadable: ['不是带时间的日期', '写作YYYY-MM-DD hh:mm:ss'],
  rate_unreadable: ['不是映射所述格式的利率', '按映射写作15%或者0.15'],
  rate_out_of_range: ['利率超出合同可能的范围：折合年利率超过100%，或者单元格写明单位时超过1000%', '如指百分数，请在单元格中写明单位和期间，例如15%/年，或者更正映射中该列的写法'],
  count_unreadable: ['不是整数', '只写数字'],
  term_in_other_unit: ['期限的单位与映射所述不同，例如应为月而写作天', '改用映射所述的单位，或者更正映射'],
  choice_unknown: ['映射没有说明该值的含义', '在映射的取值表中补充'],
  identity_number_lost_digits: ['身份证号被存为数字，表格软件只保留十五位，末几位已丢失', '将该列导出为文本；丢失的数字无法还原'],
  identity_number_malformed: ['身份证号应为17位数字加一位校验码', '按合同更正'],
  identity_number_birth_date_impossible: ['身份证号中的出生日期不存在', '按合同更正'],
  identity_number_check_digit_wrong: ['身份证号的校验码不正确（GB 11643）', '按合同更正'],
  borrower_under_age: ['签约时借款人未满18周岁', '核对签约日期和身份证号；此类贷款须由律师处理'],
  lender_is_borrower: ['出借人与借款人的姓名或者号码相同', '核对映射中双方所用的列'],
  lender_and_borrower_share_phone: ['借款人的电话与出借人的电话相同', '填写能联系到借款人的号码；发给出借人的通知不能视为告知借款人'],
  day_impossible: ['日期早于1980年或者晚于2099年，是占位值而不是日期', '填写真实日期，或者在映射中将该占位值列为空值'],
  disbursed_before_signing: ['放款早于签约', '更正日期'],
  due_before_disbursement: ['有分期在放款之前到期', '更正日期'],
  schedule_days_not_ascending: ['期号在后的分期到期日反而在前', '更正还款计划的期号或者日期'],
  repayment_before_disbursement: ['有还款早于放款', '更正日期'],
  accelerated_before_disbursement: ['宣布提前到期早于放款', '更正日期'],
  day_after_as_of: ['日期晚于计算截止日', '更正该日期，或者选择较晚的截止日'],
  schedule_does_not_sum: ['各期本金之和与合同本金不一致', '导出完整的还款计划'],
  schedule_seq_repeated: ['有两期使用同一期号', '每期只导出一次，以有效的为准'],
  disbursed_less_than_principal: ['实际放款少于合同本金；预先扣除的利息不是本金（民法典第六百七十条）', '按实际放款主张：更正合同本金和还款计划'],
  entry_number_conflict: ['同一列表中编号相同的两项内容不同', '查明哪一项属实'],
  reversal_without_payment: ['被冲正的还款不在还款记录中，或者金额小于冲正金额', '一并导出被冲正的还款，并在映射中指明记载其流水号的列'],
  overdue_rate_given_twice: ['同时给出逾期利率和上浮幅度，只能以其一为准', '保留合同约定的一项'],
  first_due_before_start: ['按还款条件，首期到期日早于起息日', '更正还款条件中的日期'],
  repayments_short_of_total: ['导出的还款总额与逐笔还款之和不一致', '导出每笔还款及其日期'],
  clause_names_other_institution: ['仲裁条款没有写明该仲裁机构', '更正机构名称，或者条款文字'],
  clause_names_several_institutions: ['仲裁条款约定了两个以上仲裁机构，当事人不能选定其一的，仲裁协议无效（仲裁法解释第五条、第六条）', '附上选定一个仲裁机构的补充协议，并以其文字作为条款'],
  clause_arbitration_or_court: ['条款约定可以仲裁也可以起诉，仲裁协议无效（仲裁法解释第七条）', '附上只约定仲裁的补充协议，并以其文字作为条款'],
  entry_repeated: ['同一笔记录（例如还款）导出了两次，只计一次', '编号无误则无须处理'],
  identity_number_ends_in_zeros: ['身份证号以三个零结尾，与丢失末位的号码相同；校验码虽然相符，但十一个中会有一个碰巧相符', '与合同核对该号码；确认无误的，请分段填写：110105 19491231 0000'],
  rate_very_low: ['折合年利率不足1%，可能把小数当作百分数读取', '与合同核对利率，并核对映射中该列的写法'],
  rate_implausible: ['折合年利率超过100%，可能把百分数当作小数读取', '与合同核对利率，并核对映射中该列的写法'],
  overdue_uplift_implausible: ['逾期利率超过合同利率的两倍，该列可能写的是全部比例（上浮一半写作150%）', '只写上浮部分：上浮一半写作50%'],
  schedule_differs_from_terms: ['还款计划与按合同还款条件计算的不一致；债权按还款计划计算', '查明合同采用哪一种，并更正另一种'],
  uscc_check_character_wrong: ['出借人统一社会信用代码的校验码不正确（GB 32100）', '对照执照核对'],
  mobile_malformed: ['不是中国大陆手机号', '更正，否则无法据以送达'],
  signature_after_disbursement: ['有签名晚于首次放款', '仲裁庭可能要求提供放款之前的合同文本'],
  accelerated_before_due: ['宣布提前到期早于首期到期日', '仲裁庭可能要求说明理由，例如未按约定用途使用借款（民法典第六百七十三条）'],
  demand_before_disbursement: ['有催收早于放款，未计入时效中断', '核对该记录是否属于同一借款人的其他贷款'],
  clause_agreed_after_default: ['仲裁条款约定于借款人违约之后', '仲裁庭可能询问如何告知借款人'],
  limitation_may_have_run: ['可能已有三年没有还款或者催收（民法典第一百八十八条、第一百八十九条、第一百九十五条）；借款人可以提出抗辩，仲裁庭不主动适用（第一百九十三条）', '补充使时效中断的催收记录及其证据'],
  no_agreed_address: ['合同没有约定用于送达的电子邮箱或者手机号', '可能需要邮寄送达'],
  no_attached_file: ['没有附件', '提交之前至少附上合同'],
  as_of_before_contract: ['计算截止日早于合同', '选择较晚的截止日'],
  law_outside_known_dates: ['规则库没有该贷款所涉日期的法律', '请补充规则库'],
  principal_exceeds_disbursement: ['本金超过实际放款', '按实际放款主张'],
  rate_outside_known_dates: ['规则库没有该贷款所涉日期的利率上限', '请补充规则库'],
  lender_kind_has_no_cap_on_this_day: ['该类出借人在该日没有已知的利率上限', '核对映射中的出借人类别'],
  dispute_not_arisen: ['截至计算截止日尚无逾期，只有已经发生的纠纷才能仲裁', '有分期逾期后再提交'],
  nothing_owed: ['已全部还清', '无须处理，不成立案件'],
  already_filed: ['该贷款已有案件', '无须处理，请查看已有案件'],
  similar_case_filed: ['已有合同相同，或者借款人、金额、签订日相同的案件', '确认这是另一笔贷款'],
  lender_is_another: ['贷款所载出借人或者其类别与本机构不一致', '更正映射中的出借人及其类别'],
  agreement_names_another: ['仲裁条款约定了其他机构', '向条款约定的机构提交'],
  case_cannot_be_processed: ['本案文书无法生成', '请报告；之后可以再次提交'],
};

export interface ProblemText {
  readonly message: string;
  readonly fix: string;
}

export function problemText({ code, message, fix }: Pick<WireBatchItem, 'code' | 'message' | 'fix'>, language: 'en' | 'zh'): ProblemText {
  const known = language === 'zh' ? chinese[code ?? ''] : undefined;
  if (known === undefined) return { message: sentence(message), fix: sentence(fix) };
  const detail = /: (.*)$/.exec(message ?? '')?.[1];
  return { message: detail === undefined ? known[0] : `${known[0]}：${detail}`, fix: known[1] };
}

const sentence = (text: string | null): string => (text === null ? '' : text.charAt(0).toUpperCase() + text.slice(1));

/** A field of the loan file at the end of a message, by the name that the pages have for it. */
export const namingField = (message: string, names: Readonly<Record<string, string>>): string =>
  message.replace(/[\w.]+$/, (field) => names[field.split('.').filter((part) => !/^\d+$/.test(part)).join('.')] ?? field);
