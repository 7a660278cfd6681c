import { PasswordInput, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { useChange } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { ChangeFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import classes from './login.module.css';

export function LoginScreen(on: { onLanguage: () => void; onIdentity: () => void }) {
  const t = useT();
  const login = useChange('login', on.onIdentity);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    login.mutate({ email, password });
  };
  return (
    <main className={classes.place}>
      <form className={`${ui.card} ${ui.form}`} onSubmit={submit}>
        <div className={ui.row}>
          <h1 className={classes.name}>{t('login.title')}</h1>
          <span className={ui.push}>
            <Button look="quiet" onClick={on.onLanguage}>
              {t('frame.language')}
            </Button>
          </span>
        </div>
        <p className={ui.soft}>{t('login.sentence')}</p>
        <TextInput
          label={t('login.email')}
          type="email"
          autoComplete="username"
          dir="ltr"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('login.password')}
          autoComplete="current-password"
          dir="ltr"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ChangeFailed error={login.error} />
        <Button look="primary" type="submit" wide disabled={login.isPending}>
          {t('login.signIn')}
        </Button>
      </form>
    </main>
  );
}
