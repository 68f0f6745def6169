/** The respondent's answer. The text and its identity stay on the device until the receipt has come, so that nothing is lost or sent twice. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WireAnswer, WireAnswerReceipt, WireRespondentFile } from '../../../src/http/wire/index.ts';
import { InstantText } from '../shell/figures.tsx';
import { useWords } from '../shell/language.tsx';
import { api } from '../shell/api.ts';
import { recall, remember } from '../shell/memory.ts';
import { PlainProblem } from './plain-problem.tsx';
import { noticesWords } from './words.ts';

type AnswerKind = WireAnswer['kind'];

const kinds: readonly AnswerKind[] = ['defence', 'object_to_procedure', 'challenge_arbitrator'];
const longest = 5_000;

/** A UUID of version 4. `crypto.randomUUID` is missing where the page is not served over HTTPS. */
function newAnswerId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

interface Draft {
  readonly answerId: string;
  readonly kind: AnswerKind | null;
  readonly text: string;
}

const emptyDraft = (): Draft => ({ answerId: newAnswerId(), kind: null, text: '' });

function recalledDraft(key: string): Draft {
  try {
    const draft = JSON.parse(recall(key) ?? '') as Partial<Draft>;
    return { answerId: String(draft.answerId), kind: kinds.find((kind) => kind === draft.kind) ?? null, text: String(draft.text) };
  } catch {
    return emptyDraft();
  }
}

export function AnswerForm({ at, token, file }: { readonly at: string; readonly token: string; readonly file: WireRespondentFile }) {
  const t = useWords(noticesWords);
  const client = useQueryClient();
  const draftKey = `answer.${token}`;
  const [draft, setDraft] = useState(() => recalledDraft(draftKey));
  const [isMissing, setIsMissing] = useState(false);
  const open = kinds.filter((kind) => file.rights.some((each) => each.right === kind && each.open));
  const kind = draft.kind !== null && open.includes(draft.kind) ? draft.kind : open[0];
  const change = (changes: Partial<Draft>) => {
    // What was once sent under an identity stays what it was; a changed text is another answer.
    const changed = { ...draft, ...changes, answerId: send.error ? newAnswerId() : draft.answerId };
    setDraft(changed);
    remember(draftKey, JSON.stringify(changed));
  };
  const send = useMutation({
    mutationFn: () => api.post<WireAnswerReceipt>(`${at}/answers`, { answerId: draft.answerId, kind, text: draft.text.trim() }),
    onSuccess: async () => {
      remember(draftKey, null);
      setDraft(emptyDraft());
      await client.invalidateQueries({ queryKey: ['respondent', token] });
    },
  });
  return (
    <section aria-labelledby="answer-title">
      <h2 id="answer-title">{t.answerTitle}</h2>
      <Earlier answers={file.answers} />
      {send.data ? (
        <Receipt receipt={send.data} another={open.length > 0 ? () => send.reset() : null} />
      ) : kind === undefined ? (
        <>
          <p>
            <strong>{t.nothingOpen}</strong>
          </p>
          <p>{t.nothingOpenDetail(file.commissionPhone)}</p>
        </>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const isEmpty = draft.text.trim() === '';
            setIsMissing(isEmpty);
            if (!isEmpty) send.mutate();
          }}
        >
          <p className="soft">{t.answerLead}</p>
          <fieldset>
            <legend>{t.kind}</legend>
            {open.map((each) => (
              <label key={each} className="choice">
                <input type="radio" name="kind" checked={kind === each} onChange={() => change({ kind: each })} /> {t.kinds[each]}
              </label>
            ))}
          </fieldset>
          {kind === 'object_to_procedure' && <p className="standing">{t.objectWarning}</p>}
          {kind === 'defence' && <Phrases add={(phrase) => change({ text: draft.text.trim() === '' ? phrase : `${draft.text.trimEnd()}\n${phrase}` })} />}
          <label htmlFor="answer-text">{t.text}</label>
          <textarea
            id="answer-text"
            rows={8}
            maxLength={longest}
            value={draft.text}
            aria-invalid={isMissing}
            aria-describedby="answer-said"
            onChange={(event) => {
              setIsMissing(false);
              change({ text: event.target.value });
            }}
          />
          <p id="answer-said" className={isMissing ? 'said-wrong' : 'soft small'} role={isMissing ? 'alert' : undefined}>
            {isMissing ? t.textMissing : `${t.kept} ${t.characters(draft.text.length, longest)}`}
          </p>
          {send.error && <PlainProblem error={send.error} />}
          <button type="submit" className="main" disabled={send.isPending}>
            {send.isPending ? t.sending : t.send}
          </button>
        </form>
      )}
    </section>
  );
}

/** The defences that are heard most, to start from. */
function Phrases({ add }: { readonly add: (phrase: string) => void }) {
  const t = useWords(noticesWords);
  return (
    <div className="phrases" role="group" aria-label={t.startWith}>
      <span className="soft small">{t.startWith}</span>
      {Object.entries(t.phrases).map(([name, [label, phrase]]) => (
        <button key={name} type="button" className="quiet" onClick={() => add(phrase)}>
          {label}
        </button>
      ))}
    </div>
  );
}

function Receipt({ receipt, another }: { readonly receipt: WireAnswerReceipt; readonly another: (() => void) | null }) {
  const t = useWords(noticesWords);
  return (
    <div className="receipt" role="status">
      <h3>{t.receiptTitle}</h3>
      <p>
        {t.receivedAt} <InstantText instant={receipt.receivedAt} />
        {receipt.late && ` (${t.late})`}
      </p>
      <p>
        {t.receiptNo}
        <br />
        <code>{receipt.evidenceHash}</code>
      </p>
      <p className="soft small">{t.receiptHelp}</p>
      {another && (
        <button type="button" className="quiet" onClick={another}>
          {t.another}
        </button>
      )}
    </div>
  );
}

function Earlier({ answers }: { readonly answers: readonly WireAnswer[] }) {
  const t = useWords(noticesWords);
  if (answers.length === 0) return null;
  return (
    <details className="earlier">
      <summary>
        {t.earlier} ({answers.length})
      </summary>
      {answers.map((answer) => (
        <article key={answer.answerId}>
          <strong>{t.kinds[answer.kind]}</strong>{' '}
          <span className="soft small">
            <InstantText instant={answer.receivedAt} />
          </span>
          <blockquote>{answer.text}</blockquote>
        </article>
      ))}
    </details>
  );
}
