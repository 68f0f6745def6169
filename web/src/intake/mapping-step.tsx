/** The second step: what was seen in the files, and for each field of the loan file where it comes from. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { WireCheck, WireFilingOptions, WireInspection, WireSavedMapping } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';
import { count } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { becauseText } from './because.ts';
import { fieldsOf, isUnsaid, plainField, unusedColumns, type MappedField } from './mapping-document.ts';
import { MappingTable } from './mapping-table.tsx';
import { importWords } from './import-words.ts';
import { SeenFiles } from './seen-files.tsx';
import type { Import, MappingDocument } from './wizard-state.ts';

interface MappingStepProps {
  readonly state: Import;
  readonly change: (part: Partial<Import>) => void;
  readonly options: WireFilingOptions;
  readonly businessDay: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

export function MappingStep({ state, change, options, businessDay, onBack, onDone }: MappingStepProps) {
  const t = useWords(importWords);
  const { language } = useLanguage();
  const { inspection, mapping } = state;
  const check = useMutation({
    mutationFn: () =>
      api.post<WireCheck>('/intake/checks', {
        uploads: state.uploads.map(({ uploadId, name }) => ({ uploadId, name })),
        mapping,
        asOf: state.asOf,
        commissionId: state.commissionId,
      }),
    onSuccess: ({ checkId }) => {
      change({ checkId });
      onDone();
    },
  });
  if (inspection === null || mapping === null) return null;
  const setMapping = (changed: MappingDocument) => change({ mapping: changed, checkId: null });
  return (
    <>
      <SeenFiles inspection={inspection} />
      <SavedNote inspection={inspection} mapping={mapping} onUse={setMapping} />
      {inspection.notes.length > 0 && (
        <ul className="soft small">
          {inspection.notes.map((note) => (
            <li key={note}>{becauseText(note, language)}</li>
          ))}
        </ul>
      )}
      <h2>{t.steps.mapping}</h2>
      <p className="soft">{t.mappingLead}</p>
      <Missing fields={fieldsOf(mapping).filter(isUnsaid)} />
      <ToConfirm mapping={mapping} inspection={inspection} />
      <MappingTable mapping={mapping} inspection={inspection} onChange={setMapping} />
      <Unused mapping={mapping} inspection={inspection} />
      <AsJson mapping={mapping} sampleMapping={options.sampleMapping} onUse={setMapping} />
      <SaveMapping mapping={mapping} inspection={inspection} />
      {check.error && <ProblemNote error={check.error} />}
      <Form layout="vertical" requiredMark={false} onFinish={() => check.mutate()} className="import-foot">
        <Form.Item label={t.asOf} htmlFor="import-as-of" {...(state.asOf === '' && { validateStatus: 'error', help: t.asOfMissing })}>
          <Input id="import-as-of" type="date" max={businessDay} className="date-input" value={state.asOf} onChange={({ target }) => change({ asOf: target.value, checkId: null })} />
        </Form.Item>
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={check.isPending} disabled={state.asOf === '' || state.commissionId === ''}>
            {t.toCheck}
          </Button>
          <Button onClick={onBack}>{t.back}</Button>
        </div>
      </Form>
    </>
  );
}

/** Whether a mapping saved before fits these files, and what has changed in them where it nearly does. */
function SavedNote({ inspection, mapping, onUse }: { readonly inspection: WireInspection; readonly mapping: MappingDocument; readonly onUse: (mapping: MappingDocument) => void }) {
  const t = useWords(importWords);
  const { saved } = inspection;
  if (saved === null) return null;
  const { drift } = saved;
  const isUsed = JSON.stringify(mapping) === JSON.stringify(saved.mapping);
  const names = (columns: readonly { readonly source: string; readonly column: string }[]) => columns.map(({ column }) => column).join('、');
  return (
    <Alert
      type={drift === null ? 'success' : 'warning'}
      title={drift === null ? t.recognised(saved.name, String(saved.version)) : t.drifted(saved.name, String(saved.version))}
      description={
        drift && (
          <dl className="refusal-facts small">
            {drift.missing.length > 0 && (
              <div>
                <dt>{t.driftMissing}</dt>
                <dd>{names(drift.missing)}</dd>
              </div>
            )}
            {drift.added.length > 0 && (
              <div>
                <dt>{t.driftAdded}</dt>
                <dd>{names(drift.added)}</dd>
              </div>
            )}
          </dl>
        )
      }
      action={
        <Button onClick={() => onUse((isUsed ? inspection.mapping : saved.mapping) as unknown as MappingDocument)}>{isUsed ? t.useProposal : t.useSaved}</Button>
      }
    />
  );
}

