/** Tells a claim as a tree of sums, from the amount in dispute down to the records and articles that it rests on. */
import { dayNumber, fen, maxFen, subtractFen, sumFen, zeroFen, type Day, type Fen, type Rate } from '../kernel/index.ts';
import { cite, civilCode, type ArticleRef } from '../rulebook/index.ts';
import { yearDays } from './accrual.ts';
import { claimItems, headOf, type Claim, type ClaimItem, type ClaimLine, type DayCount, type LinePayment, type Segment } from './claim.ts';
import { chargeItems, type Charge } from './cap.ts';
import type { ContractTerm, Explained, ExplainedSpan, ExplainedStretch, Made, SumName } from './explanation.ts';

/** A line with what repayments paid of it, as nodes of the tree. */
interface ToldLine {
  readonly line: ClaimLine;
  readonly parts: readonly Explained[];
}

/** The claim put in order for telling: the lines of each head, and principal as it was repaid. */
interface Account {
  readonly claim: Claim;
  readonly heads: ReadonlyMap<ClaimItem, { readonly owedFen: Fen; readonly lines: readonly ToldLine[] }>;
  /** The heads under the cap, in the order in which it gives them room. */
  readonly charges: readonly Charge[];
  /** What prepayments paid of principal that is not yet due. */
  readonly prepaid: readonly Explained[];
  /** Every part of a repayment that went to principal, in the order of days. */
  readonly principalRepaid: readonly { readonly on: number; readonly part: Explained }[];
}

/** The explanation of the amount in dispute. Everything in it comes from the claim; nothing is reckoned anew. */
export function explainClaim(claim: Claim): Explained {
  const account = accountOf(claim);
  return node('total', claim.totalFen, { by: 'sum', of: [...account.heads.keys()].map((item) => claimedUnder(account, item)) });
}

function accountOf(claim: Claim): Account {
  const heads = new Map<ClaimItem, { owedFen: Fen; lines: ToldLine[] }>();
  for (const item of claimItems) {
    const lines = claim.lines.filter((line) => line.item === item);
    if (lines.length === 0) continue;
    heads.set(item, {
      owedFen: sumFen(lines.map((line) => line.amountFen)),
      lines: lines.map((line) => ({ line, parts: partsOf(line.payments, item, line.seq) })),
    });
  }
  const prepaid = claim.notDue.flatMap(({ seq, payments }) => partsOf(payments, 'principal', seq));
  const principalRepaid = [...(heads.get('principal')?.lines.flatMap(({ parts }) => parts) ?? []), ...prepaid]
    .map((part) => ({ on: numberOf(part), part }))
    .sort((a, b) => a.on - b.on);
  return { claim, heads, charges: chargeItems.filter((item) => heads.has(item)), prepaid, principalRepaid };
}

/** The day on which a part was set off, as a number; every part has one. */
const numberOf = ({ on }: Explained): number => (on === undefined ? Infinity : dayNumber(on));

interface Place {
  readonly item?: ClaimItem | undefined;
  readonly seq?: number | undefined;
  readonly on?: Day | undefined;
}

/** Every node has the same fields in the same order, which makes thousands of them cheap. */
const node = (name: SumName, sum: Fen, made: Made, { item, seq, on }: Place = nowhere, terms?: readonly ContractTerm[], articles?: readonly ArticleRef[]): Explained =>
  ({ name, fen: sum, made, item, seq, on, terms, articles });

const nowhere: Place = {};
const see = (name: SumName, sum: Fen, place: Place = nowhere): Explained => node(name, sum, seeThere, place);
const seeThere: Made = { by: 'see' };

const scheduleTerms: readonly ContractTerm[] = ['schedule'];
const allocationTerms: readonly ContractTerm[] = ['allocationOrder'];
const earnedTerms: readonly ContractTerm[] = ['acceleration', 'rate', 'dayCount'];
const overdueTerms: readonly ContractTerm[] = ['rate', 'overdueRate', 'overdueUplift', 'dayCount'];
const compoundTerms: readonly ContractTerm[] = ['compoundInterest', ...overdueTerms];
const allocationArticles = [cite(civilCode, '第五百六十一条')];
const disbursementArticles = [cite(civilCode, '第六百七十条')];

const partsOf = (payments: readonly LinePayment[], item: ClaimItem, seq: number): readonly Explained[] =>
  payments.map(({ no, on, fen: sum }) =>
    node('paid_part', sum, { by: 'record', record: { of: 'repayment', no } }, { item, seq, on }, allocationTerms, allocationArticles),
  );

