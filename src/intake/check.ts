/** A check: what filing would say of every loan of some files, counted and grouped by cause, with nothing filed. */
import type { LoanFile } from '../claims/index.ts';
import { canonicalText, type Day, type Instant, type Refusal } from '../kernel/index.ts';
import type { Admission } from './admission.ts';
import type { Batch, BatchFile, By } from './batch.ts';
import { problemGroups, type ProblemGroup } from './problem-groups.ts';

export interface Check {
  readonly checkId: string;
  readonly lenderId: string;
  readonly commissionId: string;
  readonly commissionName: string;
  readonly asOf: Day;
  readonly mappingSha256: string;
  readonly files: readonly BatchFile[];
  readonly state: Batch['state'];
  readonly found: Found;
  readonly failure: Refusal | null;
  readonly createdAt: Instant;
  readonly createdBy: By;
  readonly finishedAt: Instant | null;
}

/** What a check has found so far. */
export interface Found {
  /** How many loans and stray rows the files have; 0 until they are read. */
  readonly planned: number;
  readonly sound: number;
  /** Sound ones that a warning travels with. */
  readonly warned: number;
  readonly rejected: number;
  readonly refused: number;
  /** Errors first, then by how often. */
  readonly problems: readonly ProblemGroup[];
  /** The first hundred. */
  readonly alreadyFiled: readonly { readonly reference: string; readonly caseId: string; readonly caseNo: string | null }[];
  /** The first three sound loans with their claims, in JSON form. */
  readonly preview: readonly { readonly loan: LoanFile; readonly claim: unknown }[];
}

export const nothingFound: Found = { planned: 0, sound: 0, warned: 0, rejected: 0, refused: 0, problems: [], alreadyFiled: [], preview: [] };

const most = { alreadyFiled: 100, preview: 3 } as const;

export interface Tally {
  readonly add: (admission: Admission) => void;
  readonly found: () => Found;
}

/** Counts admissions as they come; holds a bounded number of places, whatever the number of loans. */
export function tallyOf(planned: number): Tally {
  const counts = { sound: 0, warned: 0, rejected: 0, refused: 0 };
  const problems = problemGroups();
  const filed: Found['alreadyFiled'][number][] = [];
  const preview: Found['preview'][number][] = [];

  return {
    add(admission) {
      switch (admission.outcome) {
        case 'sound':
          counts.sound += 1;
          if (admission.warnings.length > 0) counts.warned += 1;
          for (const each of admission.warnings) problems.note(admission.file.reference, each);
          if (preview.length < most.preview) preview.push({ loan: admission.file, claim: JSON.parse(canonicalText(admission.claim)) });
          break;
        case 'refused':
        case 'rejected':
          counts[admission.outcome] += 1;
          for (const each of admission.problems) problems.note(admission.reference, each);
          if (admission.outcome === 'refused' && admission.filed !== null && filed.length < most.alreadyFiled) {
            const { reference, caseId, caseNo } = admission.filed;
            filed.push({ reference, caseId, caseNo });
          }
          break;
        case 'repeated': // Only in the rounds of a batch.
          break;
      }
    },
    found: () => ({ planned, ...counts, problems: problems.found(), alreadyFiled: [...filed], preview: [...preview] }),
  };
}
