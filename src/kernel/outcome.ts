/**
 * What the world may do wrong is returned, not thrown. A refusal is a fact with a stable snake_case code;
 * whatever a reader needs to understand and mend it is in `detail`.
 */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly detail: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export type Outcome<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal<Code> };

export const accept = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const refuse = <Code extends string>(
  code: Code,
  detail: Refusal['detail'] = {},
): { readonly ok: false; readonly refusal: Refusal<Code> } => ({ ok: false, refusal: { code, detail } });

/** For what cannot happen: a broken assumption of ours, never bad input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
