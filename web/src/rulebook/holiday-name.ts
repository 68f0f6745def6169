import type { Language } from '../shell/language.tsx';

const holidays = {
  元旦: "New Year's Day",
  春节: 'Spring Festival',
  清明节: 'Qingming Festival',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
};

/** Which every notice of a year names. */
export const statutoryHolidays: readonly string[] = Object.keys(holidays);

const english: Readonly<Record<string, string>> = {
  ...holidays,
  星期六: 'Saturday',
  星期日: 'Sunday',
};

/** `中秋节、国庆节` in the reader's language; a name that is not known stays as announced. */
export const holidayName = (announced: string, language: Language): string =>
  language === 'zh'
    ? announced
    : announced
        .split('、')
        .map((name) => english[name] ?? name)
        .join(', ');
