/** The director enters a rule: written first, then seen with what it would touch, and only then entered. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, App, Button, Form, Input, Select, Skeleton } from 'antd';
import { useEffect, useRef } from 'react';
import type { WireNewRule, WireRule, WireRuleEntered, WireRulePreview, WireRuleSubject } from '../../../src/http/wire/index.ts';
import { useStatus } from '../sandbox/time.ts';
import { api } from '../shell/api.ts';
import { count, dayText, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { WideTable } from '../shell/wide-table.tsx';
import { Validity } from './article.tsx';
import { draftOf, fieldsOfRule, refundFields, tableFields, type RuleFields } from './change-draft.ts';
import { ValueFields } from './change-fields.tsx';
import { useMayChange, useOwnCommission } from './commission.ts';
import { statutoryHolidays } from './holiday-name.ts';
import { rulesQuery, useRulebook } from './queries.ts';
import { RuleProblem } from './rule-problem.tsx';
import { RuleValue } from './rule-value.tsx';
import { isFact, ruleSubjects } from './subjects.ts';
import { rulebookWords } from './words.ts';

export function ChangePart() {
  const t = useWords(rulebookWords);
  usePageTitle(t.enterRule);
  const commissionId = useOwnCommission();
  const mayChange = useMayChange();
  return (
    <>
      <p className="crumb">
        <Link to="/rulebook/rules">{t.backToRules}</Link>
      </p>
      {mayChange && commissionId !== undefined ? <Change commissionId={commissionId} /> : <Alert type="info" showIcon title={t.onlyDirector} />}
    </>
  );
}

function Change({ commissionId }: { readonly commissionId: string }) {
  const t = useWords(rulebookWords);
  const { subject = 'calendar_day', replaces } = useSearch({ from: '/reading/rulebook/change' });
  const navigate = useNavigate({ from: '/rulebook/change' });
  const { data, error, refetch } = useQuery(rulesQuery(commissionId));
  const today = useStatus().data?.businessDay;
  const { calendar } = useRulebook();
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data || today === undefined) return <Skeleton active />;
  const years = data.items.filter((rule) => rule.subject === 'calendar_year' && rule.withdrawnAt === null).map(({ key }) => Number(key));
  const nextYear = Math.max(Number(calendar.knownTo.slice(0, 4)), ...years) + 1;
  const corrected = data.items.find(({ ruleId }) => ruleId === replaces);
  if (replaces !== undefined && corrected === undefined) return <Alert type="info" showIcon title={t.ruleGone} />;
  return (
    <section className="change" aria-labelledby="change">
      <h2 id="change">{corrected ? t.correctRule : t.enterRule}</h2>
      <p className="soft">{t.changeLead}</p>
      {corrected ? (
        <div className="corrected">
          <p className="soft small">{t.correcting(t.subjects[corrected.subject])}</p>
          <RuleValue rule={corrected} /> <Validity from={corrected.validFrom} until={corrected.validUntil} />
        </div>
      ) : (
        <Form layout="vertical">
          <Form.Item label={t.subject} htmlFor="change-subject">
            <Select
              id="change-subject"
              value={subject}
              options={ruleSubjects.map((each) => ({ value: each, label: t.subjects[each] }))}
              onChange={(chosen) => void navigate({ search: { subject: chosen }, replace: true, resetScroll: false })}
            />
          </Form.Item>
        </Form>
      )}
      <RuleForm key={subject + (replaces ?? '')} commissionId={commissionId} subject={corrected?.subject ?? subject} corrected={corrected} inForce={data.items.find((rule) => rule.subject === subject && rule.inForce)} today={today} nextYear={nextYear} />
    </section>
  );
}

interface RuleFormProps {
  readonly commissionId: string;
  readonly subject: WireRuleSubject;
  readonly corrected: WireRule | undefined;
  readonly inForce: WireRule | undefined;
  readonly today: string;
  /** The first year that this commission's calendar does not know. */
  readonly nextYear: number;
}