const owedUnder = ({ heads }: Account, item: ClaimItem): Fen => heads.get(item)?.owedFen ?? zeroFen;

/** What may be claimed under a head: of charges the smallest of what is owed and what the limits leave, of principal what is not set off. */
function claimedUnder(account: Account, item: ClaimItem): Explained {
  const { claim, heads } = account;
  const lines = heads.get(item)?.lines ?? [];
  const owed = node('owed', owedUnder(account, item), { by: 'sum', of: lines.map((each) => explainLine(account, each)) }, { item });
  const made: Made = item === 'principal' ? { by: 'less', from: owed, take: setOff(account) } : { by: 'smallest', of: [owed, ...headRoom(account, item), roomLeft(account, item)] };
  return node('claimed', claim[headOf[item]], made, { item });
}

function explainLine(account: Account, { line, parts }: ToldLine): Explained {
  const { item, seq, articles } = line;
  return node('line', line.amountFen, { by: 'less', from: accruedOn(account, line), take: parts }, { item, seq }, undefined, articles);
}

const scheduled = (sum: Fen, item: ClaimItem, seq: number): Explained =>
  node('scheduled', sum, { by: 'record', record: { of: 'schedule', no: seq } }, { item, seq }, scheduleTerms);

function accruedOn(account: Account, line: ClaimLine): Explained {
  const { item, seq, accruedFen, origin } = line;
  switch (origin.by) {
    case 'schedule':
      return node('accrued', accruedFen, { by: 'record', record: { of: 'schedule', no: seq } }, { item, seq }, scheduleTerms);
    case 'prepaid': {
      const of = scheduled(origin.scheduledFen, item, seq);
      return node('accrued', accruedFen, { by: 'share', of, stretches: earning(account, line), fullNumber: origin.fullNumber }, { item, seq });
    }
    case 'running': {
      const stretches = item === 'interest' ? earning(account, line) : overdue(account, line);
      const terms = item === 'interest' ? earnedTerms : item === 'overdue_interest' ? overdueTerms : compoundTerms;
      return node('accrued', accruedFen, { by: 'interest', spans: spansAt(stretches, origin.rate, origin.dayCount), rounding: 'half_up' }, { item, seq }, terms);
    }
  }
}

const spansAt = (stretches: readonly ExplainedStretch[], rate: Rate, dayCount: DayCount): readonly ExplainedSpan[] =>
  stretches.map(({ base, from, to, days }) => ({ base, from, to, days, rate, yearDays: yearDays(dayCount) }));

const stretch = ({ from, to, days, baseFen }: Segment, made: Made, item?: ClaimItem, seq?: number): ExplainedStretch =>
  ({ base: node('base', baseFen, made, { item, seq, on: from }), from, to, days });

/** What was due and bore interest, less what had been paid of it before each stretch began. */
const overdue = (account: Account, { item, seq, segments }: ClaimLine): readonly ExplainedStretch[] =>
  segments.map((segment, index) => overdueStretch(account, item, seq, segment, segments[index - 1]));

/** Once something was paid, each base is the one before it less what was paid since: the tree grows with the payments, not with their square. */
function overdueStretch({ heads }: Account, item: ClaimItem, seq: number, segment: Segment, before: Segment | undefined): ExplainedStretch {
  const of = item === 'compound_interest' ? 'interest' : 'principal';
  const due = heads.get(of)?.lines.find(({ line }) => line.seq === seq);
  const dueFen = due?.line.accruedFen ?? zeroFen;
  const earlier = before === undefined || before.baseFen === dueFen ? null : before;
  const [since, start] = [earlier === null ? -Infinity : dayNumber(earlier.from), dayNumber(segment.from)];
  const paidSince = (part: Explained) => since <= numberOf(part) && numberOf(part) < start;
  const take = dueFen === segment.baseFen ? [] : (due?.parts.filter(paidSince) ?? []);
  const from = earlier === null ? see('accrued', dueFen, { item: of, seq }) : see('base', earlier.baseFen, { item, seq, on: earlier.from });
  return stretch(segment, { by: 'less', from, take }, item, seq);
}

