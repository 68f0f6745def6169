import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { caseDetailSchema, type WireCaseDetail, type WirePaper } from '../http/wire/index.ts';
import { accept, sha256 } from '../kernel/index.ts';
import { answered, findCase, refused, serverOptions, serverUsage, withServer, type Answer, type Server } from './client.ts';
import { isTaken, writeWhole } from './input.ts';
import { printJson, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: 'fetches the papers of a case',
  usage: `Usage: assize papers CASE --out FOLDER [--server URL] [--json]

Writes every paper of the case that you may see, as a PDF under its Chinese title, byte for byte as it is on record.
CASE is a case number, the lender's reference, or an ID.

  --out FOLDER      a folder that is empty or not yet there
${serverUsage}`,

  run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { ...serverOptions, out: { type: 'string' } } });
    return withServer(values, async (server) => {
      const [name, ...more] = positionals;
      const { out } = values;
      if (name === undefined || more.length > 0 || out === undefined) return refused('wrong_argument', { needed: ['one case', '--out'] });
      if (await isTaken(out)) return refused('folder_not_empty', { folder: out });
      const found = await findCase(server, name);
      if (!found.ok) return found;
      const detail = await server.get(`/cases/${found.value.caseId}`, caseDetailSchema);
      if (!detail.ok) return detail;
      const written = await fetchPapers(server, detail.value, out);
      if (!written.ok) return written;
      if (values.json) printJson(written.value);
      else printTable(['FILE', '', 'ISSUED', 'SHA-256'], written.value.map(({ file, titleEn, issuedOn, sha256: hash }) => [file, titleEn, issuedOn, hash]));
      return accept(0);
    });
  },
};

type WrittenPaper = WirePaper & { readonly file: string };

/** All or none: everything is fetched before anything is written. */
async function fetchPapers(server: Server, { caseId, papers }: WireCaseDetail, out: string): Promise<Answer<readonly WrittenPaper[]>> {
  const fetched: { readonly paper: WrittenPaper; readonly content: Uint8Array }[] = [];
  for (const [index, paper] of papers.entries()) {
    const content = await server.download(`/cases/${caseId}/papers/${paper.paperId}`);
    if (!content.ok) return content;
    if (sha256(content.value) !== paper.sha256) return refused('answer_not_understood', { server: server.url, paper: paper.titleEn });
    fetched.push({ paper: { ...paper, file: join(out, `${String(index + 1).padStart(2, '0')}-${paper.titleZh}.pdf`) }, content: content.value });
  }
  await mkdir(out, { recursive: true });
  for (const { paper, content } of fetched) {
    const written = answered(await writeWhole(paper.file, content));
    if (!written.ok) return written;
  }
  return accept(fetched.map(({ paper }) => paper));
}
