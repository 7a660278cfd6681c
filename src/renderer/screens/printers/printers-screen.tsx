import { IconPlus, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { usePrinters } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { PrinterCard } from './printer-card.tsx';
import { PrinterForm } from './printer-form.tsx';
import { PrintJobQueue } from './print-job-queue.tsx';

/** What the form is open for: nothing, a new printer, or changing one. */
type Editing = null | 'new' | PrinterView;

export function PrintersScreen() {
  const t = useT();
  const query = usePrinters();
  const [editing, setEditing] = useState<Editing>(null);
  const addButton = (
    <Button icon={<IconPlus aria-hidden />} onClick={() => setEditing('new')}>
      {t('printers.add')}
    </Button>
  );
  return (
    <Page title={t('printers.title')} action={addButton}>
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={1} /> : null}
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('printers.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data?.printers.length === 0 ? (
        <EmptyState title={t('printers.empty')} icon={<IconPrinter aria-hidden />}>
          <p>{t('printers.emptyHint')}</p>
          {addButton}
        </EmptyState>
      ) : null}
      {query.data?.printers.map((printer) => (
        <PrinterCard key={printer.id} printer={printer} onEdit={() => setEditing(printer)} />
      ))}
      <PrintJobQueue />
      {query.data && editing !== null ? (
        <PrinterForm
          key={editing === 'new' ? 'new' : editing.id}
          printer={editing === 'new' ? null : editing}
          profiles={query.data.profiles}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Page>
  );
}
