/** What is asked for each subject on which a commission may rule. */
import { Button, Form, Input, Radio, Select, type FormRule } from 'antd';
import type { WireRuleSubject } from '../../../src/http/wire/index.ts';
import { useWords } from '../shell/language.tsx';
import { fenOfYuan, shareOfPercent } from './amounts.ts';
import { ownChoice, type RuleFields } from './change-draft.ts';
import { useRulebook } from './queries.ts';
import { ProfileText } from './rule-value.tsx';
import { rulebookWords } from './words.ts';

const checked = (message: string, holds: (text: string) => boolean): FormRule => ({
  validator: (_, text: string | undefined) => (holds(text ?? '') ? Promise.resolve() : Promise.reject(new Error(message))),
});

export function ValueFields({ subject }: { readonly subject: WireRuleSubject }) {
  const t = useWords(rulebookWords);
  switch (subject) {
    case 'rules_name':
    case 'case_no_words':
      return (
        <Form.Item name="text" label={t.subjects[subject]} extra={t.textHelp[subject]} rules={[{ required: true, whitespace: true, message: t.textMissing }]}>
          <Input maxLength={100} autoComplete="off" lang="zh-CN" />
        </Form.Item>
      );
    case 'procedure_profile':
      return <ProfileField />;
    case 'fee_table':
      return <TableField />;
    case 'fee_refund':
      return <RefundField />;
    case 'one_year_lpr':
      return (
        <Form.Item name="percent" label={t.oneYear} extra={t.percentHelp} rules={[checked(t.notALpr, (text) => /^\d{1,2}(\.\d{1,2})?$/.test(text))]}>
          <Input inputMode="decimal" suffix="%" className="short-input" autoComplete="off" />
        </Form.Item>
      );
    case 'calendar_year':
      return <YearFields />;
    case 'calendar_day':
      return <DayField />;
  }
}

/** A year as the State Council announces it: the holidays, and the weekend days that are worked for them. */
function YearFields() {
  const t = useWords(rulebookWords);
  const year = Form.useWatch<string | undefined>('validFrom')?.slice(0, 4) ?? '';
  const holidays = Form.useWatch<RuleFields['holidays'] | undefined>('holidays');
  // Notices may begin a year's first holiday in the December before.
  const ofYear = checked(t.dayNotInYear(year), (day) => day.startsWith(`${year}-`) || day.startsWith(`${Number(year) - 1}-12-`));
  const notBefore = (name: number): FormRule =>
    checked(t.lastBeforeFirst, (day) => day >= (holidays?.[name]?.first ?? ''));
  return (
    <>
      <fieldset className="own-table">
        <legend>{t.holidays}</legend>
        <p className="soft small">{t.holidaysHelp}</p>
        <Form.List name="holidays">
          {(rows, { add, remove }) => (
            <>
              {rows.map(({ key, name }) => (
                <div key={key} className="holiday">
                  <Form.Item name={[name, 'name']} label={t.holidayName} rules={[{ required: true, whitespace: true, message: t.holidayMissing }]}>
                    <Input maxLength={40} autoComplete="off" lang="zh-CN" />
                  </Form.Item>
                  <Form.Item name={[name, 'first']} label={t.firstDay} rules={[ofYear]}>
                    <Input type="date" />
                  </Form.Item>
                  <Form.Item name={[name, 'last']} label={t.lastDayOff} dependencies={[['holidays', name, 'first']]} rules={[ofYear, notBefore(name)]}>
                    <Input type="date" />
                  </Form.Item>
                  <Button onClick={() => remove(name)} aria-label={t.removeHoliday(holidays?.[name]?.name ?? '')}>
                    {t.remove}
                  </Button>
                </div>
              ))}
              <Button onClick={() => add({ name: '', first: '', last: '' })}>{t.addHoliday}</Button>
            </>
          )}
        </Form.List>
      </fieldset>
      <fieldset className="own-table">
        <legend>{t.makeUpDays}</legend>
        <p className="soft small">{t.makeUpHelp}</p>
        <Form.List name="makeUpDays">
          {(rows, { add, remove }) => (
            <>
              <div className="make-up-days">
                {rows.map(({ key, name }) => (
                  <div key={key} className="make-up-day">
                    <Form.Item name={name} label={t.makeUpDay(String(name + 1))} rules={[ofYear]}>
                      <Input type="date" />
                    </Form.Item>
                    <Button onClick={() => remove(name)} aria-label={t.removeMakeUpDay(String(name + 1))}>
                      {t.remove}
                    </Button>
                  </div>
                ))}
              </div>
              <Button onClick={() => add('')}>{t.addMakeUpDay}</Button>
            </>
          )}
        </Form.List>
      </fieldset>
    </>
  );
}

