/** The `loan` of a proposed mapping, field by field, from the columns that were found and the lender's profile. */
import type { Group, Rule } from '../mapping.ts';
import type { LenderProfile } from '../profile.ts';
import type { Papers } from './attachments.ts';
import { loanColumns, principalUnit, type Day, type Drafting, type LoanName, type Propose } from './drafting.ts';
import { entriesOf, payoutDay } from './entries.ts';
import { match, type Found } from './matching.ts';
import { repaymentTerms } from './repayment-terms.ts';
import { countRule, dayCountRule, dayRule, flagRule, identifierRule, identityKindRule, instantRule, moneyRule, proposal, rateRule, textRule, unitOf, upliftRule, type Proposal } from './rules.ts';
import type { NamedSources } from './sources.ts';
import { loanMeanings } from './synonyms.ts';
import type { Arrangement } from './tables.ts';

export interface Draft {
  readonly loan: unknown;
  readonly proposals: readonly Proposal[];
  readonly notes: readonly string[];
}

export function termsOf(arrangement: Arrangement, named: NamedSources, papers: Papers, profile: LenderProfile): Draft {
  const proposals: Proposal[] = [];
  const notes: string[] = [];
  const propose: Propose = (field, rule, ...rest) => {
    proposals.push(proposal(field, rule, ...rest));
    return rule;
  };
  const loan = loanColumns(arrangement);
  const principal = loan.get('contract.principalFen');
  const drafting: Drafting = { arrangement, named, profile, loan, principalUnit: principalUnit(arrangement, principal), propose, note: (text) => notes.push(text) };
  const signedOn = signing(drafting);
  const terms = {
    reference: reference(drafting),
    lender: lender(drafting),
    borrower: borrower(drafting),
    contract: contract(drafting, signedOn),
    ...entriesOf(drafting, signedOn),
    acceleration: acceleration(drafting),
    arbitration: arbitration(drafting, signedOn),
    signatures: signatures(drafting),
    files: [...papers.groups, ...files(drafting, papers.groups.length)],
  };
  return { loan: terms, proposals: inOrder([...proposals, ...papers.proposals]), notes };
}

const partsInOrder = ['reference', 'borrower', 'contract', 'disbursements', 'schedule', 'repayments', 'repaymentsTotalFen', 'acceleration', 'demands', 'arbitration', 'lender', 'signatures', 'files'];

const inOrder = (proposals: readonly Proposal[]): readonly Proposal[] => {
  const at = ({ field }: Proposal) => partsInOrder.indexOf(field.split('.')[0] ?? '');
  return proposals.toSorted((a, b) => at(a) - at(b));
};

function reference({ arrangement: { key }, propose, named }: Drafting): Rule {
  if (key === null) return propose('reference', { constant: null }, null, 0, ['no column names the loan']);
  return propose('reference', textRule(key), named.main.name, Math.max(key.confidence, 0.3), key.because);
}

/** A rule for a column of loans where there is one, and else the constant that the profile gives. */
function either(drafting: Drafting, field: string, name: LoanName, rule: (found: Found) => Rule, constant: unknown): Rule {
  const own = drafting.loan.get(name);
  if (own !== undefined) return drafting.propose(field, rule(own), drafting.named.main.name, own.confidence, own.because);
  return fixed(drafting, field, constant);
}

function fixed({ propose }: Drafting, field: string, constant: unknown): Rule {
  const rule = { constant: constant ?? null } as Rule;
  return constant === undefined || constant === null ? propose(field, rule, null, 0, ['no column and no profile supplies it']) : propose(field, rule, null, 0.99, ['the profile of the lender says it']);
}

