/** Asks for what a command needs, sends it, and says what became of each case. */
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Progress, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import type { WireCaseSummary } from '../../../src/http/wire/index.ts';
import { count } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { ProblemNote, RefusalFacts } from '../shell/problem.tsx';
import { shellWords } from '../shell/words.ts';
import { requestFor, sliceSize, useCommandRun, type BulkCommand, type CommandInput, type CommandRun } from './command-run.ts';
import { rosterQuery } from './queries.ts';
import { sendsBack } from './states.ts';
import { docketWords } from './words.ts';

interface CommandDialogProps {
  readonly command: BulkCommand;
  readonly cases: readonly WireCaseSummary[];
  /** Told whether anything was sent, so that a selection made before it can be dropped. */
  readonly onClose: (wasSent: boolean) => void;
}


export function CommandDialog({ command, cases, onClose }: CommandDialogProps) {
  const t = useWords(docketWords);
  const shell = useWords(shellWords);
  const { language } = useLanguage();
  const { notification } = App.useApp();
  const [form] = Form.useForm<CommandInput>();
  const { run, start, stop } = useCommandRun();
  // What is decided on is what was on the screen when the dialog opened, even if the list is read again behind it.
  const [decidedOn] = useState(cases);
  const title = t.confirm(t.commands[command], count(decidedOn.length, language));

  const send = async (input: CommandInput) => {
    const ended = await start(decidedOn, (slice) => requestFor(command, input, slice));
    const [first] = ended.done;
    if (first && ended.done.length === ended.all) {
      notification.success({
        title: ended.all === 1 ? t.done(t.commands[command], t.states[first.state]) : `${title}: ${t.doneCount(count(ended.all, language))}`,
      });
      onClose(true);
    }
  };

  const footer =
    run === null ? (
      <>
        <Button onClick={() => onClose(false)}>{shell.cancel}</Button>
        <Button type="primary" danger={sendsBack(command)} onClick={() => form.submit()}>
          {title}
        </Button>
      </>
    ) : run.isRunning ? (
      run.all > sliceSize && (
        <Button onClick={stop} disabled={run.isStopping}>
          {run.isStopping ? t.stopping : t.stop}
        </Button>
      )
    ) : (
      <Button type="primary" onClick={() => onClose(true)}>
        {run.refused.some(({ refusal }) => refusal.code === 'stale_version') ? t.caseReloaded : shell.close}
      </Button>
    );

  return (
    <Modal open title={title} footer={footer} closable={!run?.isRunning} keyboard={!run?.isRunning} mask={{ closable: false }} onCancel={() => onClose(run !== null)} destroyOnHidden>
      {run === null ? (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(input) => void send(input)}>
          <p className="consequence">{t.consequences[command]}</p>
          <CommandFields command={command} />
        </Form>
      ) : (
        <RunReport run={run} cases={decidedOn} />
      )}
    </Modal>
  );
}

function CommandFields({ command }: { readonly command: BulkCommand }) {
  const t = useWords(docketWords);
  switch (command) {
    case 'refuse_filing':
    case 'decline_appointment':
    case 'return_award':
      return (
        <Form.Item name="reasons" label={t.reasons} extra={t.reasonsHelp} rules={[{ required: true, whitespace: true, min: 5, message: t.reasonsMissing }]}>
          <Input.TextArea rows={4} maxLength={2000} autoFocus />
        </Form.Item>
      );
    case 'record_fee_payment':
      return (
        <Form.Item name="receiptNo" label={t.receiptNo} extra={t.receiptHelp} rules={[{ required: true, whitespace: true, message: t.receiptMissing }]}>
          <Input autoComplete="off" maxLength={100} autoFocus />
        </Form.Item>
      );
    case 'appoint_arbitrator':
      return <RosterField />;
    case 'accept_appointment':
      return <DisclosureField />;
    case 'sign_award':
    case 'seal_award':
      return (
        <Form.Item name="pin" label={t.pin} extra={t.pinHelp} rules={[{ required: true, min: 4, message: t.pinMissing }]}>
          <Input.Password autoComplete="off" visibilityToggle={false} autoFocus />
        </Form.Item>
      );
    case 'approve_filing':
    case 'serve_notice':
    case 'check_award':
    case 'serve_award':
      return null;
  }
}

