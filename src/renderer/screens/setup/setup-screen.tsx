import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconCircleCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { z } from 'zod';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import classes from './setup.module.css';

const Code = z.string().trim().min(6).max(40);
const RelayUrl = z.literal('').or(z.url());

/** Pairing with a branch by the code of the console. The till is usable without it. */
export function SetupScreen() {
  const t = useT();
  const [, go] = useLocation();
  const pairing = usePairing();
  const [code, setCode] = useState('');
  const [relayUrl, setRelayUrl] = useState('');
  const [checked, setChecked] = useState(false);
  const codeOk = Code.safeParse(code).success;
  const relayOk = RelayUrl.safeParse(relayUrl.trim()).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (codeOk && relayOk) pairing.mutate({ code, relayUrl: relayUrl.trim() });
  };
  if (pairing.data) {
    return (
      <Page title={t('setup.title')} narrow>
        <EmptyState
          title={t('setup.paired', { branch: pairing.data.branchName })}
          icon={<IconCircleCheck aria-hidden />}
        >
          <p>{t('setup.pairedHint')}</p>
          <Button look="primary" onClick={() => go('/')}>
            {t('nav.orders')}
          </Button>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={t('setup.title')} narrow>
      <Panel>
        <form className={classes.form} onSubmit={submit}>
          <p>{t('setup.text')}</p>
          <TextInput
            label={t('setup.code')}
            description={t('setup.codeHint')}
            value={code}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            classNames={{ input: classes.code ?? '' }}
            error={checked && !codeOk ? t('setup.invalid.code') : null}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <TextInput
            label={t('setup.relayUrl')}
            description={t('setup.relayUrlHint')}
            value={relayUrl}
            dir="ltr"
            inputMode="url"
            error={checked && !relayOk ? t('setup.invalid.relayUrl') : null}
            onChange={(event) => setRelayUrl(event.currentTarget.value)}
          />
          {pairing.isError ? (
            <p role="alert" className={classes.failed}>
              <ErrorNote error={pairing.error} />
            </p>
          ) : null}
          <Button type="submit" look="primary" wide disabled={pairing.isPending}>
            {t('setup.pair')}
          </Button>
          <Button look="quiet" wide onClick={() => go('/')}>
            {t('setup.later')}
          </Button>
        </form>
      </Panel>
    </Page>
  );
}

function usePairing() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ code, relayUrl }: { code: string; relayUrl: string }) =>
      api.pair({ code: code.trim(), ...(relayUrl !== '' && { relayUrl }) }),
    onSuccess: (state) => queries.setQueryData(keys.state, state),
  });
}
