/** The arbitrator's own work on a case: write the opinion, answer what was said, see the award as it will be, sign it. */
import { useMutation } from '@tanstack/react-query';
import { Link, useBlocker, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Form, Input, InputNumber } from 'antd';
import { useEffect, useState } from 'react';
import type { WireAwardDraft, WireCaseDetail } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';
import { useWords } from '../shell/language.tsx';
import { ProblemNote, RefusalFacts } from '../shell/problem.tsx';
import { AnswerText } from './answers-and-gate.tsx';
import { useCommandRun } from './command-run.ts';
import { paperAddress } from './papers.tsx';
import { docketWords } from './words.ts';

interface DraftFields {
  readonly opinion: string;
  readonly performanceDays: number;
  readonly responses?: Readonly<Record<string, string>>;
}

const draftOf = (file: WireCaseDetail, fields: DraftFields): WireAwardDraft => ({
  opinion: fields.opinion.trim(),
  performanceDays: fields.performanceDays,
  responses: file.answers.map(({ answerId }) => ({ answerId, response: (fields.responses?.[answerId] ?? '').trim() })),
});

export function AwardDesk({ file }: { readonly file: WireCaseDetail }) {
  const t = useWords(docketWords);
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<DraftFields>();
  const [isChanged, setIsChanged] = useState(false);
  const { run, start } = useCommandRun();
  const preview = usePreview(file);
  useBlocker({ shouldBlockFn: () => !window.confirm(t.leaveDraft), enableBeforeUnload: true, disabled: !isChanged });

  const submit = async (fields: DraftFields) => {
    const ended = await start([file], (items) => ({ command: 'draft_award', draft: draftOf(file, fields), items: items.map(({ caseId, version }) => ({ caseId, version })) }));
    if (ended.done.length === 0) return;
    setIsChanged(false);
    notification.success({ title: t.saved });
    await navigate({ to: '/desk', ignoreBlocker: true });
  };
  const refusal = run?.refused[0]?.refusal;

  return (
    <Form
      className="award-desk"
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={run?.isRunning ?? false}
      initialValues={{
        opinion: file.draft?.opinion ?? '',
        performanceDays: file.draft?.performanceDays ?? 10,
        responses: Object.fromEntries(file.draft?.responses.map(({ answerId, response }) => [answerId, response]) ?? []),
      }}
      onValuesChange={() => setIsChanged(true)}
      onFinish={(fields: DraftFields) => void submit(fields)}
    >
      <p className="soft">{t.draftLead}</p>
      <Form.Item name="opinion" label={t.opinion} rules={[{ required: true, whitespace: true, min: 20, message: t.opinionMissing }]}>
        <Input.TextArea autoSize={{ minRows: 8, maxRows: 24 }} lang="zh-CN" />
      </Form.Item>
      {file.answers.map((answer) => (
        <div key={answer.answerId} className="answer-and-response">
          <AnswerText answer={answer} />
          <Form.Item name={['responses', answer.answerId]} label={t.responseTo(t.answerKinds[answer.kind])} rules={[{ required: true, whitespace: true, message: t.responseMissing }]}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} lang="zh-CN" />
          </Form.Item>
        </div>
      ))}
      <Form.Item name="performanceDays" label={t.performanceDays} rules={[{ required: true, type: 'integer', min: 1, max: 60, message: t.performanceMissing }]}>
        <InputNumber min={1} max={60} precision={0} />
      </Form.Item>
      {refusal && <Alert type={refusal.code === 'stale_version' ? 'warning' : 'error'} role="alert" title={refusal.code === 'stale_version' ? t.changedMeanwhileOne : refusal.detail} description={<RefusalFacts refusal={refusal} />} />}
      {run !== null && run.error !== null && <ProblemNote error={run.error} />}
      <div className="form-actions">
        <Button loading={preview.isPending} onClick={() => void form.validateFields().then((fields) => preview.show(draftOf(file, fields)), () => undefined)}>
          {t.preview}
        </Button>
        <Button type="primary" htmlType="submit" loading={run?.isRunning ?? false}>
          {t.commands.draft_award}
        </Button>
        {isChanged && <span className="soft small">{t.unsaved}</span>}
      </div>
      {preview.error && <ProblemNote error={preview.error} />}
      {preview.address !== null && <PdfInPlace address={preview.address} title={t.previewTitle} />}
    </Form>
  );
}

/** The award as the given draft would print it; the rendered bytes live only as long as they are shown. */
function usePreview(file: WireCaseDetail) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(
    () => () => {
      if (address !== null) URL.revokeObjectURL(address);
    },
    [address],
  );
  const render = useMutation({
    mutationFn: (draft: WireAwardDraft) => api.postForBytes(`/cases/${file.caseId}/award-preview`, { draft }),
    onSuccess: (bytes) => setAddress(URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))),
  });
  return { address, show: render.mutate, isPending: render.isPending, error: render.error };
}

function PdfInPlace({ address, title }: { readonly address: string; readonly title: string }) {
  const t = useWords(docketWords);
  return (
    <figure className="pdf">
      <figcaption>
        {title}{' '}
        <a href={address} target="_blank" rel="noreferrer">
          {t.previewOpen}
        </a>
      </figcaption>
      <iframe src={address} title={title} />
    </figure>
  );
}

/** The frozen award, read in place before it is signed. */
export function AwardToSign({ file }: { readonly file: WireCaseDetail }) {
  const t = useWords(docketWords);
  const award = file.papers.findLast((paper) => paper.kind === 'award');
  return (
    <>
      {award ? <PdfInPlace address={paperAddress(file.caseId, award.paperId)} title={t.awardTitle} /> : <p>{t.awardMissing}</p>}
      <p>
        <Link to="/desk">{t.backToDesk}</Link>
      </p>
    </>
  );
}
