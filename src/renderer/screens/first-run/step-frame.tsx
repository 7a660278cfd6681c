import type { ReactNode } from 'react';
import type { FirstRunStep } from '../../../shared/contract/first-run.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './first-run.module.css';

/** What every step is given. */
export interface StepProps {
  readonly onNext: () => void;
  readonly onBack: () => void;
}

/** One question of the first day: what is asked, the way on, and what leaving it out means. */
export function StepFrame(props: {
  step: Exclude<FirstRunStep, 'done'>;
  /** The way on; left out where an answer itself goes on. */
  next?: { readonly label?: string; readonly disabled?: boolean; readonly onClick: () => void };
  onBack?: () => void;
  /** Leaves the step out; left out where it is answered already. */
  onSkip?: () => void;
  children: ReactNode;
}) {
  const t = useT();
  const { step, next } = props;
  return (
    <>
      <h1 className={classes.title} tabIndex={-1} id="first-run-title">
        {t(`firstRun.${step}.title`)}
      </h1>
      <p className={classes.lead}>{t(`firstRun.${step}.text`)}</p>
      <div className={classes.body}>{props.children}</div>
      <div className={classes.foot}>
        {props.onBack ? <Button onClick={props.onBack}>{t('wizard.back')}</Button> : null}
        {next ? (
          <Button look="primary" disabled={next.disabled} onClick={next.onClick}>
            {next.label ?? t('firstRun.next')}
          </Button>
        ) : null}
      </div>
      {props.onSkip ? (
        <div className={classes.skip}>
          <Button look="quiet" onClick={props.onSkip}>
            {t('firstRun.skip')}
          </Button>
          <span>{t(`firstRun.without.${step}`)}</span>
        </div>
      ) : null}
    </>
  );
}
