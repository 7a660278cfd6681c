import { IconCheck } from '@tabler/icons-react';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { type Step, steps } from './draft.ts';
import classes from './wizard.module.css';

/** Where the person is and how much is still to come. */
export function StepList(props: { current: Step }) {
  const t = useT();
  const { digits } = useLocale();
  const here = steps.indexOf(props.current);
  return (
    <ol className={classes.steps} aria-label={t('wizard.steps')}>
      {steps.map((step, index) => (
        <li key={step} data-done={index < here} aria-current={index === here ? 'step' : undefined}>
          <span className={classes.dot}>
            {index < here ? (
              <IconCheck aria-label={t('wizard.done')} />
            ) : (
              inDigits(String(index + 1), digits)
            )}
          </span>
          <span className={classes.stepName}>{t(`wizard.step.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
