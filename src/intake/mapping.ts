/**
 * A mapping says, as data, how one lender's export becomes loan files: which files, which rows make one loan, and
 * for each field of the loan file which column and which named reading. It holds no code. Its JSON form is
 * published as docs/schemas/mapping.v1.json; docs/intake.md explains it with examples.
 */
import { z } from 'zod';
import { loanFileSchema } from '../claims/index.ts';
import { accept, refuse, type Outcome } from '../kernel/index.ts';
import { lenderKinds } from '../rulebook/index.ts';

const name = z.string().min(1);

const from = {
  source: name.optional().describe('the source whose row is read, instead of the row at hand; such as the table of borrowers'),
};

/** Where a value comes from, and how it is read. Exactly one of the four; an empty cell is an absent value. */
const rule = <Constant extends z.ZodType, Reading extends z.ZodRawShape>(constant: Constant, reading: Reading) =>
  z.union([
    z
      .strictObject({ constant: constant.nullable() })
      .describe('the same value for every loan, in the form of the loan file; null where the loan file may leave it out, or where it is still to be said'),
    z.strictObject({ column: name, ...from, ...reading }).describe('the cell in this column'),
    z.strictObject({ firstOf: z.array(name).min(2), ...from, ...reading }).describe('the first of these columns that is not empty'),
    z
      .strictObject({ template: z.string().regex(/\{[^{}]+\}/, 'text with at least one {column}'), ...from, ...reading })
      .describe('text with {column} in it; absent when all its columns are empty'),
  ]);

const text = rule(z.string().min(1), {
  as: z
    .enum(['text', 'identifier'])
    .optional()
    .describe('identifier: full-width digits made half-width, spaces and hyphens taken out, capitals'),
  split: z
    .strictObject({ by: z.string().min(1), part: z.int().positive() })
    .optional()
    .describe('the part with this number, the first being 1, of the text cut at each `by`'),
}).meta({ id: 'textRule' });

const money = rule(z.string(), {
  as: z.enum(['yuan', 'wan_yuan', 'fen']).describe('the unit of the column where the cell names none; ￥, 元, 万元 and thousands commas are allowed'),
  minus: z.array(name).min(1).optional().describe('columns whose amounts, read in the same way, are taken off; such as the principal off what is due in all'),
  exponent: z.literal(true).optional().describe('read 1e+05 as 100000; otherwise refused, because digits may be lost'),
  rounding: z.literal('half_up').optional().describe('settle a fraction of a fen, as floating-point exports carry it; otherwise refused'),
}).meta({ id: 'moneyRule' });

export const dayForms = ['year_first', 'day_month_year', 'month_day_year', 'day_month_name_year', 'month_name_year', 'spreadsheet_serial', 'unix_time'] as const;
const day = rule(z.string(), {
  as: z.literal('day'),
  form: z
    .enum(dayForms)
    .optional()
    .describe(
      'year_first: 2025-03-01, 2025/3/1, 20250301, 2025年3月1日, with or without a time; day_month_name_year: 15-Dec-2011; month_name_year: Dec-2011, read as the last day of the month; spreadsheet_serial: days since 1899-12-30; unix_time: seconds or milliseconds since 1970, as a day in China',
    ),
  plusMonths: name.optional().describe('a column with a number of months to add, such as the term'),
  plusDays: name.optional().describe('a column with a number of days to add, such as the term'),
}).meta({ id: 'dayRule' });

const instant = rule(z.string(), {
  as: z.literal('instant'),
  offset: z.string().regex(/^[+-]\d\d:\d\d$/).optional().describe('+08:00 unless said otherwise'),
}).meta({ id: 'instantRule' });

const rateValue = z.strictObject({ value: z.string(), per: z.enum(['year', 'month', 'day']) });
const rate = rule(rateValue, {
  as: z.literal('rate'),
  written: z.enum(['percent', 'decimal', 'as_marked']).describe('percent: 15 or 15%; decimal: 0.15; as_marked: 15% or 0.15, told by the sign'),
  per: z.enum(['year', 'month', 'day']).describe('the period where the cell names none; 1.25%/月 and 日万分之五 name their own'),
}).meta({ id: 'rateRule' });

