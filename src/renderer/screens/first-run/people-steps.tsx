import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Pin } from '../../../shared/contract/staff.ts';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';
import { usePreferences } from '../../format/preferences.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { sellingKeys, useMenu } from '../../selling/use-menu.ts';
import { useSignIn, useStaff } from '../../staff/use-staff.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './first-run.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';

/** Somebody who may do everything and lets in the others. */
export function ManagerStep({ onNext, onBack }: StepProps) {
  const t = useT();
  const { data } = useStaff();
  if (!data) return <LoadingState label={t('common.loading')} />;
  if (data.isOpenTill) return <ManagerForm onNext={onNext} onBack={onBack} />;
  return (
    <StepFrame step="manager" onBack={onBack} next={{ onClick: onNext }}>
      {data.staff.map(({ id, name }) => (
        <p key={id} className={classes.done}>
          <IconCircleCheck aria-hidden />
          <bdi>{name}</bdi>
        </p>
      ))}
    </StepFrame>
  );
}

function ManagerForm({ onNext, onBack }: StepProps) {
  const t = useT();
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [tried, setTried] = useState(false);
  const hire = useHireManager(onNext);
  const isNamed = name.trim() !== '' && name.length <= 60;
  const isSafe = Pin.safeParse(pin).success;
  const next = () => {
    setTried(true);
    if (isNamed && isSafe) hire.mutate({ name, pin });
  };
  return (
    <StepFrame
      step="manager"
      onBack={onBack}
      onSkip={onNext}
      next={{ onClick: next, disabled: hire.isPending }}
    >
      <TextInput
        label={t('staff.name')}
        size="lg"
        autoComplete="off"
        value={name}
        error={tried && !isNamed ? t('staff.invalid.name') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('staff.pin')}
        description={t('staff.pinHint')}
        size="lg"
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        dir="ltr"
        value={pin}
        error={tried && !isSafe ? t('staff.invalid.pin') : null}
        onChange={(event) => setPin(event.currentTarget.value)}
      />
      <FailedNote error={hire.error} />
    </StepFrame>
  );
}

/** Signed in at once, or the rest of the set-up would ask for the PIN at every step. */
function useHireManager(onHired: () => void) {
  const api = useBranchApi();
  const queries = useQueryClient();
  const signIn = useSignIn();
  const { language, digits } = usePreferences().preferences;
  return useMutation({
    mutationFn: async ({ name, pin }: { name: string; pin: string }) => {
      const { member } = await api.addStaff({
        name,
        pin,
        role: 'manager',
        granted: [],
        revoked: [],
        language,
        digits,
      });
      await signIn.mutateAsync({ staffId: member.id, pin });
      await queries.invalidateQueries({ queryKey: keys.staff });
    },
    // Here and not beside the call: the form is gone as soon as somebody is hired.
    onSuccess: onHired,
  });
}

/** Something to sell, or nothing yet. */
export function MenuStep({ onNext, onBack }: StepProps) {
  const t = useT();
  const api = useBranchApi();
  const queries = useQueryClient();
  const menu = useMenu();
  const sample = useMutation({
    mutationFn: () => api.addSampleMenu({}),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sellingKeys.menu });
      onNext();
    },
  });
  const count = menu.data?.book.menu.products.length ?? 0;
  if (count > 0) {
    return (
      <StepFrame step="menu" onBack={onBack} next={{ onClick: onNext }}>
        <p className={classes.done}>
          <IconCircleCheck aria-hidden />
          {t('firstRun.menu.has', { count })}
        </p>
      </StepFrame>
    );
  }
  return (
    <StepFrame step="menu" onBack={onBack}>
      <div className={classes.choices}>
        <button
          type="button"
          className={classes.choice}
          disabled={sample.isPending}
          onClick={() => sample.mutate()}
        >
          {t('firstRun.menu.sample')}
        </button>
        <button type="button" className={classes.choice} onClick={onNext}>
          {t('firstRun.menu.empty')}
        </button>
      </div>
      <p className={classes.hint}>{t('firstRun.menu.hint')}</p>
      <FailedNote error={sample.error} />
    </StepFrame>
  );
}
