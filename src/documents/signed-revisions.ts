/**
 * A signed PDF grows by revisions: every signature is appended with its own table of what changed. Between the
 * arbitrator's signature and the seal nobody may slip in another page, so a revision that follows a signature
 * may add new objects and may list them in the form, and may change nothing else.
 */

interface Revision {
  /** Where its table starts. */
  readonly table: number;
  /** Objects exist below this number. */
  readonly size: number;
  readonly root: string;
  readonly previousTable: number | null;
  readonly changed: readonly { readonly number: number; readonly offset: number }[];
}

/** Whether everything from `from`, where a signed revision ends, to the end of the file are revisions that only sign. */
export function onlySignaturesFollow(text: string, from: number): boolean {
  let end = from;
  while (end < text.length) {
    const close = text.indexOf('%%EOF', end);
    if (close === -1) return false;
    const next = close + '%%EOF'.length + (text.startsWith('\n', close + '%%EOF'.length) ? 1 : 0);
    if (!onlySigns(text.slice(0, end), text.slice(0, next))) return false;
    end = next;
  }
  return true;
}

function onlySigns(before: string, after: string): boolean {
  const previous = lastRevision(before);
  const added = lastRevision(after);
  if (!previous || !added || added.root !== previous.root || added.previousTable !== previous.table) return false;
  const form = formNumber(before);
  return (
    after.includes('/ByteRange [0 ', before.length) &&
    added.changed.every(
      ({ number, offset }) =>
        offset >= before.length &&
        after.startsWith(`${number} 0 obj\n`, offset) &&
        (number >= previous.size || (number === form && formWithoutFields(before, form) === formWithoutFields(after, form))),
    )
  );
}

/** Reads the table and trailer at the end of a file, in the one form in which papers are written. */
function lastRevision(file: string): Revision | null {
  const tail = /startxref\n(\d+)\n%%EOF\n?$/.exec(file.slice(-64));
  const table = Number(tail?.[1] ?? Number.NaN);
  const section = file.slice(table);
  const parts = /^xref\n((?:\d+ \d+\n(?:\d{10} \d{5} [nf][ \r]\n)+)+)trailer\n<<([\s\S]*?)>>\s*startxref\n\d+\n%%EOF\n?$/.exec(section);
  if (!parts) return null;
  const [, entries = '', trailer = ''] = parts;
  const size = /\/Size (\d+)/.exec(trailer)?.[1];
  const root = /\/Root (\d+ \d+ R)/.exec(trailer)?.[1];
  if (!size || !root || trailer.includes('/XRefStm')) return null;
  const previousTable = /\/Prev (\d+)/.exec(trailer)?.[1];
  return { table, size: Number(size), root, previousTable: previousTable ? Number(previousTable) : null, changed: readEntries(entries) };
}

function readEntries(entries: string): Revision['changed'] {
  let number = 0;
  return entries.split('\n').flatMap((line) => {
    const section = /^(\d+) \d+$/.exec(line);
    if (section) number = Number(section[1]);
    const entry = /^(\d{10}) \d{5} [nf]/.exec(line);
    return entry ? [{ number: number++, offset: Number(entry[1]) }] : [];
  });
}

const formNumber = (file: string): number => Number(file.slice(file.lastIndexOf('/AcroForm ')).match(/\d+/)?.[0]);

function formWithoutFields(file: string, form: number): string {
  const start = file.lastIndexOf(`\n${form} 0 obj\n`);
  return file.slice(start, file.indexOf('endobj', start)).replace(/\/Fields \[[\d R]*\]/, '');
}
