/** The law as the rulebook holds it: every instrument with its validity and standing, every article in official words. */
import { Link, useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { Button, Empty, Grid, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useStatus } from '../sandbox/time.ts';
import { count } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { anchorOf, Found, Paragraphs, Standing, Validity, type WireInstrument } from './article.tsx';
import { chineseNumeral } from './chinese-numeral.ts';
import { useRulebook } from './queries.ts';
import { rulebookWords } from './words.ts';

export function LawPart() {
  const t = useWords(rulebookWords);
  usePageTitle(t.parts.law);
  const { language } = useLanguage();
  const { instruments } = useRulebook();
  const { q } = useSearch({ from: '/reading/rulebook/' });
  const navigate = useNavigate({ from: '/rulebook' });
  const narrow = Grid.useBreakpoint().md === false;
  const hash = useRouterState({ select: ({ location }) => location.hash });
  const [sought, setSought] = useState(q ?? '');
  const found = search(instruments, sought.trim());
  const articles = found.reduce((sum, each) => sum + each.articles.length, 0);

  // The article that the address names is there only once the rulebook has been read, which the router does not wait for.
  useEffect(() => {
    if (hash !== '') document.getElementById(hash)?.scrollIntoView();
  }, [hash]);

  const seek = (text: string) => {
    setSought(text);
    void navigate({ search: { q: text.trim() === '' ? undefined : text.trim() }, replace: true, resetScroll: false });
  };
  return (
    <div className="law">
      <nav className="law-contents" aria-label={t.instruments}>
        <details open={!narrow}>
          <summary>{t.instruments}</summary>
          <ul>
            {found.map((instrument) => (
              <li key={instrument.title + instrument.validFrom}>
                <Link to="/rulebook" hash={anchorOfInstrument(instrument)} search={(was) => was} lang="zh-CN">
                  {instrument.title}
                </Link>
                <span className="soft small">
                  <InForce instrument={instrument} />
                  {instrument.standing === 'reported' && <span className="reported-mark"> · {t.reportedShort}</span>}
                </span>
              </li>
            ))}
          </ul>
        </details>
      </nav>
      <div className="law-text">
        <div className="law-search" role="search">
          <Input.Search aria-label={t.searchLaw} placeholder={t.searchLawHint} allowClear value={sought} onChange={({ target }) => seek(target.value)} />
          <p className="soft small" role="status">
            {sought.trim() !== '' && t.found(count(articles, language), count(found.length, language))}
          </p>
        </div>
        {found.length === 0 && (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.nothingFound}>
            <Button onClick={() => seek('')}>{t.showAllLaw}</Button>
          </Empty>
        )}
        {found.map((instrument) => (
          <Instrument key={instrument.title + instrument.validFrom} instrument={instrument} sought={sought.trim()} hash={hash} />
        ))}
      </div>
    </div>
  );
}

const anchorOfInstrument = ({ title, validFrom }: WireInstrument): string => `${title}-${validFrom}`;

/** A number names an article: 561 is 第五百六十一条. */
const articleSought = (sought: string): string => (/^\d{1,4}$/.test(sought) ? `第${chineseNumeral(Number(sought))}条` : sought);

/** The articles that hold the text, or that are named by it. */
function search(instruments: readonly WireInstrument[], sought: string): readonly WireInstrument[] {
  if (sought === '') return instruments;
  return instruments
    .map((instrument) => ({
      ...instrument,
      articles: instrument.title.includes(sought)
        ? instrument.articles
        : instrument.articles.filter(({ article, paragraphs }) => article.includes(articleSought(sought)) || paragraphs.some((paragraph) => paragraph.includes(sought))),
    }))
    .filter(({ articles }) => articles.length > 0);
}

function Instrument({ instrument, sought, hash }: { readonly instrument: WireInstrument; readonly sought: string; readonly hash: string }) {
  const t = useWords(rulebookWords);
  const anchor = anchorOfInstrument(instrument);
  return (
    <section className="instrument" aria-labelledby={anchor}>
      <h2 id={anchor} lang="zh-CN">
        <Found text={instrument.title} sought={sought} />
      </h2>
      <p className="soft small">
        <InForce instrument={instrument} /> · <Validity from={instrument.validFrom} until={instrument.validUntil} />
      </p>
      <dl className="source small">
        <dt>{t.issuer}</dt>
        <dd lang="zh-CN">{instrument.issuer}</dd>
        <dt>{t.source}</dt>
        <dd lang="zh-CN">{instrument.source}</dd>
        <dt>{t.standing}</dt>
        <dd>{instrument.standing === 'official_text' ? t.officialText : t.reportedShort}</dd>
      </dl>
      <Standing standing={instrument.standing} />
      {instrument.articles.map(({ article, paragraphs }) => {
        const id = anchorOf({ instrument: instrument.title, validFrom: instrument.validFrom, article });
        return (
          <article key={article} className={hash === id ? 'law-article law-article-sought' : 'law-article'} aria-labelledby={id}>
            <h3 id={id} lang="zh-CN">
              <Found text={article} sought={articleSought(sought)} />{' '}
              <Link to="/rulebook" hash={id} search={(was) => was} className="anchor" aria-label={t.linkTo(article)}>
                #
              </Link>
            </h3>
            <Paragraphs paragraphs={paragraphs} sought={sought} />
          </article>
        );
      })}
    </section>
  );
}

/** In force on the tribunal's day, no longer, or not yet. */
function InForce({ instrument: { validFrom, validUntil } }: { readonly instrument: WireInstrument }) {
  const t = useWords(rulebookWords);
  const today = useStatus().data?.businessDay;
  if (today === undefined) return null;
  if (today < validFrom) return <span className="not-in-force">{t.notYetInForce}</span>;
  return validUntil !== null && today >= validUntil ? <span className="not-in-force">{t.noLongerInForce}</span> : <span className="in-force">{t.inForce}</span>;
}
