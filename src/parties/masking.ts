/** People's data is masked unless the reader's task needs it in full and the look is on record. */

/** `张三丰` → `张**`. */
export const maskName = (name: string): string => {
  const [first = '', ...rest] = Array.from(name);
  return first + '*'.repeat(Math.max(1, rest.length));
};

/** Keeps the region of an identity number and its last character: `9990************1X` keeps 4 and 2. */
export const maskIdentity = (number: string): string =>
  number.length <= 6 ? '*'.repeat(number.length) : number.slice(0, 4) + '*'.repeat(number.length - 6) + number.slice(-2);

/** `13800001234` → `138****1234`. */
export const maskMobile = (mobile: string): string =>
  mobile.length < 7 ? '*'.repeat(mobile.length) : mobile.slice(0, 3) + '*'.repeat(mobile.length - 7) + mobile.slice(-4);

/** `someone@example.test` → `s***@example.test`. */
export const maskEmail = (email: string): string => email.replace(/^(.)[^@]*/, '$1***');
