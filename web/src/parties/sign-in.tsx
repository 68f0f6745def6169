import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { sandboxQuery, useStatus } from '../sandbox/time.ts';
import { api, problemOf } from '../shell/api.ts';
import { LanguageSwitch, useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { partiesWords } from './words.ts';

interface Credentials {
  readonly email: string;
  readonly password: string;
}

export function SignInPage() {
  const t = useWords(partiesWords);
  usePageTitle(t.signIn);
  const { to } = useSearch({ from: '/counter/sign-in' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => api.send('/auth/sign-in/email', credentials),
    onSuccess: async () => {
      client.clear();
      await navigate({ to: to ?? '/' });
    },
  });
  const isWrong = [400, 401].includes(problemOf(signIn.error).status);
  return (
    <main id="content" className="sign-in">
      <div className="sign-in-head">
        <p className="wordmark">Assize</p>
        <LanguageSwitch />
      </div>
      <h1>{t.signIn}</h1>
      <p className="soft">{t.lead}</p>
      <Form layout="vertical" requiredMark={false} onFinish={(values: Credentials) => signIn.mutate(values)} disabled={signIn.isPending}>
        <Form.Item name="email" label={t.email} rules={[{ required: true, message: t.emailMissing }]}>
          <Input type="email" autoComplete="username" inputMode="email" autoFocus />
        </Form.Item>
        <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.passwordMissing }]}>
          <Input.Password autoComplete="current-password" visibilityToggle={false} />
        </Form.Item>
        {signIn.error && (isWrong ? <Alert type="error" role="alert" title={t.wrong} description={t.wrongDetail} /> : <ProblemNote error={signIn.error} />)}
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t.signIn}
        </Button>
      </Form>
      <p className="soft small">{t.respondent}</p>
      <SandboxSignIns choose={(credentials) => signIn.mutate(credentials)} isBusy={signIn.isPending} />
    </main>
  );
}

function SandboxSignIns({ choose, isBusy }: { readonly choose: (credentials: Credentials) => void; readonly isBusy: boolean }) {
  const t = useWords(partiesWords);
  const isSandbox = useStatus().data?.sandbox ?? false;
  const { data, error, refetch } = useQuery({ ...sandboxQuery, enabled: isSandbox });
  if (!isSandbox) return null;
  return (
    <section className="sandbox-sign-ins" aria-labelledby="sandbox-sign-ins">
      <h2 id="sandbox-sign-ins">{t.sandboxTitle}</h2>
      <p className="soft small">{t.sandboxLead}</p>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      <ul>
        {data?.signIns.map((person) => (
          <li key={person.email}>
            <button type="button" disabled={isBusy} aria-label={t.signInAs(person.name)} onClick={() => choose({ email: person.email, password: person.password })}>
              <strong>{person.name}</strong>
              <span>{person.roles.map((role) => t.roles[role]).join(' · ')}</span>
              <span className="soft small">
                {person.institution}
                {person.pin !== null && ` · ${t.pin(person.pin)}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p>
        <a href="/mailbox">{t.mailbox}</a>
      </p>
    </section>
  );
}
