import { parseArgs } from 'node:util';
import { caseDetailSchema, type WireCaseDetail, type WireClaim } from '../http/wire/index.ts';
import { accept, formatYuan, parseFen } from '../kernel/index.ts';
import { findCase, refused, serverOptions, serverUsage, withServer } from './client.ts';
import { print, printJson, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: 'one case in full',
  usage: `Usage: assize case CASE [--server URL] [--json]

Parties, claim, papers, deadlines, notices, answers of the respondent, what an award still wants, and what happened.
CASE is a case number, the lender's reference, or an ID.

${serverUsage}`,

  run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: serverOptions });
    return withServer(values, async (server) => {
      const [name, ...more] = positionals;
      if (name === undefined || more.length > 0) return refused('wrong_argument', { needed: 'one case' });
      const found = await findCase(server, name);
      if (!found.ok) return found;
      const detail = await server.get(`/cases/${found.value.caseId}`, caseDetailSchema);
      if (!detail.ok) return detail;
      if (values.json) printJson(detail.value);
      else printCase(detail.value);
      return accept(0);
    });
  },
};

const yuan = (amountFen: string): string => formatYuan(parseFen(amountFen));

function printCase(detail: WireCaseDetail): void {
  const { caseNo, reference, state, stateSince, version, lender, respondent, commissionName, arbitrator, fee, commands } = detail;
  print(`${caseNo ?? 'No number yet'}  ${state} since ${stateSince}, version ${version}\n`);
  printTable(['REFERENCE', reference], [
    ['Applicant', `${lender.name} (${lender.uscc})`],
    ['Respondent', [respondent.name, respondent.identity, respondent.mobile, respondent.email].filter((each) => each !== null).join(', ')],
    ['Contract', `${detail.contractNo}, signed ${detail.contractSignedOn}`],
    ['Commission', commissionName],
    ['Arbitrator', arbitrator?.name ?? ''],
    ['Fee', fee === null ? '' : `${yuan(fee.totalFen)}${fee.receiptNo === null ? ', not paid yet' : `, receipt ${fee.receiptNo}`}`],
    ['You may', commands.join(', ')],
  ]);
  if (detail.claim === null) print('\nThe claim does not come out the same when computed again from the loan file.');
  else printClaim(detail.claim);
  printProceedings(detail);
}

function printClaim({ lines, totalFen, asOf }: WireClaim): void {
  print('');
  printTable(
    [`CLAIM AS OF ${asOf}`, 'INSTALMENT', 'RATE', 'FROM', 'TO', 'ACCRUED', 'PAID', 'OWED'],
    lines.map(({ item, seq, origin, from, to, accruedFen, paidFen, amountFen }) => [
      item.replaceAll('_', ' '),
      seq,
      origin.by === 'running' ? `${origin.rate.value}/${origin.rate.per}` : '',
      from,
      to,
      ...[accruedFen, paidFen, amountFen].map(yuan),
    ]),
  );
  print(`Total ${yuan(totalFen)}`);
}

function printProceedings({ papers, deadlines, notices, answers, gate, timeline }: WireCaseDetail): void {
  const section = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]) => {
    if (rows.length === 0) return;
    print('');
    printTable(heads, rows);
  };
  section(['PAPERS', '', 'ISSUED', 'SIGNED BY'], papers.map(({ titleZh, titleEn, issuedOn, signatures }) => [titleZh, titleEn, issuedOn, signatures.map(({ name }) => name).join(', ')]));
  section(['DEADLINES', 'BEGAN', 'LAST DAY', 'RULE'], deadlines.map(({ kind, startOn, dueOn, rule }) => [kind, startOn, dueOn, rule]));
  section(['NOTICES', 'TO', 'ADDRESS', 'PROOF'], notices.map(({ purpose, recipient, address, level }) => [purpose, recipient, address, `level ${level} of 4`]));
  section(['ANSWERS', '', ''], answers.map(({ kind, text, late, answerId }) => [late ? `${kind}, late` : kind, text, answerId]));
  section(['BEFORE AN AWARD', '', ''], gate.map(({ check, satisfied, because }) => [check, satisfied ? 'ok' : 'NOT YET', because]));
  section(['WHAT HAPPENED', '', 'BY'], timeline.map(({ happenedOn, kind, actor }) => [happenedOn, kind, actor.name]));
}
