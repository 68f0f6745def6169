/** How one sum is made: its parts to be opened, its arithmetic written out, the terms and articles it rests on. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { WireExplained, WireMade, WireSpan, WireStretch } from '../../../src/http/wire/index.ts';
import { anchorOf, Paragraphs, Standing } from '../rulebook/article.tsx';
import { rulebookQuery } from '../rulebook/queries.ts';
import { count, dayText, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { claimWords } from './claim-words.ts';
import { add, earned, exactYuan, plainly, timesRate } from './explained.ts';
import type { Stepping } from './opening.tsx';
import { RecordPart } from './record-made.tsx';
import { SumPart } from './sum-part.tsx';

export function SumMade({ stepping, node }: { readonly stepping: Stepping; readonly node: WireExplained }) {
  const t = useWords(claimWords);
  const made = plainly(node.made);
  return (
    <>
      <p className="explanation-sum figure">{yuan(node.fen)}</p>
      <p className="soft">{howText(t.how, made)}</p>
      <MadeOf stepping={stepping} made={made} />
      {made.by !== 'record' && (
        <p className="explanation-result">
          <span>= </span>
          <strong className="figure">{yuan(node.fen)}</strong>
        </p>
      )}
      {node.made.by === 'not_below_zero' && <p className="soft small">{t.notBelowZero}</p>}
      <Sources node={node} />
    </>
  );
}

type HowWords = (typeof claimWords)['en']['how'];

function howText(how: HowWords, made: ReturnType<typeof plainly>): string {
  if (made.by === 'see') return '';
  if (made.by === 'less' && made.take.length === 0) return how.lessNothing;
  return made.by === 'sum' && made.of.length === 0 ? how.nothing : how[made.by];
}

function MadeOf({ stepping: { claim, go }, made }: { readonly stepping: Stepping; readonly made: Exclude<WireMade, { by: 'not_below_zero' }> }) {
  const t = useWords(claimWords);
  switch (made.by) {
    case 'see':
      return null;
    case 'record':
      return (
        <ul className="made-parts">
          <RecordPart claim={claim} record={made.record} go={go} />
        </ul>
      );
    case 'sum':
      return (
        <ul className="made-parts">
          {made.of.map((each, index) => (
            <SumPart key={index} node={each} sign={index === 0 ? '' : '+'} go={go} />
          ))}
        </ul>
      );
    case 'less':
      return (
        <ul className="made-parts">
          <SumPart node={made.from} go={go} />
          {made.take.map((each, index) => (
            <SumPart key={index} node={each} sign="−" go={go} />
          ))}
        </ul>
      );
    case 'smallest': {
      const least = made.of.reduce((a, b) => (BigInt(b.fen) < BigInt(a.fen) ? b : a));
      return (
        <ul className="made-parts">
          {made.of.map((each, index) => (
            <SumPart key={index} node={each} go={go} note={each === least && made.of.length > 1 ? t.decides : undefined} />
          ))}
        </ul>
      );
    }
    case 'interest':
      return <InterestMade spans={made.spans} rounding={made.rounding} go={go} />;
    case 'share':
      return (
        <ul className="made-parts">
          <SumPart node={made.of} go={go} />
          {made.stretches.map((each, index) => (
            <SumPart key={index} node={each.base} sign="×" go={go} note={<StretchText stretch={each} />} />
          ))}
          <li className="soft small part-note">
            {t.ofFull(`(${made.stretches.map(({ base, days }) => `${yuan(base.fen)} × ${days}`).join(' + ')}) ÷ ${yuan(made.fullNumber)}`)}
          </li>
        </ul>
      );
  }
}

function StretchText({ stretch: { from, to, days } }: { readonly stretch: WireStretch }) {
  const t = useWords(claimWords);
  const { language } = useLanguage();
  return t.stretch(dayText(from, language), dayText(to, language), count(days, language));
}

/** Written out as one would check it with a calculator. */
function InterestMade({ spans, rounding, go }: { readonly spans: readonly WireSpan[]; readonly rounding: 'half_up' | 'down' | 'up'; readonly go: Stepping['go'] }) {
  const t = useWords(claimWords);
  const exact = spans.map(earned).reduce(add, { numerator: 0n, denominator: 1n });
  return (
    <>
      <ul className="made-parts">
        {spans.map((span, index) => (
          <SumPart
            key={index}
            node={span.base}
            sign={index === 0 ? '' : '+'}
            go={go}
            note={
              <>
                <StretchText stretch={span} />
                <span className="figure-list arithmetic">
                  {yuan(span.base.fen)} × {span.days} {timesRate(span)} = {exactYuan(earned(span))}
                </span>
              </>
            }
          />
        ))}
      </ul>
      <p className="small explanation-exact">
        {t.rounded[rounding](exactYuan(exact))}
      </p>
    </>
  );
}

function Sources({ node: { terms = [], articles = [] } }: { readonly node: WireExplained }) {
  const t = useWords(claimWords);
  const { data } = useQuery(rulebookQuery);
  return (
    <div className="sources">
      {terms.length > 0 && (
        <p className="small">{t.terms(terms.map((each) => t.termNames[each]))}</p>
      )}
      {articles.map((article) => {
        const instrument = data?.instruments.find(({ title, validFrom }) => title === article.instrument && validFrom === article.validFrom);
        const paragraphs = instrument?.articles.find((each) => each.article === article.article)?.paragraphs;
        return (
          <details key={anchorOf(article)}>
            <summary>
              {t.law}
              <span lang="zh-CN">
                《{article.instrument}》{article.article}
              </span>
            </summary>
            {instrument && <Standing standing={instrument.standing} />}
            {paragraphs ? <Paragraphs paragraphs={paragraphs} /> : <p className="soft small">{t.wordsMissing}</p>}
            <Link to="/rulebook" hash={anchorOf(article)} className="small">
              {t.readInLaw}
            </Link>
          </details>
        );
      })}
    </div>
  );
}
