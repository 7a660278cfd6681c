import { TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { type AcceptRule, AcceptRuleSettings } from '../../../shared/contract/rules.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useRulesChange } from '../../rules/use-rules.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import { CareFields, PrepField } from './care-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { ruleSentence } from './rule-words.ts';
import classes from './rules.module.css';
import { useRuleWords } from './use-rule-words.ts';
import { WhenFields } from './when-fields.tsx';

const newRule = (): AcceptRuleSettings => ({
  ...AcceptRuleSettings.parse({ name: 'new' }),
  name: '',
});

/** Everything about a rule, with the sentence it makes always in sight. */
export function RuleEditor(props: {
  /** Null for a new one. */
  rule: AcceptRule | null;
  platforms: readonly string[];
  onClose: () => void;
}) {
  const t = useT();
  const words = useRuleWords();
  const { rule, onClose } = props;
  const [draft, setDraft] = useState<AcceptRuleSettings>(() => rule ?? newRule());
  /** Fields in which something stands that is neither a number nor nothing. */
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const save = useRulesChange((api, settings: AcceptRuleSettings) =>
    rule ? api.changeRule({ ...settings, id: rule.id }) : api.addRule(settings),
  );
  const change = (part: Partial<AcceptRuleSettings>) =>
    setDraft((before) => ({ ...before, ...part }));
  const checked = AcceptRuleSettings.safeParse(draft);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (checked.success && wrong.length === 0) save.mutate(checked.data, { onSuccess: onClose });
  };
  return (
    <SideSheet
      onClose={onClose}
      width={600}
      title={rule ? t('rules.editTitle', { name: rule.name }) : t('rules.addTitle')}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <p className={classes.live} role="status">
          {ruleSentence(draft, words)}
        </p>
        <TextInput
          label={t('rules.field.name')}
          description={t('rules.field.nameHint')}
          data-autofocus
          maxLength={60}
          value={draft.name}
          error={tried && draft.name.trim() === '' ? t('rules.field.nameMissing') : null}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <WhenFields draft={draft} platforms={props.platforms} onChange={change} />
        <LimitFields
          draft={draft}
          currency={words.currency}
          wrong={wrong}
          onChange={change}
          onWrong={setWrong}
        />
        <CareFields draft={draft} onChange={change} />
        <PrepField draft={draft} onChange={change} />
        <FailedNote error={save.error} />
        <Button type="submit" look="primary" wide disabled={save.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </SideSheet>
  );
}
