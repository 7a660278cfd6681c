import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { BusyMode, BusySpan } from '../../shared/contract/rules.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import { Choice, Choices } from '../ui/choice.tsx';
import { FailedNote } from '../ui/failed-note.tsx';
import { SideSheet } from '../ui/side-sheet.tsx';
import classes from './busy.module.css';
import { useRulesChange } from './use-rules.ts';

const spans = ['15', '30', '60', '120', 'tomorrow'] as const;
type Span = (typeof spans)[number];
const extras = [5, 10, 15, 20, 30];

const toSpan = (span: Span): BusySpan => (span === 'tomorrow' ? span : { minutes: Number(span) });

/** For how long, and what it means: three answers that are all there already. */
export function BusySheet(props: {
  /** What is on already; null for none. */
  busy: BusyMode | null;
  onClose: () => void;
}) {
  const t = useT();
  const { busy, onClose } = props;
  const [span, setSpan] = useState<Span>('30');
  const [extraMinutes, setExtra] = useState(busy?.extraMinutes ?? 15);
  const [stopsRules, setStopsRules] = useState(busy?.stopsRules ?? false);
  const start = useRulesChange((api) =>
    api.startBusy({ span: toSpan(span), extraMinutes, stopsRules }),
  );
  return (
    <SideSheet onClose={onClose} width={480} title={t('busy.title')}>
      <div className={classes.form}>
        <p className={classes.lead}>{t('busy.lead')}</p>
        <Choices inline legend={t('busy.for')}>
          {spans.map((one) => (
            <Choice
              key={one}
              kind="radio"
              group="busy-span"
              label={t(`busy.span.${one}`)}
              checked={span === one}
              onChange={() => setSpan(one)}
            />
          ))}
        </Choices>
        <Choices inline legend={t('busy.extra')}>
          {extras.map((minutes) => (
            <Choice
              key={minutes}
              kind="radio"
              group="busy-extra"
              label={<bdi>{t('busy.extraOf', { count: minutes })}</bdi>}
              checked={extraMinutes === minutes}
              onChange={() => setExtra(minutes)}
            />
          ))}
        </Choices>
        <Switch
          size="lg"
          label={t('busy.stopsRules')}
          description={t('busy.stopsRulesHint')}
          checked={stopsRules}
          onChange={(event) => setStopsRules(event.currentTarget.checked)}
        />
        <FailedNote error={start.error} />
        <Button
          look="primary"
          wide
          disabled={start.isPending}
          onClick={() => start.mutate(undefined, { onSuccess: onClose })}
        >
          {t(busy ? 'common.save' : 'busy.startLong')}
        </Button>
      </div>
    </SideSheet>
  );
}
