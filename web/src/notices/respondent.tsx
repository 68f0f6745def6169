/**
 * The page behind the link in a notice. It is read on a phone by someone who did not ask for it, so it is plain
 * HTML without Ant Design, and says first what a careful person wants to know: is it genuine, and what now.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { WireNoticeFace, WireRespondentFile } from '../../../src/http/wire/index.ts';
import { api, problemOf } from '../shell/api.ts';
import { LanguageSwitch, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import './respondent.css';
import { PlainProblem } from './plain-problem.tsx';
import { RespondentFile } from './respondent-file.tsx';
import { noticesWords } from './words.ts';

export function RespondentPage() {
  const t = useWords(noticesWords);
  usePageTitle(t.title);
  const { token } = useParams({ from: '/r/$token' });
  const at = `/respondent/${encodeURIComponent(token)}`;
  const face = useQuery({ queryKey: ['respondent', token, 'face'], queryFn: () => api.get<WireNoticeFace>(at) });
  return (
    <div className="respondent">
      <header>
        <strong>{face.data?.commissionName ?? 'Assize'}</strong>
        <LanguageSwitch />
      </header>
      <main id="content">
        {face.isPending && <p className="waiting">{t.loading}</p>}
        {face.error && <FaceProblem error={face.error} retry={() => void face.refetch()} />}
        {face.data && <Notice at={at} token={token} face={face.data} />}
      </main>
    </div>
  );
}

function FaceProblem({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const t = useWords(noticesWords);
  const { status } = problemOf(error);
  return (
    <div role="alert">
      <h1>{t.linkBroken}</h1>
      <p>{status >= 400 && status < 500 ? t.linkBrokenDetail : t.unreachable}</p>
      <button type="button" className="quiet" onClick={retry}>
        {t.retry}
      </button>
    </div>
  );
}

function Notice({ at, token, face }: { readonly at: string; readonly token: string; readonly face: WireNoticeFace }) {
  const file = useQuery({ queryKey: ['respondent', token, 'file'], queryFn: () => api.get<WireRespondentFile>(`${at}/file`), enabled: face.proved });
  if (face.proved && file.data) return <RespondentFile at={at} token={token} file={file.data} />;
  return (
    <>
      <Face face={face} />
      {!face.opened && <OpenNotice at={at} token={token} />}
      {face.opened && !face.proved && <ProveIdentity at={at} token={token} face={face} />}
      {face.proved && <FileOnItsWay error={file.error} retry={() => void file.refetch()} />}
    </>
  );
}

function Face({ face }: { readonly face: WireNoticeFace }) {
  const t = useWords(noticesWords);
  return (
    <>
      <h1>{t.title}</h1>
      <dl className="face">
        <dt>{t.to}</dt>
        <dd>{face.respondentName}</dd>
        <dt>{t.caseNo}</dt>
        <dd className="figure">{face.caseNo}</dd>
        <dt>{t.commission}</dt>
        <dd>{face.commissionName}</dd>
        <dt>{t.phone}</dt>
        <dd>
          <a className="figure" href={`tel:${face.commissionPhone}`}>
            {face.commissionPhone}
          </a>
        </dd>
        <dt>{t.applicant}</dt>
        <dd>{face.applicantName}</dd>
      </dl>
      <section className="genuine">
        <h2>{t.genuineTitle}</h2>
        <p>{t.genuine(face.commissionPhone)}</p>
        <p>
          <strong>{t.doNotPay}</strong>
        </p>
      </section>
    </>
  );
}

function OpenNotice({ at, token }: { readonly at: string; readonly token: string }) {
  const t = useWords(noticesWords);
  const client = useQueryClient();
  const open = useMutation({
    mutationFn: () => api.send(`${at}/open`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['respondent', token] }),
  });
  return (
    <section className="act">
      <button type="button" className="main" disabled={open.isPending} onClick={() => open.mutate()}>
        {t.view}
      </button>
      <p className="soft small">{t.viewHelp}</p>
      {open.error && <PlainProblem error={open.error} />}
    </section>
  );
}

const looksLikeTail = (text: string): boolean => /^\d{5}[\dXx]$/.test(text);

function ProveIdentity({ at, token, face }: { readonly at: string; readonly token: string; readonly face: WireNoticeFace }) {
  const t = useWords(noticesWords);
  const client = useQueryClient();
  const [tail, setTail] = useState('');
  const [isMisshapen, setIsMisshapen] = useState(false);
  const faceKey = ['respondent', token, 'face'];
  const prove = useMutation({
    mutationFn: () => api.post<WireNoticeFace>(`${at}/identity`, { identityTail: tail.trim().toUpperCase() }),
    onSuccess: (proved) => client.setQueryData(faceKey, proved),
    onError: () => client.invalidateQueries({ queryKey: faceKey }),
  });
  const code = prove.error ? problemOf(prove.error).code : null;
  if (face.attemptsLeft <= 0 || code === 'too_many_attempts')
    return (
      <section className="act" role="alert">
        <h2>{t.tooMany}</h2>
        <p>{t.tooManyDetail(face.commissionPhone)}</p>
      </section>
    );
  const said = isMisshapen ? t.identityWrong : code === 'identity_not_proved' ? `${t.identityNotProved} ${t.attemptsLeft(face.attemptsLeft)}` : null;
  return (
    <form
      className="act"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsMisshapen(!looksLikeTail(tail.trim()));
        if (looksLikeTail(tail.trim())) prove.mutate();
      }}
    >
      <h2>{t.identityTitle}</h2>
      <p>{t.identityLead}</p>
      <label htmlFor="identity-tail">{t.identityTail}</label>
      <input
        id="identity-tail"
        className="tail"
        value={tail}
        maxLength={6}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-invalid={said !== null}
        aria-describedby="identity-said"
        onChange={(event) => setTail(event.target.value)}
      />
      <p id="identity-said" className={said === null ? 'soft small' : 'said-wrong'} role={said === null ? undefined : 'alert'}>
        {said ?? t.identityExample}
      </p>
      {prove.error && code !== 'identity_not_proved' && <PlainProblem error={prove.error} />}
      <button type="submit" className="main" disabled={prove.isPending}>
        {t.continue}
      </button>
      <p className="soft small">{t.notYou(face.commissionPhone)}</p>
    </form>
  );
}

function FileOnItsWay({ error, retry }: { readonly error: Error | null; readonly retry: () => void }) {
  const t = useWords(noticesWords);
  if (!error) return <p className="waiting">{t.loading}</p>;
  return (
    <>
      <PlainProblem error={error} />
      <button type="button" className="quiet" onClick={retry}>
        {t.retry}
      </button>
    </>
  );
}
