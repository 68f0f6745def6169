import { explainClaim } from '../claims/index.ts';
import { paperTitles, type PaperKind } from '../documents/index.ts';
import { signBytes, type SigningKey } from '../documents/operations.ts';
import { assert, canonicalBytes } from '../kernel/index.ts';
import { shippedLpr } from '../rulebook/index.ts';
import type { Act } from '../shell/act.ts';
import { readCaseFile } from './case-file.ts';
import { buildBundle } from './bundle.ts';
import { selectCase } from './store.ts';

/** What the installation adds to a bundle: the key that signs manifests and the root that certifies every key. */
export interface BundleSeal {
  readonly key: SigningKey;
  readonly rootPem: string;
}

/** The bundle of a case as the act may see it; null when there is no such case. Refuses nothing and changes nothing. */
export async function exportBundle(act: Act, seal: BundleSeal, caseId: string): Promise<Uint8Array | null> {
  const docketCase = await selectCase(act, caseId);
  if (docketCase === null) return null;
  const file = await readCaseFile(act, docketCase);
  assert(file.chain.ok, `the evidence chain of case ${caseId} is whole`);
  const head = file.chain.value.at(-1);
  assert(head !== undefined, `case ${caseId} has evidence`);
  return buildBundle(
    {
      manifest: {
        caseId,
        caseNo: docketCase.caseNo,
        commission: docketCase.commissionName,
        sandbox: act.sandbox,
        chainHead: { seq: head.entry.seq, hash: head.hash },
      },
      loanFile: await act.blobs.get(docketCase.loanSha256),
      claim: await act.blobs.get(docketCase.claimSha256),
      explanation: file.claim.ok ? canonicalBytes(explainClaim(file.claim.value)) : null,
      lpr: file.lpr.publications.slice(shippedLpr.publications.length),
      chain: file.chain.value,
      papers: await Promise.all(file.papers.map(async (each) => ({ title: paperTitles[each.kind as PaperKind].zh, content: await act.blobs.get(each.sha256) }))),
      rootPem: seal.rootPem,
    },
    (manifest) => ({
      certificatePem: seal.key.certificate.toString(),
      signature: Buffer.from(signBytes(seal.key, manifest)).toString('base64'),
    }),
  );
}
