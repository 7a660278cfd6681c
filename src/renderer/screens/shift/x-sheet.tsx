import { IconPrinter } from '@tabler/icons-react';
import type { OpenShift } from '../../../shared/contract/shift.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { jobStateText } from '../../printing/job-words.ts';
import { usePrinting } from '../../printing/use-print-actions.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import classes from './shift.module.css';
import { ShiftFigures } from './shift-figures.tsx';

/** The shift so far, on the screen for who may see it and on paper. */
export function XSheet({ shift, onClose }: { shift: OpenShift; onClose: () => void }) {
  const t = useT();
  const print = usePrinting((api) => api.printXReport({}));
  const sums = print.data?.sums ?? shift.sums;
  return (
    <SideSheet onClose={onClose} width={480} title={t('shift.x.title')}>
      <div className={classes.form}>
        <p className={classes.soft}>{t('shift.x.hint')}</p>
        <Button
          look="primary"
          wide
          icon={<IconPrinter aria-hidden />}
          disabled={print.isPending}
          onClick={() => print.mutate(undefined)}
        >
          {t('shift.x.print')}
        </Button>
        {print.data ? <p role="status">{jobStateText(print.data.printJob, t)}</p> : null}
        <FailedNote error={print.error} />
        {sums ? <ShiftFigures sums={sums} currency={shift.currency} /> : null}
      </div>
    </SideSheet>
  );
}
