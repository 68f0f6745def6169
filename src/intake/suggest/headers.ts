/** A column header taken apart into words that the lexicon knows, with the unit it names. */
import { halfWidth } from '../readings.ts';
import { lexicon, type Meaning } from './synonyms.ts';

export interface Header {
  readonly atoms: ReadonlySet<string>;
  /** The share of its letters that belong to a known word. */
  readonly known: number;
  readonly unit: 'yuan' | 'wan_yuan' | 'fen' | 'percent' | null;
}

const units: readonly (readonly [RegExp, NonNullable<Header['unit']>])[] = [
  [/万元|wan_?yuan|万/, 'wan_yuan'],
  [/元|yuan|rmb|cny|¥/i, 'yuan'],
  [/分(?!期|之|类|行)|(?:^|[^a-z])(?:fen|cents?)(?:$|[^a-z])/i, 'fen'],
  [/%|percent|pct|百分/i, 'percent'],
];

/** Full-width made half-width; brackets and units taken out; `loanAmount`, `LOAN_AMOUNT` and `loan amount` alike. */
export function headerOf(column: string): Header {
  const name = halfWidth(column).replace(/ \(\d+\)$/, '').trim();
  const aside = [...name.matchAll(/[(\[【〔]([^)\]】〕]*)[)\]】〕]|[_\s-](fen|yuan|cents?|wan|cny|rmb|pct|percent)$/gi)].map(([whole]) => whole).join(' ');
  const bare = name.replace(/[(\[【〔][^)\]】〕]*[)\]】〕]/g, '').replace(/[_\s-](fen|yuan|cents?|wan|cny|rmb|pct|percent)$/i, '').replace(/(?<=额|金|息|费)(?:万元|元|分)$/, '');
  const tail = /(?<=额|金|息|费)(?:万元|元|分)$/.exec(name)?.[0] ?? '';
  const unit = units.find(([pattern]) => pattern.test(`${aside} ${tail}`))?.[1] ?? (/%/.test(name) ? 'percent' : null);
  const tokens = bare.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^\p{L}\d]+/u).filter((token) => token !== '');
  const read = segment(tokens);
  const inside = /[日月年]/.exec(aside)?.[0];
  const period = inside === undefined || !read.atoms.has('rate') ? [] : [{ 日: 'daily', 月: 'month', 年: 'year' }[inside] ?? ''];
  return { ...read, atoms: new Set([...read.atoms, ...period]), unit };
}

interface Read {
  readonly left: number;
  readonly words: number;
  readonly atoms: readonly string[];
}

/** The reading that leaves the fewest letters over, and of those the one with the fewest words. */
function segment(tokens: readonly string[]): { readonly atoms: ReadonlySet<string>; readonly known: number } {
  const text = tokens.join('');
  const cuts = new Set<number>([0]);
  tokens.reduce((at, token) => (cuts.add(at + token.length), at + token.length), 0);
  const best: Read[] = [{ left: 0, words: 0, atoms: [] }];
  for (let end = 1; end <= text.length; end += 1) {
    const before = best[end - 1];
    let choice: Read = { left: (before?.left ?? 0) + 1, words: before?.words ?? 0, atoms: before?.atoms ?? [] };
    for (let start = Math.max(0, end - 24); start < end; start += 1) {
      const word = text.slice(start, end);
      const atoms = lexicon.get(word);
      const from = best[start];
      if (atoms === undefined || from === undefined || (latin.test(word) && !stands(word, start, end, cuts, best))) continue;
      if (from.left < choice.left || (from.left === choice.left && from.words + 1 < choice.words)) {
        choice = { left: from.left, words: from.words + 1, atoms: [...from.atoms, ...atoms] };
      }
    }
    best.push(choice);
  }
  const read = best[text.length];
  return { atoms: new Set(read?.atoms), known: text.length === 0 ? 0 : 1 - (read?.left ?? 0) / text.length };
}

const latin = /^[a-z]+$/;

/**
 * A Latin word counts where the header sets it apart: no part of two words, and a short one only at the beginning or
 * after a known word. So `id` in `loan_id` and `loanid`, not in `grid`.
 */
function stands(word: string, start: number, end: number, cuts: ReadonlySet<number>, best: readonly Read[]): boolean {
  // Words may be written apart (`id_card`), but the `d` of `issue_d` is one of its own.
  const apart = cuts.has(start) && cuts.has(end) && (end - start === 1 || !cuts.has(end - 1));
  if (apart || word.length === 1) return apart;
  const token = Math.max(...[...cuts].filter((cut) => cut <= start));
  const spans = [...cuts].some((cut) => cut > start && cut < end);
  return !spans && (word.length > 4 || best[start]?.left === best[token]?.left);
}

const wordsOf = (words: string | undefined): readonly string[] => (words === undefined || words === '' ? [] : words.split(' '));

/** How surely a header says what is meant, 0 to 1. */
export function saying(header: Header, meaning: Meaning): number {
  const { atoms, known } = header;
  const may = new Set(wordsOf(meaning.may));
  const not = wordsOf(meaning.not);
  let best = 0;
  for (const phrase of meaning.said) {
    const [words = '', weight = '1'] = phrase.split('~');
    const needed = wordsOf(words);
    if (!needed.every((word) => atoms.has(word)) || not.some((word) => atoms.has(word) && !needed.includes(word))) continue;
    const beside = [...atoms].filter((word) => !needed.includes(word) && !may.has(word)).length;
    // Of two phrases that fit, the fuller one is nearer to what the header says.
    best = Math.max(best, Number(weight) * (1 - 0.15 * beside) * known ** 1.5);
  }
  return best;
}