const uplift = rule(z.string(), {
  as: z.literal('uplift'),
  written: z.enum(['percent', 'decimal', 'as_marked']).describe('percent: 50 or 50%; decimal: 0.5; as_marked: 50% or 0.5, told by the sign'),
}).meta({ id: 'upliftRule' });

const count = rule(z.int(), { as: z.literal('count').describe('a whole number; a unit behind it (期, months) is passed over') }).meta({ id: 'countRule' });

const choice = <Value extends z.ZodType>(value: Value) =>
  rule(value, { as: z.literal('choice'), values: z.record(z.string(), value).describe('what each value of the column means') });

const flag = choice(z.boolean()).meta({ id: 'flagRule' });

const condition = z.union([
  z.strictObject({ column: name, in: z.array(z.string()).min(1) }),
  z.strictObject({ column: name, notIn: z.array(z.string()).min(1) }),
]).meta({ id: 'condition' });

const group = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.strictObject({
    each: name.describe('loan: one entry for the loan; the name of a source: one for each of its rows'),
    where: z.array(condition).optional().describe('only rows that meet all of these'),
    unique: name.optional().describe('a column that numbers the entries; an entry exported twice counts once'),
    ...fields,
  });

/** What the loan file allows where it offers a choice. */
const { dayCount, allocationOrder, terms, charges } = loanFileSchema.shape.contract.shape;
const { kind: repaymentKind } = loanFileSchema.shape.repayments.element.shape;
const { every, method, monthEnd, interestBy, rounding } = terms.unwrap().unwrap().shape;

const loan = z.strictObject({
  reference: text,
  lender: z.strictObject({
    name: text,
    uscc: text,
    kind: choice(z.enum(lenderKinds)),
    address: text,
    legalRepresentative: text,
    licenceNo: text,
    phone: text.optional(),
  }),
  borrower: z.strictObject({
    name: text,
    identity: z.strictObject({ kind: choice(z.enum(['resident_id', 'passport', 'other'])), number: text }),
    mobile: text,
    email: text,
    address: text,
  }),
  contract: z.strictObject({
    contractNo: text,
    name: text,
    signedOn: day,
    principalFen: money,
    rate,
    overdueRate: rate,
    overdueUplift: uplift.optional().describe('how much the overdue rate is above the contract rate, instead of `overdueRate`'),
    compoundInterest: flag.optional().describe('whether the contract lets unpaid interest bear interest; no unless said otherwise'),
    dayCount: choice(dayCount),
    allocationOrder: choice(allocationOrder),
    terms: z
      .strictObject({
        method: choice(method),
        periods: count,
        every: z.strictObject({ count, unit: choice(every.shape.unit) }),
        startsOn: day,
        firstDueOn: day,
        monthEnd: choice(monthEnd),
        interestBy: choice(interestBy),
        rounding: choice(rounding),
        feeFen: money,
      })
      .optional()
      .describe('how the contract says that the schedule comes about; a loan whose columns for it are all empty has none'),
  }),
  disbursements: z.array(group({ on: day, amountFen: money, serialNo: text })).min(1),
  schedule: z.array(group({ seq: count, dueOn: day, principalFen: money, interestFen: money, feeFen: money })).min(1),
  repayments: z.array(
    group({
      on: day,
      amountFen: money.describe('an amount below zero takes an earlier payment back'),
      serialNo: text,
      kind: choice(repaymentKind.unwrap()).optional().describe('payment unless said otherwise'),
      reverses: text.optional().describe('of a reversal, the number of the payment that it takes back; its own number unless said otherwise'),
    }),
  ),
  repaymentsTotalFen: money.optional().describe('what the export says was repaid in all; the dated repayments must add up to it'),
  charges: z
    .array(group({ on: day, name: text, payee: text, relation: choice(charges.unwrap().element.shape.relation), amountFen: money }))
    .optional()
    .describe('what the borrower paid for the loan beside the schedule (`contract.charges` of the loan file): fees for service, guarantee or insurance'),
  acceleration: z.strictObject({ noticedOn: day }).nullable(),
  demands: z.array(group({ on: day, channel: text, note: text })).optional().describe('when the lender asked for payment; each demand interrupts limitation (Civil Code art. 195)'),
  arbitration: z.strictObject({
    clause: text,
    institution: text,
    agreedOn: day,
    writtenProcedure: flag,
    onlineProcedure: flag,
    serviceEmail: text,
    serviceMobile: text,
  }),
  signatures: z.array(
    group({
      signer: choice(z.enum(['borrower', 'lender'])),
      name: text,
      signedAt: instant,
      method: text,
      certificateAuthority: text,
      certificateSerial: text,
    }),
  ),
  files: z.array(
    group({
      name: text,
      kind: choice(z.enum(['contract', 'disbursement_voucher', 'repayment_record', 'collection_record', 'identity', 'other'])),
      mediaType: text,
      bytes: count,
      sha256: text,
    }),
  ),
});

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;

