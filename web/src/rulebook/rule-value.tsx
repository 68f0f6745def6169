/** What a row of a commission's rules says, in words. */
import type { WireFeeRefund, WireFeeTable, WireRule, WireRulebook } from '../../../src/http/wire/index.ts';
import { useStatus } from '../sandbox/time.ts';
import { dayText, weekdayText, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { FeeTableText, RefundText } from './fees.tsx';
import { holidayName } from './holiday-name.ts';
import { useRulebook } from './queries.ts';
import { rulebookWords } from './words.ts';

type Said = Pick<WireRule, 'subject' | 'key' | 'value'>;

export function RuleValue({ rule }: { readonly rule: Said }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const { feeTables, feeRefundRules, procedureProfiles } = useRulebook();
  const today = useStatus().data?.businessDay ?? '';
  const { subject, key, value } = rule;
  const text = typeof value === 'string' ? value : '';
  switch (subject) {
    case 'rules_name':
      return <strong lang="zh-CN">{text}</strong>;
    case 'case_no_words':
      return (
        <>
          <strong lang="zh-CN">{text}</strong> <span className="soft">{t.asIn(`（${today.slice(0, 4)}）${text}第1号`)}</span>
        </>
      );
    case 'procedure_profile': {
      const profile = procedureProfiles.find(({ id }) => id === value);
      return profile ? <ProfileText profile={profile} /> : <strong>{text}</strong>;
    }
    case 'fee_table': {
      const table = typeof value === 'string' ? feeTables.find(({ id }) => id === value) : { ...(value as WireFeeTable), standing: 'commission' as const, article: null, inUseFrom: null };
      return table ? (
        <details>
          <summary lang="zh-CN">{table.name}</summary>
          <FeeTableText table={table} />
        </details>
      ) : (
        <strong>{text}</strong>
      );
    }
    case 'fee_refund': {
      const refund = typeof value === 'string' ? feeRefundRules.find(({ id }) => id === value) : { ...(value as WireFeeRefund), article: null };
      return refund ? (
        <details>
          <summary lang="zh-CN">{refund.name}</summary>
          <RefundText rule={refund} />
        </details>
      ) : (
        <strong>{text}</strong>
      );
    }
    case 'one_year_lpr':
      return <strong className="figure">{t.lprIs(text)}</strong>;
    case 'calendar_year': {
      const { off, work } = value as Extract<WireRule['value'], { readonly work: unknown }>;
      return <strong>{t.yearIs(key, String(Object.values(off).flat().length), String(work.length))}</strong>;
    }
    case 'calendar_day': {
      const { off } = value as { readonly off: string | null };
      return (
        <strong>
          {dayText(key, language)} ({weekdayText(key, language)}): {off === null ? t.makeUpWorkday : holidayName(off, language)}
        </strong>
      );
    }
  }
}

/** The periods of a procedure and how strongly a notice must be proved. */
export function ProfileText({ profile }: { readonly profile: WireRulebook['procedureProfiles'][number] }) {
  const t = useWords(rulebookWords);
  return (
    <div>
      <strong>{profile.id}</strong>
      <div>{t.profilePeriods(profile.responseDays, profile.challengeWorkingDays, profile.awardDays)}</div>
      <div>{profile.maximumDisputeFen === null ? t.coversAny : t.coversTo(yuan(profile.maximumDisputeFen))}</div>
      <div className="soft small">{t.profileService(profile.windowOpensAtServiceLevel, profile.awardNeedsServiceLevel)}</div>
    </div>
  );
}
