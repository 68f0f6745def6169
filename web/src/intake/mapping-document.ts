/** Reading and changing the rules of a mapping document: pure, so that every step sees the same. */
import type { MappingDocument } from './wizard-state.ts';

export type Path = readonly (string | number)[];
export type MappingRule = Readonly<Record<string, unknown>>;
export type FieldKind = 'text' | 'money' | 'day' | 'instant' | 'rate' | 'uplift' | 'count' | 'choice' | 'flag';

export interface MappedField {
  readonly path: Path;
  /** `repayments.0.on` */
  readonly field: string;
  readonly rule: MappingRule;
  readonly kind: FieldKind;
  /** The source whose columns it reads. */
  readonly source: string;
}

export interface MappedGroup {
  readonly path: Path;
  readonly each: string;
}

/** What may stand where the loan file offers a choice. */
export const choicesOf: Readonly<Record<string, readonly string[]>> = {
  'lender.kind': ['bank', 'consumer_finance', 'small_loan', 'local_financial', 'private'],
  'identity.kind': ['resident_id', 'passport', 'other'],
  'contract.dayCount': ['actual_365', 'actual_360', 'thirty_360'],
  'contract.allocationOrder': ['civil_code_561', 'principal_first', 'oldest_instalment_first'],
  'terms.method': ['equal_instalments', 'equal_principal', 'interest_first', 'bullet', 'flat_fee'],
  'every.unit': ['month', 'day'],
  'terms.monthEnd': ['same_day', 'last_day'],
  'terms.interestBy': ['period', 'day'],
  'terms.rounding': ['half_up', 'down', 'up'],
  'charges.relation': ['lender', 'related', 'independent'],
  'repayments.kind': ['payment', 'prepayment', 'reversal'],
  'signatures.signer': ['borrower', 'lender'],
  'files.kind': ['contract', 'disbursement_voucher', 'repayment_record', 'collection_record', 'identity', 'other'],
};

/** The field without the number of its group: `repayments.on`. */
export const plainField = (path: Path): string => path.filter((part) => typeof part === 'string').join('.');

export const choiceKey = (path: Path): string => plainField(path).split('.').slice(-2).join('.');

/** Fields that a loan file may leave out. */
const optional =
  /^(lender\.(licenceNo|phone)|borrower\.(mobile|email|address)|contract\.(overdueRate|overdueUplift|compoundInterest)|repayments\.kind|acceleration\.noticedOn|repaymentsTotalFen|arbitration\.service(Email|Mobile)|.*\.(serialNo|reverses|note|certificateAuthority|certificateSerial))$/;
export const isRequired = (path: Path): boolean => !optional.test(plainField(path));

function kindOf(path: Path): FieldKind {
  const name = String(path.at(-1));
  if (choiceKey(path) in choicesOf) return 'choice';
  if (name.endsWith('Fen')) return 'money';
  if (['on', 'signedOn', 'dueOn', 'agreedOn', 'noticedOn', 'startsOn', 'firstDueOn'].includes(name)) return 'day';
  if (name === 'signedAt') return 'instant';
  if (name === 'rate' || name === 'overdueRate') return 'rate';
  if (name === 'overdueUplift') return 'uplift';
  if (['seq', 'bytes', 'periods', 'count'].includes(name)) return 'count';
  return ['writtenProcedure', 'onlineProcedure', 'compoundInterest'].includes(name) ? 'flag' : 'text';
}

const isRule = (value: object): boolean => 'constant' in value || 'column' in value || 'firstOf' in value || 'template' in value;

/** All rules of a mapping, in its order. */
export function fieldsOf(mapping: MappingDocument): readonly MappedField[] {
  const walk = (value: unknown, path: Path, source: string): readonly MappedField[] => {
    if (typeof value !== 'object' || value === null) return [];
    if (Array.isArray(value)) {
      return value.flatMap((group: { readonly each: string }, index) => walk(withoutFrame(group), [...path, index], group.each === 'loan' ? mapping.main : group.each));
    }
    if (!isRule(value)) return Object.entries(value).flatMap(([name, each]) => walk(each, [...path, name], source));
    const rule = value as MappingRule;
    return [{ path, field: path.join('.'), rule, kind: kindOf(path), source: typeof rule['source'] === 'string' ? rule['source'] : source }];
  };
  return walk(mapping.loan, [], mapping.main);
}

const withoutFrame = ({ each: _each, where: _where, unique: _unique, ...fields }: Readonly<Record<string, unknown>>) => fields;

