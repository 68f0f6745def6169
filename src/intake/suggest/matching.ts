/** Which column of a table best means what: by what its header says and what its values look like. */
import { saying } from './headers.ts';
import { uniqueness } from './relations.ts';
import type { Column } from './shapes.ts';
import type { Meaning, Shape } from './synonyms.ts';

export interface Found {
  readonly column: Column;
  /** 0 to 1: 0.9 and above where the header says it and the values agree; 0.5 to 0.7 where only their shape does. */
  readonly confidence: number;
  readonly because: readonly string[];
}

/** Shapes that nothing but the thing itself has, so that they tell a column whose header says nothing. */
const telling: ReadonlySet<Shape> = new Set(['resident_id', 'mobile', 'email']);

const commonFamilyNames = /^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤][\p{Script=Han}]{1,3}$/u;

const shapeWords: Readonly<Record<Shape, string>> = {
  resident_id: 'resident identity numbers with a valid check digit',
  uscc: 'unified social credit codes',
  mobile: 'mobile numbers',
  email: 'e-mail addresses',
  sha256: 'SHA-256 values',
  day: 'days',
  instant: 'days with a time',
  rate: 'rates',
  amount: 'amounts of money',
  count: 'whole numbers',
  name: 'names of persons',
  address: 'addresses',
  card: 'bank cards',
  flag: 'yes or no',
  choice: 'a few values that come again',
  code: 'numbers or codes',
  text: 'text',
};

/** How far the values agree with the shape, 0 to 1; for an empty column nothing speaks for it or against it. */
function fit(column: Column, shape: Shape): number {
  const { shares, filled, distinct } = column;
  if (filled === 0) return 0.6;
  switch (shape) {
    case 'resident_id':
      return Math.max(shares.resident_id, 0.6 * (distinct.filter((text) => /^[A-Za-z\d_.*-]{7,40}$/.test(text) && !/\.\d\d$/.test(text)).length / distinct.length));
    case 'amount':
      return shares.resident_id > 0.5 || (column.dayForm === 'year_first' && shares.day > 0.9) ? 0 : shares.amount;
    case 'rate':
      return column.dayForm === 'year_first' ? 0 : shares.rate;
    case 'name':
      return Math.max(shares.name, shares.amount > 0.5 || shares.day > 0.5 || shares.code > 0.9 ? 0.2 : 0.6);
    case 'address':
      return Math.max(shares.address, distinct.filter((text) => text.length > 5 && !/^[\d.\-/: ]+$/.test(text)).length / distinct.length > 0.5 ? 0.6 : 0.2);
    case 'code':
      return column.dayForm !== null && shares.day > 0.9 && column.dayForm !== 'spreadsheet_serial' ? 0.2 : shares.code;
    case 'mobile':
    case 'email':
    case 'uscc':
      return Math.max(shares[shape], 0.3);
    default:
      return shares[shape];
  }
}

/** How surely the column is what is meant. */
export function found(column: Column, meaning: Meaning): Found {
  const said = saying(column.header, meaning);
  const agreeing = fit(column, meaning.shape);
  const shapeSays = column.filled === 0 ? 'the column is empty in the rows seen' : `${Math.round(100 * Math.min(1, agreeing))} % of its values are ${shapeWords[meaning.shape]}`;
  if (said > 0) {
    const confidence = agreeing < 0.5 ? said * agreeing * 0.6 : said * (0.55 + 0.42 * agreeing);
    return { column, confidence, because: [said > 0.8 ? 'the header says it' : 'the header suggests it', ...(meaning.shape === 'text' ? [] : [shapeSays])] };
  }
  const words = (meaning.not ?? '').split(' ');
  if (words.some((word) => column.header.atoms.has(word)) || column.filled === 0) return { column, confidence: 0, because: [] };
  if (telling.has(meaning.shape) && column.shares[meaning.shape] > 0.8) return { column, confidence: 0.65 * column.shares[meaning.shape], because: [shapeSays] };
  const named = meaning.shape === 'name' && column.header.atoms.size === 0 && uniqueness(column) > 0.3;
  const persons = named ? column.distinct.filter((text) => commonFamilyNames.test(text)).length / column.distinct.length : 0;
  return persons > 0.8 ? { column, confidence: 0.55 * persons, because: ['its values begin with family names'] } : { column, confidence: 0, because: [] };
}

/** Below this a column is not proposed. */
export const leastSure = 0.25;

/** A column for each meaning, the surest pairs first, no column twice. `weigh` lets relations between columns speak. */
export function match<Name extends string>(
  columns: readonly Column[],
  meanings: Readonly<Partial<Record<Name, Meaning>>>,
  weigh: (name: Name, found: Found) => number = (_, { confidence }) => confidence,
): ReadonlyMap<Name, Found> {
  const pairs = (Object.entries(meanings) as [Name, Meaning][])
    .flatMap(([name, meaning]) => columns.map((column) => ({ name, found: found(column, meaning) })))
    .map(({ name, found: each }) => ({ name, found: { ...each, confidence: Math.min(0.99, weigh(name, each)) } }))
    .filter((pair) => pair.found.confidence >= leastSure)
    .sort((a, b) => b.found.confidence - a.found.confidence);
  const matched = new Map<Name, Found>();
  const used = new Set<Column>();
  for (const { name, found: each } of pairs) {
    if (matched.has(name) || used.has(each.column)) continue;
    matched.set(name, each);
    used.add(each.column);
  }
  return matched;
}
