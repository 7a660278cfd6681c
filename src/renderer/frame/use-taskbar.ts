import { useEffect } from 'react';
import { useDeps } from '../api/deps.tsx';

/** The desktop program flashes and counts in the taskbar while another window is in front; a browser has no such program. */
export function useTaskbar(waiting: number): void {
  const { shell } = useDeps();
  useEffect(() => {
    // It hears nobody while the branch server is started again; the next change tells it.
    shell?.tellWaiting({ orders: waiting }).catch(() => undefined);
  }, [shell, waiting]);
}
