import { randomUUIDv7 } from 'node:crypto';

/** The 48 bits of time and 12 bits after them of the last id; they only ever grow. */
let lastPrefix = 0n;

/**
 * Identifiers are UUIDs of version 7: unique, and in the order they were made. Within a millisecond, or when the
 * clock is set back, the bits behind the time count on from the last id (RFC 9562 section 6.2).
 */
export function newId(): string {
  const drawn = randomUUIDv7();
  const prefix = BigInt(`0x${drawn.slice(0, 8)}${drawn.slice(9, 13)}${drawn.slice(15, 18)}`);
  lastPrefix = prefix > lastPrefix ? prefix : lastPrefix + 1n;
  const digits = lastPrefix.toString(16).padStart(15, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-7${digits.slice(12)}${drawn.slice(18)}`;
}

export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
