import { NativeSelect, Switch } from '@mantine/core';
import type { AcceptRuleSettings } from '../../../shared/contract/rules.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './rules.module.css';

interface Props {
  readonly draft: AcceptRuleSettings;
  readonly onChange: (part: Partial<AcceptRuleSettings>) => void;
}

const minutes = [5, 10, 15, 20, 25, 30, 40, 45, 60, 75, 90];

/** What a person should rather look at. */
export function CareFields({ draft, onChange }: Props) {
  const t = useT();
  return (
    <fieldset className={classes.limits}>
      <legend>{t('rules.field.care')}</legend>
      <Switch
        size="lg"
        label={t('rules.field.needsPrinter')}
        checked={draft.needsPrinter}
        onChange={(event) => onChange({ needsPrinter: event.currentTarget.checked })}
      />
      <Switch
        size="lg"
        label={t('rules.field.takesNotes')}
        description={t('rules.field.takesNotesHint')}
        checked={draft.takesNotes}
        onChange={(event) => onChange({ takesNotes: event.currentTarget.checked })}
      />
      <Switch
        size="lg"
        label={t('rules.field.takesUnknown')}
        checked={draft.takesUnknownItems}
        onChange={(event) => onChange({ takesUnknownItems: event.currentTarget.checked })}
      />
    </fieldset>
  );
}

/** What the platform and the kitchen are promised. */
export function PrepField({ draft, onChange }: Props) {
  const t = useT();
  const choices = [...new Set([...minutes, draft.prepMinutes])].toSorted((a, b) => a - b);
  return (
    <NativeSelect
      label={t('rules.field.prep')}
      value={String(draft.prepMinutes)}
      onChange={(event) => onChange({ prepMinutes: Number(event.currentTarget.value) })}
      data={choices.map((count) => ({
        value: String(count),
        label: t('common.minutes', { count }),
      }))}
    />
  );
}
