import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import type { WireBatch, WireFilingOptions } from '../../../src/http/wire/index.ts';
import { useStatus } from '../sandbox/time.ts';
import { api } from '../shell/api.ts';
import { useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { shellWords } from '../shell/words.ts';
import { FileField } from './file-field.tsx';
import './intake.css';
import { batchQuery, filingOptionsQuery } from './queries.ts';
import { intakeWords } from './words.ts';

export function NewBatchPage() {
  const t = useWords(intakeWords);
  usePageTitle(t.newBatch);
  const options = useQuery(filingOptionsQuery);
  const status = useStatus();
  return (
    <main id="content" className="page narrow">
      <header className="page-head">
        <h1>{t.newBatch}</h1>
      </header>
      {options.error && <ProblemNote error={options.error} retry={() => void options.refetch()} />}
      {options.isPending && <Skeleton active />}
      {options.data && status.data && <NewBatchForm options={options.data} businessDay={status.data.businessDay} />}
    </main>
  );
}

interface Fields {
  readonly reference: string;
  readonly asOf: string;
  readonly commissionId: string;
}

async function isJson(file: File): Promise<boolean> {
  try {
    JSON.parse(await file.text());
    return true;
  } catch {
    return false;
  }
}

function NewBatchForm({ options, businessDay }: { readonly options: WireFilingOptions; readonly businessDay: string }) {
  const t = useWords(intakeWords);
  const shell = useWords(shellWords);
  const navigate = useNavigate();
  const client = useQueryClient();
  const [mapping, setMapping] = useState<File | null>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [wrong, setWrong] = useState<'mappingMissing' | 'mappingBroken' | 'filesMissing' | null>(null);
  const file = useMutation({
    mutationFn: ({ fields, chosen }: { fields: Fields; chosen: File }) => {
      const body = new FormData();
      body.set('reference', fields.reference.trim());
      body.set('asOf', fields.asOf);
      body.set('commissionId', fields.commissionId);
      body.set('mapping', chosen);
      for (const each of files) body.append('files', each);
      return api.postForm<WireBatch>('/batches', body);
    },
    onSuccess: async (batch) => {
      client.setQueryData(batchQuery(batch.batchId).queryKey, batch);
      await navigate({ to: '/batches/$batchId', params: { batchId: batch.batchId } });
    },
  });
  const wrongFile = async () => (mapping === null ? 'mappingMissing' : !(await isJson(mapping)) ? 'mappingBroken' : files.length === 0 ? 'filesMissing' : null);
  const submit = async (fields: Fields) => {
    const found = await wrongFile();
    setWrong(found);
    if (mapping !== null && found === null) file.mutate({ fields, chosen: mapping });
  };
  const { sampleMapping } = options;
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      disabled={file.isPending}
      initialValues={{ asOf: businessDay, commissionId: options.commissions.length === 1 ? options.commissions[0]?.institutionId : undefined }}
      onFinish={(fields: Fields) => void submit(fields)}
      onFinishFailed={() => void wrongFile().then(setWrong)}
    >
      <Form.Item name="reference" label={t.reference} extra={t.referenceHelp} rules={[{ required: true, whitespace: true, message: t.referenceMissing }]}>
        <Input autoComplete="off" maxLength={100} />
      </Form.Item>
      <Form.Item name="asOf" label={t.asOf} rules={[{ required: true, message: t.asOfMissing }]}>
        <Input type="date" max={businessDay} className="date-input" />
      </Form.Item>
      <Form.Item name="commissionId" label={t.commission} rules={[{ required: true, message: t.commissionMissing }]}>
        <Select options={options.commissions.map((commission) => ({ value: commission.institutionId, label: commission.name }))} />
      </Form.Item>
      <FileField
        label={t.mapping}
        help={t.mappingHelp}
        accept=".json,application/json"
        isSeveral={false}
        files={mapping ? [mapping] : []}
        problem={wrong === 'mappingMissing' || wrong === 'mappingBroken' ? t[wrong] : null}
        onChange={([chosen]) => {
          setMapping(chosen ?? null);
          setWrong(null);
        }}
      />
      {sampleMapping !== null && (
        <Button
          className="sample-mapping"
          onClick={() => {
            setMapping(new File([sampleMapping], t.sampleMapping, { type: 'application/json' }));
            setWrong(null);
          }}
        >
          {t.useSampleMapping}
        </Button>
      )}
      <FileField
        label={t.files}
        help={t.filesHelp}
        accept=".csv,text/csv"
        isSeveral
        files={files}
        problem={wrong === 'filesMissing' ? t.filesMissing : null}
        onChange={(chosen) => {
          setFiles(chosen);
          setWrong(null);
        }}
      />
      {file.error && <ProblemNote error={file.error} />}
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={file.isPending}>
          {t.submit}
        </Button>
        <Link to="/batches">{shell.cancel}</Link>
      </div>
    </Form>
  );
}
