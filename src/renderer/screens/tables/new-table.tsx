import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './tables.module.css';

/** A table that stands on no plan, by its name or number. */
export function NewTable(props: { disabled: boolean; onName: (name: string) => void }) {
  const t = useT();
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    props.onName(name.trim());
    setName('');
  };
  return (
    <form className={classes.newTable} onSubmit={submit}>
      <TextInput
        label={t('tables.byName')}
        value={name}
        maxLength={20}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={props.disabled || name.trim() === ''}>
        {t('tables.sit')}
      </Button>
    </form>
  );
}
