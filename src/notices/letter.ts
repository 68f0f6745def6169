/** The message that carries a notice: plain words first, the papers attached, no request for money or passwords. */
import type { NoticePurpose, Recipient } from './notice.ts';

export interface LetterFacts {
  readonly recipient: Recipient;
  readonly purpose: NoticePurpose;
  readonly caseNo: string;
  readonly commission: string;
  readonly phone: string;
  /** Where the respondent opens the file; an applicant signs in instead. */
  readonly link: string;
}

const subjects: { readonly [Purpose in NoticePurpose]: string } = { arbitration: '仲裁通知书', composition: '组庭通知书', award: '裁决书' };

const openings: { readonly [Purpose in NoticePurpose]: readonly [zh: string, en: string] } = {
  arbitration: [
    '本会已受理一件以您为被申请人的仲裁案件。附件是仲裁通知书和申请材料，请阅读。',
    'An arbitration case has been accepted in which you are the respondent. The notice and the application are attached.',
  ],
  composition: ['本案的仲裁员已经指定。附件是组庭通知书，其中写明申请回避的最后一日。', 'The arbitrator of this case has been appointed. The attached notice says until when you may challenge.'],
  award: ['本案已经作出裁决。附件是裁决书，载有仲裁员的电子签名和本会的电子印章。', 'An award has been made. It is attached, signed by the arbitrator and sealed by the commission.'],
};

export function letterOf({ recipient, purpose, caseNo, commission, phone, link }: LetterFacts): { readonly subject: string; readonly text: string } {
  const [zh, en] = openings[purpose];
  const toRespondent = `查看案卷、答辩、提出异议 / Read the file, answer, object:\n${link}`;
  const text = [
    caseNo,
    '',
    zh,
    en,
    '',
    recipient === 'respondent' ? toRespondent : '登录本系统即可查看案卷。 Sign in to read the file.',
    '',
    `如有疑问，请致电${commission}：${phone}。本会不会要求您向任何个人账户付款。`,
    `Questions: phone ${commission} at ${phone}. We never ask you to pay into anybody's personal account.`,
  ].join('\n');
  return { subject: `${subjects[purpose]} ${caseNo}`, text };
}
