import { useMutation } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { StaffMember } from '../../shared/contract/staff.ts';
import { useBranchApi } from '../api/branch-api.tsx';
import { useDeps } from '../api/deps.tsx';
import { useT } from '../i18n/i18n.tsx';
import { PersonSheet } from './person-sheet.tsx';
import type { Seeking } from './till-session.ts';
import { useSignIn, useStaff } from './use-staff.ts';

/** Stands over every screen: a call that needs more than the person at the till may do asks here and then goes on. */
export function PermissionGate() {
  const { session } = useDeps();
  const seeking = useSyncExternalStore(session.onChange, session.seeking);
  const { data } = useStaff();
  if (!seeking || !data) return null;
  return data.me ? (
    <Approval key={seeking.permission} seeking={seeking} staff={data.staff} />
  ) : (
    <WhoIsThere seeking={seeking} staff={data.staff} />
  );
}

/** Somebody who may allows this one thing. */
function Approval({ seeking, staff }: { seeking: Seeking; staff: readonly StaffMember[] }) {
  const t = useT();
  const api = useBranchApi();
  const { permission, answer } = seeking;
  const approve = useMutation({
    mutationFn: (who: { staffId: string; pin: string }) => api.approve({ ...who, permission }),
    onSuccess: ({ token }) => answer(token),
  });
  return (
    <PersonSheet
      title={t('staff.approvalTitle')}
      hint={t('staff.approvalHint', { what: t(`staff.permission.${permission}`) })}
      people={staff.filter(({ permissions }) => permissions.includes(permission))}
      nobody={t('staff.approvalNobody')}
      error={approve.error}
      isPending={approve.isPending}
      onPin={({ id }, pin) => approve.mutate({ staffId: id, pin })}
      onClose={() => answer(null)}
    />
  );
}

/** Nobody is signed in: whoever is there says who. */
function WhoIsThere({ seeking, staff }: { seeking: Seeking; staff: readonly StaffMember[] }) {
  const t = useT();
  const signIn = useSignIn();
  return (
    <PersonSheet
      title={t('staff.signInTitle')}
      hint={t('staff.signInHint')}
      people={staff}
      nobody={t('staff.approvalNobody')}
      error={signIn.error}
      isPending={signIn.isPending}
      onPin={({ id }, pin) =>
        signIn.mutate({ staffId: id, pin }, { onSuccess: () => seeking.answer('') })
      }
      onClose={() => seeking.answer(null)}
    />
  );
}
