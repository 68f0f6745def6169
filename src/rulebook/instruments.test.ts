import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isBefore, parseDay } from '../kernel/index.ts';
import { arbitrationLaw, instruments, procedureProfiles } from './index.ts';
import { privateLendingAugust2020 } from './instruments/private-lending-2020-august.ts';
import { privateLendingDecember2020 } from './instruments/private-lending-2020-december.ts';

test('no instrument has its days the wrong way round, an empty article, or another one’s title', () => {
  for (const each of instruments) {
    assert.ok(each.validUntil === null || isBefore(each.validFrom, each.validUntil), each.title);
    for (const [article, paragraphs] of Object.entries(each.articles)) assert.ok(paragraphs.length > 0, `${each.title}${article}`);
  }
  assert.equal(new Set(instruments.map((each) => each.title)).size, instruments.length);
});

const laws = new URL('../../../shared/data/laws/', import.meta.url);

test('official texts are those of the national database, word for word', (t) => {
  if (!existsSync(laws)) return t.skip('../shared/data/laws is not here');
  const texts = readdirSync(laws).map((name) => readFileSync(new URL(name, laws), 'utf8').replace(/[\s　]/g, ''));
  let compared = 0;
  for (const each of instruments.filter(({ standing }) => standing === 'official_text')) {
    const id = /标识 ([0-9a-f]+)/.exec(each.source)?.[1];
    const text = texts.find((candidate) => id !== undefined && candidate.includes(id));
    assert.ok(text, `${each.title}: no text with the identifier ${id}`);
    // The database's copy of one edition has a head and no body; its words came from elsewhere.
    if (each.source.includes('公开副本')) continue;
    for (const [article, paragraphs] of Object.entries(each.articles)) {
      for (const [index, paragraph] of paragraphs.entries()) {
        const words = `${index === 0 && article.endsWith('条') ? article : ''}${paragraph}`.replace(/[\s　]/g, '');
        assert.ok(text.includes(words), `${each.title}${article}, paragraph ${index + 1}`);
        compared += 1;
      }
    }
  }
  assert.ok(compared > 110, `only ${compared} paragraphs compared`);
});

test('the December 2020 edition moves August’s articles up by one, and changes what it says of them in two places only', () => {
  const moved = [
    ['第十三条', '第十四条'], ['第二十四条', '第二十五条'], ['第二十五条', '第二十六条'], ['第二十六条', '第二十七条'],
    ['第二十七条', '第二十八条'], ['第二十八条', '第二十九条'], ['第二十九条', '第三十条'], ['第三十条', '第三十一条'], ['第三十一条', '第三十二条'],
  ] as const;
  const changed = moved.flatMap(([december, august]) => {
    const before = privateLendingAugust2020.articles[august];
    const after = privateLendingDecember2020.articles[december];
    assert.equal(after.length, before.length, december);
    return after.flatMap((paragraph, index) => (paragraph === before[index] ? [] : [`${december} ${index + 1}`]));
  });
  // Art. 28: what an unagreed overdue rate comes to. Art. 31: the transition, and “本规定” for “本解释” in its last words.
  assert.deepEqual(changed, ['第二十八条 3', '第三十一条 2', '第三十一条 3']);
});

test('the Arbitration Law changes on 2026-03-01', () => {
  const setAside = (day: string) => {
    const law = arbitrationLaw(parseDay(day));
    return law.ok ? [law.value.setAside.article, law.value.setAsideMonths] : law.refusal.code;
  };
  assert.equal(setAside('2017-12-31'), 'law_outside_known_dates');
  assert.deepEqual(setAside('2018-01-01'), ['第五十九条', 6]);
  assert.deepEqual(setAside('2026-02-28'), ['第五十九条', 6]);
  assert.deepEqual(setAside('2026-03-01'), ['第七十二条', 3]);
});

test('no profile counts a notice as served, or lets an award be made, before it was read', () => {
  for (const each of procedureProfiles) assert.ok(each.windowOpensAtServiceLevel >= 3 && each.awardNeedsServiceLevel >= 3, each.id);
});
