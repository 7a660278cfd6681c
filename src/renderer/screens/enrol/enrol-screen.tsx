import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDeviceDesktopPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { TerminalKind } from '../../../shared/contract/terminal-kind.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { usePreferences } from '../../format/preferences.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { DoorForm } from '../../ui/door-form.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './enrol.module.css';

const placeOf: Record<TerminalKind, string> = {
  main: '/',
  till: '/',
  kitchen: '/kitchen',
  pickup: '/pickup',
};

/** A browser of the network that the branch does not know (any more): the code of the main till makes it a terminal. */
export function EnrolScreen(props: { onEnrolled: () => void; onKey: () => void }) {
  const t = useT();
  const [code, setCode] = useState('');
  const enrol = useEnrol(props.onEnrolled);
  const { preferences, change } = usePreferences();
  const other = preferences.language === 'ar' ? 'en' : 'ar';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') enrol.mutate(code.trim());
  };
  return (
    <DoorForm onSubmit={submit}>
      <IconDeviceDesktopPlus className={classes.mark} aria-hidden />
      <h1>{t('enrol.title')}</h1>
      <p>{t('enrol.text')}</p>
      <TextInput
        label={t('enrol.code')}
        description={t('enrol.codeHint')}
        value={code}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        data-autofocus
        maxLength={20}
        classNames={{ input: classes.code ?? '' }}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <FailedNote error={enrol.error} />
      <Button type="submit" look="primary" wide disabled={enrol.isPending || code.trim() === ''}>
        {t('enrol.join')}
      </Button>
      <div className={classes.others}>
        <Button look="quiet" lang={other} onClick={() => change({ language: other })}>
          {other === 'ar' ? 'العربية' : 'English'}
        </Button>
        <Button look="quiet" onClick={props.onKey}>
          {t('enrol.haveKey')}
        </Button>
      </div>
    </DoorForm>
  );
}

/** Kitchens and waiting rooms are read from afar: their screens begin dark. */
function useEnrol(onEnrolled: () => void) {
  const api = useBranchApi();
  const [, go] = useLocation();
  const { change } = usePreferences();
  return useMutation({
    mutationFn: (code: string) => api.enrol({ code }),
    onSuccess: ({ kind }) => {
      if (kind === 'kitchen' || kind === 'pickup') change({ colours: 'dark' });
      go(placeOf[kind], { replace: true });
      onEnrolled();
    },
  });
}
