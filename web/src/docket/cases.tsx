/** The list of cases: by state, searched, sorted, paged, and acted on in numbers. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Empty, Grid, Input, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { WireCaseList, WireCaseSummary } from '../../../src/http/wire/index.ts';
import { useMe } from '../parties/me.ts';
import { count, DayText, Yuan } from '../shell/figures.tsx';
import { useLanguage, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { shellWords } from '../shell/words.ts';
import { CommandButtons, commonCommands } from './command-buttons.tsx';
import './docket.css';
import { caseSorts, type CaseFilter } from './case-filter.ts';
import { allCases, casesQuery } from './queries.ts';
import { StateMark } from './state-mark.tsx';
import { caseStates, singleCaseCommands } from './states.ts';
import { docketWords } from './words.ts';

const perPage = 50;

export function CasesPage() {
  const t = useWords(docketWords);
  const shell = useWords(shellWords);
  usePageTitle(t.cases);
  const { page = 1, ...filter } = useSearch({ from: '/office/cases' });
  const navigate = useNavigate({ from: '/cases' });
  const { language } = useLanguage();
  const { data, error, refetch, isPlaceholderData } = useQuery(casesQuery(filter, (page - 1) * perPage, perPage));
  const [selection, setSelection] = useState<ReadonlyMap<string, WireCaseSummary>>(new Map());
  const mayAct = useMe().acting.institution.kind === 'commission';
  const narrow = !Grid.useBreakpoint().md;
  const columns = useColumns(narrow);
  const isFiltered = filter.q !== undefined || filter.batchId !== undefined || filter.state !== undefined;

  const choose = (keys: readonly React.Key[], rows: readonly WireCaseSummary[]) => {
    const shown = new Map(rows.filter(Boolean).map((row) => [row.caseId, row]));
    setSelection(new Map(keys.map(String).flatMap((key) => { const row = shown.get(key) ?? selection.get(key); return row ? [[key, row] as const] : []; })));
  };

  return (
    <main id="content" className="page">
      <header className="page-head">
        <div>
          <h1>{t.cases}</h1>
          <p className="soft">
            {filter.batchId === undefined ? t.casesLead : t.ofBatch}{' '}
            {filter.batchId !== undefined && (
              <Link to="/cases" search={(was) => ({ ...was, batchId: undefined, page: undefined })}>
                {t.showAllBatches}
              </Link>
            )}
          </p>
        </div>
        <div className="case-tools">
          <Input.Search
            key={filter.q ?? ''}
            className="case-search"
            defaultValue={filter.q ?? ''}
            placeholder={t.searchHint}
            aria-label={t.searchHint}
            allowClear
            enterButton={<Button>{t.search}</Button>}
            onSearch={(text) => void navigate({ search: (was) => ({ ...was, q: text.trim() === '' ? undefined : text.trim(), page: undefined }) })}
          />
          <Select
            aria-label={t.sort}
            value={filter.sort ?? 'newest'}
            options={caseSorts.map((sort) => ({ value: sort, label: t.sorts[sort] }))}
            onChange={(sort) => void navigate({ search: (was) => ({ ...was, sort: sort === 'newest' ? undefined : sort, page: undefined }) })}
          />
        </div>
      </header>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {data && <StateFilter list={data} />}
      {mayAct && data && <SelectionBar selection={selection} total={data.total} filter={filter} setSelection={setSelection} />}
      {!error && (
        <Table<WireCaseSummary>
          className="case-table"
          rowKey="caseId"
          size={narrow ? 'small' : 'medium'}
          columns={columns}
          dataSource={data?.items ?? []}
          loading={!data || isPlaceholderData}
          showHeader={!narrow || mayAct}
          pagination={{
            current: page,
            pageSize: perPage,
            total: data?.total ?? 0,
            showSizeChanger: false,
            hideOnSinglePage: true,
            simple: narrow,
            showTotal: (total, [from, to]) => shell.itemsOf(from, to, count(total, language)),
          }}
          onChange={({ current }) => void navigate({ search: (was) => ({ ...was, page: current === 1 ? undefined : current }) })}
          {...(mayAct && {
            rowSelection: {
              selectedRowKeys: [...selection.keys()],
              preserveSelectedRowKeys: true,
              onChange: choose,
              getCheckboxProps: (row: WireCaseSummary) => ({ 'aria-label': t.selectCase(row.caseNo ?? row.reference) }),
              getTitleCheckboxProps: () => ({ 'aria-label': t.selectPage }),
            },
          })}
          locale={{
            emptyText: data && (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={isFiltered ? t.noMatch : <><strong>{t.noCases}</strong><div>{t.noCasesDetail}</div></>}>
                {isFiltered && (
                  <Link to="/cases" search={{}}>
                    {t.clearSearch}
                  </Link>
                )}
              </Empty>
            ),
          }}
        />
      )}
    </main>
  );
}

function useColumns(narrow: boolean): TableColumnsType<WireCaseSummary> {
  const t = useWords(docketWords);
  if (narrow) return [{ key: 'caseNo', title: t.cases, render: (_, row) => <CaseCard row={row} /> }];
  return [
    {
      key: 'caseNo',
      title: t.caseNo,
      render: (_, row) => (
        <>
          <CaseLink row={row} />
          <div className="soft small">{row.caseNo !== null && row.reference}</div>
        </>
      ),
    },
    {
      key: 'parties',
      title: `${t.applicant} / ${t.respondent}`,
      render: (_, row) => (
        <>
          {row.lenderName}
          <div className="soft">{row.respondentName}</div>
        </>
      ),
    },
    {
      key: 'stateSince',
      title: t.state,
      render: (_, row) => (
        <>
          <StateMark state={row.state} />
          <div className="soft small">
            {t.since} <DayText day={row.stateSince} />
            {row.answered && ` · ${t.answered}`}
          </div>
        </>
      ),
    },
    { key: 'dueOn', title: t.deadline, render: (_, row) => <NextDeadline row={row} /> },
    { key: 'filedOn', title: t.filedOn, responsive: ['lg'], render: (_, row) => <DayText day={row.filedOn} /> },
    { key: 'totalFen', title: t.total, align: 'right', render: (_, row) => <Yuan fen={row.totalFen} /> },
  ];
}

const CaseLink = ({ row }: { readonly row: WireCaseSummary }) => (
  <Link to="/cases/$caseId" params={{ caseId: row.caseId }} className="figure case-link">
    {row.caseNo ?? row.reference}
  </Link>
);

function NextDeadline({ row }: { readonly row: WireCaseSummary }) {
  const t = useWords(docketWords);
  if (!row.nextDeadline) return <span className="soft">—</span>;
  return (
    <>
      <DayText day={row.nextDeadline.dueOn} />
      <div className="soft small">{t.deadlines[row.nextDeadline.kind]}</div>
    </>
  );
}

function CaseCard({ row }: { readonly row: WireCaseSummary }) {
  const t = useWords(docketWords);
  return (
    <div className="case-card">
      <div>
        <CaseLink row={row} />
        <Yuan fen={row.totalFen} />
      </div>
      <div className="soft">
        {row.lenderName} {t.versus} {row.respondentName}
      </div>
      <div>
        <StateMark state={row.state} />
        {row.nextDeadline && (
          <span className="soft small">
            {t.deadlines[row.nextDeadline.kind]} <DayText day={row.nextDeadline.dueOn} />
          </span>
        )}
      </div>
    </div>
  );
}

/** A filter is the current one only when the whole address is its own. */
const exactly = { exact: true, includeSearch: true } as const;

