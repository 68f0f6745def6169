/** Why a rule is not taken, each fault in words of the reader's language; the server's own are English. */
import { Alert } from 'antd';
import { problemOf } from '../shell/api.ts';
import { useLanguage } from '../shell/language.tsx';
import { ProblemNote } from '../shell/problem.tsx';

export function RuleProblem({ error }: { readonly error: unknown }) {
  const { language } = useLanguage();
  const { code, detail, facts } = problemOf(error);
  const faults = facts?.['where'];
  if (code !== 'rule_value_invalid' || !Array.isArray(faults)) return <ProblemNote error={error} />;
  return (
    <Alert
      type="error"
      role="alert"
      title={detail}
      description={
        <ul className="faults">
          {faults.map((fault) => (
            <li key={fault}>{faultText(fault, language)}</li>
          ))}
        </ul>
      }
    />
  );
}

const chinese: readonly (readonly [said: RegExp, text: string])[] = [
  [/one publication a month without a gap; the next is that of (.+), on its 20th or later$/, '每月一次公布，不得间断；下一次为 $1 月的公布，日期为 20 日或以后'],
  [/a day on which it has been published$/, '公布日不能晚于今天'],
  [/(\d{4}), the first year that is not known$/, '只能录入 $1 年，即日历尚未知晓的第一年'],
  [/every statutory holiday is named; missing: (.+)$/, '法定节假日须全部列明，缺少：$1'],
  [/a make-up workday is a Saturday or Sunday that is not off$/, '调休上班日须为未放假的周六或周日'],
  [/a day of (\d{4}) or of the December before$/, '日期须在 $1 年内，或者上一年 12 月'],
  [/each part begins above the one before it$/, '各分段的起点须逐段递增'],
  [/the table covers more than the beginning of its last part$/, '适用的最高争议金额须高于最后一段的起点'],
];

function faultText(fault: string, language: 'en' | 'zh'): string {
  const said = fault.replace(/^[\w.]+: /, '');
  const known = language === 'zh' ? chinese.find(([pattern]) => pattern.test(said)) : undefined;
  if (known === undefined) return said;
  const [pattern, text] = known;
  return text.replace('$1', pattern.exec(said)?.[1] ?? '');
}
