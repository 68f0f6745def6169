/** What holds for every loan, and another reckoning of it, day by day, that must agree with the first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { randomLoan, type RandomLoan } from '../../test/second-claim/random-loans.ts';
import { addFen, canonicalText, dayAt, dayNumber, fen, portion, type Fen } from '../kernel/index.ts';
import { compoundInterest, rateCap } from '../rulebook/index.ts';
import { countDays, dailyRate, overdueRateOf, yearlyRate } from './accrual.ts';
import { capOn } from './cap.ts';
import type { Claim, ClaimItem, ClaimLine } from './claim.ts';
import { computeClaim } from './compute-claim.ts';
import { explainClaim } from './explain.ts';
import { loanFileSchema } from './loan-file.ts';
import { loanOf } from './loan.fixture.ts';
import { readExplanation } from './read-explanation.ts';
import { reckonAgain } from './reckon-again.ts';
import { recomputes } from './recompute.ts';

const drawn = randomLoan();

const claimOn = ({ loan, asOf, filedOn }: RandomLoan) => computeClaim(loan, asOf, filedOn);

const held = (property: (claim: Claim, each: RandomLoan, pick: number) => void, numRuns = 400) => {
  let claims = 0;
  fc.assert(
    fc.property(drawn, fc.nat(), (each, pick) => {
      const outcome = claimOn(each);
      if (!outcome.ok) return;
      claims += 1;
      property(outcome.value, each, pick);
    }),
    { numRuns },
  );
  assert.ok(claims > numRuns / 3, `only ${claims} of the loans drawn led to a claim`);
};

const charges = ['interest', 'overdue_interest', 'compound_interest', 'fee'] as const;

const total = (claim: Claim, items: readonly ClaimItem[], column: 'amountFen' | 'paidFen' | 'accruedFen'): Fen =>
  addFen(...claim.lines.filter((line) => items.includes(line.item)).map((line) => line[column]));

/** What is claimed under each head, and what the limits came to. */
const sumsOf = ({ principalFen, interestFen, overdueInterestFen, compoundInterestFen, feeFen, totalFen, contractTotalFen, cap, running }: Claim) => ({
  heads: [principalFen, interestFen, overdueInterestFen, compoundInterestFen, feeFen, totalFen, contractTotalFen],
  limits: [cap.allowedFen, cap.paidFen, cap.overdue.allowedFen, cap.overdue.paidFen, cap.term.allowedFen, cap.reductionFen, cap.keepableFen, cap.setOffFen],
  running,
});

test('money is conserved: what was paid is what was set off, and the heads make up the total', () => {
  held((claim, { loan, asOf }) => {
    const parts = [...claim.lines, ...claim.notDue.map((each) => ({ ...each, item: 'principal' as const }))].flatMap(({ item, payments }) => payments.map((each) => ({ ...each, item })));
    for (const each of claim.allocations) {
      const heads = { fee: each.feeFen, interest: each.interestFen, overdue_interest: each.overdueInterestFen, compound_interest: each.compoundInterestFen, principal: each.principalFen };
      assert.equal(addFen(...Object.values(heads), each.unappliedFen, each.reversedFen), each.amountFen);
      assert.equal(each.unappliedFen, 0n);
      for (const item of Object.keys(heads) as ClaimItem[]) {
        assert.equal(addFen(...parts.filter((part) => part.no === each.no && part.item === item).map((part) => part.fen)), heads[item]);
      }
    }
    const sumOf = (reversals: boolean) =>
      addFen(...loan.repayments.filter((each) => dayNumber(each.on) <= dayNumber(asOf) && (each.kind === 'reversal') === reversals).map((each) => each.amountFen));
    assert.equal(addFen(...parts.map((part) => part.fen)), sumOf(false) - sumOf(true));
    for (const line of claim.lines) {
      assert.equal(addFen(line.paidFen, line.amountFen), line.accruedFen);
      assert.equal(addFen(...line.payments.map((each) => each.fen)), line.paidFen);
      assert.ok(line.paidFen >= 0n && line.amountFen >= 0n);
    }
    const heads = [claim.interestFen, claim.overdueInterestFen, claim.compoundInterestFen, claim.feeFen];
    assert.equal(addFen(claim.principalFen, ...heads), claim.totalFen);
    for (const head of [claim.principalFen, ...heads]) assert.ok(head >= 0n);
  });
});

