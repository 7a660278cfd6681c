import { TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { signInUrl } from '../../../shared/contract/branch-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { DoorForm } from '../../ui/door-form.tsx';

interface Props {
  /** `auth.forbidden`: the page was opened under an address the branch does not answer to. */
  readonly reason: 'auth.required' | 'auth.forbidden';
  readonly onSignedIn: () => void;
}

/** True when the branch took the key and set its cookie. */
async function exchangeKey(token: string): Promise<boolean> {
  const response = await fetch(signInUrl('', token), { credentials: 'same-origin' });
  return response.ok;
}

/** The page was opened without a session: where the key is, and a field for it. */
export function SignInScreen({ reason, onSignedIn }: Props) {
  const t = useT();
  const [token, setToken] = useState('');
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const taken = await exchangeKey(token.trim()).catch(() => false);
    setBusy(false);
    setWrong(!taken);
    if (taken) onSignedIn();
  };
  return (
    <DoorForm onSubmit={(event) => void submit(event)}>
      <IconKey aria-hidden />
      <h1>{t('signIn.title')}</h1>
      <p>{reason === 'auth.forbidden' ? t('signIn.forbidden') : t('signIn.text')}</p>
      <TextInput
        label={t('signIn.token')}
        value={token}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        error={wrong ? t('signIn.wrong') : null}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      <Button type="submit" look="primary" wide disabled={busy || token.trim() === ''}>
        {t('signIn.open')}
      </Button>
    </DoorForm>
  );
}
