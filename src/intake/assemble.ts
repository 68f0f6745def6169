/**
 * One loan from the rows that belong to it: taken field by field, checked as a whole, with everything that is wrong.
 * The mapping is made ready once, as a function for each field, because a million loans go through it.
 */
import type { LoanFile } from '../claims/index.ts';
import { addFen, formatYuan, parseFen } from '../kernel/index.ts';
import { checkLoanFile } from './checks.ts';
import { columnsAgreeing, fieldsOf, groupsOf, rulesIn, type Node } from './columns.ts';
import { cellFinder, fieldMaker, finder, makersOf, noteValue, rowsOfSource, type Desk, type LoanRows, type Make, type Makers, type Setting } from './compile.ts';
import { entryFields, noticeField, partFields, referenceField, totalField, type Field } from './loan-fields.ts';
import type { Group, Mapping } from './mapping.ts';
import { masksOf, placeOf } from './places.ts';
import { problem, type Place, type Problem, type ProblemCode } from './problems.ts';
import type { Row, Table } from './table.ts';
import { cell, columnsOf, emptyCells, isRule, meets } from './take.ts';

/** What one loan of the export came to, with the rows it was read from. */
export type RowResult =
  | { readonly kind: 'loan'; readonly file: LoanFile; readonly warnings: readonly Problem[]; readonly rows: readonly Row[] }
  | { readonly kind: 'reject'; readonly reference: string | null; readonly problems: readonly Problem[]; readonly rows: readonly Row[] };

/** Assembles loans under one mapping, one at a time; `asOf` is the day of the claim where it is known. */
export function assembler(mapping: Mapping, asOf: string | null): (rows: LoanRows) => RowResult {
  const setting: Setting = { mapping, empty: emptyCells(mapping), masks: masksOf(mapping), asOf };
  const agreeing = [...columnsAgreeing(mapping)];
  const make = fileMaker(setting);
  const checkTotal = totalChecker(setting);
  return (rows) => {
    const desk: Desk = { rows, problems: [], origins: [], starts: {} };
    const [main] = rows.main;
    const all = everyRow(rows);
    for (const row of all) if (row.cells.length !== row.table.width) noteWidth(setting, desk, row);
    for (const [source, columns] of agreeing) checkAgreement(setting, desk, source, columns);
    const file = make(desk, main, all);
    checkLists(setting, desk, file);
    if (desk.problems.every(isWarning)) {
      checkTotal(desk, file);
      for (const { code, path, detail } of checkLoanFile(file, { asOf })) {
        const place = placeAt(setting, desk, path);
        if (code !== 'identity_number_ends_in_zeros' || !isWrittenInGroups(all, place)) desk.problems.push(problem(code, place, detail));
      }
      if (desk.problems.every(isWarning)) return { kind: 'loan', file, warnings: desk.problems, rows: all };
    }
    return { kind: 'reject', reference: (file as Partial<LoanFile>).reference ?? null, problems: distinct(desk.problems), rows: all };
  };
}

const isWarning = ({ severity }: Problem): boolean => severity === 'warning';

/** `110105 19491231 0000` was written by a person: what a spreadsheet took for a number has no blanks. */
const isWrittenInGroups = (rows: readonly Row[], { file, row, column }: Place): boolean => {
  const found = rows.find((each) => each.row === row && each.table.file === file);
  return /\d[ \u3000-]+\d/.test(found?.cells[found.table.columns.get(column ?? '') ?? -1] ?? '');
};

/** One cell that several fields are read from is told of once. */
const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((each) => [[each.code, each.file, each.row, each.column ?? each.message].join(), each])).values(),
];

function everyRow({ main, others }: LoanRows): readonly Row[] {
  const rows: Row[] = [...main];
  for (const each of others.values()) for (const row of each) rows.push(row);
  return rows;
}

function noteWidth({ masks }: Setting, desk: Desk, row: Row): void {
  desk.problems.push(problem('row_column_count_wrong', placeOf(row, null, masks), `${row.cells.length} cells under ${row.table.width} columns`));
}

/** Several rows of one loan must agree in the columns that are read once for it. */
function checkAgreement(setting: Setting, desk: Desk, source: string, columns: readonly string[]): void {
  const [first, ...rest] = rowsOfSource(setting, desk.rows, source);
  if (first === undefined || rest.length === 0) return;
  for (const row of rest) {
    for (const column of columns) {
      if (cell(row, column, setting.empty) === cell(first, column, setting.empty)) continue;
      desk.problems.push(problem('rows_disagree', placeOf(row, column, setting.masks), `row ${first.row} differs`));
    }
  }
}