test('every line can be worked out from itself', () => {
  held((claim) => {
    for (const { origin, segments, accruedFen } of claim.lines) {
      const number = segments.reduce((sum, each) => sum + each.baseFen * BigInt(each.days), 0n);
      if (origin.by === 'schedule') assert.equal(segments.length, 0);
      if (origin.by === 'prepaid') assert.equal(accruedFen, portion(origin.scheduledFen, number, origin.fullNumber, 'half_up'));
      if (origin.by !== 'running') continue;
      const { numerator, denominator } = dailyRate(origin.rate, origin.dayCount);
      assert.equal(accruedFen, portion(fen(number), numerator, denominator, 'half_up'));
    }
  });
});

test('the claim never exceeds the cap: charges paid and claimed are within it, each under its own limit too', () => {
  held((claim, { loan, asOf }) => {
    const { cap } = claim;
    const claimed = addFen(claim.interestFen, claim.overdueInterestFen, claim.compoundInterestFen, claim.feeFen);
    const outside = addFen(...loan.contract.charges.filter(({ on, relation }) => relation !== 'independent' && dayNumber(on) <= dayNumber(asOf)).map((each) => each.amountFen));
    assert.equal(cap.paidFen, addFen(total(claim, charges, 'paidFen'), outside));
    assert.ok(claimed === 0n || cap.paidFen + claimed <= cap.allowedFen);
    const late = claim.overdueInterestFen + claim.compoundInterestFen;
    assert.ok(late === 0n || total(claim, ['overdue_interest', 'compound_interest'], 'paidFen') + late <= cap.overdue.allowedFen);
    assert.ok(claim.interestFen === 0n || total(claim, ['interest'], 'paidFen') + claim.interestFen <= cap.allowedFen - cap.overdue.allowedFen);
    assert.ok(claimed + claim.principalFen <= claim.contractTotalFen);

    // All that the borrower has paid and is still asked for: what was lent, and the charges that the law leaves the lender.
    const repaid = addFen(...claim.allocations.map((each) => each.amountFen)) - addFen(...claim.allocations.map((each) => each.reversedFen));
    const charged = cap.keepableFen !== null && claim.principalFen > 0n ? cap.keepableFen : cap.paidFen > cap.allowedFen ? cap.paidFen : cap.allowedFen;
    assert.ok(claim.totalFen + repaid + outside <= claim.disbursedFen + charged);
  });
});

/** What a repayment has come to in the reckoning day by day. */
interface Waiting {
  readonly prepays: boolean;
  leftFen: bigint;
}

type Part = 'fee' | 'interest' | 'overdue' | 'compound' | 'principal';

