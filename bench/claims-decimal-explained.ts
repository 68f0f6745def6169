/** The explanation of the peer's claim, the same tree as `explainClaim` makes, on decimal.js. */
import { Decimal } from 'decimal.js';
import { claimItems, type ClaimItem, type Explained, type LinePayment, type SumName } from '../src/claims/index.ts';
import { dayNumber, type Day } from '../src/kernel/index.ts';
import { cite, civilCode, type ArticleRef } from '../src/rulebook/index.ts';
import { total, yearDays, zero, type DecimalClaim, type OnDecimals } from './claims-decimal-ledger.ts';

export type DecimalExplained = OnDecimals<Explained>;
type Made = DecimalExplained['made'];
type Stretch = Extract<Made, { by: 'share' }>['stretches'][number];
type Span = Extract<Made, { by: 'interest' }>['spans'][number];
type Line = DecimalClaim['lines'][number];
type Payments = readonly OnDecimals<LinePayment>[];

const chargeItems = ['interest', 'overdue_interest', 'compound_interest', 'fee'] as const;
type Charge = (typeof chargeItems)[number];

interface Told {
  readonly seq: number;
  readonly payments: Payments;
  readonly parts: readonly DecimalExplained[];
}

interface Place {
  readonly item?: ClaimItem | undefined;
  readonly seq?: number | undefined;
  readonly on?: Day | undefined;
}

const node = (name: SumName, fen: Decimal, made: Made, { item, seq, on }: Place = {}, terms?: DecimalExplained['terms'], articles?: readonly ArticleRef[]): DecimalExplained =>
  ({ name, fen, made, item, seq, on, terms, articles });
const see = (name: SumName, fen: Decimal, place?: Place): DecimalExplained => node(name, fen, { by: 'see' }, place);
const atLeastZero = (name: SumName, of: DecimalExplained): DecimalExplained => node(name, Decimal.max(of.fen, 0), { by: 'not_below_zero', of });
const record = (of: 'schedule' | 'repayment' | 'disbursement' | 'charge', no: number): Made => ({ by: 'record', record: { of, no } });
const sumOf = (nodes: readonly DecimalExplained[]): Decimal => total(nodes.map((each) => each.fen));

const scheduleTerms = ['schedule'] as const;
const allocationTerms = ['allocationOrder'] as const;
const runningTerms = {
  interest: ['acceleration', 'rate', 'dayCount'],
  overdue_interest: ['rate', 'overdueRate', 'overdueUplift', 'dayCount'],
  compound_interest: ['compoundInterest', 'rate', 'overdueRate', 'overdueUplift', 'dayCount'],
} as const;
const allocationArticles = [cite(civilCode, '第五百六十一条')];
const disbursementArticles = [cite(civilCode, '第六百七十条')];

const partsOf = (payments: Payments, item: ClaimItem, seq: number): readonly DecimalExplained[] =>
  payments.map(({ no, on, fen }) => node('paid_part', fen, record('repayment', no), { item, seq, on }, allocationTerms, allocationArticles));

const scheduled = (fen: Decimal, item: ClaimItem, seq: number): DecimalExplained => node('scheduled', fen, record('schedule', seq), { item, seq }, scheduleTerms);

function accountOf(claim: DecimalClaim) {
  const heads = new Map<ClaimItem, { readonly owed: Decimal; readonly lines: readonly (Told & { readonly line: Line })[] }>();
  for (const item of claimItems) {
    const lines = claim.lines.filter((line) => line.item === item);
    if (lines.length === 0) continue;
    const told = lines.map((line) => ({ line, seq: line.seq, payments: line.payments, parts: partsOf(line.payments, item, line.seq) }));
    heads.set(item, { owed: total(lines.map((line) => line.amountFen)), lines: told });
  }
  const notDue: readonly Told[] = claim.notDue.map(({ seq, payments }) => ({ seq, payments, parts: partsOf(payments, 'principal', seq) }));
  const principalRepaid = [...(heads.get('principal')?.lines ?? []), ...notDue]
    .flatMap(({ payments, parts }) => payments.map(({ on }, index) => ({ on: dayNumber(on), part: parts[index] as DecimalExplained })))
    .sort((a, b) => a.on - b.on);
  const claimed = { principal: claim.principalFen, interest: claim.interestFen, overdue_interest: claim.overdueInterestFen, compound_interest: claim.compoundInterestFen, fee: claim.feeFen };
  return { claim, heads, charges: chargeItems.filter((item) => heads.has(item)), notDue, principalRepaid, claimed };
}
type Account = ReturnType<typeof accountOf>;

export function explainOnDecimals(claim: DecimalClaim): DecimalExplained {
  const account = accountOf(claim);
  return node('total', claim.totalFen, { by: 'sum', of: [...account.heads.keys()].map((item) => claimedUnder(account, item)) });
}

const owedUnder = ({ heads }: Account, item: ClaimItem): Decimal => heads.get(item)?.owed ?? zero;

