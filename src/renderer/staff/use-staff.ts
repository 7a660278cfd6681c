import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { StaffMember } from '../../shared/contract/staff.ts';
import { useBranchApi } from '../api/branch-api.tsx';
import { useDeps } from '../api/deps.tsx';
import { keys } from '../api/queries.ts';
import { usePreferences } from '../format/preferences.tsx';

/** Everybody who works here, and who of them stands at this till. */
export function useStaff() {
  const api = useBranchApi();
  const { session } = useDeps();
  const token = useSyncExternalStore(session.onChange, session.token);
  return useQuery({
    queryKey: [...keys.staff, token],
    queryFn: () => api.listStaff({}),
    // The list is the same for everybody: nothing may blink when somebody signs in.
    placeholderData: keepPreviousData,
  });
}

/** Signs in with a PIN; the till then speaks the person's language. */
export function useSignIn() {
  const api = useBranchApi();
  const { session } = useDeps();
  const { change } = usePreferences();
  return useMutation({
    mutationFn: (who: { staffId: string; pin: string }) => api.signIn(who),
    onSuccess: ({ token, me }) => {
      session.setToken(token);
      change({
        ...(me.language && { language: me.language }),
        ...(me.digits && { digits: me.digits }),
      });
    },
  });
}

export function useSignOut() {
  const api = useBranchApi();
  const { session } = useDeps();
  return useMutation({
    mutationFn: () => api.signOut({}),
    // Whatever the branch says: the person goes away from the till now.
    onMutate: () => session.token(),
    onSettled: () => session.setToken(''),
  });
}

/** Begins or ends a person's working time. */
export function useWorkClock() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (who: { member: StaffMember; pin: string }) => {
      const { member, pin } = who;
      const person = { staffId: member.id, pin };
      return member.atWorkSinceMs === null ? api.clockIn(person) : api.clockOut(person);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.staff }),
  });
}
