import { assert, type Fen } from '../kernel/index.ts';

const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万'];

/**
 * A sum in the capitals of Chinese legal papers: `壹万贰仟叁佰肆拾伍元陆角整`. After the rules for filling in bank
 * bills (支付结算办法, annex 1): one 零 for any run of zeros between digits, also between 元 and 分; 整 after 元 or
 * 角, none after 分. From nought to below 10^16 yuan.
 */
export function amountInCapitals(amount: Fen): string {
  assert(amount >= 0n && amount < 10n ** 18n, `no capitals for ${amount} fen`);
  const yuan = amount / 100n;
  const jiao = Number((amount / 10n) % 10n);
  const cents = Number(amount % 10n);
  const whole = yuan === 0n ? '' : `${integerInCapitals(yuan.toString())}元`;
  if (jiao === 0 && cents === 0) return `${whole || '零元'}整`;
  const tenths = jiao > 0 ? `${digits[jiao]}角` : whole && '零';
  return cents === 0 ? `${whole}${tenths}整` : `${whole}${tenths}${digits[cents]}分`;
}

/** Reads groups of four digits from the left; a zero is written only before the next digit that is not one. */
function integerInCapitals(number: string): string {
  let words = '';
  let zeroPending = false;
  for (let index = 0; index < number.length; index++) {
    const position = number.length - 1 - index;
    const digit = Number(number[index]);
    if (digit === 0) {
      zeroPending = words !== '';
    } else {
      words += `${zeroPending ? '零' : ''}${digits[digit]}${places[position % 4]}`;
      zeroPending = false;
    }
    const group = number.slice(Math.max(0, index - 3), index + 1);
    if (position > 0 && position % 4 === 0 && (/[1-9]/.test(group) || position === 8)) words += groups[position / 4] ?? '';
  }
  return words;
}
