/** The parties and the frame of the case, with the respondent's data masked until someone asks for them on record. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { WireCaseDetail } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';
import { DayText, dayText, Yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { docketWords } from './words.ts';

type Respondent = WireCaseDetail['respondent'];

export function Particulars({ file }: { readonly file: WireCaseDetail }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  const reveal = useMutation({ mutationFn: () => api.post<Respondent>(`/cases/${file.caseId}/reveal`) });
  const respondent = reveal.data ?? file.respondent;
  return (
    <section className="particulars">
      <dl className="facts">
        <div>
          <dt>{t.applicant}</dt>
          <dd>
            {file.lender.name}
            <div className="soft small figure">{file.lender.uscc}</div>
          </dd>
        </div>
        <div>
          <dt>{t.respondent}</dt>
          <dd>
            {respondent.name}
            <div className="soft small">
              {t.identity} <span className="figure">{respondent.identity}</span>
            </div>
            {respondent.mobile !== null && (
              <div className="soft small">
                {t.mobile} <span className="figure">{respondent.mobile}</span>
              </div>
            )}
            {respondent.email !== null && (
              <div className="soft small">
                {t.email} <span className="figure">{respondent.email}</span>
              </div>
            )}
            {reveal.data ? (
              <Button size="small" onClick={() => reveal.reset()}>
                {t.hide}
              </Button>
            ) : (
              <>
                <Button size="small" loading={reveal.isPending} onClick={() => reveal.mutate()}>
                  {t.reveal}
                </Button>{' '}
                <span className="soft small">{t.revealHelp}</span>
              </>
            )}
            {reveal.error && <ProblemNote error={reveal.error} />}
          </dd>
        </div>
        <div>
          <dt>{t.contract}</dt>
          <dd>
            <span className="figure">{file.contractNo}</span>
            <div className="soft small">{t.signedOn(dayText(file.contractSignedOn, language))}</div>
            <div className="soft small">
              {t.reference} <span className="figure">{file.reference}</span>
            </div>
          </dd>
        </div>
        <div>
          <dt>{t.filedOn}</dt>
          <dd>
            <DayText day={file.filedOn} />
            <div className="soft small">{file.commissionName}</div>
            {file.procedure.targetOn !== null && (
              <div className="soft small">
                {t.target} <DayText day={file.procedure.targetOn} /> ({t.targetHelp})
              </div>
            )}
          </dd>
        </div>
        {file.fee && (
          <div>
            <dt>{t.fee}</dt>
            <dd>
              <Yuan fen={file.fee.totalFen} />
              <div className="soft small">{file.fee.receiptNo === null ? t.feeUnpaid : t.feeReceipt(file.fee.receiptNo)}</div>
            </dd>
          </div>
        )}
        {file.arbitrator && (
          <div>
            <dt>{t.arbitrator}</dt>
            <dd>{file.arbitrator.name}</dd>
          </div>
        )}
      </dl>
      <a href={`/api/cases/${file.caseId}/bundle`} download>
        {t.downloadBundle}
      </a>
    </section>
  );
}
