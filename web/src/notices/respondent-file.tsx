/** What the respondent sees after proving who they are: the claim in plain words, their rights, the papers, their answer. */
import type { WireRespondentFile } from '../../../src/http/wire/index.ts';
import { parseFen } from '../../../src/kernel/money.ts';
import { daysFrom, DayText, dayText, rateText, Yuan, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { AnswerForm } from './answer-form.tsx';
import { noticesWords } from './words.ts';

interface FileProps {
  readonly file: WireRespondentFile;
}

export function RespondentFile({ at, token, file }: FileProps & { readonly at: string; readonly token: string }) {
  const t = useWords(noticesWords);
  const hasAward = file.state === 'award_issued' || file.state === 'award_served';
  return (
    <>
      <h1>{t.title}</h1>
      <p>
        {t.hello(file.respondentName)}
        <br />
        <span className="soft">
          {t.caseNo} <span className="figure">{file.caseNo}</span>
        </span>
      </p>
      {hasAward && <p className="standing">{t.awardIssued}</p>}
      {file.state === 'transferred_offline' && <p className="standing">{t.offline}</p>}
      <Claimed file={file} />
      {!hasAward && (
        <section>
          <h2>{t.nothingTitle}</h2>
          <p>{t.nothing}</p>
        </section>
      )}
      <Rights file={file} />
      <PaperList at={at} file={file} />
      <AnswerForm at={at} token={token} file={file} />
      <footer className="small soft">
        <p>
          {t.commission}: {file.commissionName}, <a href={`tel:${file.commissionPhone}`}>{file.commissionPhone}</a>
        </p>
        <p>{t.doNotPay}</p>
      </footer>
    </>
  );
}

function Claimed({ file }: FileProps) {
  const t = useWords(noticesWords);
  const { language } = useLanguage();
  const { claim } = file;
  if (!claim)
    return (
      <section>
        <h2>{t.claimTitle}</h2>
        <p>{t.claimText(file.applicantName, dayText(file.contract.signedOn, language), file.contract.contractNo)}</p>
        <p>{t.claimUnsound}</p>
      </section>
    );
  return (
    <section>
      <h2>{t.claimTitle}</h2>
      <p>{t.claimText(file.applicantName, dayText(file.contract.signedOn, language), file.contract.contractNo)}</p>
      <dl className="sums">
        <dt>{t.principal}</dt>
        <dd>
          <Yuan fen={claim.principalFen} />
        </dd>
        <dt>{t.charges}</dt>
        <dd>
          <Yuan fen={claim.cap.claimableFen} />
        </dd>
        <dt className="total">{t.total}</dt>
        <dd className="total">
          <Yuan fen={claim.totalFen} />
        </dd>
      </dl>
      <p className="soft small">
        {t.asOf(dayText(claim.asOf, language))} {parseFen(claim.cap.reductionFen) > 0n && t.reduced(yuan(claim.cap.reductionFen))} {t.running(yuan(claim.running.baseFen), rateText(claim.running.rate, language))}
      </p>
    </section>
  );
}

function Rights({ file }: FileProps) {
  const t = useWords(noticesWords);
  return (
    <section>
      <h2>{t.rightsTitle}</h2>
      <ul className="rights">
        {file.rights.map(({ right, lastDay, open }) => (
          <li key={right} className={open ? 'open' : ''}>
            <strong>{t.rights[right]}</strong>
            <p className="small">{t.rightHelp[right]}</p>
            {right === 'challenge_arbitrator' && file.arbitratorName !== null && (
              <p className="small">
                {t.arbitrator}: {file.arbitratorName}
              </p>
            )}
            <RightsDay file={file} lastDay={lastDay} isOpen={open} isFuture={right === 'challenge_arbitrator' && file.arbitratorName === null} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RightsDay({ file, lastDay, isOpen, isFuture }: FileProps & { readonly lastDay: string | null; readonly isOpen: boolean; readonly isFuture: boolean }) {
  const t = useWords(noticesWords);
  if (!isOpen) return <p className="last-day soft">{isFuture ? t.notYetOpen : t.closed}</p>;
  if (lastDay === null) return <p className="last-day">{t.openNow}</p>;
  const left = daysFrom(file.businessDay, lastDay);
  return (
    <p className="last-day">
      {t.lastDay} <strong><DayText day={lastDay} /></strong> {left >= 0 ? `(${t.daysLeft(left)})` : t.passedButOpen}
    </p>
  );
}

function PaperList({ at, file }: FileProps & { readonly at: string }) {
  const t = useWords(noticesWords);
  const { language } = useLanguage();
  return (
    <section>
      <h2>{t.papersTitle}</h2>
      {file.papers.length === 0 && <p className="soft">{t.noPapers}</p>}
      <ul className="paper-links">
        {file.papers.map((paper) => {
          const title = language === 'zh' ? paper.titleZh : paper.titleEn;
          return (
            <li key={paper.paperId}>
              <a href={`/api${at}/papers/${paper.paperId}`} target="_blank" rel="noreferrer" aria-label={t.openPaper(title)}>
                {title}
              </a>{' '}
              <span className="soft small">
                <DayText day={paper.issuedOn} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
