/** The third step: all loans are read and checked, without filing; then the sound ones are filed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Skeleton } from 'antd';
import type { WireBatch, WireCheck } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';
import { count, DayText, rateText, Yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { ProblemNote, RefusalFacts } from '../shell/problem.tsx';
import { importWords } from './import-words.ts';
import { namingField, problemText } from './problems.ts';
import { batchQuery, checkQuery, isChecking } from './queries.ts';
import type { Import } from './wizard-state.ts';
import { intakeWords } from './words.ts';

export function CheckStep({ state, onBack, onCreated }: { readonly state: Import; readonly onBack: () => void; readonly onCreated: () => void }) {
  const t = useWords(importWords);
  const client = useQueryClient();
  const { data: check, error, refetch } = useQuery(checkQuery(state.checkId ?? ''));
  const cancel = useMutation({
    mutationFn: () => api.post<WireCheck>(`/intake/checks/${state.checkId ?? ''}/cancel`),
    onSuccess: (cancelled) => client.setQueryData(checkQuery(cancelled.checkId).queryKey, cancelled),
  });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!check) return <Skeleton active />;
  return (
    <>
      <Progress check={check} />
      {isChecking(check) ? (
        <div className="form-actions">
          <span role="status" className="soft">
            {t.checking}
          </span>
          <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t.cancel}
          </Button>
        </div>
      ) : (
        <p role="status" className="soft">
          {t.checkStates[check.state]}
        </p>
      )}
      {cancel.error && <ProblemNote error={cancel.error} />}
      {check.failure && <Alert type="error" role="alert" title={check.failure.detail} description={<RefusalFacts refusal={check.failure} />} />}
      {check.failure === null && <Problems check={check} />}
      {check.preview.length > 0 && <Preview check={check} />}
      {!isChecking(check) && (
        <>
          {check.state === 'done' && check.counters.sound > 0 && <Create state={state} check={check} onCreated={onCreated} />}
          {check.state === 'done' && check.counters.sound === 0 && <p>{t.createNone}</p>}
          <Button onClick={onBack}>{t.toMapping}</Button>
        </>
      )}
    </>
  );
}

function Progress({ check: { counters } }: { readonly check: WireCheck }) {
  const t = useWords(importWords);
  const { language } = useLanguage();
  const whole = Math.max(counters.planned, counters.read, 1);
  const parts = [
    ['filed', t.sound, counters.sound],
    ['rejected', t.rejected, counters.rejected],
    ['refused', t.refused, counters.refused],
  ] as const;
  return (
    <section className="counters" aria-label={t.progress}>
      <div className="outcome-bar" role="img" aria-label={`${t.progress}: ${count(counters.read, language)} / ${count(counters.planned, language)}`}>
        {parts.map(([key, , value]) => value > 0 && <span key={key} className={`outcome-${key}`} style={{ flexGrow: value / whole }} />)}
        <span style={{ flexGrow: Math.max(0, (whole - counters.read) / whole) }} />
      </div>
      <dl>
        <div>
          <dt>{t.found}</dt>
          <dd className="figure">{count(counters.planned, language)}</dd>
          <dd className="soft small">
            {t.read} {count(counters.read, language)}
          </dd>
        </div>
        {parts.map(([key, label, value]) => (
          <div key={key} className={`outcome-${key}-key`}>
            <dt>{label}</dt>
            <dd className="figure">{count(value, language)}</dd>
            {key === 'filed' && (
              <dd className="soft small">
                {t.warned} {count(counters.warned, language)}
              </dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Grouped by cause, with the most frequent as the longest bar. */