const source = z.strictObject({
  file: name.describe(
    'the name of the file, with or without its folder in a ZIP; * stands for any run of characters, and several files may match. With {key} in it, the source is a table of the documents in a ZIP whose names hold the key: its columns are key, name, kind, mediaType, bytes and sha256',
  ),
  sheet: name.optional().describe('the sheet of a workbook, * as above; the first one unless said otherwise'),
  list: name.optional().describe('the list in a JSON document, names joined by dots; columns of the object around it are there as ../name'),
  encoding: z.enum(encodings).optional().describe('utf-8 unless a byte order mark or this says otherwise'),
  delimiter: z.string().length(1).optional().describe('a comma unless said otherwise'),
  headerRow: z.int().positive().optional().describe('the row with the names of the columns, counted as a spreadsheet shows it; the first row that is not empty unless said otherwise'),
  headerRows: z.int().min(1).max(3).optional().describe('over how many rows the names are spread, as merged cells spread them; the names are then joined by /'),
  key: z.array(name).min(1).describe('the columns that name the loan a row belongs to, in the same order in every source'),
  to: z.array(name).min(1).optional().describe('the columns of the main source that the key is equal to, unless they are its key; such as the customer number'),
});

export const mappingSchema = z
  .strictObject({
    $schema: z.string().optional(),
    schema: z.literal('assize/mapping/v1'),
    name,
    note: z.string().optional(),
    sources: z.record(z.string().regex(/^(?!loan$)[a-z][a-z0-9_]*$/), source),
    main: name.describe('the source with the loans; the rules outside groups read its columns'),
    severalRowsPerLoan: z.boolean().optional().describe('the rows of the main source with one key make one loan'),
    where: z.array(condition).optional().describe('rows of the main source that do not meet all of these are set aside'),
    empty: z.array(z.string()).optional().describe('cells that mean "nothing", beside the blank one'),
    loan,
  })
  .superRefine((mapping, context) => {
    const main = mapping.sources[mapping.main];
    if (main === undefined) return context.addIssue({ code: 'custom', path: ['main'], message: `no source is called ${mapping.main}` });
    for (const [sourceName, each] of Object.entries(mapping.sources)) {
      if (each.key.length !== (each.to ?? main.key).length) {
        context.addIssue({ code: 'custom', path: ['sources', sourceName, 'key'], message: 'the key has as many columns as what it is equal to' });
      }
    }
    for (const [list, groups] of Object.entries(mapping.loan)) {
      if (!Array.isArray(groups)) continue;
      groups.forEach(({ each }, index) => {
        if (each !== 'loan' && !(each in mapping.sources)) {
          context.addIssue({ code: 'custom', path: ['loan', list, index, 'each'], message: `no source is called ${each}` });
        }
      });
    }
  });

export type Mapping = z.output<typeof mappingSchema>;
export type Source = z.output<typeof source>;
export type Condition = z.output<typeof condition>;
export type Rule = z.output<typeof text | typeof money | typeof day | typeof instant | typeof rate | typeof uplift | typeof count> | z.output<typeof flag>;
export type Group = { readonly each: string; readonly where?: readonly Condition[] | undefined; readonly unique?: string | undefined };

/** Reads a mapping from its JSON text. The refusal lists every place that is wrong, as `path: what`. */
export function readMapping(json: string): Outcome<Mapping, 'mapping_invalid'> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return refuse('mapping_invalid', { problems: [`not JSON: ${(error as Error).message}`] });
  }
  const parsed = mappingSchema.safeParse(value);
  if (parsed.success) return accept(parsed.data);
  return refuse('mapping_invalid', { problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'mapping'}: ${issue.message}`) });
}
