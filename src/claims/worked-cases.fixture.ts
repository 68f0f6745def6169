/**
 * Worked cases: short stories with their sums, reckoned line by line from contract and law, never from what the program
 * says. A lawyer can check each on paper, and correct it in its file under `worked-cases/`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim, ClaimRefusal, ClaimWarning } from './claim.ts';
import type { Story } from './loan.fixture.ts';

export interface WorkedCase {
  readonly title: Words;
  readonly story: Words;
  /** What all situations share. */
  readonly loan: Story;
  readonly situations: readonly Situation[];
}

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Situation {
  readonly name: Words;
  /** What is otherwise than in `loan`. */
  readonly but?: Partial<Story>;
  readonly asOf: string;
  /** Where it is not `asOf`. */
  readonly filedOn?: string;
  /** The caps that hold, in order of time: from which day, how much a year, the line above which paid charges come back, the article. */
  readonly caps?: readonly (readonly [from: string, rate: string, returnAbove: string | null, article: string])[] | ClaimRefusal;
  /**
   * The sums, line by line: `what it is: expression = result`, in yuan. `…` stands for further decimals, `→` rounds half
   * up, `↓` cuts down and `↑` rounds up to the fen. `min(a; b)` is the smallest. `[day → day]` are the days from one to the other, the first not
   * counted. A line without `=` is a remark. The last line of a claim comes to its total.
   */
  readonly reckoning: readonly string[];
  readonly expected: ExpectedClaim | { readonly refusal: ClaimRefusal };
}

/** What the claim has to come to. Yuan as papers print them; a head that is not named is 0.00. */
export interface ExpectedClaim {
  readonly principal?: string;
  readonly interest?: string;
  readonly overdueInterest?: string;
  readonly compoundInterest?: string;
  readonly fee?: string;
  readonly total: string;
  /** Charges that the cap allows, charges paid, what is taken off those owed, what is set off against principal. */
  readonly cap: { readonly allowed: string; readonly paid: string; readonly reduction: string; readonly setOff: string; readonly keepable?: string };
  /** What runs on from the day after. */
  readonly running: { readonly base: string; readonly rate: string; readonly dayCount: Claim['dayCount'] };
  readonly warnings: readonly ClaimWarning[];
  readonly allocations?: readonly ExpectedAllocation[];
  readonly overdueDays?: number;
  /** Where the schedule differs from the terms: instalment, field, given, by the terms. */
  readonly differences?: readonly string[];
}

/** How a repayment is set off; what is not named is 0.00. */
export interface ExpectedAllocation {
  readonly no: number;
  readonly fee?: string;
  readonly interest?: string;
  readonly overdueInterest?: string;
  readonly compoundInterest?: string;
  readonly principal?: string;
}

export const storyOf = ({ loan }: WorkedCase, { but }: Situation): Story => ({ ...loan, ...but });

const folder = join(import.meta.dirname, 'worked-cases');

/** Every worked case with the name of its file, in their order. */
export const workedCases: readonly (WorkedCase & { readonly name: string })[] = await Promise.all(
  readdirSync(folder)
    .sort()
    .map(async (file) => {
      const [found] = Object.values((await import(join(folder, file))) as Readonly<Record<string, WorkedCase>>);
      if (found === undefined) throw new Error(`${file} holds no worked case`);
      return { name: file.replace('.fixture.ts', ''), ...found };
    }),
);
