/** Which columns of which source a mapping reads. */
import type { Condition, Group, Mapping, Rule } from './mapping.ts';
import { columnsOf, isRule } from './take.ts';

/** A part of the mapping's `loan`: a rule, or an object of them. */
export type Node = Rule | { readonly [key: string]: Node };

export function rulesIn(node: Node | null | undefined): readonly Rule[] {
  if (node === null || node === undefined) return [];
  return isRule(node) ? [node] : Object.values(node).flatMap(rulesIn);
}

export function fieldsOf({ each: _each, where: _where, unique: _unique, ...fields }: Group): Node {
  return fields;
}

/** The lists of the loan file, by the groups that fill them. */
export function groupsOf({ loan }: Mapping): Readonly<Record<string, readonly Group[]>> {
  return Object.fromEntries(Object.entries(loan).filter(([, part]) => Array.isArray(part))) as unknown as Record<string, readonly Group[]>;
}

/** The rules with the source whose row they read. */
function rulesBySource(mapping: Mapping): readonly { readonly source: string; readonly once: boolean; readonly rule: Rule }[] {
  const of = (node: Node | null, source: string, once: boolean) =>
    rulesIn(node).map((rule) => ('source' in rule && rule.source !== undefined ? { source: rule.source, once: true, rule } : { source, once, rule }));
  const single = Object.values(mapping.loan).filter((part) => part !== undefined && !Array.isArray(part)) as readonly (Node | null)[];
  return [
    ...single.flatMap((node) => of(node, mapping.main, true)),
    ...Object.values(groupsOf(mapping)).flat().flatMap((group) => of(fieldsOf(group), group.each === 'loan' ? mapping.main : group.each, group.each === 'loan')),
  ];
}

/** The columns that the mapping reads from each source. */
export function columnsRead(mapping: Mapping): ReadonlyMap<string, ReadonlySet<string>> {
  const read = new Map(Object.entries(mapping.sources).map(([name, { key }]) => [name, new Set(key)]));
  const add = (source: string, columns: readonly string[]) => columns.forEach((column) => read.get(source)?.add(column));
  const named = (conditions: readonly Condition[] | undefined) => (conditions ?? []).map(({ column }) => column);
  for (const { to } of Object.values(mapping.sources)) add(mapping.main, to ?? []);
  for (const { source, rule } of rulesBySource(mapping)) add(source, columnsOf(rule));
  add(mapping.main, named(mapping.where));
  for (const { each, where, unique } of Object.values(groupsOf(mapping)).flat()) {
    add(each === 'loan' ? mapping.main : each, [...named(where), ...(unique === undefined ? [] : [unique])]);
  }
  return read;
}

/** The columns of each source that are read once for a loan: where it has several rows there, they must agree on these. */
export function columnsAgreeing(mapping: Mapping): ReadonlyMap<string, readonly string[]> {
  const agreeing = new Map<string, Set<string>>();
  for (const { source, once, rule } of rulesBySource(mapping)) {
    if (once) columnsOf(rule).forEach((column) => agreeing.getOrInsertComputed(source, () => new Set()).add(column));
  }
  return new Map([...agreeing].map(([source, columns]) => [source, [...columns]]));
}
