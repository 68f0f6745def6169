/** Chinese and English. Each domain keeps its own words; a word missing in one language does not compile. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { recall, remember } from './memory.ts';

export type Language = 'en' | 'zh';

/** The same keys, and for sentences with gaps the same parameters, whatever the words. */
type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] extends (...gaps: infer G) => string ? (...gaps: G) => string : Shape<T[K]> };
export interface Words<T> {
  readonly en: T;
  readonly zh: T;
}
export const words = <const T extends object>(en: T, zh: Shape<NoInfer<T>>): Words<Shape<T>> => ({ en: en as Shape<T>, zh });

export const htmlLanguage = { en: 'en', zh: 'zh-CN' } as const;

let current: Language = (recall('language') ?? navigator.language).startsWith('zh') ? 'zh' : 'en';

/** The language of the page, for requests: the server answers refusals in it where it can. */
export const currentLanguage = (): Language => current;

const LanguageContext = createContext<{ language: Language; choose: (language: Language) => void } | null>(null);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(current);
  useEffect(() => {
    document.documentElement.lang = htmlLanguage[language];
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        current = chosen;
        remember('language', chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage() {
  const value = useContext(LanguageContext);
  if (!value) throw new Error('useLanguage outside LanguageProvider');
  return value;
}

export const useWords = <T,>(dictionary: Words<T>): T => dictionary[useLanguage().language];

/** The word for a code that the server sends; for one that the page does not know yet, the code made readable. */
export const wordFor = (known: Readonly<Record<string, string>>, code: string): string =>
  known[code] ?? code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');

/** The other language, named in itself. */
export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" className="plain-button" lang={htmlLanguage[other]} onClick={() => choose(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}
