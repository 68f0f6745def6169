/** The fields of the loan file beside the lender's columns: what each is read from, some of the values, and how they are read. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import type { WireInspection, WireProposal, WireSeenTable } from '../../../src/http/wire/index.ts';
import { useLanguage, useWords } from '../shell/language.tsx';
import { becauseText } from './because.ts';
import { changedAt, choiceKey, choicesOf, columnsRead, constantOf, fieldsOf, groupsOf, isUnsaid, keyChanged, plain, plainField, ruleFor, typedOf, type MappedField, type MappingRule, type Path } from './mapping-document.ts';
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
        {Object.keys(mapping.sources).length > 1 && <Joins sheet={sheet} />}
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

/** Which columns say to which loan a row belongs. */
function Joins({ sheet: { mapping, inspection, onChange } }: { readonly sheet: Sheet }) {
  const t = useWords(importWords);
  return (
    <tbody>
      <tr>
        <th colSpan={4} scope="rowgroup">
          {t.joins}
        </th>
      </tr>
      {Object.entries(mapping.sources).map(([source, { file, key }]) => {
        const table = inspection.tables.find((each) => each.source === source);
        const samples = valuesOf(table, key[0] ?? '').slice(0, 3);
        return (
          <tr key={source}>
            <th scope="row">
              {source}
              <span className="soft small">{file}</span>
            </th>
            <td>
              <Select
                mode="multiple"
                aria-label={t.keyOf(source)}
                className="column-choice"
                popupMatchSelectWidth={false}
                value={[...key]}
                options={(table?.columns ?? key).map((column) => ({ value: column, label: column }))}
                onChange={(chosen: string[]) => onChange(keyChanged(mapping, source, chosen))}
              />
              {key.length === 0 && <span className="field-problem small">{t.keyMissing}</span>}
            </td>
            <td className="soft small samples" colSpan={2}>
              {samples.map((value) => (
                <div key={value}>{value}</div>
              ))}
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}

/** Different values of a column in the rows seen, blank ones left out. */
function valuesOf(table: WireSeenTable | undefined, column: string): readonly string[] {
  const at = table?.columns.indexOf(column) ?? -1;
  return [...new Set((table?.sample ?? []).map((row) => row[at] ?? '').filter((value) => value !== ''))];
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

function Confidence({ proposal: { settled, confidence, because } }: { readonly proposal: WireProposal }) {
  const t = useWords(importWords);
  const { language } = useLanguage();
  const said = (
    <>
      {settled ? t.sure : t.unsure} {confidence > 0 && <span className="figure">{Math.round(confidence * 100)} %</span>}
    </>
  );
  if (because.length === 0) return <span className={settled ? 'soft small' : 'warned small'}>{said}</span>;
  return (
    <details className={settled ? 'soft small' : 'warned small'}>
      <summary>{said}</summary>
      {because.map((each) => (
        <div key={each}>{becauseText(each, language)}</div>
      ))}
    </details>
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
  const samples = columns.length === 1 && columns[0] !== undefined ? valuesOf(table, columns[0]).slice(0, 3) : [];
  return (
    <tr id={`field-${field.field}`} className={isUnsaid(field) ? 'unsaid' : isProposed && !proposal.settled ? 'unsettled' : undefined}>
      <th scope="row">
        {name}
        {isProposed && <Confidence proposal={proposal} />}
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
          onChange={(chosen: string) => setRule(chosen === constantKey ? { constant: null } : ruleFor(field, chosen, valuesOf(table, chosen)))}
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
  if (kind === 'uplift') return pick('written', t.writtenLabel, t.written, 'as_marked');
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
            placeholder={t.pleaseChoose}
            {...(meaning === null && { status: 'error' as const })}
            value={meaning === null ? null : plain(meaning)}
            options={choices.map((each) => ({ value: each, label: each === 'true' ? t.yes : each === 'false' ? t.no : (words[each] ?? each) }))}
            onChange={(chosen: string) => onChange({ ...rule, values: { ...values, [value]: kind === 'flag' ? chosen === 'true' : chosen } })}
          />
        </li>
      ))}
      <li>
        <Input
          size="small"
          aria-label={`${name}: ${t.addValue}`}
          placeholder={t.addValue}
          onPressEnter={({ currentTarget }) => {
            const value = currentTarget.value.trim();
            if (value !== '' && !(value in values)) onChange({ ...rule, values: { ...values, [value]: null } });
          }}
        />
      </li>
    </ul>
  );
}
