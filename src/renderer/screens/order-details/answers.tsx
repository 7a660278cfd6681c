import type { PlatformAnswer } from '../../../shared/contract/branch-api.ts';
import { Chip, type Tone } from '../../../shared/ui/chip.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './order-details.module.css';
import { Section } from './section.tsx';

const answerTones: Record<PlatformAnswer['state'], Tone> = {
  waiting: 'waiting',
  told: 'ready',
  refused: 'problem',
  gave_up: 'problem',
};

/** What the platform was told and how it took it. */
export function PlatformAnswers({ answers }: { answers: readonly PlatformAnswer[] }) {
  const t = useT();
  if (answers.length === 0) return null;
  return (
    <Section title={t('details.answers')}>
      <ol className={classes.timeline}>
        {answers.map((answer, index) => (
          <li key={index} data-bad={answer.state === 'refused' || answer.state === 'gave_up'}>
            <span className={classes.step}>
              {t(`orderAction.${answer.action}`)}
              {answer.detail === '' ? null : <small dir="auto">{answer.detail}</small>}
            </span>
            <span className={classes.when}>
              <Chip tone={answerTones[answer.state]}>{t(`details.answer.${answer.state}`)}</Chip>
              <TimeText atMs={answer.atMs} style="seconds" />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
