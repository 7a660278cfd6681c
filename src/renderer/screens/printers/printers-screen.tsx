import { IconPlus, IconPrinter, IconReceipt, IconRoute } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { usePrinters } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { CounterPanel } from './counter-panel.tsx';
import { Doubts } from './doubts.tsx';
import { PrinterCard } from './printer-card.tsx';
import { PrinterForm } from './printer-form.tsx';
import classes from './printers.module.css';
import { PrintQueue } from './print-queue.tsx';

/** Every printer as it is now, what waits for it, and what a person has to do about it. */
export function PrintersScreen() {
  const t = useT();
  const [, go] = useLocation();
  const query = usePrinters();
  const [editedId, setEditedId] = useState<string | null>(null);
  const printers = query.data?.printers ?? [];
  const edited = printers.find(({ id }) => id === editedId);
  const addButton = (
    <Button icon={<IconPlus aria-hidden />} onClick={() => go('/printers/new')}>
      {t('printers.add')}
    </Button>
  );
  return (
    <Page
      title={t('printers.title')}
      action={
        <div className={classes.headActions}>
          <Link href="/printers/stations" className={classes.headLink ?? ''}>
            <IconRoute aria-hidden />
            <span>{t('stations.title')}</span>
          </Link>
          <Link href="/templates" className={classes.headLink ?? ''}>
            <IconReceipt aria-hidden />
            <span>{t('templates.title')}</span>
          </Link>
          {addButton}
        </div>
      }
    >
      <Doubts />
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={1} /> : null}
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('printers.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data ? <Cards printers={printers} addButton={addButton} onEdit={setEditedId} /> : null}
      <PrintQueue />
      {query.data && edited ? (
        <PrinterForm
          key={edited.id}
          printer={edited}
          printers={printers}
          profiles={query.data.profiles}
          onClose={() => setEditedId(null)}
        />
      ) : null}
    </Page>
  );
}

function Cards(props: {
  printers: readonly PrinterView[];
  addButton: ReactNode;
  onEdit: (printerId: string) => void;
}) {
  const t = useT();
  const { printers } = props;
  if (printers.length === 0) {
    return (
      <EmptyState title={t('printers.empty')} icon={<IconPrinter aria-hidden />}>
        <p>{t('printers.emptyHint')}</p>
        {props.addButton}
      </EmptyState>
    );
  }
  return (
    <>
      {printers.map((printer) => (
        <PrinterCard
          key={printer.id}
          printer={printer}
          printers={printers}
          onEdit={() => props.onEdit(printer.id)}
        />
      ))}
      <CounterPanel printers={printers} />
    </>
  );
}
