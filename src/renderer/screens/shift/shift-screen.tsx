import { IconCash } from '@tabler/icons-react';
import { useState } from 'react';
import type { OpenShift } from '../../../shared/contract/shift.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useBranchState } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useShift } from '../../shift/use-shift.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { ClosedPanel } from './closed-panel.tsx';
import type { ClosedReply } from './close-sheet.tsx';
import { OpenDrawer } from './open-drawer.tsx';
import { PastShifts } from './past-shifts.tsx';
import { PresentShift } from './present-shift.tsx';
import classes from './shift.module.css';
import { Sheets, type ShiftSheet } from './sheets.tsx';

/** Who keeps the drawer, what moved in it, and its reports. */
export function ShiftScreen() {
  const t = useT();
  const query = useShift();
  const currency = useBranchState().data?.currency ?? '';
  const [sheet, setSheet] = useState<ShiftSheet | null>(null);
  const [closed, setClosed] = useState<ClosedReply | null>(null);
  const hide = () => setSheet(null);
  return (
    <Page title={t('shift.title')}>
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('shift.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data ? <Present now={query.data} closed={closed} onSheet={setSheet} /> : null}
      <PastShifts />
      {query.data ? (
        <Sheets
          sheet={sheet}
          {...query.data}
          currency={currency}
          onOpened={() => {
            setClosed(null);
            hide();
          }}
          onClosed={(reply) => {
            setClosed(reply);
            hide();
          }}
          onHide={hide}
        />
      ) : null}
    </Page>
  );
}

function Present(props: {
  now: { readonly shift: OpenShift | null; readonly openBills: number };
  closed: ClosedReply | null;
  onSheet: (sheet: ShiftSheet) => void;
}) {
  const { now, closed, onSheet } = props;
  if (now.shift) {
    return <PresentShift shift={now.shift} openBills={now.openBills} onSheet={onSheet} />;
  }
  return (
    <>
      {closed ? <ClosedPanel reply={closed} /> : null}
      <NoShift onOpen={() => onSheet('open')} />
    </>
  );
}

function NoShift({ onOpen }: { onOpen: () => void }) {
  const t = useT();
  return (
    <Panel>
      <EmptyState title={t('shift.none')} icon={<IconCash aria-hidden />}>
        <p>{t('shift.noneHint')}</p>
        <div className={classes.noneActions}>
          <Button look="primary" onClick={onOpen}>
            {t('shift.open')}
          </Button>
          <OpenDrawer />
        </div>
      </EmptyState>
    </Panel>
  );
}