function StateFilter({ list }: { readonly list: WireCaseList }) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  const { state: chosen } = useSearch({ from: '/office/cases' });
  const counts = new Map(list.byState.map(({ state, count: cases }) => [state, cases]));
  const all = list.byState.reduce((sum, { count: cases }) => sum + cases, 0);
  return (
    <nav className="state-filter" aria-label={t.filter}>
      <Link to="/cases" search={(was) => ({ ...was, state: undefined, page: undefined })} activeOptions={exactly} aria-current={chosen === undefined ? 'true' : undefined}>
        {t.allStates} <span className="figure">{count(all, language)}</span>
      </Link>
      {caseStates
        .filter((state) => (counts.get(state) ?? 0) > 0 || state === chosen)
        .map((state) => (
          <Link key={state} to="/cases" search={(was) => ({ ...was, state, page: undefined })} activeOptions={exactly} aria-current={chosen === state ? 'true' : undefined}>
            {t.states[state]} <span className="figure">{count(counts.get(state) ?? 0, language)}</span>
          </Link>
        ))}
    </nav>
  );
}

interface SelectionBarProps {
  readonly selection: ReadonlyMap<string, WireCaseSummary>;
  readonly total: number;
  readonly filter: CaseFilter;
  readonly setSelection: (selection: ReadonlyMap<string, WireCaseSummary>) => void;
}

/** What can be done with the chosen cases together. */
function SelectionBar({ selection, total, filter, setSelection }: SelectionBarProps) {
  const t = useWords(docketWords);
  const { language } = useLanguage();
  const all = useMutation({ mutationFn: () => allCases(filter), onSuccess: (cases) => setSelection(new Map(cases.map((each) => [each.caseId, each]))) });
  const chosen = [...selection.values()];
  const commands = commonCommands(chosen).filter((command) => !singleCaseCommands.includes(command));
  if (chosen.length === 0) return null;
  return (
    <div className="selection-bar" role="region" aria-label={t.selected(count(chosen.length, language))}>
      <span className="figure" role="status">
        {t.selected(count(chosen.length, language))}
      </span>
      {chosen.length < total && (
        <button type="button" className="plain-button" disabled={all.isPending} onClick={() => all.mutate()}>
          {all.isPending ? t.selecting : t.selectAll(count(total, language))}
        </button>
      )}
      <button type="button" className="plain-button" onClick={() => setSelection(new Map())}>
        {t.clear}
      </button>
      {commands.length === 0 ? <span className="soft">{t.noCommonCommand}</span> : <CommandButtons commands={commands} cases={chosen} onSent={() => setSelection(new Map())} />}
      {all.error && <ProblemNote error={all.error} />}
    </div>
  );
}
