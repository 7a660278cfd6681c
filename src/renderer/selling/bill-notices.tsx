import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { Button } from '../../shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { useBillCommands } from './bill-commands.tsx';
import classes from './bill-notices.module.css';
import type { BillView } from './bill-thread.ts';

/** What stands in the way of this bill: commands that wait for the branch, or one that it refused. */
export function BillNotices(props: { billKey: string; view: BillView }) {
  const t = useT();
  const desk = useBillCommands();
  const { waiting, pending, refused } = props.view;
  return (
    <div className={classes.notices}>
      <div role="status">
        {waiting === null ? null : (
          <p className={classes.waiting}>
            <IconRefresh aria-hidden />
            <span>
              <b>{t('bill.waiting.what', { count: pending })}</b> {t('bill.waiting.next')}
            </span>
          </p>
        )}
      </div>
      {refused === null ? null : (
        <div className={classes.refused} role="alert">
          <IconAlertTriangle aria-hidden />
          <p>
            <b>
              {refused.command ? t(`bill.refused.${refused.command.do}`) : t('bill.refused.open')}
            </b>{' '}
            <ErrorNote error={refused.error} />
          </p>
          <Button onClick={() => desk.dismiss(props.billKey)}>{t('common.ok')}</Button>
        </div>
      )}
    </div>
  );
}
