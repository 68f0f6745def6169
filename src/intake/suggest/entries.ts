/** The lists of a proposed mapping: payouts, what fell due, what was paid, demands. */
import type { Group, Rule } from '../mapping.ts';
import type { Day, Drafting } from './drafting.ts';
import { match, type Found } from './matching.ts';
import { covers, uniqueness, unitThatAddsUp } from './relations.ts';
import { countRule, dayRule, moneyRule, repaymentKindRule, textRule, unitOf } from './rules.ts';
import type { Column, MoneyUnit } from './shapes.ts';
import { demandMeanings, disbursementMeanings, repaymentMeanings, scheduleMeanings, type Meaning } from './synonyms.ts';
import type { Part } from './tables.ts';

type Entry = Group & Readonly<Record<string, unknown>>;

export function entriesOf(drafting: Drafting, signedOn: Day) {
  const paidOut = payoutDay(drafting, signedOn);
  const repayments = repaid(drafting);
  const total = totalRepaid(drafting, repayments);
  const demands = demanded(drafting);
  return {
    disbursements: disbursed(drafting, paidOut),
    schedule: scheduled(drafting, paidOut),
    repayments,
    ...(total !== null && { repaymentsTotalFen: total }),
    ...(demands.length > 0 && { demands }),
  };
}

/** A field of an entry, from a column or from nothing. */
interface Place {
  readonly drafting: Drafting;
  /** Such as `repayments.0`. */
  readonly at: string;
  readonly source: string;
}

const none: Rule = { constant: null };

function put({ drafting, at, source }: Place, name: string, found: Found | undefined, rule: (found: Found) => Rule): Rule {
  const field = `${at}.${name}`;
  if (found === undefined) return drafting.propose(field, none, null, 0, ['no column supplies it']);
  return drafting.propose(field, rule(found), source, found.confidence * (found.column.dayFormUnsure ? 0.6 : 1), found.because);
}

function putMoney(place: Place, name: string, found: Found | undefined, settled?: MoneyUnit | null, minus: readonly string[] = []): Rule {
  if (found === undefined) return put(place, name, found, () => none);
  const told = settled === undefined || settled === null ? unitOf(found.column, place.drafting.principalUnit) : { unit: settled, sure: 1, because: ['it adds up to the principal'] };
  const rule = { ...moneyRule(found, told.unit), ...(minus.length > 0 && { minus }) } as Rule;
  return place.drafting.propose(`${place.at}.${name}`, rule, place.source, found.confidence * told.sure, [...found.because, ...told.because]);
}

/** What no column gives is not claimed. */
const nothing = ({ drafting, at }: Place, name: string, what: string): Rule => drafting.propose(`${at}.${name}`, { constant: '0' }, null, 0.6, [`no column gives ${what}; none is claimed`]);

/** The tables that play a part, as places with what their columns mean; and the rows of the main table, where they change for one loan. */
function tablesOf<Name extends string>(drafting: Drafting, part: Part, list: string, meanings: Readonly<Record<Name, Meaning>>, enough: readonly NoInfer<Name>[]) {
  const { arrangement: { main, changing, key }, named, loan } = drafting;
  const own = named.joined.filter((each) => each.part === part).map(({ name, columns, key: column }) => ({ source: name, columns: columns.filter((each) => each !== column), key: column }));
  const ofLoan = new Set([...loan].filter(([name]) => !(name in scheduleMeanings)).map(([, { column }]) => column));
  const rows = own.length > 0 || changing === null ? own : [{ source: named.main.name, columns: main.columns.filter((column) => !ofLoan.has(column)), key: key?.column ?? null }];
  // In the rows of loans, what an entry has of its own changes; here and there an amount of it does not.
  const weigh = (_: Name, { column, confidence }: Found) => (own.length > 0 || changing?.has(column) === true ? confidence : 0.6 * confidence);
  return rows
    .map((each) => ({ ...each, found: match(each.columns, meanings, weigh) }))
    .filter(({ found }) => own.length > 0 || enough.every((name) => changing?.has(found.get(name)?.column as Column) === true))
    .map((each, index) => ({ ...each, place: { drafting, at: `${list}.${index}`, source: each.source } satisfies Place }));
}

/** The column that numbers entries, where it does. */
const numbering = (serial: Found | undefined): { readonly unique?: string } => (serial !== undefined && serial.column.filled > 0 && uniqueness(serial.column) > 0.9 ? { unique: serial.column.name } : {});

export function payoutDay({ loan }: Drafting, signedOn: Day): Day {
  const own = loan.get('disbursements.on');
  if (own !== undefined) return { rule: dayRule(own), confidence: own.confidence * (own.column.dayFormUnsure ? 0.6 : 1), because: own.because };
  return { ...signedOn, confidence: Math.min(0.5, signedOn.confidence), because: ['no column says when the money was paid out; the day of signing is taken'] };
}

