/** Papers out of a ZIP as rows of a table: which loan each belongs to, and what it is, is told by its name. */
import { fileNameMatcher } from './file-names.ts';
import type { RawRow, ReceivedFile } from './table.ts';

export const attachmentColumns = ['key', 'name', 'kind', 'mediaType', 'bytes', 'sha256'] as const;

/** One row for each paper that the pattern names, in their order, numbered from 1. `kind` is one of the loan file's kinds of file. */
export function attachmentRows(files: readonly ReceivedFile[], pattern: string): readonly RawRow[] {
  const keyOf = fileNameMatcher(pattern);
  const papers = files.flatMap((file) => {
    const key = file.kind === 'attachment' ? keyOf(file.name) : null;
    return key === null ? [] : [{ key, file }];
  });
  return papers.map(({ key, file: { name, bytes, sha256 } }, index) => ({
    row: index + 1,
    cells: [key, name, paperKind(name), mediaTypeOf(name), String(bytes), sha256],
  }));
}

/** In this order: a `还款合同` is a contract. */
const words: readonly (readonly [string, RegExp])[] = [
  ['contract', /合同|协议|借据|借款契约|授权书|contract|agreement/i],
  ['disbursement_voucher', /放款|打款|划款|转账|付款|支付|汇款|凭证|回单|voucher|disburse|payment|receipt/i],
  ['repayment_record', /还款|流水|账单|对账|repay|statement/i],
  ['collection_record', /催收|催款|催告|通知|律师函|录音|collection|dunning|notice|demand/i],
  ['identity', /身份|证件|户口|执照|护照|identity|id[-_ ]?card|passport|licen[cs]e/i],
];

/** The last part of the path that says something counts: `合同/身份证.jpg` is an identity card. */
function paperKind(name: string): string {
  for (const part of name.split('/').reverse()) {
    const found = words.find(([, word]) => word.test(part));
    if (found !== undefined) return found[0];
  }
  return 'other';
}

const mediaTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  amr: 'audio/amr',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  html: 'text/html',
  txt: 'text/plain',
};

const mediaTypeOf = (name: string): string => mediaTypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