function lender(drafting: Drafting) {
  const { lender: own } = drafting.profile;
  const field = (name: 'name' | 'uscc' | 'address' | 'legalRepresentative' | 'licenceNo' | 'phone') =>
    typeof own?.[name] === 'string' ? fixed(drafting, `lender.${name}`, own[name]) : either(drafting, `lender.${name}`, `lender.${name}`, textRule, undefined);
  const phone = field('phone');
  return {
    name: field('name'),
    uscc: field('uscc'),
    kind: fixed(drafting, 'lender.kind', own?.kind),
    address: field('address'),
    legalRepresentative: field('legalRepresentative'),
    licenceNo: field('licenceNo'),
    ...('constant' in phone && phone.constant === null ? {} : { phone }),
  };
}

const personNames = ['borrower.name', 'borrower.identity.kind', 'borrower.identity.number', 'borrower.mobile', 'borrower.email', 'borrower.address'] as const;

function borrower(drafting: Drafting) {
  const { named, loan, propose } = drafting;
  const table = named.joined.find(({ part }) => part === 'borrowers');
  const meanings = Object.fromEntries(personNames.map((name) => [name, loanMeanings[name]])) as Pick<typeof loanMeanings, (typeof personNames)[number]>;
  const theirs = table === undefined ? undefined : match(table.columns, meanings);
  const field = (name: (typeof personNames)[number], rule: (found: Found) => Rule): Rule => {
    const [own, other] = [loan.get(name), theirs?.get(name)];
    if (table !== undefined && other !== undefined && other.confidence > (own?.confidence ?? 0)) {
      const from = { ...rule(other), source: table.name } as Rule;
      return propose(name, from, table.name, other.confidence, [...other.because, table.because]);
    }
    return either(drafting, name, name, rule, undefined);
  };
  return {
    name: field('borrower.name', textRule),
    identity: identity(drafting, theirs?.get('borrower.identity.number'), theirs?.get('borrower.identity.kind'), field),
    mobile: field('borrower.mobile', identifierRule),
    email: field('borrower.email', textRule),
    address: field('borrower.address', textRule),
  };
}

function identity({ loan, propose, named }: Drafting, other: Found | undefined, otherKind: Found | undefined, field: (name: (typeof personNames)[number], rule: (found: Found) => Rule) => Rule) {
  const own = loan.get('borrower.identity.number');
  const numbered = other !== undefined && other.confidence > (own?.confidence ?? 0) ? other : own;
  const customer = loan.get('customerNo');
  if (numbered === undefined && customer !== undefined) {
    const because = ['no identity number is exported; the number of the customer stands in its place'];
    return { kind: propose('borrower.identity.kind', { constant: 'other' }, null, 0.4, because), number: propose('borrower.identity.number', textRule(customer), named.main.name, 0.35, because) };
  }
  const number = field('borrower.identity.number', identifierRule);
  if (numbered === undefined || loan.has('borrower.identity.kind') || otherKind !== undefined) return { kind: field('borrower.identity.kind', identityKindRule), number };
  const resident = Math.max(0.6, numbered.column.shares.resident_id);
  return { kind: propose('borrower.identity.kind', { constant: 'resident_id' }, null, resident, ['the identity numbers are those of residents']), number };
}

/** The day of signing; where no column says it, that of the payout, which is no earlier. */
function signing({ loan, propose, named, note }: Drafting): Day {
  const own = loan.get('contract.signedOn');
  if (own !== undefined) {
    const confidence = own.confidence * (own.column.dayFormUnsure ? 0.6 : 1);
    if (own.column.dayFormUnsure) note(`${own.column.name}: every date seen could be day/month or month/day`);
    const day = { rule: dayRule(own), confidence, because: own.because };
    propose('contract.signedOn', day.rule, named.main.name, confidence, own.because);
    return day;
  }
  const paidOut = loan.get('disbursements.on');
  if (paidOut === undefined) {
    const none = { rule: { constant: null }, confidence: 0, because: ['no column says when the contract was signed'] };
    propose('contract.signedOn', none.rule, null, 0, none.because);
    return none;
  }
  const because = ['no column says when the contract was signed; the day of the payout is taken'];
  const day = { rule: dayRule(paidOut), confidence: Math.min(0.5, paidOut.confidence), because };
  propose('contract.signedOn', day.rule, named.main.name, day.confidence, because);
  return day;
}

