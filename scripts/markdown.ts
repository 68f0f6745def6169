/** Markdown for generated documents. */

/** What stands at the head of every generated document. */
export const generatedNotice = '*Written by `npm run generate` from the code; do not edit it here.*';

type Cell = string | number | null;

/** A table; what is not there (null) is written as a dash. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell): string => (value === null ? '–' : String(value).replaceAll('|', '\\|').replaceAll('\n', '<br>'));
  const line = (cells: readonly Cell[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}

export const asCode = (text: string): string => `\`${text}\``;

export const asCodes = (texts: readonly string[]): string => texts.map(asCode).join(' ');

/** Paragraphs, headings and tables with one empty line between them. */
export const markdownDocument = (parts: readonly string[]): string => `${parts.join('\n\n')}\n`;
