/** The first step: files are chosen or dropped, uploaded one after another, and looked into. */
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Progress, Select } from 'antd';
import { useRef, useState } from 'react';
import type { WireFilingOptions, WireInspection, WireUpload } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';
import { sizeText } from '../shell/figures.tsx';
import { useWords } from '../shell/language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { upload } from '../shell/upload.ts';
import { FileField } from './file-field.tsx';
import { importWords } from './import-words.ts';
import type { Import, MappingDocument } from './wizard-state.ts';
import { intakeWords } from './words.ts';

interface FilesStepProps {
  readonly state: Import;
  readonly change: (part: Partial<Import>) => void;
  readonly options: WireFilingOptions;
  readonly businessDay: string;
  readonly onDone: () => void;
}

interface Sending {
  readonly name: string;
  readonly percent: number;
}

export function FilesStep({ state, change, options, businessDay, onDone }: FilesStepProps) {
  const t = useWords(importWords);
  const intake = useWords(intakeWords);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isWrong, setIsWrong] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const stop = useRef<AbortController | null>(null);
  const only = options.commissions.length === 1 ? options.commissions[0]?.institutionId : undefined;
  const [commissionId, setCommissionId] = useState(state.commissionId === '' ? (only ?? '') : state.commissionId);
  const look = useMutation({
    mutationFn: async () => {
      const uploads = files.length === 0 ? state.uploads : await uploadAll(files, setSending, (stop.current = new AbortController()).signal);
      const inspection = await api.post<WireInspection>('/intake/inspections', {
        uploads: uploads.map(({ uploadId, name }) => ({ uploadId, name })),
        ...(commissionId !== '' && { commissionId }),
      });
      return { uploads, inspection };
    },
    onSuccess: ({ uploads, inspection }) => {
      const mapping = (inspection.saved?.drift === null ? inspection.saved.mapping : inspection.mapping) as unknown as MappingDocument;
      change({ uploads, inspection, mapping, commissionId, checkId: null, asOf: state.asOf === '' ? businessDay : state.asOf });
      onDone();
    },
    onSettled: () => setSending(null),
  });
  const isStopped = look.error instanceof DOMException;
  return (
    <Form layout="vertical" requiredMark={false} className="narrow" onFinish={() => (files.length + state.uploads.length === 0 ? setIsWrong(true) : look.mutate())}>
      <Form.Item label={t.commission} htmlFor="import-commission">
        <Select id="import-commission" value={commissionId === '' ? null : commissionId} onChange={setCommissionId} options={options.commissions.map((each) => ({ value: each.institutionId, label: each.name }))} />
      </Form.Item>
      <FileField
        label={t.files}
        help={t.filesHelp}
        accept=".csv,.tsv,.txt,.xlsx,.json,.ndjson,.jsonl,.parquet,.zip"
        isSeveral
        files={files}
        problem={isWrong ? intake.filesMissing : null}
        onChange={(chosen) => {
          setFiles(chosen);
          setIsWrong(false);
        }}
      />
      {files.length === 0 && state.uploads.length > 0 && (
        <ul className="soft small">
          {state.uploads.map(({ uploadId, name, bytes }) => (
            <li key={uploadId}>
              {name} <span className="figure">{sizeText(bytes)}</span>
            </li>
          ))}
        </ul>
      )}
      {sending && (
        <div className="sending" role="status">
          <span>{t.uploading(sending.name)}</span>
          <Progress percent={sending.percent} aria-label={t.uploading(sending.name)} />
          <Button onClick={() => stop.current?.abort()}>{t.stop}</Button>
        </div>
      )}
      {look.isPending && !sending && (
        <p role="status" className="soft">
          {t.looking}
        </p>
      )}
      {look.error && !isStopped && <ProblemNote error={look.error} />}
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={look.isPending}>
          {t.look}
        </Button>
      </div>
    </Form>
  );
}

async function uploadAll(files: readonly File[], onProgress: (sending: Sending | null) => void, signal: AbortSignal): Promise<readonly WireUpload[]> {
  const uploads: WireUpload[] = [];
  for (const file of files) {
    const said = (sent: number) => onProgress({ name: file.name, percent: file.size === 0 ? 100 : Math.round((sent / file.size) * 100) });
    said(0);
    uploads.push(await upload(file, said, signal));
  }
  onProgress(null);
  return uploads;
}