function contract(drafting: Drafting, signedOn: Day) {
  const { loan, named, propose, profile: { contract: own }, principalUnit: unit } = drafting;
  const principal = loan.get('contract.principalFen');
  const numbered = loan.get('contractNo');
  const key = drafting.arrangement.key;
  const number = numbered ?? key;
  const usual = (field: string, constant: string, why: string) => propose(field, { constant }, null, 0.8, [why]);
  const upliftSaid = loan.has('contract.overdueUplift') && !loan.has('contract.overdueRate');
  const terms = repaymentTerms(drafting, payoutDay(drafting, signedOn));
  return {
    contractNo: number === null ? fixed(drafting, 'contract.contractNo', undefined) : propose('contract.contractNo', textRule(number), named.main.name, Math.max(number.confidence, 0.3), number.because),
    name: own?.name !== undefined ? fixed(drafting, 'contract.name', own.name) : loan.has('contract.name') ? either(drafting, 'contract.name', 'contract.name', textRule, undefined) : usual('contract.name', '借款合同', 'what contracts of loan are called'),
    signedOn: signedOn.rule,
    principalFen:
      principal === undefined
        ? fixed(drafting, 'contract.principalFen', undefined)
        : propose('contract.principalFen', moneyRule(principal, unit), named.main.name, principal.confidence * unitOf(principal.column, null).sure, [...principal.because, ...unitOf(principal.column, null).because]),
    rate: either(drafting, 'contract.rate', 'contract.rate', rateRule, undefined),
    overdueRate: either(drafting, 'contract.overdueRate', 'contract.overdueRate', rateRule, undefined),
    ...(upliftSaid && { overdueUplift: either(drafting, 'contract.overdueUplift', 'contract.overdueUplift', upliftRule, undefined) }),
    ...(loan.has('contract.compoundInterest') && { compoundInterest: either(drafting, 'contract.compoundInterest', 'contract.compoundInterest', flagRule, undefined) }),
    dayCount: own?.dayCount !== undefined ? fixed(drafting, 'contract.dayCount', own.dayCount) : loan.has('contract.dayCount') ? either(drafting, 'contract.dayCount', 'contract.dayCount', dayCountRule, undefined) : usual('contract.dayCount', 'actual_365', 'the usual count of days'),
    allocationOrder: own?.allocationOrder !== undefined ? fixed(drafting, 'contract.allocationOrder', own.allocationOrder) : usual('contract.allocationOrder', 'civil_code_561', 'the order of Civil Code art. 561, where the contract names none'),
    ...(terms !== undefined && { terms }),
  };
}

function acceleration({ loan, propose, named }: Drafting) {
  const own = loan.get('acceleration.noticedOn');
  return own === undefined ? null : { noticedOn: propose('acceleration.noticedOn', dayRule(own), named.main.name, own.confidence, own.because) };
}

function arbitration(drafting: Drafting, signedOn: Day) {
  const { loan, named, propose, profile: { arbitration: own } } = drafting;
  const agreed = loan.get('arbitration.agreedOn');
  // What the export says of each loan goes before what the profile says of all.
  const flag = (name: 'writtenProcedure' | 'onlineProcedure', words: RegExp) => {
    const said = own?.[name] ?? (own?.clause !== undefined && words.test(own.clause) ? true : undefined);
    return either(drafting, `arbitration.${name}`, `arbitration.${name}`, flagRule, said);
  };
  return {
    clause: either(drafting, 'arbitration.clause', 'arbitration.clause', textRule, own?.clause),
    institution: either(drafting, 'arbitration.institution', 'arbitration.institution', textRule, own?.institution),
    agreedOn:
      agreed === undefined
        ? propose('arbitration.agreedOn', signedOn.rule, 'constant' in signedOn.rule ? null : named.main.name, signedOn.confidence, ['the clause is part of the contract'])
        : propose('arbitration.agreedOn', dayRule(agreed), named.main.name, agreed.confidence, agreed.because),
    writtenProcedure: flag('writtenProcedure', /书面/),
    onlineProcedure: flag('onlineProcedure', /在线|线上|网络|网上|互联网/),
    serviceEmail: either(drafting, 'arbitration.serviceEmail', 'arbitration.serviceEmail', textRule, undefined),
    serviceMobile: either(drafting, 'arbitration.serviceMobile', 'arbitration.serviceMobile', identifierRule, undefined),
  };
}