/** The whole principal of a period earned interest: this instalment's and all later ones' less what had been prepaid on them. */
function earning({ claim, heads, prepaid }: Account, { item, seq, from, segments }: ClaimLine): readonly ExplainedStretch[] {
  // An instalment without principal of its own has no such line; its place among the others is that of its interest.
  const before = new Set(claim.lines.slice(0, claim.lines.findIndex((each) => each.seq === seq)).map((each) => each.seq));
  const fromHere = (heads.get('principal')?.lines ?? []).filter(({ line }) => !before.has(line.seq));
  const paid = [...fromHere.flatMap(({ parts }) => parts), ...prepaid];
  const wholes = [
    ...fromHere.map(({ line }) => see('accrued', line.accruedFen, { item: 'principal', seq: line.seq })),
    ...claim.notDue.map((each) => scheduled(each.principalFen, 'principal', each.seq)),
  ];
  const whole = node('scheduled', sumFen(wholes.map((each) => each.fen)), { by: 'sum', of: wholes }, { item: 'principal', on: from });
  return segments.map((segment) => {
    const start = dayNumber(segment.from);
    const take = paid.filter((part) => numberOf(part) < start);
    return stretch(segment, { by: 'less', from: whole, take }, item, seq);
  });
}

const seeClaimed = ({ claim }: Account, item: ClaimItem): Explained => see('claimed', claim[headOf[item]], { item });

/** What the limit on all charges together leaves a head, once the heads before it have had theirs. */
function roomLeft(account: Account, item: Charge): Explained {
  const { charges, claim } = account;
  const before = charges.slice(0, charges.indexOf(item)).map((each) => seeClaimed(account, each));
  if (before.length === 0) return chargesRoom(account);
  const leftFen = fen(before.reduce<bigint>((left, each) => left - each.fen, claim.cap.roomFen));
  return node('room_left', leftFen, { by: 'less', from: see('charges_room', claim.cap.roomFen), take: before }, { item });
}

const chargesRoom = (account: Account): Explained =>
  leftOver(account, 'charges_room', chargesAllowed(account), chargesPaid(account), undefined, [account.claim.cap.article]);

/** One sum less another, and nothing where the other is greater. */
function leftOver({ claim }: Account, name: SumName, from: Explained, take: Explained, item?: ClaimItem, articles?: readonly ArticleRef[]): Explained {
  const difference = node(name, subtractFen(from.fen, take.fen), { by: 'less', from, take: [take] }, { item, on: claim.asOf });
  return node(name, maxFen(difference.fen, zeroFen), { by: 'not_below_zero', of: difference }, { item }, undefined, articles);
}

/** What the limit of its own leaves a head: interest the cap on principal not overdue, overdue and compound interest that on what was. */
function headRoom(account: Account, item: Charge): readonly Explained[] {
  const { term, overdue } = account.claim.cap;
  switch (item) {
    case 'interest': {
      const from = see('charges_allowed', account.claim.cap.allowedFen);
      const take = account.heads.has('overdue_interest') ? see('overdue_allowed', overdue.allowedFen) : overdueAllowed(account);
      const allowed = node('term_allowed', term.allowedFen, { by: 'less', from, take: [take] });
      return [leftOver(account, 'head_room', allowed, node('term_paid', term.paidFen, { by: 'sum', of: partsUnder(account, [item]) }), item)];
    }
    case 'overdue_interest':
      return [overdueRoom(account, item, overdueAllowed(account))];
    case 'compound_interest': {
      // Interest can be overdue before any principal is; what is allowed on that is then told under interest.
      if (!account.heads.has('overdue_interest')) return [overdueRoom(account, item, see('overdue_allowed', overdue.allowedFen))];
      const [from, taken] = [see('head_room', overdue.roomFen, { item: 'overdue_interest' }), seeClaimed(account, 'overdue_interest')];
      return [node('head_room', subtractFen(from.fen, taken.fen), { by: 'less', from, take: [taken] }, { item })];
    }
    case 'fee':
      return [];
  }
}

function overdueRoom(account: Account, item: Charge, allowed: Explained): Explained {
  const paid = node('overdue_paid', account.claim.cap.overdue.paidFen, { by: 'sum', of: partsUnder(account, ['overdue_interest', 'compound_interest']) });
  return leftOver(account, 'head_room', allowed, paid, item);
}

const partsUnder = ({ heads }: Account, items: readonly ClaimItem[]): readonly Explained[] =>
  items.flatMap((item) => heads.get(item)?.lines.flatMap((each) => each.parts) ?? []);

const articlesOf = ({ claim }: Account): readonly ArticleRef[] => [...new Set(claim.cap.segments.map((each) => each.article))];

