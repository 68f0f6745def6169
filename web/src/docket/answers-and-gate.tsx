import { Empty } from 'antd';
import type { WireAnswer, WireCaseDetail } from '../../../src/http/wire/index.ts';
import { InstantText } from '../shell/figures.tsx';
import { useLanguage, useWords, wordFor } from '../shell/language.tsx';
import { docketWords } from './words.ts';

export function Answers({ answers }: { readonly answers: readonly WireAnswer[] }) {
  const t = useWords(docketWords);
  if (answers.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.noAnswers} />;
  return answers.map((answer) => <AnswerText key={answer.answerId} answer={answer} />);
}

export function AnswerText({ answer }: { readonly answer: WireAnswer }) {
  const t = useWords(docketWords);
  return (
    <article className="answer">
      <h2>{t.answerKinds[answer.kind]}</h2>
      <p className="soft small">
        <InstantText instant={answer.receivedAt} />
        {answer.late && <strong> · {t.late}</strong>}
      </p>
      <blockquote>{answer.text}</blockquote>
    </article>
  );
}

/** What must be true before an award; what is not comes first. */
export function Gate({ gate }: { readonly gate: WireCaseDetail['gate'] }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  if (gate.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.gateEmpty} />;
  const ordered = gate.toSorted((a, b) => Number(a.satisfied) - Number(b.satisfied));
  return (
    <>
      <p className="soft small">{t.gateLead}</p>
      <p>
        <strong className="figure">{t.gateCount(gate.filter((check) => check.satisfied).length, gate.length)}</strong>
      </p>
      <ul className="gate">
        {ordered.map((check) => (
          <li key={check.check} className={check.satisfied ? 'satisfied' : 'unsatisfied'}>
            <span className="gate-mark">{check.satisfied ? t.satisfied : t.unsatisfied}</span>
            <span>
              <strong>{wordFor(t.checks, check.check)}</strong>
              <span className="soft small">
                {language === 'zh' ? check.becauseZh : check.because}
                {check.evidence.length > 0 && ` · ${t.evidence}: ${check.evidence.map((each) => wordFor(t.gateEvidence, each)).join(', ')}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