function disbursed(drafting: Drafting, paidOut: Day): readonly Entry[] {
  const { loan, named, propose } = drafting;
  const tables = named.joined.some(({ part }) => part === 'disbursements') ? tablesOf(drafting, 'disbursements', 'disbursements', disbursementMeanings, []) : [];
  if (tables.length > 0) {
    return tables.map(({ source, found, place }) => {
      const serial = found.get('disbursements.serialNo');
      return { each: source, ...numbering(serial), on: put(place, 'on', found.get('disbursements.on'), dayRule), amountFen: putMoney(place, 'amountFen', found.get('disbursements.amountFen')), serialNo: put(place, 'serialNo', serial, textRule) };
    });
  }
  const place: Place = { drafting, at: 'disbursements.0', source: named.main.name };
  const amount = loan.get('disbursements.amountFen');
  const principal = loan.get('contract.principalFen');
  const stand = principal === undefined ? undefined : { ...principal, confidence: principal.confidence * 0.85, because: ['no column says how much was paid out; the principal is taken'] };
  return [
    {
      each: 'loan',
      on: propose('disbursements.0.on', paidOut.rule, 'constant' in paidOut.rule ? null : named.main.name, paidOut.confidence, paidOut.because),
      amountFen: amount === undefined ? putMoney(place, 'amountFen', stand, drafting.principalUnit) : putMoney(place, 'amountFen', amount, amount.column.header.unit === null ? likePrincipal(drafting, amount) : null),
      serialNo: put(place, 'serialNo', loan.get('disbursements.serialNo'), textRule),
    },
  ];
}

/** The unit in which the payout is the principal, row by row. */
function likePrincipal({ arrangement: { key }, loan, principalUnit }: Drafting, amount: Found): MoneyUnit | null {
  const principal = loan.get('contract.principalFen');
  return key === null || principal === undefined ? null : unitThatAddsUp(key.column, amount.column, key.column, principal.column, principalUnit);
}

function scheduled(drafting: Drafting, paidOut: Day): readonly Entry[] {
  const tables = tablesOf(drafting, 'schedule', 'schedule', scheduleMeanings, ['schedule.dueOn', 'schedule.seq']);
  if (tables.some(({ source }) => source !== drafting.named.main.name)) noteCharges(drafting);
  return tables.length === 0 ? [onceDue(drafting, paidOut)] : tables.map(({ source, found, place, key }) => {
    const { arrangement, loan, principalUnit } = drafting;
    const principal = found.get('schedule.principalFen');
    const owed = loan.get('contract.principalFen');
    const named = principal?.column.header.unit ?? null;
    const unit = named === null && principal !== undefined && key !== null && owed !== undefined && arrangement.key !== null ? unitThatAddsUp(key, principal.column, arrangement.key.column, owed.column, principalUnit) : null;
    return {
      each: source,
      seq: put(place, 'seq', found.get('schedule.seq'), countRule),
      dueOn: put(place, 'dueOn', found.get('schedule.dueOn'), dayRule),
      // Amounts of one table that name no unit are in one unit.
      ...dueAmounts(place, { principal, interest: found.get('schedule.interestFen'), fee: found.get('schedule.feeFen'), total: found.get('dueTotal') }, ({ header }) => (header.unit === null ? unit : null)),
    };
  });
}

/** Fees in the rows of loans, beside a schedule of its own: nobody but the lender knows to whom they went. */
function noteCharges({ arrangement: { main }, note }: Drafting): void {
  for (const { name, header: { atoms }, shares } of main.columns) {
    if (atoms.has('fee') && !atoms.has('rate') && !atoms.has('outstanding') && shares.amount > 0.5) note(`${name}: a fee paid beside the schedule counts towards the cap on interest; if this is one, add it to the charges and say to whom it went`);
  }
}

interface DueColumns {
  readonly principal: Found | undefined;
  readonly interest: Found | undefined;
  readonly fee: Found | undefined;
  readonly total: Found | undefined;
}

/** Principal, interest and fee of an instalment; what is due in all, less the others, stands in for the one without a column. */
function dueAmounts(place: Place, { principal, interest, fee, total }: DueColumns, unit: (column: Column) => MoneyUnit | null) {
  const from = (name: string, found: Found | undefined) => putMoney(place, name, found, found && unit(found.column));
  const rest = (name: string, of: Found, ...others: readonly (Found | undefined)[]) => {
    const minus = others.flatMap((other) => (other === undefined ? [] : [other.column.name]));
    return putMoney(place, name, { ...of, confidence: of.confidence * 0.85, because: [...of.because, `what is due in all, less ${minus.join(' and ')}`] }, unit(of.column), minus);
  };
  const interestFen = (): Rule => {
    if (interest !== undefined) return from('interestFen', interest);
    const covered = total !== undefined && principal !== undefined && covers(total.column, principal.column);
    return covered ? rest('interestFen', total, principal, fee) : nothing(place, 'interestFen', 'the interest that falls due');
  };
  return {
    principalFen: principal === undefined && total !== undefined && interest !== undefined ? rest('principalFen', total, interest, fee) : from('principalFen', principal),
    interestFen: interestFen(),
    feeFen: fee === undefined ? nothing(place, 'feeFen', 'fees that fall due') : from('feeFen', fee),
  };
}

