import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { BranchState } from '../../shared/contract/branch-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useBranchApi } from '../api/branch-api.tsx';
import { keys } from '../api/queries.ts';
import { useT } from '../i18n/i18n.tsx';
import { FailedNote } from '../ui/failed-note.tsx';
import classes from './pairing-form.module.css';

const Code = z.string().trim().min(6).max(40);
const RelayUrl = z.literal('').or(z.url());

/** The code of the console, and where the relay is when the branch does not know it yet. */
export function PairingForm(props: {
  onPaired: (state: BranchState) => void;
  /** Other ways on, below the button. */
  children?: ReactNode;
}) {
  const t = useT();
  const pairing = usePairing();
  const [code, setCode] = useState('');
  const [relayUrl, setRelayUrl] = useState('');
  const [checked, setChecked] = useState(false);
  const codeOk = Code.safeParse(code).success;
  const relayOk = RelayUrl.safeParse(relayUrl.trim()).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!codeOk || !relayOk) return;
    pairing.mutate({ code, relayUrl: relayUrl.trim() }, { onSuccess: props.onPaired });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
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
      <FailedNote error={pairing.error} />
      <Button type="submit" look="primary" wide disabled={pairing.isPending}>
        {t('setup.pair')}
      </Button>
      {props.children}
    </form>
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