/** Charges set off by repayments, and what was paid beside the schedule and counts. */
function chargesPaid(account: Account): Explained {
  const { claim, charges } = account;
  const repaid = partsUnder(account, charges);
  const outside = claim.cap.outsideCharges.flatMap(({ counts, no, on, amountFen }) =>
    counts ? [node('outside_charge', amountFen, { by: 'record', record: { of: 'charge', no } }, { on })] : [],
  );
  return node('charges_paid', claim.cap.paidFen, { by: 'sum', of: [...repaid, ...outside] });
}

const chargesAllowed = (account: Account): Explained =>
  node('charges_allowed', account.claim.cap.allowedFen, { by: 'interest', spans: capSpans(account, 'rate'), rounding: 'down' }, undefined, undefined, articlesOf(account));

const overdueAllowed = (account: Account): Explained =>
  node('overdue_allowed', account.claim.cap.overdue.allowedFen, { by: 'interest', spans: overdueCapSpans(account), rounding: 'down' });

/** What was overdue, whether or not the contract made it bear interest. */
function overdueCapSpans(account: Account): readonly ExplainedSpan[] {
  const ran = new Map(account.heads.get('overdue_interest')?.lines.map(({ line }) => [line.seq, line.segments]));
  return account.claim.cap.overdue.segments.map((segment, index, all) => {
    const { seq, baseFen, from, to, days, rate } = segment;
    const before = all[index - 1];
    // Where the cap changes within a stretch, both pieces have the base of the whole.
    const whole = ran.get(seq)?.find((each) => each.baseFen === baseFen);
    const base = whole
      ? see('base', baseFen, { item: 'overdue_interest', seq, on: whole.from })
      : overdueStretch(account, 'overdue_interest', seq, segment, before?.seq === seq ? before : undefined).base;
    return { base, from, to, days, rate, yearDays: 365 };
  });
}

/** The principal outstanding, stretch by stretch: what had been paid out before it began, less the principal repaid by then. */
function capSpans({ claim, principalRepaid }: Account, column: 'rate' | 'returnAbove'): readonly ExplainedSpan[] {
  const lent = claim.disbursements.map(({ no, on, amountFen }) => ({
    on: dayNumber(on),
    part: node('disbursement', amountFen, { by: 'record', record: { of: 'disbursement', no } }, { on }, undefined, disbursementArticles),
  }));
  // As with what was overdue, each sum repaid is the one before it and what was repaid since.
  let earlier: { readonly count: number; readonly fen: Fen; readonly on: Day } | null = null;
  return claim.cap.segments.map((segment) => {
    const before = ({ on }: { readonly on: number }) => on < start;
    const start = dayNumber(segment.from);
    const paidOut = lent.filter(before).map((each) => each.part);
    const paidOutFen = sumFen(paidOut.map((each) => each.fen));
    const repaidFen = subtractFen(paidOutFen, segment.baseFen);
    const count = principalRepaid.findLastIndex(before) + 1;
    const since = principalRepaid.slice(earlier?.count ?? 0, count).map((each) => each.part);
    const repaid = earlier === null ? since : [see('repaid_principal', earlier.fen, { on: earlier.on }), ...since];
    if (count > 0) earlier = { count, fen: repaidFen, on: segment.from };
    const from = node('disbursement', paidOutFen, { by: 'sum', of: paidOut });
    const take = [node('repaid_principal', repaidFen, { by: 'sum', of: repaid }, { on: segment.from })];
    return { ...stretch(segment, { by: 'less', from, take }), rate: segment[column] ?? segment.rate, yearDays: 365 };
  });
}

/** Charges paid above the line at which they have to be given back, as far as there is principal to set them off against. */
function setOff(account: Account): readonly Explained[] {
  const { setOffFen, paidFen, keepableFen, article } = account.claim.cap;
  if (keepableFen === null || setOffFen === 0n) return [];
  const paid = account.charges.length > 0 ? see('charges_paid', paidFen) : chargesPaid(account);
  const keepable = node('charges_keepable', keepableFen, { by: 'interest', spans: capSpans(account, 'returnAbove'), rounding: 'down' });
  const owed = see('owed', owedUnder(account, 'principal'), { item: 'principal' });
  return [node('set_off', setOffFen, { by: 'smallest', of: [owed, leftOver(account, 'excess_paid', paid, keepable)] }, undefined, undefined, [article])];
}
