import { useState } from 'react';
import type { ClosedShift } from '../../../shared/contract/shift.ts';
import { Chip } from '../../../shared/ui/chip.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { usePastShifts } from '../../shift/use-shift.ts';
import { differenceText, differenceTone } from '../../shift/shift-words.ts';
import { ForwardIcon } from '../../ui/forward-icon.tsx';
import { Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import classes from './shift.module.css';
import { ZSheet } from './z-sheet.tsx';

/** Closed shifts with their Z, the latest first. */
export function PastShifts() {
  const t = useT();
  const query = usePastShifts();
  const [shown, setShown] = useState<ClosedShift | null>(null);
  if (query.isPending) return null;
  return (
    <Panel title={t('shift.past')}>
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('shift.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data?.length === 0 ? <p className={classes.soft}>{t('shift.pastEmpty')}</p> : null}
      <ul className={classes.past}>
        {query.data?.map((shift) => (
          <li key={shift.id}>
            <button type="button" className={classes.pastRow} onClick={() => setShown(shift)}>
              <PastShift shift={shift} />
              <ForwardIcon />
            </button>
          </li>
        ))}
      </ul>
      {shown ? <ZSheet key={shown.id} shift={shown} onClose={() => setShown(null)} /> : null}
    </Panel>
  );
}

function PastShift({ shift }: { shift: ClosedShift }) {
  const t = useT();
  const locale = useLocale();
  const { report, currency, closedBy } = shift;
  return (
    <>
      <strong className={classes.pastNumber}>{t('shift.z', { number: shift.number })}</strong>
      <span className={classes.pastWords}>
        <span>
          <TimeText atMs={shift.openedAtMs} style="date" /> – <TimeText atMs={shift.closedAtMs} />
        </span>
        {closedBy && closedBy.name !== '' ? (
          <bdi className={classes.soft}>{closedBy.name}</bdi>
        ) : null}
      </span>
      {report ? (
        <Chip tone={differenceTone(report.differenceMinor)}>
          {differenceText(report.differenceMinor, currency, { t, locale })}
        </Chip>
      ) : null}
    </>
  );
}