function Missing({ fields }: { readonly fields: readonly MappedField[] }) {
  const t = useWords(importWords);
  const { language } = useLanguage();
  if (fields.length === 0) return <p role="status">{t.complete}</p>;
  return (
    <div className="missing" role="status">
      <strong>{t.missing(count(fields.length, language))}</strong> <FieldLinks fields={fields} />
    </div>
  );
}

/** Proposals that stand as they were made, and that a person should look at. */
function ToConfirm({ mapping, inspection }: { readonly mapping: MappingDocument; readonly inspection: WireInspection }) {
  const t = useWords(importWords);
  const { language } = useLanguage();
  const unsettled = new Map(inspection.proposals.filter(({ settled }) => !settled).map(({ field, rule }) => [field, JSON.stringify(rule)]));
  const fields = fieldsOf(mapping).filter((each) => !isUnsaid(each) && unsettled.get(each.field) === JSON.stringify(each.rule));
  if (fields.length === 0) return null;
  return (
    <div className="to-confirm">
      <strong>{t.toConfirm(count(fields.length, language))}</strong> <FieldLinks fields={fields} />
    </div>
  );
}

function FieldLinks({ fields }: { readonly fields: readonly MappedField[] }) {
  const t = useWords(importWords);
  const names: Readonly<Record<string, string>> = t.fields;
  return fields.map(({ field, path }) => (
    <a key={field} href={`#field-${field}`}>
      {names[plainField(path)] ?? field}
    </a>
  ));
}

/** What the lender exports and no field takes, so that nothing is left out unseen. */
function Unused({ mapping, inspection }: { readonly mapping: MappingDocument; readonly inspection: WireInspection }) {
  const t = useWords(importWords);
  const unused = inspection.tables.flatMap(({ file, part, columns }) => {
    const names = unusedColumns(mapping, columns);
    return names.length === 0 ? [] : [{ table: part === null || part === '' ? file : `${file} · ${part}`, names }];
  });
  if (unused.length === 0) return null;
  return (
    <details className="unused">
      <summary>{t.unused}</summary>
      {unused.map(({ table, names }) => (
        <p key={table} className="soft small">
          {table}: {names.join('、')}
        </p>
      ))}
    </details>
  );
}

/** For whoever would rather write: the whole document as text. */
function AsJson({ mapping, sampleMapping, onUse }: { readonly mapping: MappingDocument; readonly sampleMapping: string | null; readonly onUse: (mapping: MappingDocument) => void }) {
  const t = useWords(importWords);
  const [text, setText] = useState<string | null>(null);
  const [isBroken, setIsBroken] = useState(false);
  const apply = () => {
    try {
      const read = JSON.parse(text ?? '') as MappingDocument;
      if (typeof read.main !== 'string' || typeof read.sources !== 'object' || typeof read.loan !== 'object') throw new Error('no mapping');
      onUse(read);
      setText(null);
    } catch {
      setIsBroken(true);
    }
  };
  return (
    <div className="as-json">
      <Button aria-expanded={text !== null} onClick={() => setText(text === null ? JSON.stringify(mapping, null, 2) : null)}>
        {t.asJson}
      </Button>{' '}
      {sampleMapping !== null && <Button onClick={() => onUse(JSON.parse(sampleMapping) as MappingDocument)}>{t.sampleMapping}</Button>}
      {text !== null && (
        <div>
          <p className="soft small">{t.asJsonHelp}</p>
          <Input.TextArea
            aria-label={t.asJson}
            className="json-text"
            rows={20}
            value={text}
            status={isBroken ? 'error' : ''}
            onChange={({ target }) => {
              setText(target.value);
              setIsBroken(false);
            }}
          />
          {isBroken && (
            <p className="field-problem" role="alert">
              {t.jsonBroken}
            </p>
          )}
          <Button onClick={apply}>{t.apply}</Button>
        </div>
      )}
    </div>
  );
}

function SaveMapping({ mapping, inspection }: { readonly mapping: MappingDocument; readonly inspection: WireInspection }) {
  const t = useWords(importWords);
  const [name, setName] = useState(inspection.saved?.name ?? mapping.name ?? '');
  const save = useMutation({
    mutationFn: () => api.put<WireSavedMapping>(`/intake/mappings/${encodeURIComponent(name.trim())}`, { mapping, layout: inspection.tables.map(({ source, columns }) => ({ source, columns })) }),
  });
  return (
    <form
      className="save-mapping"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') save.mutate();
      }}
    >
      <label>
        {t.saveName} <Input value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
      </label>
      <Button htmlType="submit" loading={save.isPending} disabled={name.trim() === ''}>
        {t.save}
      </Button>
      {save.data && (
        <span role="status" className="small">
          {t.saved(save.data.name, String(save.data.version))}
        </span>
      )}
      {save.error && <ProblemNote error={save.error} />}
    </form>
  );
}
