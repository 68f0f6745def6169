/** Rules of a mapping made from the columns that were found, and the record of how sure each is. */
import { maskEmail, maskIdentity, maskMobile, maskName } from '../../parties/index.ts';
import type { Rule } from '../mapping.ts';
import { columnsOf } from '../take.ts';
import { flagOf, flagPairs, identityKindOf, interestByOf, methodOf, repaymentKindOf, usualRepaymentKinds } from './synonyms.ts';
import { columnsOf as profiled, medianOf, moneyFormOf, rateFormOf, unitByMagnitude, unitNamed, type Column, type MoneyUnit, type SeenTable } from './shapes.ts';
import type { Found } from './matching.ts';

/** One rule of the proposed mapping. */
export interface Proposal {
  /** Its place under `loan`, joined by dots: `borrower.name`, `repayments.0.on`. */
  readonly field: string;
  readonly rule: Rule;
  /** The source whose columns it reads; null for a constant. */
  readonly source: string | null;
  readonly columns: readonly string[];
  readonly confidence: number;
  readonly because: readonly string[];
  /** Whether a loan file needs it. */
  readonly required: boolean;
  /** False where a person has to choose, or to say something that no file says. */
  readonly settled: boolean;
  readonly alternatives: readonly { readonly source: string; readonly column: string; readonly confidence: number }[];
}

/** Fields that a loan file may leave out. */
const optional = /^(lender\.(licenceNo|phone)|borrower\.(mobile|email|address)|contract\.(overdueRate|overdueUplift|compoundInterest)|.*\.serialNo|repayments\..*\.(kind|reverses)|repaymentsTotalFen|acceleration\..*|demands\..*\.note|arbitration\.service.*|signatures\..*\.certificate.*)$/;

export const isRequired = (field: string): boolean => !optional.test(field);

export const settledFrom = 0.75;

export function proposal(field: string, rule: Rule, source: string | null, confidence: number, because: readonly string[]): Proposal {
  const required = isRequired(field);
  const rounded = Math.round(confidence * 100) / 100;
  return { field, rule, source, columns: columnsOf(rule), confidence: rounded, because, required, settled: rounded >= settledFrom || (!required && 'constant' in rule), alternatives: [] };
}

export const textRule = ({ column: { name } }: Found): Rule => ({ column: name });
export const identifierRule = ({ column: { name } }: Found): Rule => ({ column: name, as: 'identifier' });
export const countRule = ({ column: { name } }: Found): Rule => ({ column: name, as: 'count' });
export const instantRule = ({ column: { name } }: Found): Rule => ({ column: name, as: 'instant', offset: '+08:00' });
export const upliftRule = ({ column }: Found): Rule => ({ column: column.name, as: 'uplift', written: rateFormOf(column).written });
export const rateRule = ({ column }: Found): Rule => ({ column: column.name, as: 'rate', ...rateFormOf(column) });
export const moneyRule = ({ column }: Found, unit: MoneyUnit): Rule => ({ column: column.name, ...moneyFormOf(column, unit) });
export const dayRule = ({ column: { name, dayForm } }: Found): Rule => ({ column: name, as: 'day', ...(dayForm !== null && dayForm !== 'year_first' && { form: dayForm }) });

/** Yes and no as the column has them, with the counterpart of each. */
export function flagRule({ column: { name, distinct } }: Found): Rule {
  const seen = distinct.filter((text) => flagOf(text) !== null);
  const words = new Set(seen.flatMap((text) => flagPairs.find((pair) => pair.includes(text)) ?? [text]));
  return { column: name, as: 'choice', values: Object.fromEntries([...words].map((text) => [text, flagOf(text) === true])) };
}

function choiceRule({ name }: Column, texts: readonly string[], meaning: (text: string) => string | null): Rule {
  return { column: name, as: 'choice', values: Object.fromEntries(texts.map((text) => [text, meaning(text)])) } as unknown as Rule;
}

export const identityKindRule = ({ column }: Found): Rule => choiceRule(column, column.distinct, identityKindOf);
export const dayCountRule = ({ column }: Found): Rule =>
  choiceRule(column, column.distinct, (text) => (/30\s*[/／]\s*360/.test(text) ? 'thirty_360' : /360/.test(text) ? 'actual_360' : 'actual_365'));
export const methodRule = ({ column }: Found): Rule => choiceRule(column, column.distinct, methodOf);
export const interestByRule = ({ column }: Found): Rule => choiceRule(column, column.distinct, interestByOf);
export const repaymentKindRule = ({ column }: Found): Rule => choiceRule(column, [...new Set([...column.distinct, ...usualRepaymentKinds])], repaymentKindOf);

/** The unit of a column of amounts, how sure it is, and what told it. `base` is the unit of the principal where no header names it. */
export function unitOf(column: Column, base: MoneyUnit | null): { readonly unit: MoneyUnit; readonly sure: number; readonly because: readonly string[] } {
  const named = unitNamed(column);
  if (named !== null) return { unit: named, sure: 1, because: [`the header names the unit, ${named}`] };
  if (base !== null) {
    const whole = column.distinct.every((text) => /^\d+(\.0+)?$/.test(text));
    return base === 'fen' && whole && (medianOf(column) ?? 0) >= 100 ? { unit: 'fen', sure: 0.9, because: ['whole numbers beside a principal in fen'] } : { unit: 'yuan', sure: 1, because: [] };
  }
  const unit = unitByMagnitude(column);
  return unit === 'yuan' ? { unit, sure: 1, because: [] } : { unit, sure: 0.75, because: [`amounts of this size are ${unit === 'fen' ? 'fen' : 'ten thousand yuan'}`] };
}

/** A value as a person may be shown it: what identifies or reaches somebody is masked. */
export function shown({ shares, header: { atoms } }: Column, text: string): string {
  if (shares.resident_id > 0.3 || atoms.has('identity')) return maskIdentity(text);
  if (shares.mobile > 0.3 || atoms.has('mobile')) return maskMobile(text);
  if (shares.email > 0.3 || atoms.has('email')) return maskEmail(text);
  if (atoms.has('card') || shares.card > 0.8) return maskIdentity(text);
  return shares.address > 0.5 || atoms.has('address') || atoms.has('birth') || (atoms.has('borrower') && !atoms.has('number')) || (shares.name > 0.8 && atoms.has('name')) ? maskName(text) : text;
}

/** The first rows of a table as a person may be shown them. */
export function shownRows(table: SeenTable, most: number): readonly (readonly string[])[] {
  const columns = profiled(table);
  return table.sample.slice(0, most).map((row) => row.map((text, at) => {
    const column = columns[at];
    return column === undefined || text === '' ? text : shown(column, text);
  }));
}
