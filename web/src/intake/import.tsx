/** Filing a batch from any export: files → mapping → check → create. What was done so far survives a reload. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Skeleton, Steps } from 'antd';
import { useEffect, useRef } from 'react';
import { useMe } from '../parties/me.ts';
import { useStatus } from '../sandbox/time.ts';
import { useWords } from '../shell/language.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { CheckStep } from './check-step.tsx';
import { FilesStep } from './files-step.tsx';
import { importSteps, type ImportStep } from './import-steps.ts';
import { importWords } from './import-words.ts';
import './intake.css';
import { MappingStep } from './mapping-step.tsx';
import { filingOptionsQuery } from './queries.ts';
import { useImport } from './wizard-state.ts';

export function ImportPage() {
  const t = useWords(importWords);
  usePageTitle(t.title);
  const navigate = useNavigate();
  const { step: asked } = useSearch({ from: '/office/batches/new' });
  const { personId, acting } = useMe();
  const { state, change, clear } = useImport(`${personId}.${acting.institution.institutionId}`);
  const options = useQuery(filingOptionsQuery);
  const status = useStatus();
  const reached: ImportStep = state.checkId !== null ? 'check' : state.mapping !== null ? 'mapping' : 'files';
  const step = asked !== undefined && importSteps.indexOf(asked) <= importSteps.indexOf(reached) ? asked : 'files';
  const sheet = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    // The button that led here is gone: the keyboard goes on at the top of the step.
    if (shown.current !== step) sheet.current?.focus();
    shown.current = step;
  }, [step]);
  const go = (to: ImportStep) => void navigate({ to: '/batches/new', search: { step: to } });
  return (
    <main id="content" className="page">
      <header className="page-head">
        <h1>{t.title}</h1>
        {reached !== 'files' && (
          <Button
            onClick={() => {
              clear();
              go('files');
            }}
          >
            {t.startAnew}
          </Button>
        )}
      </header>
      <nav aria-label={t.stepsLabel} className="import-steps">
        <Steps
          size="small"
          responsive={false}
          current={importSteps.indexOf(step)}
          items={importSteps.map((each) => ({ title: t.steps[each] }))}
        />
      </nav>
      {options.error && <ProblemNote error={options.error} retry={() => void options.refetch()} />}
      {(options.isPending || !status.data) && <Skeleton active />}
      {options.data && status.data && (
        <section ref={sheet} tabIndex={-1} aria-label={t.steps[step]} className="import-step">
          {step === 'files' && <FilesStep state={state} change={change} options={options.data} businessDay={status.data.businessDay} onDone={() => go('mapping')} />}
          {step === 'mapping' && (
            <MappingStep state={state} change={change} options={options.data} businessDay={status.data.businessDay} onBack={() => go('files')} onDone={() => go('check')} />
          )}
          {step === 'check' && <CheckStep state={state} onBack={() => go('mapping')} onCreated={clear} />}
        </section>
      )}
    </main>
  );
}
