/** The first step: files are chosen or dropped, uploaded one after another, and looked into. */
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import type { WireFilingOptions, WireInspection } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';
import { sizeText } from '../shell/figures.tsx';
import { useWords } from '../shell/language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { FileField } from './file-field.tsx';
import { importWords } from './import-words.ts';
import { isStopped, SendingNote, useSending } from './sending.tsx';
import type { Import, MappingDocument } from './wizard-state.ts';
import { intakeWords } from './words.ts';

interface FilesStepProps {
  readonly state: Import;
  readonly change: (part: Partial<Import>) => void;
  readonly options: WireFilingOptions;
  readonly businessDay: string;
  readonly onDone: () => void;
}

export function FilesStep({ state, change, options, businessDay, onDone }: FilesStepProps) {
  const t = useWords(importWords);
  const intake = useWords(intakeWords);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isWrong, setIsWrong] = useState(false);
  const { sending, send, stop } = useSending();
  const only = options.commissions.length === 1 ? options.commissions[0]?.institutionId : undefined;
  const [commissionId, setCommissionId] = useState(state.commissionId === '' ? (only ?? '') : state.commissionId);
  const look = useMutation({
    mutationFn: async () => {
      const sent = await send(files);
      const uploads = [...state.uploads.filter(({ name }) => !sent.some((other) => other.name === name)), ...sent];
      // They are there, whatever is seen in them.
      setFiles([]);
      change({ uploads });
      const inspection = await api.post<WireInspection>('/intake/inspections', {
        uploads: uploads.map(({ uploadId, name }) => ({ uploadId, name })),
        commissionId,
      });
      return { uploads, inspection };
    },
    onSuccess: ({ uploads, inspection }) => {
      const isSame = state.inspection !== null && layoutText(state.inspection) === layoutText(inspection);
      const proposed = (inspection.saved?.drift === null ? inspection.saved.mapping : inspection.mapping) as unknown as MappingDocument;
      const mapping = isSame && state.mapping !== null ? state.mapping : proposed;
      change({ uploads, inspection, mapping, commissionId, checkId: null, asOf: state.asOf === '' ? businessDay : state.asOf });
      onDone();
    },
  });
  const isEmpty = files.length + state.uploads.length === 0;
  return (
    <Form layout="vertical" requiredMark={false} className="narrow" onFinish={() => (isEmpty || commissionId === '' ? setIsWrong(true) : look.mutate())}>
      <Form.Item label={t.commission} htmlFor="import-commission" {...(isWrong && commissionId === '' && { validateStatus: 'error', help: t.commissionMissing })}>
        <Select id="import-commission" value={commissionId === '' ? null : commissionId} onChange={setCommissionId} options={options.commissions.map((each) => ({ value: each.institutionId, label: each.name }))} />
      </Form.Item>
      <FileField
        label={t.files}
        help={t.filesHelp}
        accept=".csv,.tsv,.txt,.xlsx,.json,.ndjson,.jsonl,.parquet,.zip"
        isSeveral
        files={files}
        problem={isWrong && isEmpty ? intake.filesMissing : null}
        onChange={(chosen) => {
          setFiles(chosen);
          setIsWrong(false);
        }}
      />
      {state.uploads.length > 0 && (
        <div className="file-field">
          <span className="soft small">{t.uploaded}</span>
          <ul>
            {state.uploads.map((each) => (
              <li key={each.name}>
                <span>
                  {each.name} <span className="soft small figure">{sizeText(each.bytes)}</span>
                </span>
                <Button size="small" type="text" aria-label={intake.remove(each.name)} disabled={look.isPending} onClick={() => change({ uploads: state.uploads.filter((other) => other !== each) })}>
                  ×
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {sending && <SendingNote sending={sending} onStop={stop} />}
      {look.isPending && !sending && (
        <p role="status" className="soft">
          {t.looking}
        </p>
      )}
      {look.error && !isStopped(look.error) && <ProblemNote error={look.error} />}
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={look.isPending}>
          {t.look}
        </Button>
      </div>
    </Form>
  );
}

const layoutText = ({ tables }: WireInspection): string => JSON.stringify(tables.map(({ source, file, part, columns }) => [source, file, part, columns]));