function claimedUnder(account: Account, item: ClaimItem): DecimalExplained {
  const lines = (account.heads.get(item)?.lines ?? []).map(({ line, parts }) =>
    node('line', line.amountFen, { by: 'less', from: accruedOn(account, line), take: parts }, { item, seq: line.seq }, undefined, line.articles),
  );
  const owed = node('owed', owedUnder(account, item), { by: 'sum', of: lines }, { item });
  const made: Made = item === 'principal' ? { by: 'less', from: owed, take: setOff(account) } : { by: 'smallest', of: [owed, ...headRoom(account, item), roomLeft(account, item)] };
  return node('claimed', account.claimed[item], made, { item });
}

function accruedOn(account: Account, line: Line): DecimalExplained {
  const { item, seq, accruedFen, origin } = line;
  if (origin.by === 'schedule') return node('accrued', accruedFen, record('schedule', seq), { item, seq }, scheduleTerms);
  if (origin.by === 'prepaid') {
    const of = scheduled(origin.scheduledFen, item, seq);
    return node('accrued', accruedFen, { by: 'share', of, stretches: earning(account, line), fullNumber: origin.fullNumber }, { item, seq });
  }
  const stretches = item === 'interest' ? earning(account, line) : overdue(account, line);
  const spans = stretches.map((each): Span => ({ ...each, rate: origin.rate, yearDays: yearDays(origin.dayCount) }));
  return node('accrued', accruedFen, { by: 'interest', spans, rounding: 'half_up' }, { item, seq }, runningTerms[item as keyof typeof runningTerms]);
}

const stretch = ({ from, to, days, baseFen }: Line['segments'][number], made: Made, item?: ClaimItem, seq?: number): Stretch =>
  ({ base: node('base', baseFen, made, { item, seq, on: from }), from, to, days });

function overdue({ heads }: Account, { item, seq, segments }: Pick<Line, 'item' | 'seq' | 'segments'>): readonly Stretch[] {
  const of = item === 'overdue_interest' ? 'principal' : 'interest';
  const due = heads.get(of)?.lines.find((each) => each.seq === seq);
  const dueFen = due?.line.accruedFen ?? zero;
  const payments = due?.payments ?? [];
  let from = see('accrued', dueFen, { item: of, seq });
  let [paid, rest] = [0, dueFen];
  return segments.map((segment) => {
    const before = paid;
    for (; rest.gt(segment.baseFen) && paid < payments.length; paid += 1) rest = rest.minus(payments[paid]?.fen ?? zero);
    const made: Made = { by: 'less', from, take: due?.parts.slice(before, paid) ?? [] };
    if (paid > 0) from = see('base', segment.baseFen, { item, seq, on: segment.from });
    return stretch(segment, made, item, seq);
  });
}

function earning({ claim, heads, notDue }: Account, { item, seq, from, segments }: Line): readonly Stretch[] {
  const place = (of: number) => claim.lines.findIndex((each) => each.seq === of);
  const fromHere = (heads.get('principal')?.lines ?? []).filter((each) => place(each.seq) >= place(seq));
  const wholes = [
    ...fromHere.map(({ line }) => see('accrued', line.accruedFen, { item: 'principal', seq: line.seq })),
    ...claim.notDue.map((each) => scheduled(each.principalFen, 'principal', each.seq)),
  ];
  const whole = node('scheduled', sumOf(wholes), { by: 'sum', of: wholes }, { item: 'principal', on: from });
  return segments.map((segment) => {
    const start = dayNumber(segment.from);
    const take = [...fromHere, ...notDue].flatMap(({ payments, parts }) => parts.filter((_, index) => dayNumber(payments[index]?.on as Day) < start));
    return stretch(segment, { by: 'less', from: whole, take }, item, seq);
  });
}

const seeClaimed = ({ claimed }: Account, item: ClaimItem): DecimalExplained => see('claimed', claimed[item], { item });

function roomLeft(account: Account, item: Charge): DecimalExplained {
  const { charges, claim } = account;
  const before = charges.slice(0, charges.indexOf(item)).map((each) => seeClaimed(account, each));
  if (before.length > 0) return node('room_left', claim.cap.roomFen.minus(sumOf(before)), { by: 'less', from: see('charges_room', claim.cap.roomFen), take: before }, { item });
  const articles = [...new Set(claim.cap.segments.map((each) => each.article))];
  const allowed = node('charges_allowed', claim.cap.allowedFen, { by: 'interest', spans: capSpans(account, 'rate'), rounding: 'down' }, undefined, undefined, articles);
  return room(account, 'charges_room', claim.cap.roomFen, allowed, chargesPaid(account), undefined, [claim.cap.article]);
}

function room({ claim }: Account, name: SumName, roomFen: Decimal, allowed: DecimalExplained, paid: DecimalExplained, item?: ClaimItem, articles?: readonly ArticleRef[]): DecimalExplained {
  const of = node(name, allowed.fen.minus(paid.fen), { by: 'less', from: allowed, take: [paid] }, { item, on: claim.asOf });
  return node(name, roomFen, { by: 'not_below_zero', of }, { item }, undefined, articles);
}

