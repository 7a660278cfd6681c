import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { usePrinters, useStations } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { CheckStep } from './check-step.tsx';
import { type Draft, emptyDraft, reachable, type Step, steps } from './draft.ts';
import { FindStep } from './find-step.tsx';
import { StepList } from './step-list.tsx';
import type { StepProps } from './step-page.tsx';
import { TestStep } from './test-step.tsx';
import { useDiscovery } from './use-discovery.ts';
import { UseStep } from './use-step.tsx';
import { WidthStep } from './width-step.tsx';
import classes from './wizard.module.css';

const placeOf = (step: Step) => `/printers/new/${step}`;

/** Finds a printer, sees that it prints well, and only then adds it. One page for each question. */
export function PrinterWizardScreen(props: { step: string | undefined }) {
  const t = useT();
  const [, go] = useLocation();
  const [draft, setDraft] = useState(emptyDraft);
  const step = reachable(steps.find((one) => one === props.step) ?? 'find', draft);
  useEffect(() => {
    if (step !== props.step) go(placeOf(step), { replace: true });
  }, [go, props.step, step]);
  useAtTop(step);
  const move = (by: 1 | -1) => {
    const next = steps[steps.indexOf(step) + by];
    go(next ? placeOf(next) : '/printers');
  };
  return (
    <Page
      narrow
      title={t('wizard.title')}
      action={
        draft.printerId === null ? (
          <Link href="/printers" className={classes.cancel ?? ''}>
            {t('common.cancel')}
          </Link>
        ) : null
      }
    >
      <StepList current={step} />
      <StepPage
        step={step}
        draft={draft}
        change={(part) => setDraft((before) => ({ ...before, ...part }))}
        onBack={() => move(-1)}
        onNext={() => move(1)}
        goTo={(to) => go(placeOf(to))}
      />
    </Page>
  );
}

/** A new page is read from its top, by eye and by screen reader. */
function useAtTop(step: Step): void {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    const content = document.getElementById('content');
    content?.scrollTo({ top: 0 });
    content?.focus();
  }, [step]);
}

interface StepPageProps extends Omit<StepProps, 'printers' | 'profiles' | 'stations'> {
  readonly step: Step;
  readonly draft: Draft;
}

function StepPage({ step, ...shared }: StepPageProps) {
  const t = useT();
  const printers = usePrinters();
  const stations = useStations();
  const discovery = useDiscovery();
  const failed = [printers, stations].find((query) => query.isError && !query.data);
  if (failed) {
    return (
      <QueryFailed
        title={t('printers.failed')}
        error={failed.error}
        onRetry={() => Promise.all([printers.refetch(), stations.refetch()])}
      />
    );
  }
  if (!printers.data || !stations.data) return <LoadingState label={t('common.loading')} />;
  const given: StepProps = {
    ...shared,
    printers: printers.data.printers,
    profiles: printers.data.profiles,
    stations: stations.data.stations,
  };
  switch (step) {
    case 'find':
      return <FindStep {...given} discovery={discovery} />;
    case 'check':
      return <CheckStep {...given} />;
    case 'width':
      return <WidthStep {...given} />;
    case 'use':
      return <UseStep {...given} />;
    case 'test':
      return <TestStep {...given} />;
  }
}
