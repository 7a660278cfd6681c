import { Menu } from '@mantine/core';
import { IconCash, IconReportMoney } from '@tabler/icons-react';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { jobStateText } from '../../printing/job-words.ts';
import { usePrinting } from '../../printing/use-print-actions.ts';
import { useOwnDrawer } from '../../terminals/use-own-drawer.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Panel, Row } from '../../ui/page.tsx';
import classes from './printers.module.css';

const reasons = ['change', 'deposit', 'count', 'other'] as const;

/** What is printed or opened at the counter without an order. */
export function CounterPanel({ printers }: { printers: readonly PrinterView[] }) {
  const t = useT();
  const drawer = useOwnDrawer(printers);
  return (
    <Panel title={t('counter.title')}>
      {drawer ? (
        <Row label={t('counter.drawer')} hint={t('counter.drawerHint', { printer: drawer.name })}>
          <OpenDrawer />
        </Row>
      ) : null}
      <Row label={t('counter.report')} hint={t('counter.reportHint')}>
        <PrintReport />
      </Row>
    </Panel>
  );
}

function OpenDrawer() {
  const t = useT();
  const open = usePrinting((api, reason: string) => api.openDrawer({ reason }));
  return (
    <>
      {open.data ? <span role="status">{jobStateText(open.data.printJob, t)}</span> : null}
      <Menu withinPortal position="bottom-end">
        <Menu.Target>
          <Button icon={<IconCash aria-hidden />} disabled={open.isPending}>
            {t('counter.open')}
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
      <FailedNote error={open.error} />
    </>
  );
}

function PrintReport() {
  const t = useT();
  const print = usePrinting((api) => api.printDayReport({}));
  return (
    <>
      {print.data ? <span role="status">{jobStateText(print.data.printJob, t)}</span> : null}
      <Button
        icon={<IconReportMoney aria-hidden />}
        disabled={print.isPending}
        onClick={() => print.mutate(undefined)}
      >
        {t('counter.printReport')}
      </Button>
      <FailedNote error={print.error} />
    </>
  );
}
