import { useEffect } from 'react';
import { useT } from '../i18n/i18n.tsx';

/** How many new orders wait, readable on the taskbar when another window is in front. */
export function useTitle(branch: string | undefined, waiting: number): void {
  const t = useT();
  useEffect(() => {
    const name = branch || t('app.name');
    document.title = waiting > 0 ? t('app.titleWithNew', { count: waiting, branch: name }) : name;
  }, [branch, t, waiting]);
}
