import { Empty } from 'antd';
import type { WirePaper } from '../../../src/http/wire/index.ts';
import { DayText, Fingerprint, InstantText, sizeText } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { docketWords } from './words.ts';

export const paperAddress = (caseId: string, paperId: string): string => `/api/cases/${caseId}/papers/${paperId}`;

export function Papers({ caseId, papers }: { readonly caseId: string; readonly papers: readonly WirePaper[] }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  if (papers.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.noPapers} />;
  return (
    <ul className="papers">
      {papers.map((paper) => {
        const title = language === 'zh' ? paper.titleZh : paper.titleEn;
        return (
          <li key={paper.paperId}>
            <a href={paperAddress(caseId, paper.paperId)} target="_blank" rel="noreferrer" aria-label={t.openPaper(title)}>
              <strong>{title}</strong>
              {language === 'en' && <span lang="zh-CN"> {paper.titleZh}</span>}
            </a>
            <span className="soft small">
              {t.issuedOn} <DayText day={paper.issuedOn} /> · {sizeText(paper.bytes)} · <Fingerprint hash={paper.sha256} />
            </span>
            {paper.signatures.map((signature) => (
              <span key={signature.field} className="small signature">
                {t.signatures[signature.field]} {signature.name}, <InstantText instant={signature.at} />
              </span>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
