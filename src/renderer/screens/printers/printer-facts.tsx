import type { PrinterView } from '../../../shared/contract/printing.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useStations } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { listText } from '../../printing/station-words.ts';
import { useDrawers } from './drawer-fields.tsx';
import classes from './printers.module.css';

/** What prints here, and who stands in when it cannot. */
export function PrinterFacts(props: { printer: PrinterView; printers: readonly PrinterView[] }) {
  const t = useT();
  const { language } = useLocale();
  const stations = useStations().data?.stations;
  const { printer, printers } = props;
  const own = stations?.filter(({ printerId }) => printerId === printer.id) ?? [];
  // As the branch decides: without a kitchen station that has a printer, the first printer takes every ticket.
  const takesAll =
    stations?.every(({ prints, printerId }) => prints !== 'kitchen' || printerId === null) &&
    printers[0]?.id === printer.id;
  const backups = printer.backups.flatMap(
    (id) => printers.find((one) => one.id === id)?.name ?? [],
  );
  return (
    <dl className={classes.facts}>
      <dt>{t('printers.stations')}</dt>
      <dd>
        {own.length === 0
          ? t(takesAll ? 'printers.allTickets' : 'printers.noStations')
          : listText(
              own.map(({ name }) => name),
              language,
            )}
      </dd>
      <dt>{t('printers.backups')}</dt>
      <dd>{backups.length === 0 ? t('printers.noBackup') : listText(backups, language)}</dd>
      {printer.drawer === 'none' ? null : <DrawerFact printer={printer} />}
    </dl>
  );
}

/** Whose drawer is on its cable. */
function DrawerFact({ printer: { drawerId } }: { printer: PrinterView }) {
  const t = useT();
  const drawer = useDrawers().find(({ id }) => id === drawerId);
  return (
    <>
      <dt>{t('printers.drawer')}</dt>
      <dd>
        <bdi>{drawer?.name ?? t('printers.drawerOfGone')}</bdi>
      </dd>
    </>
  );
}
