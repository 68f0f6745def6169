import { parseArgs } from 'node:util';
import { accept, sha256 } from '../kernel/index.ts';
import { answered, findCase, refused, serverOptions, serverUsage, withServer } from './client.ts';
import { writeWhole } from './input.ts';
import { print, printJson, type Command } from './output.ts';

export const command: Command = {
  summary: 'exports the bundle of a case, which `assize verify` checks',
  usage: `Usage: assize bundle CASE --out FILE.zip [--server URL] [--json]

Writes one ZIP file with everything of the case that you may see. CASE is a case number, the lender's reference, or
an ID.

  --out FILE.zip    where to write it; a file that is there is replaced
${serverUsage}`,

  run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { ...serverOptions, out: { type: 'string' } } });
    return withServer(values, async (server) => {
      const [name, ...more] = positionals;
      const { out } = values;
      if (name === undefined || more.length > 0 || out === undefined) return refused('wrong_argument', { needed: ['one case', '--out'] });
      const found = await findCase(server, name);
      if (!found.ok) return found;
      const bundle = await server.download(`/cases/${found.value.caseId}/bundle`);
      if (!bundle.ok) return bundle;
      const written = answered(await writeWhole(out, bundle.value));
      if (!written.ok) return written;
      if (values.json) printJson({ caseId: found.value.caseId, file: out, bytes: bundle.value.length, sha256: sha256(bundle.value) });
      else print(`${out} holds the case. Check it: assize verify ${out}`);
      return accept(0);
    });
  },
};
