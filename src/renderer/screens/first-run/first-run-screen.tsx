import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { BranchState } from '../../../shared/contract/branch-api.ts';
import { type FirstRunStep, firstRunSteps } from '../../../shared/contract/first-run.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys, useLiveReading } from '../../api/queries.ts';
import { usePreferences } from '../../format/preferences.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { DoneStep } from './done-step.tsx';
import { PrinterStep, RelayStep, TicketStep } from './equipment-steps.tsx';
import classes from './first-run.module.css';
import { ManagerStep, MenuStep } from './people-steps.tsx';
import { RestaurantStep } from './restaurant-step.tsx';
import { DataStep, LanguageStep } from './start-steps.tsx';

/** The first day of a branch: from nothing to a printed ticket, one question at a time, each of which can wait. */
export function FirstRunScreen({ step }: { step: FirstRunStep }) {
  const t = useT();
  const [, go] = useLocation();
  const { preferences, change } = usePreferences();
  const other = preferences.language === 'ar' ? 'en' : 'ar';
  const move = useMove();
  useLiveReading();
  useReadFromTop(step);
  const here = firstRunSteps.indexOf(step);
  const to = (by: 1 | -1) => move.mutate(firstRunSteps[here + by] ?? 'done');
  return (
    <main className={classes.page}>
      <header className={classes.head}>
        <span className={classes.brand}>{t('app.name')}</span>
        <progress
          className={classes.progress}
          aria-label={t('firstRun.progress')}
          max={firstRunSteps.length - 1}
          value={here}
        />
        {step === 'language' ? null : (
          <Button look="quiet" lang={other} onClick={() => change({ language: other })}>
            {t('nav.switchLanguage')}
          </Button>
        )}
      </header>
      <section className={classes.card} aria-labelledby="first-run-title">
        <Step
          step={step}
          onNext={() => to(1)}
          onBack={() => to(-1)}
          onEnd={() => move.mutate(null, { onSuccess: () => go('/') })}
        />
        <FailedNote error={move.error} />
      </section>
    </main>
  );
}

function Step(props: {
  step: FirstRunStep;
  onNext: () => void;
  onBack: () => void;
  onEnd: () => void;
}) {
  switch (props.step) {
    case 'language':
      return <LanguageStep {...props} />;
    case 'data':
      return <DataStep {...props} />;
    case 'restaurant':
      return <RestaurantStep {...props} />;
    case 'relay':
      return <RelayStep {...props} />;
    case 'printer':
      return <PrinterStep {...props} />;
    case 'manager':
      return <ManagerStep {...props} />;
    case 'menu':
      return <MenuStep {...props} />;
    case 'ticket':
      return <TicketStep {...props} />;
    case 'done':
      return <DoneStep {...props} />;
  }
}

/** The branch keeps the place; the page is there at once. */
function useMove() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (step: FirstRunStep | null) => api.moveFirstRun({ step }),
    onSuccess: (_reply, step) =>
      queries.setQueryData<BranchState>(keys.state, (state) => {
        if (!state) return state;
        const { firstRun: _before, ...rest } = state;
        return step === null ? rest : { ...rest, firstRun: step };
      }),
  });
}

/** A new question is read from its heading, by eye and by screen reader. */
function useReadFromTop(step: FirstRunStep): void {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    window.scrollTo({ top: 0 });
    document.getElementById('first-run-title')?.focus();
  }, [step]);
}
