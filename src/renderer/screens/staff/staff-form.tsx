import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  Pin,
  rolePermissions,
  staffPermissions,
  staffRoles,
  type StaffMember,
  type StaffPermission,
  type StaffRole,
  type StaffSettings,
} from '../../../shared/contract/staff.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { digitStyles } from '../../../shared/ui/locale.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useSignIn } from '../../staff/use-staff.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import classes from './staff.module.css';

interface Props {
  /** Null for somebody new. */
  readonly member: StaffMember | null;
  /** The first person is a manager, or nobody could let in the second. */
  readonly isFirst: boolean;
  readonly onClose: () => void;
}

/** Name, role, PIN, and single permissions more or less than the role brings. */
export function StaffForm(props: Props) {
  const t = useT();
  const { member, onClose } = props;
  const [wanted, setWanted] = useState(() => firstWanted(props));
  const [pin, setPin] = useState('');
  const [tried, setTried] = useState(false);
  const save = useSave(props);
  const remove = useRemove();
  const needsPin = member === null || pin !== '';
  const wrong = {
    name: tried && wanted.name.trim() === '' ? t('staff.invalid.name') : null,
    pin: tried && needsPin && !Pin.safeParse(pin).success ? t('staff.invalid.pin') : null,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wanted.name.trim() === '' || (needsPin && !Pin.safeParse(pin).success)) return;
    save.mutate({ wanted, pin }, { onSuccess: onClose });
  };
  return (
    <SideSheet
      onClose={onClose}
      title={member ? t('staff.editTitle', { name: member.name }) : t('staff.add')}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('staff.name')}
          data-autofocus
          value={wanted.name}
          error={wrong.name}
          onChange={(event) => setWanted({ ...wanted, name: event.currentTarget.value })}
        />
        <TextInput
          label={t('staff.pin')}
          description={t(member ? 'staff.pinKeep' : 'staff.pinHint')}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          dir="ltr"
          value={pin}
          error={wrong.pin}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
        <RoleAndLanguage wanted={wanted} isFirst={props.isFirst} onChange={setWanted} />
        <Permissions wanted={wanted} onChange={setWanted} />
        <FailedNote error={save.error ?? remove.error} />
        <Button type="submit" look="primary" wide disabled={save.isPending}>
          {t('common.save')}
        </Button>
        {member ? (
          <Button
            look="danger"
            wide
            disabled={remove.isPending}
            onClick={() => remove.mutate(member.id, { onSuccess: onClose })}
          >
            {t('staff.remove', { name: member.name })}
          </Button>
        ) : null}
      </form>
    </SideSheet>
  );
}

function firstWanted({ member, isFirst }: Props): StaffSettings {
  if (member) {
    const { name, role, granted, revoked, language, digits } = member;
    return { name, role, granted, revoked, language, digits };
  }
  const role = isFirst ? 'manager' : 'cashier';
  return { name: '', role, granted: [], revoked: [], language: null, digits: null };
}

function RoleAndLanguage(props: {
  wanted: StaffSettings;
  isFirst: boolean;
  onChange: (wanted: StaffSettings) => void;
}) {
  const t = useT();
  const { wanted } = props;
  return (
    <>
      <NativeSelect
        label={t('staff.roleLabel')}
        value={wanted.role}
        disabled={props.isFirst}
        onChange={(event) =>
          props.onChange({
            ...wanted,
            role: event.currentTarget.value as StaffRole,
            granted: [],
            revoked: [],
          })
        }
        data={staffRoles.map((value) => ({ value, label: t(`staff.role.${value}`) }))}
      />
      <NativeSelect
        label={t('settings.language')}
        value={wanted.language ?? ''}
        onChange={(event) =>
          props.onChange({
            ...wanted,
            language: (event.currentTarget.value || null) as StaffSettings['language'],
          })
        }
        data={[
          { value: '', label: t('staff.asTheTill') },
          { value: 'ar', label: 'العربية' },
          { value: 'en', label: 'English' },
        ]}
      />
      <NativeSelect
        label={t('settings.digits')}
        value={wanted.digits ?? ''}
        onChange={(event) =>
          props.onChange({
            ...wanted,
            digits: (event.currentTarget.value || null) as StaffSettings['digits'],
          })
        }
        data={[
          { value: '', label: t('staff.asTheTill') },
          ...digitStyles.map((value) => ({ value, label: t(`settings.digitsOf.${value}`) })),
        ]}
      />
    </>
  );
}

/** Each is on or off; what differs from the role is what is stored. */
function Permissions(props: { wanted: StaffSettings; onChange: (wanted: StaffSettings) => void }) {
  const t = useT();
  const { wanted, onChange } = props;
  const usual = rolePermissions[wanted.role];
  const has = (permission: StaffPermission) =>
    !wanted.revoked.includes(permission) &&
    (wanted.granted.includes(permission) || usual.includes(permission));
  const set = (permission: StaffPermission, on: boolean) => {
    const without = (list: readonly StaffPermission[]) => list.filter((one) => one !== permission);
    const [granted, revoked] = [without(wanted.granted), without(wanted.revoked)];
    if (on === usual.includes(permission)) onChange({ ...wanted, granted, revoked });
    else if (on) onChange({ ...wanted, granted: [...granted, permission], revoked });
    else onChange({ ...wanted, granted, revoked: [...revoked, permission] });
  };
  return (
    <fieldset className={classes.permissions}>
      <legend>{t('staff.permissions')}</legend>
      {staffPermissions.map((permission) => (
        <Switch
          key={permission}
          className={classes.permission ?? ''}
          label={t(`staff.permission.${permission}`)}
          checked={has(permission)}
          onChange={(event) => set(permission, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

/** The first person stands at the till from then on: nobody else could. */
function useSave({ member, isFirst }: Props) {
  const api = useBranchApi();
  const queries = useQueryClient();
  const signIn = useSignIn();
  return useMutation({
    mutationFn: ({ wanted, pin }: { wanted: StaffSettings; pin: string }) =>
      member
        ? api.changeStaff({ ...wanted, id: member.id, ...(pin !== '' && { pin }) })
        : api.addStaff({ ...wanted, pin }),
    onSuccess: async (reply, { pin }) => {
      if (isFirst) await signIn.mutateAsync({ staffId: reply.member.id, pin });
      await queries.invalidateQueries({ queryKey: keys.staff });
    },
  });
}

function useRemove() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.removeStaff({ id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.staff }),
  });
}
