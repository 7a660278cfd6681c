import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useT } from '../../i18n/i18n.tsx';

/** A text that is kept when the person leaves the field or presses Enter; what makes no sense stays and says so. */
export function SavedText(props: {
  label: string;
  value: string;
  disabled?: boolean;
  /** Numbers and codes are written from the left in every language. */
  ltr?: boolean;
  inputMode?: 'decimal' | 'text';
  /** False refuses. */
  onSave: (text: string) => boolean;
}) {
  const t = useT();
  const [draft, setDraft] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const save = () => {
    if (draft === null) return;
    if (draft.trim() !== props.value && !props.onSave(draft.trim())) {
      setWrong(true);
      return;
    }
    setWrong(false);
    setDraft(null);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') save();
    if (event.key === 'Escape') setDraft(null);
  };
  return (
    <TextInput
      aria-label={props.label}
      value={draft ?? props.value}
      disabled={props.disabled ?? false}
      autoComplete="off"
      inputMode={props.inputMode ?? 'text'}
      {...(props.ltr && { dir: 'ltr' as const })}
      error={isWrong ? t('settings.wrongValue') : null}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={keys}
    />
  );
}
