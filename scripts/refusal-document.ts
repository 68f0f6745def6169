/** docs/refusals.md: every refusal with its status and its sentences, from the table that answers with them. */
import { claimRefusalTable } from '../src/claims/index.ts';
import { refusalAnswers, titleOf } from '../src/http/problem.ts';
import { asCode, generatedNotice, markdownDocument, markdownTable } from './markdown.ts';

export const refusalDocument = (): string =>
  markdownDocument([
    '# Refusals',
    generatedNotice,
    'What the world may do wrong is answered with a stable code and a sentence that says what to do. Over HTTP it is a problem document (RFC 9457), in Chinese when `Accept-Language` begins with `zh`; on the command line the sentence goes to standard error, or with `--json` the document to standard output, and the exit status is 2. A refusal of a whole request changes nothing. A command over a set of cases answers for each case, in the same form. `facts` holds what a program needs to go on.',
    `\`\`\`json\n${JSON.stringify(example(), null, 2)}\n\`\`\``,
    markdownTable(
      ['code', 'status', 'English', '中文'],
      Object.entries(refusalAnswers).map(([code, { status, en, zh }]) => [asCode(code), status, en, zh]),
    ),
    '## Loans without a claim',
    'Answered for one loan of a batch, among its items and in `rejects.csv`. What can be wrong with a row stands in [intake.md](intake.md).',
    markdownTable(
      ['code', 'what it means', 'what to do'],
      Object.entries(claimRefusalTable).map(([code, [meaning, fix]]) => [asCode(code), meaning, fix]),
    ),
  ]);

function example() {
  const code = 'stale_version';
  const { status, en } = refusalAnswers[code];
  return { type: `urn:assize:refusal:${code}`, title: titleOf(code), status, detail: en, code, facts: { decidedOn: 3, now: 4, state: 'fee_pending' } };
}