/** Makes the loan file, its fields in the order of canonical JSON. It may only be used when no problem stands against it. */
function fileMaker(setting: Setting): (desk: Desk, main: Row, all: readonly Row[]) => LoanFile {
  const { loan } = setting.mapping;
  const makers = <Part extends keyof typeof partFields>(part: Part) => makersOf(setting, partFields[part], loan[part] as unknown as Node, part);
  const [arbitration, borrower, contract, lender] = [makers('arbitration'), makers('borrower'), makers('contract'), makers('lender')];
  const lists = listMakers(setting);
  const terms = termsMaker(setting, contract.terms);
  const reference = fieldMaker(setting, referenceField, loan.reference, 'reference');
  const noticedOn = fieldMaker(setting, noticeField, loan.acceleration?.noticedOn ?? { constant: null }, 'acceleration.noticedOn');
  return (desk, main, all) => {
    const noticed = noticedOn(desk, main);
    return {
      acceleration: noticed === null ? null : { noticedOn: noticed },
      arbitration: {
        agreedOn: arbitration.agreedOn(desk, main),
        clause: arbitration.clause(desk, main),
        institution: arbitration.institution(desk, main),
        onlineProcedure: arbitration.onlineProcedure(desk, main),
        serviceEmail: arbitration.serviceEmail(desk, main),
        serviceMobile: arbitration.serviceMobile(desk, main),
        writtenProcedure: arbitration.writtenProcedure(desk, main),
      },
      borrower: {
        address: borrower.address(desk, main),
        email: borrower.email(desk, main),
        identity: { kind: borrower.identity.kind(desk, main), number: borrower.identity.number(desk, main) },
        mobile: borrower.mobile(desk, main),
        name: borrower.name(desk, main),
      },
      contract: {
        allocationOrder: contract.allocationOrder(desk, main),
        charges: lists.charges(desk),
        compoundInterest: contract.compoundInterest(desk, main),
        contractNo: contract.contractNo(desk, main),
        dayCount: contract.dayCount(desk, main),
        name: contract.name(desk, main),
        overdueRate: contract.overdueRate(desk, main),
        overdueUplift: contract.overdueUplift(desk, main),
        principalFen: contract.principalFen(desk, main),
        rate: contract.rate(desk, main),
        signedOn: contract.signedOn(desk, main),
        terms: terms(desk, main),
      },
      currency: 'CNY',
      demands: lists.demands(desk),
      disbursements: lists.disbursements(desk),
      files: lists.files(desk),
      lender: {
        address: lender.address(desk, main),
        kind: lender.kind(desk, main),
        legalRepresentative: lender.legalRepresentative(desk, main),
        licenceNo: lender.licenceNo(desk, main),
        name: lender.name(desk, main),
        phone: lender.phone(desk, main),
        uscc: lender.uscc(desk, main),
      },
      reference: reference(desk, main),
      repayments: lists.repayments(desk),
      schedule: lists.schedule(desk),
      schema: 'assize/loan-file/v1',
      signatures: lists.signatures(desk),
      sources: sourcesOf(all),
    } as LoanFile;
  };
}

/** The terms of a contract; null where the mapping has none, and where their columns are all empty. */
function termsMaker(setting: Setting, make: Makers<(typeof partFields)['contract']['terms']>): Make {
  const { terms } = setting.mapping.loan.contract;
  if (terms === undefined) return () => null;
  const isBlank = blankTest(setting, terms as unknown as Node);
  return (desk, row) =>
    isBlank(row)
      ? null
      : {
          every: { count: make.every.count(desk, row), unit: make.every.unit(desk, row) },
          feeFen: make.feeFen(desk, row),
          firstDueOn: make.firstDueOn(desk, row),
          interestBy: make.interestBy(desk, row),
          method: make.method(desk, row),
          monthEnd: make.monthEnd(desk, row),
          periods: make.periods(desk, row),
          rounding: make.rounding(desk, row),
          startsOn: make.startsOn(desk, row),
        };
}

