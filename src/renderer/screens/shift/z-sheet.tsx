import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ClosedShift } from '../../../shared/contract/shift.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { jobStateText } from '../../printing/job-words.ts';
import { ReprintMenu } from '../../printing/reprint-menu.tsx';
import { usePrinting } from '../../printing/use-print-actions.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import classes from './shift.module.css';
import { ZView } from './z-view.tsx';

/** A closed shift; who may not see its figures asks somebody who may. */
export function ZSheet({ shift, onClose }: { shift: ClosedShift; onClose: () => void }) {
  const t = useT();
  const api = useBranchApi();
  const read = useMutation({ mutationFn: () => api.readZReport({ id: shift.id }) });
  const print = usePrinting((calls, reason: string) =>
    calls.reprintZReport({ id: shift.id, reason }),
  );
  const report = shift.report ?? read.data?.shift.report ?? null;
  return (
    <SideSheet onClose={onClose} width={480} title={t('shift.z', { number: shift.number })}>
      <div className={classes.form}>
        <p className={classes.soft}>
          <TimeText atMs={shift.openedAtMs} style="date" /> –{' '}
          <TimeText atMs={shift.closedAtMs} style="date" />
        </p>
        {report ? (
          <ZView report={report} currency={shift.currency} />
        ) : (
          <>
            <p>{t('shift.hidden')}</p>
            <Button
              look="primary"
              wide
              icon={<IconEye aria-hidden />}
              disabled={read.isPending}
              onClick={() => read.mutate()}
            >
              {t('shift.showFigures')}
            </Button>
            <FailedNote error={read.error} />
          </>
        )}
        <ReprintMenu wide disabled={print.isPending} onReprint={(reason) => print.mutate(reason)} />
        {print.data ? <p role="status">{jobStateText(print.data.printJob, t)}</p> : null}
        <FailedNote error={print.error} />
      </div>
    </SideSheet>
  );
}