export function groupsOf(mapping: MappingDocument): readonly MappedGroup[] {
  return Object.entries(mapping.loan).flatMap(([list, groups]) => (Array.isArray(groups) ? groups.map((group: { each: string }, index) => ({ path: [list, index], each: group.each })) : []));
}

/** The columns that a rule reads. */
export function columnsRead(rule: MappingRule): readonly string[] {
  const { column, firstOf, template } = rule;
  if (typeof column === 'string') return [column];
  if (Array.isArray(firstOf)) return firstOf as string[];
  return typeof template === 'string' ? [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name) : [];
}

/** Whether a person has still to say something: a required value, or what a value of the column means. */
export const isUnsaid = ({ path, rule }: MappedField): boolean =>
  (rule['constant'] === null && isRequired(path)) || Object.values((rule['values'] ?? {}) as Readonly<Record<string, unknown>>).includes(null);

export const keyChanged = (mapping: MappingDocument, source: string, key: readonly string[]): MappingDocument => {
  const before = mapping.sources[source];
  return before === undefined ? mapping : { ...mapping, sources: { ...mapping.sources, [source]: { ...before, key } } };
};

/** The columns of a source that nothing in the mapping names. */
export function unusedColumns(mapping: MappingDocument, columns: readonly string[]): readonly string[] {
  const text = JSON.stringify(mapping);
  return columns.filter((column) => !text.includes(JSON.stringify(column)) && !text.includes(`{${JSON.stringify(column).slice(1, -1)}}`));
}

/** A mapping with another value at one place; other places are the same objects as before. */
export const changedAt = (mapping: MappingDocument, path: Path, value: unknown): MappingDocument => ({ ...mapping, loan: put(mapping.loan, path, value) as MappingDocument['loan'] });

function put(whole: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(whole)) return whole.map((each: unknown, index) => (index === first ? put(each, rest, value) : each));
  const object = whole as Readonly<Record<string, unknown>>;
  return { ...object, [first]: put(object[first], rest, value) };
}

const readings: { readonly [Kind in FieldKind]: MappingRule } = {
  text: {},
  money: { as: 'yuan' },
  day: { as: 'day' },
  instant: { as: 'instant' },
  rate: { as: 'rate', written: 'as_marked', per: 'year' },
  uplift: { as: 'uplift', written: 'as_marked' },
  count: { as: 'count' },
  choice: { as: 'choice', values: {} },
  flag: { as: 'choice', values: {} },
};

/** The rule for another column, read as before where that is still the same kind of reading. */
export function ruleFor(field: MappedField, column: string, values: readonly string[]): MappingRule {
  const { constant: _c, column: _o, firstOf: _f, template: _t, ...reading } = field.rule;
  const kept = 'as' in reading || field.kind === 'text' ? reading : readings[field.kind];
  if (field.kind !== 'choice' && field.kind !== 'flag') return { column, ...kept };
  const choices = field.kind === 'flag' ? [] : (choicesOf[choiceKey(field.path)] ?? []);
  // What the values mean is for a person to say, but where they are the very words of the loan file.
  return { column, as: 'choice', values: Object.fromEntries(values.map((value) => [value, choices.includes(value) ? value : null])) };
}

/** What a person types for every loan, in the form of the loan file; null for nothing, undefined for what cannot be. */
export function constantOf(kind: FieldKind, typed: string): unknown {
  const text = typed.trim();
  if (text === '') return null;
  if (kind === 'money') {
    const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', ''));
    return match === null ? undefined : String(BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`));
  }
  if (kind === 'count') return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (kind === 'rate' || kind === 'uplift') {
    const match = /^(\d{1,3}(?:\.\d{1,6})?)%?$/.exec(text);
    if (match === null) return undefined;
    const value = String(Number((Number(match[1]) / 100).toFixed(10)));
    return kind === 'rate' ? { value, per: 'year' } : value;
  }
  return text;
}

const percent = (value: string): string => `${Number((Number(value) * 100).toFixed(8))}%`;

/** A constant as it is typed. */
export function typedOf(kind: FieldKind, constant: unknown): string {
  if (kind === 'rate' && typeof constant === 'object' && constant !== null) return percent((constant as { value: string }).value);
  if (kind === 'uplift' && constant !== null) return percent(plain(constant));
  const text = plain(constant);
  return kind === 'money' && text !== '' ? text.padStart(3, '0').replace(/(\d\d)$/, '.$1') : text;
}

/** What a document holds at a place, as text; nothing for what is no single value. */
export const plain = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');
