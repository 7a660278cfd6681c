import { IconAlertTriangle, IconInfoCircle, IconPlus, IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { PrinterView, Station } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { usePrinters, useStations } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { routingNotices } from '../../printing/routing.ts';
import type { StationChoices } from '../../printing/station-words.ts';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { noticeText } from './notice-text.ts';
import { StationCard } from './station-card.tsx';
import { StationEditor } from './station-editor.tsx';
import classes from './stations.module.css';

/** Which paper comes out where: a card for each place that gets paper, and what falls between them. */
export function StationsScreen() {
  const t = useT();
  const stations = useStations();
  const printers = usePrinters();
  /** Id of the station in the editor, or `new`. */
  const [edited, setEdited] = useState<string | null>(null);
  const failed = [stations, printers].find((query) => query.isError && !query.data);
  const known = stations.data && printers.data ? { ...stations.data, ...printers.data } : null;
  return (
    <Page
      title={t('stations.title')}
      back={{ to: '/printers', text: t('printers.title') }}
      action={
        <Button icon={<IconPlus aria-hidden />} onClick={() => setEdited('new')}>
          {t('stations.add')}
        </Button>
      }
    >
      <p className={classes.lead}>{t('stations.lead')}</p>
      {failed ? (
        <QueryFailed
          title={t('stations.failed')}
          error={failed.error}
          onRetry={() => Promise.all([stations.refetch(), printers.refetch()])}
        />
      ) : null}
      {!known && !failed ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {known ? (
        <Known
          stations={known.stations}
          printers={known.printers}
          choices={known}
          onEdit={setEdited}
        />
      ) : null}
      {known && edited !== null ? (
        <StationEditor
          key={edited}
          station={known.stations.find(({ id }) => id === edited) ?? null}
          printers={known.printers}
          choices={known}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </Page>
  );
}

function Known(props: {
  stations: readonly Station[];
  printers: readonly PrinterView[];
  choices: StationChoices;
  onEdit: (id: string) => void;
}) {
  const t = useT();
  const { stations, printers, choices } = props;
  return (
    <>
      <Notices stations={stations} printers={printers} choices={choices} />
      {stations.length === 0 && printers.length > 0 ? (
        <EmptyState title={t('stations.empty')} icon={<IconRoute aria-hidden />}>
          <p>{t('stations.emptyHint', { printer: printers[0]?.name ?? '' })}</p>
        </EmptyState>
      ) : null}
      {stations.map((station) => (
        <StationCard
          key={station.id}
          station={station}
          printers={printers}
          choices={choices}
          onEdit={() => props.onEdit(station.id)}
        />
      ))}
    </>
  );
}

function Notices(props: {
  stations: readonly Station[];
  printers: readonly PrinterView[];
  choices: StationChoices;
}) {
  const t = useT();
  const { language } = useLocale();
  const notices = routingNotices(
    props.stations,
    props.printers,
    props.choices.categories.map(({ id }) => id),
  );
  return notices.map((notice, index) => {
    const isMild = notice.kind === 'untaken';
    return (
      <p key={index} className={classes.notice} data-mild={isMild} role="status">
        {isMild ? <IconInfoCircle aria-hidden /> : <IconAlertTriangle aria-hidden />}
        <span>{noticeText(notice, props.choices, { t, language })}</span>
        {notice.kind === 'noPrinter' ? (
          <Link href="/printers/new" className={classes.headLink ?? ''}>
            {t('printers.add')}
          </Link>
        ) : null}
      </p>
    );
  });
}