/** The same loan reckoned a day at a time: no stretches, no look-ahead. */
function dayByDay({ loan, asOf, filedOn }: RandomLoan) {
  const { contract, lender } = loan;
  const [last, notice] = [dayNumber(asOf), loan.acceleration ? dayNumber(loan.acceleration.noticedOn) : Infinity];
  const lent = loan.disbursements.map(({ on, amountFen }) => ({ on: dayNumber(on), amountFen }));
  const rows = loan.schedule.map((row) => ({ ...row, due: dayNumber(row.dueOn) }));
  const later = notice <= last ? rows.filter(({ due }) => due > notice) : [];
  const debts = rows.map(({ due, principalFen, interestFen, feeFen }, index) => {
    const called = later.some((each) => each.due === due);
    const scheduledFen = called && index > rows.length - later.length ? 0n : interestFen;
    const owed: Record<Part, bigint> = { fee: called ? 0n : feeFen, interest: 0n, overdue: 0n, compound: 0n, principal: principalFen };
    return { due: called ? notice : due, called, scheduledFen, owed, paid: { fee: 0n, interest: 0n, overdue: 0n, compound: 0n, principal: 0n }, term: 0n, wholeTerm: 0n, late: 0n, lateInterest: 0n };
  });
  const begins = debts.map((_, index) => debts.slice(0, index).findLast((each) => !each.called)?.due ?? Math.min(...lent.map((each) => each.on)));
  const [daily, overdueDaily] = [dailyRate(contract.rate, contract.dayCount), dailyRate(overdueRateOf(contract), contract.dayCount)];
  const compounds = contract.compoundInterest && compoundInterest(lender.kind, contract.signedOn) !== null;
  const caps = rateCap(lender.kind, contract.signedOn, filedOn, undefined, asOf);
  assert.ok(caps.ok);
  const waiting: Waiting[] = [];
  let [outstanding, allowed, overdueAllowed] = [0n, 0n, 0n]; // the last two in fen × days × one ten-thousandth a year

  const pay = (part: Part, debt: (typeof debts)[number], entries = waiting) => {
    for (const entry of entries) {
      const openFen = debt.owed[part] - debt.paid[part];
      const usedFen = openFen < entry.leftFen ? openFen : entry.leftFen;
      entry.leftFen -= usedFen;
      debt.paid[part] += usedFen;
      if (part === 'principal') outstanding -= usedFen;
    }
  };
  const interests = ['interest', 'overdue', 'compound'] as const;
  const rounds: readonly (readonly Part[])[] = {
    civil_code_561: [['fee'], interests, ['principal']],
    principal_first: [['principal'], ['fee'], interests],
    oldest_instalment_first: [['fee', ...interests, 'principal']],
  }[contract.allocationOrder] as readonly (readonly Part[])[];

  const first = Math.min(...lent.map((each) => each.on), ...debts.map((each) => each.due), ...loan.repayments.map((each) => dayNumber(each.on)));
  for (let day = first; day <= last; day += 1) {
    const capRate = BigInt(Math.round(Number(capOn(caps.value, day).rate.value) * 10_000));
    const counted = BigInt(countDays(day - 1, day, contract.dayCount));
    if (outstanding > 0n) allowed += outstanding * capRate;
    debts.forEach((debt, index) => {
      if (debt.due < day) {
        const lateFen = debt.owed.principal - debt.paid.principal;
        overdueAllowed += lateFen * capRate;
        debt.late += lateFen * counted;
        if (compounds) debt.lateInterest += (debt.owed.interest - debt.paid.interest) * counted;
        debt.owed.overdue = portion(fen(debt.late), overdueDaily.numerator, overdueDaily.denominator, 'half_up');
        debt.owed.compound = portion(fen(debt.lateInterest), overdueDaily.numerator, overdueDaily.denominator, 'half_up');
      } else if ((begins[index] ?? Infinity) < day) {
        const days = debt.called ? counted : 1n;
        for (const { owed, paid } of debts.slice(index)) [debt.term, debt.wholeTerm] = [debt.term + (owed.principal - paid.principal) * days, debt.wholeTerm + owed.principal * days];
      }
      if (debt.due !== day) return;
      const earned = portion(fen(debt.term), daily.numerator, daily.denominator, 'half_up');
      if (debt.called) debt.owed.interest = earned < debt.scheduledFen ? earned : debt.scheduledFen;
      else debt.owed.interest = debt.wholeTerm === 0n ? debt.scheduledFen : portion(fen(debt.scheduledFen), debt.term, debt.wholeTerm, 'half_up');
    });
    for (const each of lent) if (each.on === day) outstanding += each.amountFen;
    for (const { on, kind, amountFen, serialNo } of loan.repayments) {
      if (dayNumber(on) !== day || kind === 'reversal') continue;
      const takenBack = loan.repayments.filter((each) => each.kind === 'reversal' && each.reverses === serialNo && dayNumber(each.on) <= last);
      waiting.push({ prepays: kind === 'prepayment', leftFen: amountFen - addFen(...takenBack.map((each) => each.amountFen)) });
    }
    for (const parts of rounds) for (const debt of debts) if (debt.due <= day) for (const part of parts) pay(part, debt);
    for (const debt of debts.toReversed()) if (debt.due > day) pay('principal', debt, waiting.filter((each) => each.prepays));
  }
  const due = debts.filter((each) => each.due <= last);
  const open = (part: Part) => due.reduce((sum, { owed, paid }) => sum + owed[part] - paid[part], 0n);
  return {
    open: [open('principal'), open('interest'), open('overdue'), open('compound'), open('fee')],
    allowed: allowed / 3_650_000n,
    overdueAllowed: overdueAllowed / 3_650_000n,
  };
}

test('stretches, set-off and limits agree with a reckoning day by day', () => {
  held((claim, each) => {
    const open = (['principal', 'interest', 'overdue_interest', 'compound_interest', 'fee'] as const).map((item) => total(claim, [item], 'amountFen'));
    assert.deepEqual({ open, allowed: claim.cap.allowedFen, overdueAllowed: claim.cap.overdue.allowedFen }, dayByDay(each));
  }, 250);
});