/** A loan that falls due once: on the day in its row, or the term after its payout. */
function onceDue(drafting: Drafting, paidOut: Day): Entry {
  const { loan, named, propose, principalUnit, note } = drafting;
  const place: Place = { drafting, at: 'schedule.0', source: named.main.name };
  const principal = loan.get('contract.principalFen');
  note('no table of instalments was found: the whole loan is taken to fall due once, on its last day');
  return {
    each: 'loan',
    seq: propose('schedule.0.seq', { constant: 1 }, null, 0.8, ['the only instalment']),
    dueOn: lastDay(drafting, place, paidOut),
    ...dueAmounts(place, { principal: principal && { ...principal, because: ['the whole principal falls due at once'] }, interest: loan.get('schedule.interestFen'), fee: loan.get('schedule.feeFen'), total: loan.get('dueTotal') }, (column) => (column === principal?.column ? principalUnit : null)),
  };
}

function lastDay(drafting: Drafting, place: Place, paidOut: Day): Rule {
  const { loan, propose } = drafting;
  const due = loan.get('dueOn') ?? loan.get('firstDueOn');
  if (due !== undefined) return put(place, 'dueOn', due, dayRule);
  const term = loan.get('term');
  if (term === undefined || 'constant' in paidOut.rule) return put(place, 'dueOn', undefined, () => none);
  const inDays = inDaysOf(term.column);
  const rule = { ...paidOut.rule, [inDays ? 'plusDays' : 'plusMonths']: term.column.name } as Rule;
  return propose('schedule.0.dueOn', rule, place.source, Math.min(paidOut.confidence, term.confidence) * 0.9, [`the payout and the term in ${term.column.name}, in ${inDays ? 'days' : 'months'}`]);
}

const inDaysOf = ({ header: { atoms }, distinct, name }: Column): boolean =>
  !atoms.has('month') && (atoms.has('daily') || /天|日|days?/i.test(name) || distinct.some((text) => /天|日|days?/i.test(text)) || distinct.every((text) => Number(text) >= 7 && Number(text) % 15 === 0 && Number(text) > 60));

function repaid(drafting: Drafting): readonly Entry[] {
  const { loan, named, note } = drafting;
  const tables = tablesOf(drafting, 'repayments', 'repayments', repaymentMeanings, ['repayments.on', 'repayments.amountFen']);
  if (tables.length > 0) {
    return tables.map(({ source, found, place }) => {
      const serial = found.get('repayments.serialNo');
      const [kind, reverses] = [found.get('repayments.kind'), found.get('repayments.reverses')];
      return {
        each: source,
        ...numbering(serial),
        on: put(place, 'on', found.get('repayments.on'), dayRule),
        amountFen: putMoney(place, 'amountFen', found.get('repayments.amountFen')),
        serialNo: put(place, 'serialNo', serial, textRule),
        ...(kind !== undefined && { kind: put(place, 'kind', kind, repaymentKindRule) }),
        ...(reverses !== undefined && { reverses: put(place, 'reverses', reverses, textRule) }),
      };
    });
  }
  const [on, amount] = [loan.get('lastPaidOn'), loan.get('repaymentsTotalFen')];
  if (on === undefined || amount === undefined) {
    note('no repayments were found: what was paid is not taken off. Add the table of repayments, with the day of each');
    return [];
  }
  note('repayments stand in the export as a total with the day of the last; set off on that day, they lessen the claim by less than each would on its own day');
  const unsure = (found: Found): Found => ({ ...found, confidence: Math.min(0.4, found.confidence), because: [...found.because, 'a total in the place of dated repayments'] });
  const place: Place = { drafting, at: 'repayments.0', source: named.main.name };
  return [{ each: 'loan', on: put(place, 'on', unsure(on), dayRule), amountFen: putMoney(place, 'amountFen', unsure(amount)), serialNo: none }];
}

function totalRepaid(drafting: Drafting, repayments: readonly Entry[]): Rule | null {
  const total = drafting.loan.get('repaymentsTotalFen');
  if (total === undefined || !repayments.some(({ each }) => each !== 'loan')) return null;
  const { unit } = unitOf(total.column, drafting.principalUnit);
  return drafting.propose('repaymentsTotalFen', moneyRule(total, unit), drafting.named.main.name, total.confidence, total.because);
}

function demanded(drafting: Drafting): readonly Entry[] {
  const tables = drafting.named.joined.some(({ part }) => part === 'demands') ? tablesOf(drafting, 'demands', 'demands', demandMeanings, []) : [];
  return tables.map(({ source, found, place }) => ({
    each: source,
    on: put(place, 'on', found.get('demands.on'), dayRule),
    channel: found.has('demands.channel') ? put(place, 'channel', found.get('demands.channel'), textRule) : drafting.propose(`${place.at}.channel`, { constant: '催收' }, null, 0.4, ['no column says how it was demanded']),
    note: put(place, 'note', found.get('demands.note'), textRule),
  }));
}
