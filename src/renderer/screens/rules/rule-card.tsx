import { Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { AcceptRule, Misfit } from '../../../shared/contract/rules.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useRulesChange } from '../../rules/use-rules.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { UndoStrip } from '../../ui/undo-strip.tsx';
import { useUndoable } from '../../ui/use-undoable.ts';
import { ruleSentence } from './rule-words.ts';
import classes from './rules.module.css';
import { useRuleWords } from './use-rule-words.ts';

/** One rule as a sentence, with what keeps it from accepting now. */
export function RuleCard(props: {
  rule: AcceptRule;
  misfit: Misfit | null;
  isFirst: boolean;
  isLast: boolean;
  onMove: (steps: -1 | 1) => void;
  onEdit: () => void;
}) {
  const t = useT();
  const words = useRuleWords();
  const { rule, misfit } = props;
  const { name } = rule;
  const change = useRulesChange((api, isOn: boolean) => api.changeRule({ ...rule, isOn }));
  const remove = useRulesChange((api) => api.removeRule({ id: rule.id }));
  const removal = useUndoable(() => remove.mutate(undefined));
  if (remove.isPending || remove.isSuccess) return null;
  if (removal.pending) {
    return (
      <li>
        <UndoStrip title={t('rules.removed', { name })} onUndo={removal.undo} />
      </li>
    );
  }
  const isOn = change.isPending ? change.variables : rule.isOn;
  return (
    <li>
      <Panel>
        <div className={classes.head}>
          <h2>
            <bdi>{name}</bdi>
          </h2>
          {misfit === null || misfit === 'off' ? null : (
            <Chip tone="waiting">{t(`rules.misfit.${misfit}`)}</Chip>
          )}
          <Switch
            size="xl"
            classNames={{ trackLabel: classes.switchLabel ?? '' }}
            aria-label={t('rules.switch', { name })}
            onLabel={t('rules.on')}
            offLabel={t('rules.off')}
            checked={isOn}
            onChange={(event) => change.mutate(event.currentTarget.checked)}
          />
        </div>
        <p className={classes.sentence} data-off={!isOn}>
          {ruleSentence(rule, words)}
        </p>
        <FailedNote error={change.error ?? remove.error} />
        <div className={classes.buttons}>
          <Button onClick={props.onEdit} aria-label={t('rules.edit', { name })}>
            {t('common.edit')}
          </Button>
          <Button look="quiet" onClick={removal.begin} aria-label={t('rules.remove', { name })}>
            {t('common.remove')}
          </Button>
          <span className={classes.moves}>
            <Button
              look="quiet"
              icon={<IconArrowUp aria-hidden />}
              aria-label={t('rules.earlier', { name })}
              disabled={props.isFirst}
              onClick={() => props.onMove(-1)}
            />
            <Button
              look="quiet"
              icon={<IconArrowDown aria-hidden />}
              aria-label={t('rules.later', { name })}
              disabled={props.isLast}
              onClick={() => props.onMove(1)}
            />
          </span>
        </div>
      </Panel>
    </li>
  );
}