// Not where the contract puts principal first: early money that finds no principal due goes to charges, while the same
// money later would have stopped overdue interest. And not among prepayments: one that comes before anything is due
// goes to the last instalment, and the next one then falls overdue, which it would have paid a day later. A fen may be
// between them where the limit on interest decides: it is the difference of two allowances, each cut down to the fen.
test('paying earlier never raises the claim, where charges come before principal and nothing is prepaid', () => {
  const asked = (each: RandomLoan): bigint => {
    const outcome = claimOn(each);
    return outcome.ok ? outcome.value.totalFen : 0n;
  };
  let moved = 0;
  fc.assert(
    fc.property(drawn, fc.nat(), fc.integer({ min: 1, max: 90 }), ({ loan, ...rest }, pick, days) => {
      const payments = loan.repayments.filter((each) => each.kind === 'payment');
      const chosen = payments[pick % payments.length];
      if (!chosen || payments.length + loan.repayments.filter((each) => each.kind === 'reversal').length < loan.repayments.length) return;
      if (loan.contract.allocationOrder === 'principal_first') return;
      moved += 1;
      const earlier = loan.repayments.map((each) => (each === chosen ? { ...each, on: each.on.subtract({ days }) } : each));
      assert.ok(asked({ loan: { ...loan, repayments: earlier }, ...rest }) <= asked({ loan, ...rest }) + 1n);
    }),
    { numRuns: 1500 },
  );
  assert.ok(moved > 200, `only ${moved} repayments were moved`);
});

test('a payment that was taken back, and a sum of nothing paid out on any day, change no sum', () => {
  held((claim, each, pick) => {
    const { loan, asOf } = each;
    const life = dayNumber(asOf) - dayNumber(loan.contract.signedOn);
    const day = dayAt(dayNumber(loan.contract.signedOn) + (pick % (life + 1)));
    const takenBack = { on: day, amountFen: fen(1 + (pick % 200_000)), serialNo: 'TAKEN-BACK', reverses: null };
    const repayments = [...loan.repayments, { ...takenBack, kind: pick % 2 === 0 ? ('payment' as const) : ('prepayment' as const) }, { ...takenBack, on: asOf, kind: 'reversal' as const, serialNo: null, reverses: 'TAKEN-BACK' }];
    const disbursements = [...loan.disbursements, { on: day, amountFen: fen(0), serialNo: null }];
    for (const changed of [{ ...loan, repayments }, ...(dayNumber(day) < firstDay(each) ? [] : [{ ...loan, disbursements }])]) {
      const outcome = claimOn({ ...each, loan: changed });
      assert.ok(outcome.ok);
      assert.deepEqual(sumsOf(outcome.value), sumsOf(claim));
    }
  });
});

/** Interest of the first instalment is counted from the day of the first disbursement. */
const firstDay = ({ loan }: RandomLoan): number => Math.min(...loan.disbursements.map((each) => dayNumber(each.on)));

test('a stretch cut in two on any day earns the same', () => {
  held((claim, _, pick) => {
    const cut = (line: ClaimLine): ClaimLine => {
      const segments = line.segments.flatMap((segment) => {
        const [after, to] = [dayNumber(segment.from) - 1, dayNumber(segment.to)];
        const middle = after + 1 + (pick % (to - after));
        if (middle === to) return [segment];
        const dayCount = line.origin.by === 'running' ? line.origin.dayCount : 'actual_365';
        const piece = (from: number, until: number) => ({ ...segment, from: dayAt(from + 1), to: dayAt(until), days: countDays(from, until, dayCount) });
        return [piece(after, middle), piece(middle, to)];
      });
      return { ...line, segments };
    };
    const again = reckonAgain(explainClaim({ ...claim, lines: claim.lines.map(cut) }));
    assert.ok(again.ok, canonicalText(again));
    assert.equal(again.value, claim.totalFen);
  });
});

/** Nothing falls due, is paid or is called in after `from` up to `to`. */
const isQuiet = (loan: RandomLoan['loan'], from: number, to: number): boolean =>
  [...loan.schedule.map((row) => row.dueOn), ...loan.repayments.map((each) => each.on), ...loan.contract.charges.map((each) => each.on), ...(loan.acceleration ? [loan.acceleration.noticedOn] : [])]
    .map(dayNumber)
    .every((day) => day <= from || day > to);

