import type { LenderKind } from '../rulebook/index.ts';
import type { Role } from './permissions.ts';

export * from './identifiers.ts';
export * from './masking.ts';
export * from './permissions.ts';

interface AnyInstitution {
  readonly institutionId: string;
  readonly name: string;
  readonly uscc: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly legalRepresentative: string;
}

export interface Commission extends AnyInstitution {
  readonly kind: 'commission';
}

export interface Lender extends AnyInstitution {
  readonly kind: 'lender';
  readonly lenderKind: LenderKind;
  readonly licenceNo: string | null;
}

export type Institution = Commission | Lender;

export interface Membership {
  readonly institutionId: string;
  readonly institutionKind: Institution['kind'];
  readonly institutionName: string;
  readonly roles: readonly Role[];
}

export interface Person {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}

/** An arbitrator on a commission's roster, and the most cases they carry at a time. */
export interface RosterEntry {
  readonly personId: string;
  readonly name: string;
  readonly loadCap: number;
}

export interface StoredKey {
  readonly commonName: string;
  readonly certificatePem: string;
  readonly chainPem: string;
  readonly encryptedKeyPem: string;
}