function DayField() {
  const t = useWords(rulebookWords);
  const isOff = Form.useWatch<RuleFields['isOff']>('isOff');
  return (
    <>
      <Form.Item name="isOff" label={t.dayIs}>
        <Radio.Group
          options={[
            { value: true, label: t.aDayOff },
            { value: false, label: t.aWorkday },
          ]}
        />
      </Form.Item>
      {isOff && (
        <Form.Item name="holiday" label={t.holidayName} extra={t.holidayHelp} rules={[{ required: true, whitespace: true, message: t.holidayMissing }]}>
          <Input maxLength={40} autoComplete="off" className="short-input" />
        </Form.Item>
      )}
    </>
  );
}

function ProfileField() {
  const t = useWords(rulebookWords);
  const { procedureProfiles } = useRulebook();
  return (
    <Form.Item name="profile" label={t.subjects.procedure_profile} rules={[{ required: true, message: t.profileMissing }]}>
      <Radio.Group className="choices" options={procedureProfiles.map((profile) => ({ value: profile.id, label: <ProfileText profile={profile} /> }))} />
    </Form.Item>
  );
}

function TableField() {
  const t = useWords(rulebookWords);
  const { feeTables } = useRulebook();
  const isOwn = Form.useWatch<RuleFields['table']>('table') === ownChoice;
  return (
    <>
      <Form.Item name="table" label={t.subjects.fee_table} rules={[{ required: true, message: t.tableMissing }]}>
        <Select options={[{ value: ownChoice, label: t.writeOwnTable }, ...feeTables.map(({ id, name }) => ({ value: id, label: name }))]} />
      </Form.Item>
      {isOwn && <OwnTable />}
    </>
  );
}

function OwnTable() {
  const t = useWords(rulebookWords);
  const sum = checked(t.notASum, (text) => fenOfYuan(text) !== null);
  const share = checked(t.notAShare, (text) => shareOfPercent(text) !== null);
  return (
    <fieldset className="own-table">
      <legend>{t.writeOwnTable}</legend>
      <Form.Item name={['ownTable', 'name']} label={t.tableName} rules={[{ required: true, whitespace: true, message: t.textMissing }]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name={['ownTable', 'base']} label={t.baseFee} rules={[sum]}>
        <Input prefix="¥" inputMode="decimal" className="short-input" />
      </Form.Item>
      <Form.List name={['ownTable', 'brackets']}>
        {(brackets, { add, remove }) => (
          <>
            {brackets.map(({ key, name }) => (
              <div key={key} className="bracket">
                <Form.Item name={[name, 'above']} label={t.partAbove} rules={[sum]}>
                  <Input prefix="¥" inputMode="decimal" />
                </Form.Item>
                <Form.Item name={[name, 'percent']} label={t.share} rules={[share]}>
                  <Input suffix="%" inputMode="decimal" />
                </Form.Item>
                <Button onClick={() => remove(name)} aria-label={t.removePart(String(name + 1))}>
                  {t.remove}
                </Button>
              </div>
            ))}
            <Button onClick={() => add({ above: '', percent: '' })}>{t.addPart}</Button>
          </>
        )}
      </Form.List>
      <Form.Item name={['ownTable', 'processing']} label={t.processingFee} rules={[sum]}>
        <Input prefix="¥" inputMode="decimal" className="short-input" />
      </Form.Item>
      <Form.Item name={['ownTable', 'coversTo']} label={t.coversToField} extra={t.coversToHelp} rules={[checked(t.notASum, (text) => text.trim() === '' || fenOfYuan(text) !== null)]}>
        <Input prefix="¥" inputMode="decimal" className="short-input" />
      </Form.Item>
    </fieldset>
  );
}

function RefundField() {
  const t = useWords(rulebookWords);
  const { feeRefundRules } = useRulebook();
  const isOwn = Form.useWatch<RuleFields['refund']>('refund') === ownChoice;
  const share = checked(t.notAShare, (text) => shareOfPercent(text) !== null);
  return (
    <>
      <Form.Item name="refund" label={t.subjects.fee_refund} rules={[{ required: true, message: t.refundMissing }]}>
        <Select options={[{ value: ownChoice, label: t.writeOwnRefund }, ...feeRefundRules.map(({ id, name }) => ({ value: id, label: name }))]} />
      </Form.Item>
      {isOwn && (
        <fieldset className="own-table">
          <legend>{t.writeOwnRefund}</legend>
          <Form.Item name={['ownRefund', 'name']} label={t.refundName} rules={[{ required: true, whitespace: true, message: t.textMissing }]}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item name={['ownRefund', 'before']} label={`${t.stages.before_tribunal}: ${t.refunded}`} rules={[share]}>
            <Input suffix="%" inputMode="decimal" className="short-input" />
          </Form.Item>
          <Form.Item name={['ownRefund', 'after']} label={`${t.stages.after_tribunal}: ${t.refunded}`} rules={[share]}>
            <Input suffix="%" inputMode="decimal" className="short-input" />
          </Form.Item>
        </fieldset>
      )}
    </>
  );
}