function DisclosureField() {
  const t = useWords(docketWords);
  const hasDisclosure = Form.useWatch<CommandInput['hasDisclosure']>('hasDisclosure');
  return (
    <>
      <Form.Item name="hasDisclosure" label={t.disclosure} rules={[{ required: true, message: t.disclosureMissing }]}>
        <Radio.Group className="roster">
          <Radio value={false}>{t.nothingToDisclose}</Radio>
          <Radio value>{t.somethingToDisclose}</Radio>
        </Radio.Group>
      </Form.Item>
      {hasDisclosure && (
        <Form.Item name="disclosure" label={t.disclosureText} rules={[{ required: true, whitespace: true, message: t.disclosureMissing }]}>
          <Input.TextArea rows={4} maxLength={2000} lang="zh-CN" />
        </Form.Item>
      )}
    </>
  );
}

function RosterField() {
  const t = useWords(docketWords);
  const { data, error, refetch } = useQuery(rosterQuery);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  if (data.items.length === 0) return <p>{t.rosterEmpty}</p>;
  return (
    <Form.Item name="arbitratorId" label={t.arbitrator} rules={[{ required: true, message: t.arbitratorMissing }]}>
      <Radio.Group className="roster">
        {data.items.map((arbitrator) => {
          const isFull = arbitrator.openCases >= arbitrator.loadCap;
          return (
            <Radio key={arbitrator.personId} value={arbitrator.personId} disabled={isFull}>
              {arbitrator.name}{' '}
              <span className="soft small figure">
                {t.load(arbitrator.openCases, arbitrator.loadCap)}
                {isFull && ` · ${t.loadFull}`}
              </span>
            </Radio>
          );
        })}
      </Radio.Group>
    </Form.Item>
  );
}

const shownCases = 20;

function RunReport({ run, cases }: { readonly run: CommandRun; readonly cases: readonly WireCaseSummary[] }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  const named = new Map(cases.map((each) => [each.caseId, each.caseNo ?? each.reference]));
  const stale = run.refused.filter(({ refusal }) => refusal.code === 'stale_version');
  const refusals = [...Map.groupBy(run.refused.filter(({ refusal }) => refusal.code !== 'stale_version'), ({ refusal }) => JSON.stringify([refusal.code, refusal.facts])).values()];
  const unsent = run.all - run.sent;
  return (
    <div className="run-report" role="status">
      {run.isRunning && (
        <>
          <Progress percent={Math.round((run.sent / run.all) * 100)} aria-label={t.running(count(run.sent, language), count(run.all, language))} />
          <p className="figure">{t.running(count(run.sent, language), count(run.all, language))}</p>
        </>
      )}
      {!run.isRunning && (
        <p className="figure">
          {[t.doneCount(count(run.done.length, language)), run.refused.length > 0 && t.refusedCount(count(run.refused.length, language)), unsent > 0 && t.unsentCount(count(unsent, language))]
            .filter((part) => part !== false)
            .join(' · ')}
        </p>
      )}
      {run.error !== null && <ProblemNote error={run.error} />}
      {stale.length > 0 && <Alert type="warning" title={run.all === 1 ? t.changedMeanwhileOne : t.changedMeanwhile} description={run.all > 1 && <NamedCases refused={stale} named={named} />} />}
      {refusals.map((refused) => (
        <Alert
          key={refused[0]?.caseId}
          type="error"
          title={refused[0]?.refusal.detail}
          description={
            <>
              {refused[0] && <RefusalFacts refusal={refused[0].refusal} />}
              {run.all > 1 && <NamedCases refused={refused} named={named} />}
            </>
          }
        />
      ))}
    </div>
  );
}

function NamedCases({ refused, named }: { readonly refused: CommandRun['refused']; readonly named: ReadonlyMap<string, string> }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  return (
    <p className="small figure-list">
      {refused.slice(0, shownCases).map(({ caseId }) => named.get(caseId)).join(', ')}
      {refused.length > shownCases && ` ${t.andMore(count(refused.length - shownCases, language))}`}
    </p>
  );
}
