/** What was seen in the files: each table with its form, its size and its columns. */
import type { WireInspection, WireSeenTable } from '../../../src/http/wire/index.ts';
import { count } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { importWords } from './import-words.ts';

export function SeenFiles({ inspection }: { readonly inspection: WireInspection }) {
  const t = useWords(importWords);
  const { language } = useLanguage();
  const rows = ({ whole, rowsSeen, rowsEstimated }: WireSeenTable) => (whole ? count(rowsSeen, language) : t.about(count(rowsEstimated, language)));
  return (
    <section className="seen">
      <h2>{t.seen}</h2>
      <div className="wide">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t.table}</th>
              <th scope="col">{t.form}</th>
              <th scope="col">{t.rows}</th>
              <th scope="col">{t.columns}</th>
            </tr>
          </thead>
          <tbody>
            {inspection.tables.map((table) => (
              <tr key={`${table.file}/${table.part ?? ''}`}>
                <td>
                  {table.file}
                  {table.part !== null && table.part !== '' && ` · ${table.part}`} <code className="soft small">{table.source}</code>
                  {table.hidden.length > 0 && <div className="warned small">{t.hidden(table.hidden.join('、'))}</div>}
                </td>
                <td className="soft small">
                  {[t.kinds[table.kind], table.encoding?.toUpperCase(), delimiterText(table.delimiter), table.headerRow !== null && table.headerRow > 1 ? t.headerAt(String(table.headerRow)) : null]
                    .filter((part) => part !== null && part !== undefined)
                    .join(' · ')}
                </td>
                <td className="figure">{rows(table)}</td>
                <td className="figure" title={table.columns.join('、')}>
                  {count(table.columns.length, language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const delimiterText = (delimiter: string | null): string | null => (delimiter === null ? null : delimiter === '\t' ? 'Tab' : `“${delimiter}”`);
