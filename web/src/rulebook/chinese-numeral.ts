const digits = '零一二三四五六七八九';
const places = ['', '十', '百', '千'];

/** 561 → 五百六十一, as articles are numbered; from 1 to 9999. */
export function chineseNumeral(number: number): string {
  const written = [...String(number)].map((digit, index, all) => (digit === '0' ? '零' : `${digits[Number(digit)]}${places[all.length - 1 - index]}`)).join('');
  return written.replace(/零+/g, '零').replace(/零$/, '').replace(/^一十/, '十');
}