/** What the loan file asks of its lists as a whole. */
function checkLists(setting: Setting, desk: Desk, { disbursements, schedule }: LoanFile): void {
  const note = (code: ProblemCode, path: string, detail: string) => desk.problems.push(problem(code, placeAt(setting, desk, [path]), detail));
  if (disbursements.length === 0) note('value_missing', 'disbursements', 'disbursements');
  if (schedule.length === 0) note('value_missing', 'schedule', 'schedule');
  if (!desk.problems.every(isWarning)) return;
  const ascending = schedule.every(({ seq }, index) => index === 0 || seq > (schedule[index - 1]?.seq ?? 0));
  if (!ascending && new Set(schedule.map(({ seq }) => seq)).size < schedule.length) {
    note('value_not_allowed', 'schedule', 'schedule: every instalment has a number of its own');
  }
}

function sourcesOf(rows: readonly Row[]): LoanFile['sources'] {
  const sources: { file: string; rows: number[]; sha256: string }[] = [];
  const tables: Table[] = [];
  for (const { table, row } of rows) {
    const at = tables.indexOf(table);
    if (at >= 0) sources[at]?.rows.push(row);
    else {
      tables.push(table);
      sources.push({ file: table.file, rows: [row], sha256: table.sha256 });
    }
  }
  return sources;
}

/** The amount of a repayment may have a sign while it is read: one below zero takes a payment back. */
const { repayments: repaid } = entryFields;
const signedAmount: Field = { ...repaid.amountFen, allows: (value) => repaid.amountFen.allows(typeof value === 'string' ? value.replace(/^-/, '') : value) };
const listed = { ...entryFields, charges: partFields.contract.charges, repayments: { ...repaid, amountFen: signedAmount } };

function withSign(fields: Node): Node {
  const { amountFen } = fields as Readonly<Record<string, Node>>;
  return { ...fields, amountFen: { ...amountFen, signed: true } } as unknown as Node;
}

type List = keyof typeof listed;

/** Each list from its groups. The entries are written out for the same order, and because objects of one shape are cheap. */
function listMakers(setting: Setting) {
  const groups = groupsOf(setting.mapping);
  const list = <Name extends List>(name: Name, write: (make: Makers<(typeof listed)[Name]>) => Make) => {
    const makers = (groups[name] ?? []).map((group) => {
      const fields = name === 'repayments' ? withSign(fieldsOf(group)) : fieldsOf(group);
      return groupMaker(setting, group, write(makersOf(setting, listed[name], fields, name)));
    });
    return (desk: Desk): readonly unknown[] => {
      const entries: unknown[] = [];
      desk.starts[name] = desk.origins.length;
      for (const make of makers) make(desk, entries);
      return entries;
    };
  };
  return {
    charges: list('charges', (make) => (desk, row) => ({
      amountFen: make.amountFen(desk, row),
      name: make.name(desk, row),
      on: make.on(desk, row),
      payee: make.payee(desk, row),
      relation: make.relation(desk, row),
    })),
    demands: list('demands', (make) => (desk, row) => ({ channel: make.channel(desk, row), note: make.note(desk, row), on: make.on(desk, row) })),
    disbursements: list('disbursements', (make) => (desk, row) => ({ amountFen: make.amountFen(desk, row), on: make.on(desk, row), serialNo: make.serialNo(desk, row) })),
    files: list('files', (make) => (desk, row) => ({
      bytes: make.bytes(desk, row),
      kind: make.kind(desk, row),
      mediaType: make.mediaType(desk, row),
      name: make.name(desk, row),
      sha256: make.sha256(desk, row),
    })),
    repayments: list('repayments', (make) => (desk, row) => {
      const signed = make.amountFen(desk, row);
      const takesBack = typeof signed === 'string' && signed.startsWith('-');
      return {
        amountFen: takesBack ? signed.slice(1) : signed,
        kind: takesBack ? 'reversal' : make.kind(desk, row),
        on: make.on(desk, row),
        reverses: make.reverses(desk, row),
        serialNo: make.serialNo(desk, row),
      };
    }),
    schedule: list('schedule', (make) => (desk, row) => ({
      dueOn: make.dueOn(desk, row),
      feeFen: make.feeFen(desk, row),
      interestFen: make.interestFen(desk, row),
      principalFen: make.principalFen(desk, row),
      seq: make.seq(desk, row),
    })),
    signatures: list('signatures', (make) => (desk, row) => ({
      certificateAuthority: make.certificateAuthority(desk, row),
      certificateSerial: make.certificateSerial(desk, row),
      method: make.method(desk, row),
      name: make.name(desk, row),
      signedAt: make.signedAt(desk, row),
      signer: make.signer(desk, row),
    })),
  };
}

