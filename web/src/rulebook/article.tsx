/** An article of law: named where it is relied on, opened where one reads, found again by its address. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import type { WireRulebook } from '../../../src/http/wire/index.ts';
import { dayText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { shellWords } from '../shell/words.ts';
import { rulebookQuery } from './queries.ts';
import './rulebook.css';
import { rulebookWords } from './words.ts';

export type WireInstrument = WireRulebook['instruments'][number];

interface ArticleRef {
  readonly instrument: string;
  readonly article: string;
  /** Tells the editions of an instrument apart. */
  readonly validFrom: string;
}

/** Where the article stands on the page of the law: `#…`. */
export const anchorOf = ({ instrument, article, validFrom }: ArticleRef): string => `${instrument}-${validFrom}-${article}`;

/** The citation; a click opens the official text over the page. */
export function ArticleLink({ article }: { readonly article: ArticleRef }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" className="article-link" lang="zh-CN" onClick={() => setIsOpen(true)}>
        《{article.instrument}》{article.article}
      </button>
      {isOpen && <ArticleDialog article={article} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function ArticleDialog({ article, onClose }: { readonly article: ArticleRef; readonly onClose: () => void }) {
  const t = useWords(rulebookWords);
  const shell = useWords(shellWords);
  const { data, error, refetch } = useQuery(rulebookQuery);
  const instrument = data?.instruments.find(({ title, validFrom }) => title === article.instrument && validFrom === article.validFrom);
  const paragraphs = instrument?.articles.find((each) => each.article === article.article)?.paragraphs;
  return (
    <Modal
      open
      width={680}
      title={<span lang="zh-CN">{`《${article.instrument}》${article.article}`}</span>}
      onCancel={onClose}
      footer={
        <div className="article-actions">
          <Link to="/rulebook" hash={anchorOf(article)} className="button-link" onClick={onClose}>
            {t.readInLaw}
          </Link>
          <Button type="primary" onClick={onClose}>
            {shell.close}
          </Button>
        </div>
      }
    >
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data && !paragraphs && <p>{t.articleUnknown}</p>}
      {instrument && (
        <p className="soft small">
          {instrument.issuer} · <Validity from={instrument.validFrom} until={instrument.validUntil} />
        </p>
      )}
      {instrument && <Standing standing={instrument.standing} />}
      {paragraphs && <Paragraphs paragraphs={paragraphs} />}
    </Modal>
  );
}

/** Half-open: the last day named is the first on which it no longer holds. */
export function Validity({ from, until }: { readonly from: string; readonly until: string | null }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  return <span className="figure-list">{until === null ? t.validSince(dayText(from, language)) : t.validBetween(dayText(from, language), dayText(until, language))}</span>;
}

/** Nothing where the official text was read; a plain warning where it was not. */
export function Standing({ standing }: { readonly standing: WireInstrument['standing'] }) {
  const t = useWords(rulebookWords);
  return standing === 'official_text' ? null : <Alert type="warning" showIcon title={t.reported} />;
}

export const Paragraphs = ({ paragraphs, sought = '' }: { readonly paragraphs: readonly string[]; readonly sought?: string }) => (
  <div className="official" lang="zh-CN">
    {paragraphs.map((paragraph, index) => (
      <p key={index}>
        <Found text={paragraph} sought={sought} />
      </p>
    ))}
  </div>
);

/** The text with what is sought marked. */
export function Found({ text, sought }: { readonly text: string; readonly sought: string }) {
  if (sought === '') return text;
  const parts = text.split(sought);
  return parts.map((part, index) => (
    <span key={index}>
      {part}
      {index < parts.length - 1 && <mark>{sought}</mark>}
    </span>
  ));
}
