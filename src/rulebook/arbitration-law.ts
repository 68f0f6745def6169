/**
 * Which edition of the Arbitration Law governs a case, and where in it each step rests. The revision of 2025 is in
 * force from 2026-03-01; a case accepted before that day stays under the text of 2017.
 */
import { accept, refuse, type Day, type Outcome } from '../kernel/index.ts';
import { cite, inForceOn, type ArticleRef } from './instrument.ts';
import { arbitrationLaw2017 } from './instruments/arbitration-law-2017.ts';
import { arbitrationLaw2025 } from './instruments/arbitration-law-2025.ts';

export interface ArbitrationLaw {
  /** Accept or refuse within this many days of receiving the application. */
  readonly acceptance: ArticleRef;
  readonly acceptanceDays: number;
  /** Rules, roster and application are sent to the respondent; no defence does not stop the case. */
  readonly notice: ArticleRef;
  /** The director appoints where the parties did not choose in time. */
  readonly appointment: ArticleRef;
  readonly noticeOfTribunal: ArticleRef;
  readonly challenge: ArticleRef;
  /** A hearing, unless the parties agreed to documents only. */
  readonly documentsOnly: ArticleRef;
  readonly awardForm: ArticleRef;
  readonly awardEffect: ArticleRef;
  readonly setAside: ArticleRef;
  readonly setAsideMonths: number;
}

const law2017: ArbitrationLaw = {
  acceptance: cite(arbitrationLaw2017, '第二十四条'),
  acceptanceDays: 5,
  notice: cite(arbitrationLaw2017, '第二十五条'),
  appointment: cite(arbitrationLaw2017, '第三十二条'),
  noticeOfTribunal: cite(arbitrationLaw2017, '第三十三条'),
  challenge: cite(arbitrationLaw2017, '第三十五条'),
  documentsOnly: cite(arbitrationLaw2017, '第三十九条'),
  awardForm: cite(arbitrationLaw2017, '第五十四条'),
  awardEffect: cite(arbitrationLaw2017, '第五十七条'),
  setAside: cite(arbitrationLaw2017, '第五十九条'),
  setAsideMonths: 6,
};

const law2025: ArbitrationLaw = {
  acceptance: cite(arbitrationLaw2025, '第三十五条'),
  acceptanceDays: 5,
  notice: cite(arbitrationLaw2025, '第三十六条'),
  appointment: cite(arbitrationLaw2025, '第四十四条'),
  noticeOfTribunal: cite(arbitrationLaw2025, '第四十五条'),
  challenge: cite(arbitrationLaw2025, '第四十七条'),
  documentsOnly: cite(arbitrationLaw2025, '第五十一条'),
  awardForm: cite(arbitrationLaw2025, '第六十七条'),
  awardEffect: cite(arbitrationLaw2025, '第七十条'),
  setAside: cite(arbitrationLaw2025, '第七十二条'),
  setAsideMonths: 3,
};

/** The law for a case accepted on a day. */
export function arbitrationLaw(acceptedOn: Day): Outcome<ArbitrationLaw, 'law_outside_known_dates'> {
  if (inForceOn(arbitrationLaw2025, acceptedOn)) return accept(law2025);
  if (inForceOn(arbitrationLaw2017, acceptedOn)) return accept(law2017);
  return refuse('law_outside_known_dates', { day: acceptedOn.toString(), knownFrom: arbitrationLaw2017.validFrom.toString() });
}