test('the claim of a later day is the claim of today and what ran on', () => {
  let compared = 0;
  held((claim, { loan, asOf, filedOn }, pick) => {
    const until = dayNumber(asOf) + 1 + (pick % 60);
    const later = computeClaim(loan, dayAt(until), filedOn);
    if (!later.ok || !isQuiet(loan, dayNumber(asOf), until)) return;
    // Where a limit bites, or the overdue rate is above the cap, what may be asked for grows otherwise than by the contract.
    const limited = [claim, later.value].some(({ cap, lines }) => cap.reductionFen > 0n || cap.setOffFen > 0n || lines.some((line) => line.item === 'compound_interest'));
    const agreed = yearlyRate(overdueRateOf(loan.contract), loan.contract.dayCount);
    if (limited || claim.running.rate.value !== agreed.value || claim.running.dayCount !== loan.contract.dayCount) return;
    compared += 1;
    assert.deepEqual([later.value.principalFen, later.value.interestFen, later.value.feeFen], [claim.principalFen, claim.interestFen, claim.feeFen]);
    const { baseFen, rate, dayCount } = claim.running;
    const { numerator, denominator } = dailyRate(rate, dayCount);
    const ranFen = portion(fen(baseFen * BigInt(countDays(dayNumber(asOf), until, dayCount))), numerator, denominator, 'half_up');
    // Each instalment's overdue interest is rounded by itself, today and later.
    const difference = later.value.totalFen - claim.totalFen - ranFen;
    const most = BigInt(loan.schedule.length);
    assert.ok(-most <= difference && difference <= most, `${difference} fen`);
  }, 1200);
  assert.ok(compared > 60, `only ${compared} claims ran on undisturbed`);
});

test('the exported explanation reckons to the claim, and any sum or count of days changed in it is noticed', () => {
  held((claim, _, pick) => {
    const text = canonicalText(explainClaim(claim));
    const read = (json: unknown) => {
      const explanation = readExplanation(json);
      assert.ok(explanation.ok);
      return reckonAgain(explanation.value);
    };
    const again = read(JSON.parse(text));
    assert.ok(again.ok);
    assert.equal(again.value, claim.totalFen);

    const tree = JSON.parse(text) as Json;
    const figures = figuresOf(tree);
    for (let nth = 0; nth < 5; nth += 1) {
      const figure = figures[(pick + nth * 7919) % figures.length];
      assert.ok(figure);
      const before = figure.of[figure.name];
      // One day more on a few fen may be lost in rounding; a million million are not.
      figure.of[figure.name] = figure.name === 'days' ? Number(before) + 1e12 : String(BigInt(before as string) + (pick % 2 === 0 ? 1n : -1n));
      assert.ok(!read(tree).ok, `${figure.name} of ${canonicalText(figure.of).slice(0, 300)}`);
      figure.of[figure.name] = before;
    }
  });
});

type Json = Record<string, unknown>;

/** Every sum in the tree and every count of days, by the object that holds it; but not a sum of which only a share counts, which may be none of it. */
function figuresOf(value: unknown): readonly { readonly of: Json; readonly name: 'fen' | 'days' }[] {
  if (typeof value !== 'object' || value === null) return [];
  const names = (['fen', 'days'] as const).filter((name) => name in value);
  return [...names.map((name) => ({ of: value as Json, name })), ...Object.entries(value).flatMap(([name, each]) => ('by' in value && value.by === 'share' && name === 'of' ? [] : figuresOf(each)))];
}

test('a stored claim recomputes from its stored loan file, and any change to it is named', () => {
  held((claim, { loan }) => {
    const stored: unknown = JSON.parse(canonicalText(claim));
    const storedLoan = loanFileSchema.parse(JSON.parse(canonicalText(loan)));
    const again = recomputes(stored, storedLoan);
    assert.ok(again.ok && canonicalText(again.value) === canonicalText(claim));

    const changed = JSON.parse(canonicalText(claim)) as { lines: { amountFen: string }[] };
    const last = changed.lines.length - 1;
    for (const line of changed.lines.slice(last)) line.amountFen += '0';
    const refused = recomputes(changed, storedLoan);
    assert.ok(!refused.ok);
    assert.equal(refused.refusal.code, 'claim_does_not_recompute');
    assert.equal(refused.refusal.detail.field, `lines.${last}.amountFen`);
  });
});

test('a stored claim without its days is unreadable, never an exception', () => {
  const loan = loanOf({ schedule: [['2025-07-10', '1000']] });
  for (const stored of [null, 'x', {}, { asOf: '2025-07-31' }, { asOf: '2025-07-32', filedOn: '2025-07-31' }, []]) {
    const outcome = recomputes(stored, loan);
    assert.ok(!outcome.ok && outcome.refusal.code === 'claim_unreadable');
  }
});
