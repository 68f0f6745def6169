import { randomUUIDv7 } from 'node:crypto';

/** Identifiers are UUIDs of version 7: unique, and in the order they were made. */
export const newId = (): string => randomUUIDv7();

export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