function RuleForm({ commissionId, subject, corrected, inForce, today, nextYear }: RuleFormProps) {
  const t = useWords(rulebookWords);
  const { notification } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<RuleFields>();
  const found = useRef<HTMLElement>(null);
  const { feeTables, feeRefundRules } = useRulebook();
  const replaces = corrected?.ruleId ?? null;

  const preview = useMutation({
    mutationFn: (fields: RuleFields) => api.post<WireRulePreview>(`/commissions/${commissionId}/rules/preview`, draftOf(subject, fields, replaces)),
  });
  const enter = useMutation({
    mutationFn: (fields: RuleFields) => {
      const rule: WireNewRule = { ...draftOf(subject, fields, replaces), source: fields.source.trim(), reason: fields.reason.trim() };
      return api.post<WireRuleEntered>(`/commissions/${commissionId}/rules`, rule);
    },
    onSuccess: async ({ total }) => {
      await client.invalidateQueries();
      notification.success({ title: t.ruleEntered(t.subjects[subject]), description: t.touchedCount(total) });
      await navigate({ to: '/rulebook/rules', hash: `rules-${subject}` });
    },
  });
  useEffect(() => found.current?.focus(), [preview.data]);
  // What was shown holds only for what was written when it was asked for.
  const forget = () => {
    preview.reset();
    enter.reset();
  };
  const initial: Partial<RuleFields> = {
    ...(subject === 'calendar_year' ? { validFrom: `${nextYear}-01-01` } : isFact(subject) ? {} : { validFrom: today }),
    holidays: statutoryHolidays.map((name) => ({ name, first: '', last: '' })),
    makeUpDays: [],
    isOff: true,
    ...(feeTables[0] && { ownTable: { ...tableFields(feeTables[0]), name: '' } }),
    ...(feeRefundRules[0] && { ownRefund: { ...refundFields(feeRefundRules[0]), name: '' } }),
    ...(inForce && !isFact(subject) && { ...fieldsOfRule(inForce), validFrom: today, source: '' }),
    ...(corrected && fieldsOfRule(corrected)),
  };
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onValuesChange={forget} onFinish={(fields: RuleFields) => preview.mutate(fields)} scrollToFirstError>
      {subject === 'calendar_year' ? (
        <>
          <p>
            {t.yearLabel} <strong className="figure">{corrected?.key ?? nextYear}</strong> <span className="soft small">{t.yearHelp}</span>
          </p>
          <Form.Item name="validFrom" hidden>
            <Input />
          </Form.Item>
        </>
      ) : (
        <Form.Item
          name="validFrom"
          label={t.validFromLabels[subject === 'calendar_day' || subject === 'one_year_lpr' ? subject : 'rule']}
          extra={isFact(subject) ? undefined : t.validFromHelp}
          rules={[{ required: true, message: t.dayMissing }]}
        >
          <Input type="date" className="short-input" disabled={corrected !== undefined && subject !== 'one_year_lpr'} {...(!isFact(subject) && corrected === undefined && { min: today })} />
        </Form.Item>
      )}
      <ValueFields subject={subject} />
      <Form.Item name="source" label={t.source} extra={t.sourceHelp} rules={[{ required: true, whitespace: true, message: t.sourceMissing }]}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={t.reason} extra={t.reasonHelp} rules={[{ required: true, whitespace: true, min: 5, message: t.reasonMissing }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      {preview.error && <RuleProblem error={preview.error} />}
      <div className="form-actions">
        <Button type={preview.data ? 'default' : 'primary'} htmlType="submit" loading={preview.isPending}>
          {t.seeTouched}
        </Button>
      </div>
      {preview.data && (
        <section ref={found} tabIndex={-1} className="touched" aria-labelledby="touched">
          <h3 id="touched">{t.touchedTitle}</h3>
          <Touched preview={preview.data} />
          {enter.error && <RuleProblem error={enter.error} />}
          <div className="form-actions">
            <Button type="primary" loading={enter.isPending} onClick={() => enter.mutate(preview.variables)}>
              {t.enter}
            </Button>
            <span className="soft small">{t.enterHelp}</span>
          </div>
        </section>
      )}
    </Form>
  );
}

function Touched({ preview: { reach, touched, total, kept } }: { readonly preview: WireRulePreview }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const said = (what: WireRulePreview['touched'][number]['what'], value: string): string => (value === '' ? t.noAnswer : what === 'fee' || what === 'claim' ? yuan(value) : dayText(value, language));
  return (
    <>
      <p>{t.reaches[reach]}</p>
      <p role="status">
        <strong>{t.touchedCount(total)}</strong> {kept > 0 && t.keptCount(kept)}
      </p>
      {touched.length > 0 && (
        <WideTable label={t.touchedTitle}>
          <thead>
            <tr>
              <th scope="col">{t.case}</th>
              <th scope="col">{t.before}</th>
              <th scope="col">{t.after}</th>
            </tr>
          </thead>
          <tbody>
            {touched.map(({ caseId, caseNo, reference, what, before, after }) => (
              <tr key={caseId + what}>
                <td>
                  <Link to="/cases/$caseId" params={{ caseId }} target="_blank">
                    {caseNo ?? reference}
                  </Link>
                  <div className="soft small">{t.whats[what]}</div>
                </td>
                <td className="figure">{said(what, before)}</td>
                <td className="figure">
                  <strong>{said(what, after)}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      {total > touched.length && <p className="soft small">{t.firstOnly(count(touched.length, language), count(total, language))}</p>}
    </>
  );
}