function groupMaker(setting: Setting, group: Group, make: Make): (desk: Desk, entries: unknown[]) => void {
  const fields = fieldsOf(group);
  const isBlank = blankTest(setting, fields);
  const { each, where, unique } = group;
  const numberOf = unique === undefined ? null : cellFinder(unique, setting.empty);
  return (desk, entries) => {
    const rows = each === 'loan' ? [desk.rows.main[0]] : rowsOfSource(setting, desk.rows, each);
    const numbered = numberOf === null || rows.length < 2 ? null : entriesByNumber(rows.length);
    for (const row of rows) {
      if ((where !== undefined && !meets(row, where)) || isBlank(row)) continue;
      const entry = make(desk, row);
      const number = numbered === null || numberOf === null ? null : numberFor(entry, numberOf(row));
      const before = number === null ? entry : numbered?.(number, entry);
      if (before === entry) {
        desk.origins.push({ fields, row });
        entries.push(entry);
      } else {
        const code = JSON.stringify(before) === JSON.stringify(entry) ? 'entry_repeated' : 'entry_number_conflict';
        desk.problems.push(problem(code, placeOf(row, unique ?? null, setting.masks)));
      }
    }
  };
}

/** A reversal may carry the number of the payment that it takes back. */
const numberFor = (entry: unknown, number: string | null): string | null =>
  number !== null && (entry as { readonly kind?: unknown }).kind === 'reversal' ? `reversal ${number}` : number;

const fewEntries = 30;

/** Gives the first entry with a number, the one at hand where there was none. Few are looked through: hashing their numbers costs more. */
function entriesByNumber(count: number): (number: string, entry: unknown) => unknown {
  if (count > fewEntries) {
    const entries = new Map<string, unknown>();
    return (number, entry) => entries.getOrInsert(number, entry);
  }
  const numbers: string[] = [];
  const entries: unknown[] = [];
  return (number, entry) => {
    const at = numbers.indexOf(number);
    if (at >= 0) return entries[at];
    numbers.push(number);
    entries.push(entry);
    return entry;
  };
}

/** An entry whose columns are all empty is no entry: the second file that most loans lack, the repayment not yet made. */
function blankTest({ empty }: Setting, fields: Node): (row: Row) => boolean {
  const finders = rulesIn(fields).flatMap((rule) => ('constant' in rule || rule.source !== undefined ? [] : [finder(rule, empty)]));
  return (row) => finders.length > 0 && finders.every((find) => find(row) === null);
}

/** Holds the dated repayments to what the export says was repaid in all. */
function totalChecker(setting: Setting): (desk: Desk, file: LoanFile) => void {
  const rule = setting.mapping.loan.repaymentsTotalFen;
  if (rule === undefined) return () => undefined;
  const make = fieldMaker(setting, totalField, rule, 'repaymentsTotalFen');
  return (desk, { repayments }) => {
    const [main] = desk.rows.main;
    const total = make(desk, main);
    if (typeof total !== 'string') return;
    const dated = addFen(...repayments.map(({ amountFen, kind }) => parseFen(kind === 'reversal' ? `-${amountFen}` : amountFen)));
    const stated = parseFen(total);
    if (dated !== stated) noteValue(setting, desk, 'repayments_short_of_total', rule, main, `${formatYuan(dated)} dated, ${formatYuan(stated)} in all`);
  };
}

type Path = readonly (string | number)[];

/** The place in the files that a path in the loan file was read from. */
function placeAt(setting: Setting, desk: Desk, inFile: Path): Place {
  // The one list within an object of the loan file is a list of the mapping like the others.
  const path = inFile[1] === 'charges' ? inFile.slice(1) : inFile;
  const [list, index, ...rest] = path;
  const origin = typeof index === 'number' ? desk.origins[(desk.starts[String(list)] ?? 0) + index] : undefined;
  const found = origin ? partAt(origin.fields, rest) : partAt(setting.mapping.loan, path);
  const rule = typeof found === 'object' && found !== null && isRule(found) ? found : null;
  const elsewhere = rule !== null && 'source' in rule && rule.source !== undefined ? rowsOfSource(setting, desk.rows, rule.source)[0] : undefined;
  const column = rule === null ? null : (columnsOf(rule)[0] ?? null);
  return placeOf(elsewhere ?? origin?.row ?? desk.rows.main[0], column, setting.masks);
}

const partAt = (whole: unknown, path: Path): unknown =>
  path.reduce<unknown>((part, key) => (part as Readonly<Record<string | number, unknown>> | null | undefined)?.[key], whole);
