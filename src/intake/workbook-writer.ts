/** A plain XLSX in which every cell is text, so that no program computes in it or rounds an 18-digit number. */
import { Zip, ZipDeflate, strToU8 } from 'fflate';

export interface TextSheet {
  readonly name: string;
  /** Rows in sets, in their order; a row may have any number of cells. */
  readonly rows: Iterable<readonly (readonly string[])[]> | AsyncIterable<readonly (readonly string[])[]>;
}

/**
 * The workbook as a stream of bytes, made while the rows come; the same rows give the same bytes. A cell holds at
 * most 32,767 characters, as Excel has it; what is beyond is cut off.
 */
export async function* writeWorkbook(sheets: readonly TextSheet[]): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error !== null) {
      throw error;
    }
    made.push(bytes);
  });
  const member = (name: string): ZipDeflate => {
    // A ZIP keeps local time without a zone; a fixed one makes the bytes repeatable.
    const entry = Object.assign(new ZipDeflate(name, { level: 6 }), { mtime: '1980-01-01T00:00:00' });
    zip.add(entry);
    return entry;
  };
  for (const [name, xml] of fixedMembers(tabNames(sheets))) {
    member(name).push(strToU8(declaration + xml), true);
  }
  for (const [index, sheet] of sheets.entries()) {
    const entry = member(`xl/worksheets/sheet${String(index + 1)}.xml`);
    entry.push(strToU8(`${declaration}<worksheet xmlns="${main}"><cols><col min="1" max="16384" width="16" style="1"/></cols><sheetData>`));
    let row = 0;
    for await (const rows of sheet.rows) {
      entry.push(strToU8(rows.map((cells) => rowXml(cells, (row += 1))).join('')));
      yield* made;
      made = [];
    }
    entry.push(strToU8('</sheetData></worksheet>'), true);
  }
  zip.end();
  yield* made;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const longestCell = 32_767;

function rowXml(cells: readonly string[], row: number): string {
  return `<row r="${String(row)}">${cells.map((text, column) => cellXml(text, columnName(column) + String(row))).join('')}</row>`;
}

/** Style 1 is the text format `@`: a cell that someone types into stays text. */
function cellXml(text: string, place: string): string {
  return text === '' ? `<c r="${place}" s="1"/>` : `<c r="${place}" s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, longestCell))}</t></is></c>`;
}

const columnNames: string[] = [];

/** A, B, … Z, AA, AB, … for 0, 1, … */
function columnName(index: number): string {
  for (let next = columnNames.length; next <= index; next += 1) {
    columnNames.push((next < 26 ? '' : columnName(Math.floor(next / 26) - 1)) + String.fromCharCode(65 + (next % 26)));
  }
  return columnNames[index] ?? '';
}

/** As Excel allows them: 31 characters without some, no two alike whatever the case. */
function tabNames(sheets: readonly TextSheet[]): readonly string[] {
  const names: string[] = [];
  for (const sheet of sheets) {
    const name = sheet.name.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 31).trim() || 'Sheet';
    let distinct = name;
    for (let count = 2; names.some((other) => other.toLowerCase() === distinct.toLowerCase()); count += 1) {
      const tail = ` (${String(count)})`;
      distinct = name.slice(0, 31 - tail.length) + tail;
    }
    names.push(distinct);
  }
  return names;
}

/** What XML cannot carry goes as `_xHHHH_`, and so does the beginning of a text that would be read as such. */
function escaped(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function fixedMembers(names: readonly string[]): readonly (readonly [string, string])[] {
  const numbered = names.map((name, index) => ({ name: escaped(name), id: String(index + 1) }));
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
        `<Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${media}.styles+xml"/>` +
        `${numbered.map(({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${media}.worksheet+xml"/>`).join('')}</Types>`,
    ],
    ['_rels/.rels', `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets>${numbered.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packaged}/relationships">${numbered.map(({ id }) => `<Relationship Id="rId${id}" Type="${relation}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join('')}` +
        `<Relationship Id="rIdStyles" Type="${relation}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
    ],
  ];
}