function headRoom(account: Account, item: Charge): readonly DecimalExplained[] {
  const { term, overdue, allowedFen } = account.claim.cap;
  switch (item) {
    case 'interest': {
      const take = account.heads.has('overdue_interest') ? see('overdue_allowed', overdue.allowedFen) : overdueAllowed(account);
      const allowed = node('term_allowed', term.allowedFen, { by: 'less', from: see('charges_allowed', allowedFen), take: [take] });
      return [room(account, 'head_room', term.roomFen, allowed, node('term_paid', term.paidFen, { by: 'sum', of: partsUnder(account, [item]) }), item)];
    }
    case 'overdue_interest':
    case 'compound_interest': {
      if (item === 'overdue_interest' || !account.heads.has('overdue_interest')) {
        const allowed = item === 'overdue_interest' ? overdueAllowed(account) : see('overdue_allowed', overdue.allowedFen);
        const paid = node('overdue_paid', overdue.paidFen, { by: 'sum', of: partsUnder(account, ['overdue_interest', 'compound_interest']) });
        return [room(account, 'head_room', overdue.roomFen, allowed, paid, item)];
      }
      const [from, taken] = [see('head_room', overdue.roomFen, { item: 'overdue_interest' }), seeClaimed(account, 'overdue_interest')];
      return [node('head_room', from.fen.minus(taken.fen), { by: 'less', from, take: [taken] }, { item })];
    }
    case 'fee':
      return [];
  }
}

const partsUnder = ({ heads }: Account, items: readonly ClaimItem[]): readonly DecimalExplained[] => items.flatMap((item) => heads.get(item)?.lines.flatMap((each) => each.parts) ?? []);

function chargesPaid(account: Account): DecimalExplained {
  const { cap } = account.claim;
  const outside = cap.outsideCharges.filter((each) => each.counts).map(({ no, on, amountFen }) => node('outside_charge', amountFen, record('charge', no), { on }));
  return node('charges_paid', cap.paidFen, { by: 'sum', of: [...partsUnder(account, account.charges), ...outside] });
}

function overdueAllowed(account: Account): DecimalExplained {
  const ran = new Map(account.heads.get('overdue_interest')?.lines.map(({ seq, line }) => [seq, line.segments]));
  const bySeq = Map.groupBy(account.claim.cap.overdue.segments, ({ seq }) => seq);
  const spans = account.claim.cap.overdue.segments.flatMap((segment) => {
    const { seq, baseFen, from, to, days, rate } = segment;
    const whole = ran.get(seq)?.find((each) => dayNumber(each.to) >= dayNumber(from));
    const place = { item: 'overdue_interest', seq } as const;
    const segments = bySeq.get(seq) ?? [];
    const bases = whole
      ? [see('base', baseFen, { ...place, on: whole.from })]
      : overdue(account, { ...place, segments }).slice(segments.indexOf(segment), segments.indexOf(segment) + 1).map((each) => each.base);
    return bases.map((base) => ({ base, from, to, days, rate, yearDays: 365 }));
  });
  return node('overdue_allowed', account.claim.cap.overdue.allowedFen, { by: 'interest', spans, rounding: 'down' });
}

function capSpans({ claim, principalRepaid }: Account, column: 'rate' | 'returnAbove'): readonly Span[] {
  const lent = claim.disbursements.map(({ no, on, amountFen }) => ({
    on: dayNumber(on),
    part: node('disbursement', amountFen, record('disbursement', no), { on }, undefined, disbursementArticles),
  }));
  let earlier: readonly DecimalExplained[] = [];
  let told = 0;
  return claim.cap.segments.map((segment) => {
    const start = dayNumber(segment.from);
    const paidOut = lent.filter(({ on }) => on < start).map((each) => each.part);
    const until = principalRepaid.filter(({ on }) => on < start).length;
    const repaid = [...earlier, ...principalRepaid.slice(told, until).map((each) => each.part)];
    const paidOutFen = sumOf(paidOut);
    const from = node('disbursement', paidOutFen, { by: 'sum', of: paidOut });
    const repaidFen = paidOutFen.minus(segment.baseFen);
    const take = [node('repaid_principal', repaidFen, { by: 'sum', of: repaid }, { on: segment.from })];
    told = until;
    if (told > 0) earlier = [see('repaid_principal', repaidFen, { on: segment.from })];
    return { ...stretch(segment, { by: 'less', from, take }), rate: segment[column] ?? segment.rate, yearDays: 365 };
  });
}

function setOff(account: Account): readonly DecimalExplained[] {
  const { setOffFen, paidFen, keepableFen, article } = account.claim.cap;
  if (keepableFen === null || setOffFen.isZero()) return [];
  const paid = account.charges.length > 0 ? see('charges_paid', paidFen) : chargesPaid(account);
  const keepable = node('charges_keepable', keepableFen, { by: 'interest', spans: capSpans(account, 'returnAbove'), rounding: 'down' });
  const excess = node('excess_paid', paidFen.minus(keepableFen), { by: 'less', from: paid, take: [keepable] }, { on: account.claim.asOf });
  const owed = see('owed', owedUnder(account, 'principal'), { item: 'principal' });
  return [node('set_off', setOffFen, { by: 'smallest', of: [owed, atLeastZero('excess_paid', excess)] }, undefined, undefined, [article])];
}
