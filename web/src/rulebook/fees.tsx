/** What an arbitration costs: by the commission's table or a shipped one, part by part, and what is given back. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { WireFeeAnswer, WireFeeRefund, WireFeeTable } from '../../../src/http/wire/index.ts';
import { formatPercent } from '../../../src/kernel/rate.ts';
import { dayText, Yuan, yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { WideTable } from '../shell/wide-table.tsx';
import { fenOfYuan } from './amounts.ts';
import { ArticleLink } from './article.tsx';
import { useOwnCommission } from './commission.ts';
import { feeQuery, useRulebook } from './queries.ts';
import { Refused } from './refused.tsx';
import { rulebookWords } from './words.ts';

const own = 'own';
const exampleYuan = '8300';

export function FeesPart() {
  const t = useWords(rulebookWords);
  usePageTitle(t.parts.fees);
  return (
    <>
      <FeeCalculator />
      <FeeTables />
      <RefundRules />
    </>
  );
}

function FeeCalculator() {
  const t = useWords(rulebookWords);
  const { feeTables } = useRulebook();
  const commissionId = useOwnCommission();
  const search = useSearch({ from: '/reading/rulebook/fees' });
  const navigate = useNavigate({ from: '/rulebook/fees' });
  const table = search.table ?? (commissionId === undefined ? feeTables[0]?.id : own);
  const [amount, setAmount] = useState(search.yuan ?? exampleYuan);
  const disputeFen = fenOfYuan(amount);
  const isOwn = table === own;
  const { data, error, refetch } = useQuery({
    ...feeQuery({ table: isOwn ? undefined : table, commissionId: isOwn ? commissionId : undefined, disputeFen: disputeFen ?? '' }),
    enabled: disputeFen !== null && (!isOwn || commissionId !== undefined),
  });
  const ask = (part: typeof search) => void navigate({ search: (was) => ({ ...was, ...part }), replace: true, resetScroll: false });
  return (
    <section className="calculator" aria-labelledby="fee-calculator">
      <h2 id="fee-calculator">{t.feeQuestion}</h2>
      <Form layout="vertical" className="calculator-form">
        <Form.Item label={t.feeTable} htmlFor="fee-table" className="wide-field">
          <Select
            id="fee-table"
            {...(table !== undefined && { value: table })}
            options={[...(commissionId === undefined ? [] : [{ value: own, label: t.ownTable }]), ...feeTables.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(chosen) => ask({ table: chosen })}
          />
        </Form.Item>
        <Form.Item label={t.dispute} htmlFor="fee-dispute" {...(disputeFen === null && amount !== '' && { validateStatus: 'error', help: t.notASum })}>
          <Input
            id="fee-dispute"
            inputMode="decimal"
            prefix="¥"
            value={amount}
            onChange={({ target }) => {
              setAmount(target.value);
              ask({ yuan: target.value });
            }}
          />
        </Form.Item>
      </Form>
      <div role="status">
        {disputeFen === null && <p className="soft">{t.feeIncomplete}</p>}
        {disputeFen !== null && error && <Refused error={error} retry={() => void refetch()} />}
        {disputeFen !== null && !error && data && <FeeAnswer answer={data} />}
      </div>
    </section>
  );
}

function FeeAnswer({ answer }: { readonly answer: WireFeeAnswer }) {
  const t = useWords(rulebookWords);
  return (
    <>
      <p className="big-figure">
        <strong>
          <Yuan fen={answer.totalFen} />
        </strong>{' '}
        <span className="soft small">{t.feeOn(yuan(answer.disputeFen))}</span>
      </p>
      <TableStanding table={answer.table} />
      <table className="ledger fee-steps">
        <thead>
          <tr>
            <th scope="col">{t.portion}</th>
            <th scope="col">{t.share}</th>
            <th scope="col" className="number">
              {t.fee}
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.steps.map(({ fromFen, toFen, share, feeFen }) => (
            <tr key={fromFen}>
              <td className="figure-list">{t.portionOf(yuan(fromFen), yuan(toFen))}</td>
              <td>{share === null ? t.baseFee : formatPercent(share)}</td>
              <td className="number">
                <Yuan fen={feeFen} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t.acceptanceFee}
            </th>
            <td className="number">
              <Yuan fen={answer.acceptanceFen} />
            </td>
          </tr>
          <tr>
            <th scope="row" colSpan={2}>
              {t.processingFee}
            </th>
            <td className="number">
              <Yuan fen={answer.processingFen} />
            </td>
          </tr>
          <tr className="ledger-total">
            <th scope="row" colSpan={2}>
              {t.feeTotal}
            </th>
            <td className="number">
              <Yuan fen={answer.totalFen} />
            </td>
          </tr>
        </tfoot>
      </table>
      <h3>{t.refundOf}</h3>
      <WideTable label={t.refundOf}>
        <thead>
          <tr>
            <th scope="col">{t.refundRule}</th>
            <th scope="col">{t.stage}</th>
            <th scope="col" className="number">
              {t.refunded}
            </th>
            <th scope="col" className="number">
              {t.kept}
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.refunds.map(({ rule, stage, refundFen, keptFen }) => (
            <tr key={rule.id + stage}>
              <td lang="zh-CN">{rule.name}</td>
              <td>{t.stages[stage]}</td>
              <td className="number">
                <Yuan fen={refundFen} />
              </td>
              <td className="number">
                <Yuan fen={keptFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </>
  );
}

function TableStanding({ table }: { readonly table: WireFeeTable }) {
  const t = useWords(rulebookWords);
  return table.standing === 'observed' ? <Alert type="warning" showIcon title={t.observed} /> : null;
}

function FeeTables() {
  const t = useWords(rulebookWords);
  const { feeTables } = useRulebook();
  return (
    <section aria-labelledby="fee-tables">
      <h2 id="fee-tables">{t.feeTables}</h2>
      <p className="soft">{t.feeTablesLead}</p>
      <div className="sheets">
        {feeTables.map((table) => (
          <article key={table.id} className="sheet">
            <h3 lang="zh-CN">{table.name}</h3>
            <FeeTableText table={table} />
          </article>
        ))}
      </div>
    </section>
  );
}

/** A table in full: also what a commission's own row holds. */
export function FeeTableText({ table }: { readonly table: WireFeeTable }) {
  const t = useWords(rulebookWords);
  const { language } = useLanguage();
  const first = table.brackets[0];
  return (
    <>
      <table className="ledger">
        <tbody>
          <tr>
            <th scope="row">{first ? t.upTo(yuan(first.aboveFen)) : t.anySum}</th>
            <td className="number">
              <Yuan fen={table.baseFen} />
            </td>
          </tr>
          {table.brackets.map(({ aboveFen, share }, index) => {
            const next = table.brackets[index + 1]?.aboveFen ?? table.coversToFen;
            return (
              <tr key={aboveFen}>
                <th scope="row">{next === null ? t.above(yuan(aboveFen)) : t.portionOf(yuan(aboveFen), yuan(next))}</th>
                <td className="number">{formatPercent(share)}</td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">{t.processingFee}</th>
            <td className="number">
              <Yuan fen={table.processingFen} />
            </td>
          </tr>
        </tbody>
      </table>
      <p className="small">
        {table.coversToFen === null ? t.coversAny : t.coversTo(yuan(table.coversToFen))}
        {table.inUseFrom !== null && ` ${t.inUseFrom(dayText(table.inUseFrom, language))}`}
      </p>
      {table.article && (
        <p className="small">
          <ArticleLink article={table.article} />
        </p>
      )}
      <p className="soft small" lang="zh-CN">
        {table.source}
      </p>
      <TableStanding table={table} />
    </>
  );
}

function RefundRules() {
  const t = useWords(rulebookWords);
  const { feeRefundRules } = useRulebook();
  return (
    <section aria-labelledby="refund-rules">
      <h2 id="refund-rules">{t.refundRules}</h2>
      <p className="soft">{t.refundRulesLead}</p>
      <div className="sheets">
        {feeRefundRules.map((rule) => (
          <article key={rule.id} className="sheet">
            <h3 lang="zh-CN">{rule.name}</h3>
            <RefundText rule={rule} />
          </article>
        ))}
      </div>
    </section>
  );
}

export function RefundText({ rule }: { readonly rule: WireFeeRefund }) {
  const t = useWords(rulebookWords);
  return (
    <>
      <table className="ledger">
        <tbody>
          <tr>
            <th scope="row">{t.stages.before_tribunal}</th>
            <td className="number">{formatPercent(rule.beforeTribunal)}</td>
          </tr>
          <tr>
            <th scope="row">{t.stages.after_tribunal}</th>
            <td className="number">{formatPercent(rule.afterTribunal)}</td>
          </tr>
        </tbody>
      </table>
      {rule.article && (
        <p className="small">
          <ArticleLink article={rule.article} />
        </p>
      )}
      <p className="soft small" lang="zh-CN">
        {rule.source}
      </p>
    </>
  );
}
