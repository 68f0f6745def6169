/** What the sandbox has sent: the only way to read a notice without a real mailbox. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Empty, Input, Pagination, Result, Skeleton } from 'antd';
import { Fragment } from 'react';
import type { WireMailbox } from '../../../src/http/wire/index.ts';
import { api, problemOf, queryText } from '../shell/api.ts';
import { InstantText, sizeText } from '../shell/figures.tsx';
import { LanguageSwitch, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { sandboxWords } from './words.ts';

const perPage = 20;

export function MailboxPage() {
  const t = useWords(sandboxWords);
  usePageTitle(t.mailbox);
  const { to, page } = useSearch({ from: '/counter/mailbox' });
  const navigate = useNavigate({ from: '/mailbox' });
  const { data, error, refetch } = useQuery({
    queryKey: ['mailbox', to, page],
    queryFn: () => api.get<WireMailbox>(`/sandbox/mailbox${queryText({ to, offset: ((page ?? 1) - 1) * perPage, limit: perPage })}`),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
    retry: false,
  });
  return (
    <main id="content" className="page mailbox">
      <header className="page-head">
        <div>
          <h1>{t.mailbox}</h1>
          <p className="soft">{t.mailboxLead}</p>
        </div>
        <div className="page-actions">
          <a href="/">{t.toSignIn}</a>
          <LanguageSwitch />
        </div>
      </header>
      <Input.Search
        key={to ?? ''}
        className="mailbox-search"
        defaultValue={to ?? ''}
        placeholder={t.all}
        aria-label={t.to}
        allowClear
        enterButton={<Button>{t.search}</Button>}
        onSearch={(text) => void navigate({ search: { to: text.trim() === '' ? undefined : text.trim(), page: undefined } })}
      />
      {error && (problemOf(error).status === 404 ? <Result status="404" title={t.notSandbox} subTitle={t.notSandboxDetail} /> : <ProblemNote error={error} retry={() => void refetch()} />)}
      {!data && !error && <Skeleton active />}
      {data?.total === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={to ? t.noneFor(to) : <><div>{t.empty}</div><div className="small">{t.emptyDetail}</div></>} />}
      <ul className="messages">{data?.items.map((mail) => <Message key={mail.messageId} mail={mail} />)}</ul>
      {data && data.total > perPage && (
        <Pagination current={page ?? 1} pageSize={perPage} total={data.total} showSizeChanger={false} onChange={(chosen) => void navigate({ search: (was) => ({ ...was, page: chosen }) })} />
      )}
    </main>
  );
}

function Message({ mail }: { readonly mail: WireMailbox['items'][number] }) {
  const t = useWords(sandboxWords);
  return (
    <li>
      <article>
        <h2>{mail.subject}</h2>
        <p className="soft small">
          {mail.to} · <InstantText instant={mail.receivedAt} />
        </p>
        <div className="message-text">
          <Linked text={mail.text} />
        </div>
        {mail.attachments.length > 0 && (
          <p className="soft small">
            {t.attachments}: {mail.attachments.map((file) => `${file.name} (${sizeText(file.bytes)})`).join(', ')}
          </p>
        )}
      </article>
    </li>
  );
}

/** Plain text with its web addresses made into links. */
function Linked({ text }: { readonly text: string }) {
  return text.split(/(https?:\/\/[^\s<>"'，。；）)]+)/).map((piece, index) => (
    <Fragment key={index}>{index % 2 === 1 ? <a href={piece}>{piece}</a> : piece}</Fragment>
  ));
}
