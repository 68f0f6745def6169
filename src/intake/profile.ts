/**
 * What a lender's export never says, because it is the same for every loan: who the lender is, which commission the
 * clause names, what its contracts are called. Published as docs/schemas/lender-profile.v1.json.
 */
import { z } from 'zod';
import { loanFileSchema } from '../claims/index.ts';
import { lenderKinds } from '../rulebook/index.ts';

const text = z.string().trim().min(1);
const { dayCount, allocationOrder, terms } = loanFileSchema.shape.contract.shape;
const { method, every, monthEnd, interestBy, rounding } = terms.unwrap().unwrap().shape;

export const lenderProfileSchema = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal('assize/lender-profile/v1').optional(),
  lender: z
    .strictObject({
      name: text,
      uscc: text,
      kind: z.enum(lenderKinds),
      address: text,
      legalRepresentative: text,
      licenceNo: text.nullable(),
      phone: text.nullable(),
    })
    .partial()
    .optional(),
  contract: z
    .strictObject({
      name: text.describe('what the contracts are called, such as 个人借款合同'),
      dayCount,
      allocationOrder: allocationOrder.describe('the order in which the contracts set off repayments'),
      terms: z
        .strictObject({ method, every, monthEnd, interestBy, rounding, feeFen: z.string().describe('the fee that falls due with every instalment, in fen') })
        .partial()
        .describe('how the contracts say that a schedule comes about, as in the loan file'),
    })
    .partial()
    .optional(),
  arbitration: z
    .strictObject({
      clause: text.describe('the arbitration clause, word for word'),
      institution: text.describe('the commission that the clause names'),
      writtenProcedure: z.boolean().describe('whether the clause agrees on a hearing in writing'),
      onlineProcedure: z.boolean().describe('whether the clause agrees on a hearing online'),
    })
    .partial()
    .optional(),
  signing: z
    .strictObject({
      borrowerMethod: text.describe('how borrowers sign, such as 电子签名（人脸核验、短信验证）'),
      lenderMethod: text,
      certificateAuthority: text,
    })
    .partial()
    .optional(),
});

export type LenderProfile = z.output<typeof lenderProfileSchema>;
