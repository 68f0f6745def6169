/** The fields of the loan file beside the lender's columns: what each is read from, some of the values, and how they are read. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import type { WireInspection, WireProposal } from '../../../src/http/wire/index.ts';
import { useWords } from '../shell/language.tsx';
import { changedAt, choiceKey, choicesOf, columnsRead, constantOf, fieldsOf, groupsOf, isUnsaid, plain, plainField, ruleFor, typedOf, type MappedField, type MappingRule, type Path } from './mapping-document.ts';
import { importWords } from './import-words.ts';
import type { MappingDocument } from './wizard-state.ts';

interface Sheet {
  readonly mapping: MappingDocument;
  readonly inspection: WireInspection;
  readonly onChange: (mapping: MappingDocument) => void;
}

export function MappingTable(sheet: Sheet) {
  const t = useWords(importWords);
  const { mapping, inspection } = sheet;
  const proposals = new Map(inspection.proposals.map((each) => [each.field, each]));
  const names: Readonly<Record<string, string>> = t.parts;
  const groups = groupsOf(mapping);
  return (
    <div className="wide">
      <table className="ledger mapping">
        <thead>
          <tr>
            <th scope="col">{t.field}</th>
            <th scope="col">{t.from}</th>
            <th scope="col">{t.samples}</th>
            <th scope="col">{t.reading}</th>
          </tr>
        </thead>
        {[...Map.groupBy(fieldsOf(mapping), ({ path }) => (typeof path[1] === 'number' ? `${String(path[0])}.${path[1]}` : String(path[0])))].map(([part, fields]) => {
          const group = groups.find(({ path }) => path.join('.') === part);
          return (
            <tbody key={part}>
              <tr>
                <th colSpan={4} scope="rowgroup">
                  {names[part.split('.')[0] ?? ''] ?? part}
                  {group && <EachOf sheet={sheet} path={[...group.path, 'each']} each={group.each} />}
                </th>
              </tr>
              {fields.map((field) => (
                <FieldRow key={field.field} sheet={sheet} field={field} proposal={proposals.get(field.field)} />
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

function EachOf({ sheet, path, each }: { readonly sheet: Sheet; readonly path: Path; readonly each: string }) {
  const t = useWords(importWords);
  const options = [{ value: 'loan', label: t.eachLoan }, ...Object.keys(sheet.mapping.sources).map((name) => ({ value: name, label: name }))];
  return (
    <span className="each-of small">
      {t.each} <Select size="small" aria-label={`${t.each} ${path.join('.')}`} value={each} options={options} onChange={(value: string) => sheet.onChange(changedAt(sheet.mapping, path, value))} popupMatchSelectWidth={false} />
    </span>
  );
}

const constantKey = '(constant)';

function FieldRow({ sheet, field, proposal }: { readonly sheet: Sheet; readonly field: MappedField; readonly proposal: WireProposal | undefined }) {
  const t = useWords(importWords);
  const { mapping, inspection, onChange } = sheet;
  const { path, rule } = field;
  const table = inspection.tables.find(({ source }) => source === field.source);
  const names: Readonly<Record<string, string>> = t.fields;
  const name = names[plainField(path)] ?? field.field;
  const columns = columnsRead(rule);
  const isProposed = proposal !== undefined && JSON.stringify(proposal.rule) === JSON.stringify(rule);
  const setRule = (changed: MappingRule) => onChange(changedAt(mapping, path, changed));
  const valuesOf = (column: string) => [...new Set((table?.sample ?? []).map((row) => row[table?.columns.indexOf(column) ?? -1] ?? '').filter((value) => value !== ''))];
  const samples = columns.length === 1 && columns[0] !== undefined ? valuesOf(columns[0]).slice(0, 3) : [];
  return (
    <tr id={`field-${field.field}`} className={isUnsaid(field) ? 'unsaid' : isProposed && !proposal.settled ? 'unsettled' : undefined}>
      <th scope="row">
        {name}
        {isProposed && (
          <span className={proposal.settled ? 'soft small' : 'warned small'} title={[t.because, ...proposal.because].join('\n')}>
            {proposal.settled ? t.sure : t.unsure} {proposal.confidence > 0 && <span className="figure">{Math.round(proposal.confidence * 100)} %</span>}
          </span>
        )}
      </th>
      <td>
        <Select
          aria-label={`${name}: ${t.from}`}
          showSearch={{ optionFilterProp: 'label' }}
          className="column-choice"
          popupMatchSelectWidth={false}
          value={'constant' in rule ? constantKey : columns.length === 1 && 'column' in rule ? (columns[0] ?? null) : composedText(rule)}
          options={[
            { value: constantKey, label: t.constant },
            ...(table?.columns ?? []).map((column) => ({ value: column, label: column })),
          ]}
          onChange={(chosen: string) => setRule(chosen === constantKey ? { constant: null } : ruleFor(field, chosen, valuesOf(chosen)))}
        />
      </td>
      {'constant' in rule ? (
        <td colSpan={2}>
          <Constant field={field} name={name} onChange={setRule} />
        </td>
      ) : (
        <>
          <td className="soft small samples">
            {samples.map((value) => (
              <div key={value}>{value}</div>
            ))}
          </td>
          <td>
            <Reading field={field} name={name} onChange={setRule} />
          </td>
        </>
      )}
    </tr>
  );
}

const composedText = (rule: MappingRule): string => (typeof rule['template'] === 'string' ? rule['template'] : columnsRead(rule).join(' / '));

function Constant({ field, name, onChange }: { readonly field: MappedField; readonly name: string; readonly onChange: (rule: MappingRule) => void }) {
  const t = useWords(importWords);
  const { kind, rule, path } = field;
  const { constant } = rule;
  const [typed, setTyped] = useState<string | null>(null);
  const label = t.constantValue(name);
  const words: Readonly<Record<string, string>> = t.values;
  const choices = kind === 'flag' ? ['true', 'false'] : kind === 'choice' ? (choicesOf[choiceKey(path)] ?? []) : null;
  if (choices !== null) {
    const text = (value: string) => (value === 'true' ? t.yes : value === 'false' ? t.no : (words[value] ?? value));
    return (
      <Select
        aria-label={label}
        className="column-choice"
        popupMatchSelectWidth={false}
        value={constant === null ? null : plain(constant)}
        options={choices.map((value) => ({ value, label: text(value) }))}
        onChange={(value: string) => onChange({ constant: kind === 'flag' ? value === 'true' : value })}
      />
    );
  }
  const isWrong = typed !== null && constantOf(kind, typed) === undefined;
  const keep = () => {
    const value = typed === null ? undefined : constantOf(kind, typed);
    if (value === undefined) return;
    onChange({ constant: value });
    setTyped(null);
  };
  return (
    <>
      <Input
        aria-label={label}
        type={kind === 'day' ? 'date' : 'text'}
        value={typed ?? typedOf(kind, constant)}
        placeholder={t.notThere}
        status={isWrong ? 'error' : ''}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={keep}
        onPressEnter={keep}
      />
      {isWrong && <span className="field-problem small">{t.constantWrong}</span>}
    </>
  );
}

function Reading({ field, name, onChange }: { readonly field: MappedField; readonly name: string; readonly onChange: (rule: MappingRule) => void }) {
  const t = useWords(importWords);
  const { kind, rule, path } = field;
  const pick = (key: string, label: string, words: Readonly<Record<string, string>>, otherwise: string) => (
    <Select
      size="small"
      aria-label={`${name}: ${label}`}
      popupMatchSelectWidth={false}
      value={plain(rule[key] ?? otherwise)}
      options={Object.entries(words).map(([value, text]) => ({ value, label: text }))}
      onChange={(value: string) => onChange({ ...rule, [key]: value })}
    />
  );
  if (kind === 'money') return pick('as', t.unit, t.units, 'yuan');
  if (kind === 'day') return pick('form', t.dayForm, t.dayForms, 'year_first');
  if (kind === 'rate') {
    return (
      <>
        {pick('written', t.writtenLabel, t.written, 'as_marked')} {pick('per', t.perLabel, t.per, 'year')}
      </>
    );
  }
  if (kind !== 'choice' && kind !== 'flag') return null;
  const words: Readonly<Record<string, string>> = t.values;
  const values = (rule['values'] ?? {}) as Readonly<Record<string, unknown>>;
  const choices = kind === 'flag' ? ['true', 'false'] : (choicesOf[choiceKey(path)] ?? []);
  return (
    <ul className="choice-values small">
      {Object.entries(values).map(([value, meaning]) => (
        <li key={value}>
          {value} →{' '}
          <Select
            size="small"
            aria-label={t.means(value)}
            popupMatchSelectWidth={false}
            value={plain(meaning)}
            options={choices.map((each) => ({ value: each, label: each === 'true' ? t.yes : each === 'false' ? t.no : (words[each] ?? each) }))}
            onChange={(chosen: string) => onChange({ ...rule, values: { ...values, [value]: kind === 'flag' ? chosen === 'true' : chosen } })}
          />
        </li>
      ))}
    </ul>
  );
}