const usualMethods = { borrower: '电子签名', lender: '电子印章' } as const;

function signatures(drafting: Drafting): readonly (Group & Readonly<Record<string, unknown>>)[] {
  const { loan, named, propose, profile: { signing: own, lender: lenderOwn } } = drafting;
  const groups: (Group & Readonly<Record<string, unknown>>)[] = [];
  for (const signer of ['borrower', 'lender'] as const) {
    const at = loan.get(`${signer}SignedAt`);
    const name = loan.get(`${signer}.name`);
    const called = signer === 'lender' && lenderOwn?.name !== undefined ? { constant: lenderOwn.name } : name === undefined ? null : textRule(name);
    if (at === undefined || called === null) continue;
    const field = (part: string) => `signatures.${groups.length}.${part}`;
    const method = own?.[`${signer}Method`];
    const serial = loan.get('signatures.certificateSerial');
    groups.push({
      each: 'loan',
      signer: { constant: signer },
      name: propose(field('name'), called, 'constant' in called ? null : named.main.name, 'constant' in called ? 0.99 : (name?.confidence ?? 0), ['the party that signs']),
      signedAt: propose(field('signedAt'), instantRule(at), named.main.name, at.confidence, at.because),
      method:
        method === undefined && !(signer === 'borrower' && loan.has('signatures.method'))
          ? propose(field('method'), { constant: usualMethods[signer] }, null, 0.5, ['the usual way to sign; the profile can name another'])
          : method === undefined ? either(drafting, field('method'), 'signatures.method', textRule, undefined) : fixed(drafting, field('method'), method),
      certificateAuthority: either(drafting, field('certificateAuthority'), 'signatures.certificateAuthority', textRule, own?.certificateAuthority),
      certificateSerial: serial === undefined || signer === 'lender' ? { constant: null } : propose(field('certificateSerial'), textRule(serial), named.main.name, serial.confidence, serial.because),
    });
  }
  return groups;
}

const papersInRows = { contract: ['contractFileName', 'contractFileBytes', 'contractFileSha'], disbursement_voucher: ['voucherFileName', 'voucherFileBytes', 'voucherFileSha'] } as const;

/** Papers whose name, size and hash stand in the rows of loans; without all three there is nothing to hold a paper to. */
function files({ loan, named, propose }: Drafting, from: number): readonly unknown[] {
  const groups: unknown[] = [];
  for (const [kind, names] of Object.entries(papersInRows)) {
    const [name, bytes, sha] = names.map((each) => loan.get(each));
    if (name === undefined || bytes === undefined || sha === undefined) continue;
    const field = (part: string, rule: Rule, { confidence, because }: Found) => propose(`files.${from + groups.length}.${part}`, rule, named.main.name, confidence, because);
    groups.push({
      each: 'loan',
      name: field('name', textRule(name), name),
      kind: { constant: kind },
      mediaType: { constant: mediaTypeOf(name.column.distinct) },
      bytes: field('bytes', countRule(bytes), bytes),
      sha256: field('sha256', textRule(sha), sha),
    });
  }
  return groups;
}

const mediaTypeOf = (names: readonly string[]): string => (names.every((name) => /\.jpe?g$/i.test(name)) && names.length > 0 ? 'image/jpeg' : names.every((name) => /\.png$/i.test(name)) && names.length > 0 ? 'image/png' : 'application/pdf');
