/** What a piece of JSON holds, as rows of cells: objects in objects become dotted columns, lists of objects tables. */

/** Cells by the names of their columns, in the order in which they come. */
export type JsonCells = ReadonlyMap<string, string>;

/** A value as the parser gives it, but every number as it is written. Throws what `JSON.parse` throws. */
export function parsedJson(text: string): unknown {
  return JSON.parse(text, keepDigits);
}

/** An 18-digit number does not survive as a number of the language. */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

/** Whether an element of a list can be a row of its own; null stands for none. */
export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A record's own columns, and those of the objects around it, each with `../` for every step up. */
export interface JsonRow {
  readonly own: JsonCells;
  readonly around: JsonCells;
}

/** Tells the row of a record of the list `list`, and those of all lists in it by their dotted names. False where a list has something else in it. */
export function eachRow(list: string, record: object, around: JsonCells, hear: (list: string, row: JsonRow) => void): boolean {
  const own = new Map<string, string>();
  const lists: (readonly [string, readonly unknown[]])[] = [];
  flatten('', record, own, lists);
  hear(list, { own, around });
  const above = lists.length === 0 ? around : seenFromWithin(own, around);
  return lists.every(([name, elements]) =>
    elements.every((element) => element === null || (isRecord(element) && eachRow(list === '' ? name : `${list}.${name}`, element, above, hear))),
  );
}

/** The columns of a row as the rows of a list in it have them. */
export function seenFromWithin(...around: readonly JsonCells[]): JsonCells {
  return new Map(around.flatMap((cells) => [...cells].map(([name, text]) => [`../${name}`, text] as const)));
}

/** Texts as they are, numbers as they are written, nothing for null, a list of plain values with commas between. */
export function jsonCell(value: unknown): string {
  if (value === null) {
    return '';
  }
  if (Array.isArray(value) && value.every((element) => typeof element !== 'object' || element === null)) {
    return value.map(jsonCell).join(',');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function flatten(prefix: string, record: object, cells: Map<string, string>, lists: (readonly [string, readonly unknown[]])[]): void {
  for (const [key, value] of Object.entries(record) as [string, unknown][]) {
    const name = prefix + key;
    if (isRecord(value)) {
      flatten(`${name}.`, value, cells, lists);
    } else if (Array.isArray(value) && value.some(isRecord)) {
      lists.push([name, value]);
    } else if (!Array.isArray(value) || value.length > 0) {
      cells.set(name, jsonCell(value));
    }
  }
}
