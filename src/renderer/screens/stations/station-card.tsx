import { IconPrinter } from '@tabler/icons-react';
import type { PrinterView, Station } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { PlatformTag } from '../../../shared/ui/platform-tag.tsx';
import { useTemplates } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { hasPrinter } from '../../printing/routing.ts';
import { type StationChoices, stationSentences, takenNames } from '../../printing/station-words.ts';
import { usePrinting } from '../../printing/use-print-actions.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { UndoStrip } from '../../ui/undo-strip.tsx';
import { useUndoable } from '../../ui/use-undoable.ts';
import classes from './stations.module.css';

interface Props {
  readonly station: Station;
  readonly printers: readonly PrinterView[];
  readonly choices: StationChoices;
  readonly onEdit: () => void;
}

/** A place that gets paper: what goes there in one glance, and in words. */
export function StationCard(props: Props) {
  const t = useT();
  const { language } = useLocale();
  const { station, printers, choices } = props;
  const remove = usePrinting((api) => api.removeStation({ id: station.id }));
  const removal = useUndoable(() => remove.mutate(undefined));
  if (remove.isPending || remove.isSuccess) return null;
  if (removal.pending) {
    return (
      <UndoStrip
        title={t('printers.removed', { name: station.name })}
        text={t('stations.removedText')}
        onUndo={removal.undo}
      />
    );
  }
  return (
    <Panel>
      <Head station={station} printers={printers} />
      <Takes station={station} choices={choices} />
      <p className={classes.sentence}>
        {stationSentences(station, { choices, printers }, { t, language }).join(' ')}
      </p>
      <FailedNote error={remove.error} />
      <div className={classes.buttons}>
        <Button onClick={props.onEdit}>{t('common.edit')}</Button>
        <Button look="quiet" onClick={removal.begin}>
          {t('common.remove')}
        </Button>
      </div>
    </Panel>
  );
}

function Head({ station, printers }: Pick<Props, 'station' | 'printers'>) {
  const t = useT();
  const printer = printers.find(({ id }) => id === station.printerId);
  return (
    <div className={classes.head}>
      <div className={classes.names}>
        <h2>
          <bdi>{station.name}</bdi>
        </h2>
        <span className={classes.document}>{t(`stationDocument.${station.prints}`)}</span>
      </div>
      {station.isDefault ? <Chip tone="new">{t('stations.default')}</Chip> : null}
      <Chip
        tone={hasPrinter(station, printers) ? 'neutral' : 'late'}
        icon={<IconPrinter aria-hidden />}
      >
        {printer ? <bdi>{printer.name}</bdi> : t('stations.noPrinter')}
      </Chip>
      {station.copies > 1 ? (
        <Chip tone="neutral">{t('stations.copies', { count: station.copies })}</Chip>
      ) : null}
    </div>
  );
}

function Takes({ station, choices }: Pick<Props, 'station' | 'choices'>) {
  const t = useT();
  const { language } = useLocale();
  const template = useTemplates().data?.find(({ id }) => id === station.templateId);
  const { takes } = station;
  return (
    <div className={classes.chips}>
      {station.prints === 'kitchen'
        ? takenNames(station, choices, language).map((name) => (
            <Chip key={name} tone="neutral">
              <bdi>{name}</bdi>
            </Chip>
          ))
        : null}
      {takes.platforms.map((platform) => (
        <PlatformTag key={platform} platform={platform} />
      ))}
      {takes.fulfilments.map((kind) => (
        <Chip key={kind} tone="neutral">
          {t(`stationKind.${kind}`)}
        </Chip>
      ))}
      {station.language === null ? null : (
        <Chip tone="offline">{t(`settings.ticketLanguageOf.${station.language}`)}</Chip>
      )}
      {template ? (
        <Chip tone="offline">
          <bdi>{template.name}</bdi>
        </Chip>
      ) : null}
    </div>
  );
}