function Problems({ check }: { readonly check: WireCheck }) {
  const t = useWords(importWords);
  const intake = useWords(intakeWords);
  const { language } = useLanguage();
  const most = Math.max(...check.problems.map((each) => each.count), 1);
  return (
    <section>
      <h2>{t.problems}</h2>
      {check.problems.length === 0 && !isChecking(check) && <p className="soft">{t.noProblems}</p>}
      {check.problems.map((group) => (
        <section key={group.code + group.message} className="problem-group">
          <header>
            <h3>
              {namingField(problemText(group, language).message, t.fields)}{' '}
              <span className={group.severity === 'error' ? 'blocking small' : 'warned small'}>{group.severity === 'error' ? t.error : t.warning}</span>
            </h3>
            <div className="cause-bar" aria-hidden="true">
              <span className={`cause-${group.severity}`} style={{ width: `${Math.max(1, (group.count / most) * 100)}%` }} />
            </div>
            <p>
              <span className="figure">{t.loans(count(group.count, language))}</span> {problemText(group, language).fix}
            </p>
            <code className="soft small">{group.code}</code>
          </header>
          <ul>
            {group.places.map((place, index) => (
              <li key={index}>
                {place.reference !== null && <strong>{place.reference}</strong>}{' '}
                <span className="soft place">
                  {[
                    place.file === null ? null : place.row === null ? place.file : intake.whereRow(place.file, String(place.row)),
                    place.column === null ? null : intake.whereColumn(place.column),
                    place.value === null || place.value === '' ? null : `“${place.value}”`,
                  ]
                    .filter((part) => part !== null)
                    .join(', ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Preview({ check }: { readonly check: WireCheck }) {
  const t = useWords(importWords);
  const { language } = useLanguage();
  return (
    <section>
      <h2>{t.preview}</h2>
      <p className="soft">{t.previewLead}</p>
      <div className="previews">
        {check.preview.map(({ loan, claim }) => (
          <article key={loan.reference}>
            <h3>{loan.reference}</h3>
            <dl className="facts">
              <Fact name={t.borrower}>
                {loan.borrower.name} <span className="figure soft">{masked(loan.borrower.identity.number)}</span>
              </Fact>
              <Fact name={t.contract}>
                {loan.contract.name} <span className="figure">{loan.contract.contractNo}</span>, {t.signedOn} <DayText day={loan.contract.signedOn} />,{' '}
                <Yuan fen={loan.contract.principalFen} />, {rateText(loan.contract.rate as Parameters<typeof rateText>[0], language)}
              </Fact>
              <Fact name={t.disbursed}>{loan.disbursements.map((each) => <div key={each.on + each.amountFen}><DayText day={each.on} /> <Yuan fen={each.amountFen} /></div>)}</Fact>
              <Fact name={t.instalments}>
                {t.entries(count(loan.schedule.length, language))}
                {loan.schedule[0] && <>, <DayText day={loan.schedule[0].dueOn} /> – <DayText day={loan.schedule.at(-1)?.dueOn ?? ''} /></>}
              </Fact>
              <Fact name={t.repayments}>{t.entries(count(loan.repayments.length, language))}</Fact>
              <Fact name={t.principal}><Yuan fen={claim.principalFen} /></Fact>
              <Fact name={t.interest}><Yuan fen={claim.interestFen} /></Fact>
              <Fact name={t.overdueInterest}><Yuan fen={claim.overdueInterestFen} /></Fact>
              {claim.compoundInterestFen !== '0' && <Fact name={t.compoundInterest}><Yuan fen={claim.compoundInterestFen} /></Fact>}
              <Fact name={t.fee}><Yuan fen={claim.feeFen} /></Fact>
              <Fact name={t.total}><strong><Yuan fen={claim.totalFen} /></strong></Fact>
            </dl>
          </article>
        ))}
      </div>
    </section>
  );
}

/** Enough to find the person in the lender's own books. */
const masked = (number: string): string => `${number.slice(0, 4)}${'*'.repeat(Math.max(0, number.length - 6))}${number.slice(-2)}`;

const Fact = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function Create({ state, check, onCreated }: { readonly state: Import; readonly check: WireCheck; readonly onCreated: () => void }) {
  const t = useWords(importWords);
  const { language } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: (reference: string) =>
      api.post<WireBatch>('/batches', {
        reference,
        asOf: state.asOf,
        commissionId: state.commissionId,
        mapping: state.mapping,
        uploads: state.uploads.map(({ uploadId, name }) => ({ uploadId, name })),
      }),
    onSuccess: async (batch) => {
      client.setQueryData(batchQuery(batch.batchId).queryKey, batch);
      await navigate({ to: '/batches/$batchId', params: { batchId: batch.batchId } });
      onCreated();
    },
  });
  return (
    <Form layout="vertical" requiredMark={false} className="narrow" onFinish={({ reference }: { reference: string }) => create.mutate(reference.trim())}>
      <h2>{t.steps.create}</h2>
      <Form.Item name="reference" label={t.reference} extra={t.referenceHelp} rules={[{ required: true, whitespace: true, message: t.referenceMissing }]}>
        <Input autoComplete="off" maxLength={100} />
      </Form.Item>
      {check.counters.rejected + check.counters.refused > 0 && <p className="soft">{t.rejectsLater}</p>}
      {create.error && <ProblemNote error={create.error} />}
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t.create(count(check.counters.sound, language))}
        </Button>
      </div>
    </Form>
  );
}
