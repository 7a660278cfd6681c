import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Bill } from '../../../shared/contract/bill.ts';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useBill, useBills } from '../../selling/bill-commands.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { TargetSheet } from './bill-sheet.tsx';
import { NewTable } from './new-table.tsx';
import type { TableView } from './table-states.ts';
import { TablesView } from './tables-view.tsx';
import { useFloor } from './use-floor.ts';
import { useMove } from './use-move.ts';

/** Chooses where the guests of a bill sit, and goes back to it. */
export function ChooseTableScreen({ billId }: { billId: string }) {
  const t = useT();
  const { bill, error, retry } = useBill(billId);
  return (
    <Page
      wide
      title={bill ? t('tables.chooseFor', { number: bill.number }) : t('tables.title')}
      back={{ to: `/sell/${billId}`, text: t('tables.back') }}
    >
      {bill ? <Choice bill={bill} /> : null}
      {!bill && error ? (
        <QueryFailed title={t('tables.failed')} error={error} onRetry={retry} />
      ) : null}
      {!bill && !error ? <LoadingState label={t('common.loading')} shapes={1} /> : null}
    </Page>
  );
}

function Choice({ bill }: { bill: Bill }) {
  const [, go] = useLocation();
  const floor = useFloor();
  const bills = useBills('open');
  const mover = useMove();
  const [sheet, setSheet] = useState<TableView | null>(null);
  const move = async (table: string) => {
    if (await mover.move(bill, table)) go(`/sell/${bill.id}`);
  };
  const join = async (into: Bill) => {
    if (await mover.join(into, bill)) go(`/sell/${into.id}`);
  };
  const others = (bills.data ?? []).filter(({ id }) => id !== bill.id);
  return (
    <>
      <FailedNote error={mover.error} />
      <TablesView
        areas={floor.data?.areas ?? []}
        bills={others}
        marked={bill.table}
        onTap={(view) => {
          if (view.bills.length > 0) setSheet(view);
          else void move(view.table.name);
        }}
      />
      <NewTable disabled={false} onName={(name) => void move(name)} />
      {sheet ? (
        <TargetSheet
          view={sheet}
          onBeside={() => void move(sheet.table.name)}
          onJoin={(into) => void join(into)}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </>
  );
}
