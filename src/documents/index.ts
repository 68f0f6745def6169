/** Papers: what each kind prints, sums in words, and the check of signatures. Pure. */
export * from './papers.ts';
export { amountInCapitals } from './amount-in-words.ts';
export { checkSignatures, verifyBytes, type SignatureFault, type SignatureFinding } from './signature-check.ts';
