import { Menu } from '@mantine/core';
import { IconLockOpen } from '@tabler/icons-react';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { jobStateText } from '../../printing/job-words.ts';
import { usePrinting } from '../../printing/use-print-actions.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './shift.module.css';

const reasons = ['change', 'deposit', 'count', 'other'] as const;

/** Opens the drawer without a sale, once somebody has said why; the shift remembers it. */
export function OpenDrawer() {
  const t = useT();
  const open = usePrinting((api, reason: string) => api.openDrawer({ reason }));
  return (
    <div className={classes.drawerAction}>
      <Menu withinPortal position="bottom-start">
        <Menu.Target>
          <Button wide icon={<IconLockOpen aria-hidden />} disabled={open.isPending}>
            {t('shift.openDrawer')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('counter.why')}</Menu.Label>
          {reasons.map((reason) => (
            <Menu.Item
              key={reason}
              className={classes.choice ?? ''}
              onClick={() => open.mutate(t(`counter.reasons.${reason}`))}
            >
              {t(`counter.reasons.${reason}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {open.data ? <span role="status">{jobStateText(open.data.printJob, t)}</span> : null}
      <FailedNote error={open.error} />
    </div>
  );
}
