/** A commission's own rules: every row it ever entered, with its validity, its grounds and its author. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Empty, Select, Skeleton } from 'antd';
import type { WireRule, WireRuleList } from '../../../src/http/wire/index.ts';
import { filingOptionsQuery } from '../intake/queries.ts';
import { useMaybeMe } from '../parties/me.ts';
import { dayText, InstantText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Validity } from './article.tsx';
import { useMayChange, useOwnCommission } from './commission.ts';
import { rulesQuery, useRulebook } from './queries.ts';
import { ProfileText, RuleValue } from './rule-value.tsx';
import { isFact, ruleSubjects } from './subjects.ts';
import { rulebookWords } from './words.ts';

export function RulesPart() {
  const t = useWords(rulebookWords);
  usePageTitle(t.parts.rules);
  const { data: me } = useMaybeMe();
  const own = useOwnCommission();
  return (
    <>
      {!me && (
        <section>
          <h2>{t.rulesTitle}</h2>
          <p>
            {t.rulesSignIn} <Link to="/sign-in" search={{ to: '/rulebook/rules' }}>{t.signIn}</Link>
          </p>
        </section>
      )}
      {me && (own === undefined ? <ChosenCommission /> : <CommissionRules commissionId={own} />)}
      <Profiles />
    </>
  );
}

/** A lender's people read the rules of the commissions they may file with. */
function ChosenCommission() {
  const t = useWords(rulebookWords);
  const { data, error, refetch } = useQuery(filingOptionsQuery);
  const { commissionId } = useSearch({ from: '/reading/rulebook/rules' });
  const navigate = useNavigate({ from: '/rulebook/rules' });
  const chosen = commissionId ?? data?.commissions[0]?.institutionId;
  return (
    <>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {data && data.commissions.length > 1 && (
        <Select
          aria-label={t.commission}
          className="commission-choice"
          {...(chosen !== undefined && { value: chosen })}
          options={data.commissions.map(({ institutionId, name }) => ({ value: institutionId, label: name }))}
          onChange={(institutionId) => void navigate({ search: { commissionId: institutionId } })}
        />
      )}
      {data?.commissions.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.noCommission} />}
      {chosen !== undefined && <CommissionRules commissionId={chosen} />}
    </>
  );
}

function CommissionRules({ commissionId }: { readonly commissionId: string }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery(rulesQuery(commissionId));
  const mayChange = useMayChange();
  return (
    <section aria-labelledby="commission-rules">
      <div className="section-head">
        <h2 id="commission-rules">{data ? t.rulesOf(data.commissionName) : t.rulesTitle}</h2>
        {mayChange && (
          <Link to="/rulebook/change" className="button-link">
            {t.enterRule}
          </Link>
        )}
      </div>
      <p className="soft">{data ? t.rulesLead(dayText(data.today, language)) : ''}</p>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && <RuleList list={data} mayChange={mayChange} />}
    </section>
  );
}

function RuleList({ list, mayChange }: { readonly list: WireRuleList; readonly mayChange: boolean }) {
  const t = useWords(rulebookWords);
  return ruleSubjects.map((subject) => {
    const rows = list.items.filter((rule) => rule.subject === subject);
    return (
      <section key={subject} className="subject" aria-labelledby={`rules-${subject}`}>
        <div className="section-head">
          <h3 id={`rules-${subject}`}>{t.subjects[subject]}</h3>
          {mayChange && (
            <Link to="/rulebook/change" search={{ subject }} aria-label={(isFact(subject) ? t.enterSubject : t.changeSubject)(t.subjects[subject])}>
              {isFact(subject) ? t.enterFact : t.change}
            </Link>
          )}
        </div>
        {rows.length === 0 && <p className="soft">{t.emptySubjects[subject]}</p>}
        <ol className="rule-rows">
          {rows.map((rule) => (
            <RuleRow key={rule.ruleId} rule={rule} today={list.today} mayChange={mayChange} />
          ))}
        </ol>
      </section>
    );
  });
}

type RuleState = 'stands' | 'in_force' | 'to_come' | 'ended' | 'withdrawn';

function stateOf({ subject, withdrawnAt, inForce, validFrom }: WireRule, today: string): RuleState {
  if (withdrawnAt !== null) return 'withdrawn';
  // A day or a year of the calendar is as it is, whatever today is.
  if (subject === 'calendar_day' || subject === 'calendar_year') return 'stands';
  if (inForce) return 'in_force';
  return validFrom > today ? 'to_come' : 'ended';
}

function RuleRow({ rule, today, mayChange }: { readonly rule: WireRule; readonly today: string; readonly mayChange: boolean }) {
  const t = useWords(rulebookWords);
  const state = stateOf(rule, today);
  // What has been decided and has begun is changed from another day on; a fact that was entered wrongly never was one.
  const mayCorrect = mayChange && state !== 'withdrawn' && (isFact(rule.subject) || rule.validFrom >= today);
  return (
    <li className={`rule rule-${state}`}>
      <div>
        <span className="rule-state">{t.ruleStates[state]}</span>
        <div className="small">{state !== 'stands' && <Validity from={rule.validFrom} until={rule.validUntil} />}</div>
      </div>
      <div>
        <RuleValue rule={rule} />
        <dl className="grounds small">
          <dt>{t.source}</dt>
          <dd>{rule.source}</dd>
          <dt>{t.reason}</dt>
          <dd>{rule.reason}</dd>
          <dt>{t.enteredBy}</dt>
          <dd>
            {rule.enteredBy}, <InstantText instant={rule.enteredAt} />
          </dd>
          {rule.withdrawnAt !== null && (
            <>
              <dt>{t.withdrawn}</dt>
              <dd>
                <InstantText instant={rule.withdrawnAt} />
              </dd>
            </>
          )}
        </dl>
        {mayCorrect && (
          <Link to="/rulebook/change" search={{ subject: rule.subject, replaces: rule.ruleId }} className="small">
            {t.correct}
          </Link>
        )}
      </div>
    </li>
  );
}

function Profiles() {
  const t = useWords(rulebookWords);
  const { procedureProfiles } = useRulebook();
  return (
    <section aria-labelledby="profiles">
      <h2 id="profiles">{t.profiles}</h2>
      <p className="soft">{t.profilesLead}</p>
      <div className="sheets">
        {procedureProfiles.map((profile) => (
          <article key={profile.id} className="sheet">
            <ProfileText profile={profile} />
            <p className="soft small" lang="zh-CN">
              {profile.source}
            </p>
          </article>
        ))}
      </div>
    </section>
  );
}
