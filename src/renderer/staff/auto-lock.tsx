import { useEffect } from 'react';
import { minuteMs } from '../../shared/kit/clock.ts';
import { useDeps } from '../api/deps.tsx';
import { useSettings } from '../api/queries.ts';
import { useSignOut, useStaff } from './use-staff.ts';

/** Signs out whoever went away: nobody has touched the till for as long as the branch wishes. */
export function AutoLock() {
  const { clock } = useDeps();
  const minutes = useSettings().data?.lockAfterMinutes ?? 0;
  const isSignedIn = (useStaff().data?.me ?? null) !== null;
  const { mutate: signOut } = useSignOut();
  useEffect(() => {
    if (!isSignedIn || minutes === 0) return;
    const begin = () => clock.after(minutes * minuteMs, () => signOut());
    let cancel = begin();
    const touched = () => {
      cancel();
      cancel = begin();
    };
    const signs = ['pointerdown', 'keydown'] as const;
    signs.forEach((sign) => window.addEventListener(sign, touched, true));
    return () => {
      cancel();
      signs.forEach((sign) => window.removeEventListener(sign, touched, true));
    };
  }, [clock, isSignedIn, minutes, signOut]);
  return null;
}
