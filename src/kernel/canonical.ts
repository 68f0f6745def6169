/**
 * Canonical bytes: one JSON text for one value, after RFC 8785 (keys sorted by UTF-16 code units, no white
 * space). Numbers are limited to safe integers, because money and rates travel as strings; a fraction here
 * would be a mistake of ours. `bigint` and Temporal values are written as their strings.
 */
export function canonicalText(value: unknown): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new Error('canonical: text with a lone surrogate');
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'bigint':
      return JSON.stringify(value.toString());
    case 'number':
      if (!Number.isSafeInteger(value)) throw new Error(`canonical: not a safe integer: ${value}`);
      return String(Object.is(value, -0) ? 0 : value);
    case 'object':
      return canonicalObject(value);
    default:
      throw new Error(`canonical: a ${typeof value} has no canonical form`);
  }
}

function canonicalObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (isTemporal(value)) return JSON.stringify(value.toString());
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Map or a Date would be written as `{}`, and different values would have the same bytes.
  if (prototype !== Object.prototype && prototype !== null) throw new Error('canonical: not a plain object');
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, each]) => `${canonicalText(key)}:${canonicalText(each)}`).join(',')}}`;
}

const isTemporal = (value: object): value is Temporal.PlainDate | Temporal.Instant | Temporal.PlainDateTime =>
  value instanceof Temporal.PlainDate || value instanceof Temporal.Instant || value instanceof Temporal.PlainDateTime;

export const canonicalBytes = (value: unknown): Uint8Array => new TextEncoder().encode(canonicalText(value));
