import { IconArmchair, IconArrowsMove, IconFileInvoice, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Bill } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useBills } from '../../selling/bill-commands.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { UndoStrip } from '../../ui/undo-strip.tsx';
import { BillSheet, TargetSheet } from './bill-sheet.tsx';
import { NewTable } from './new-table.tsx';
import type { TableView } from './table-states.ts';
import classes from './tables.module.css';
import { TablesView } from './tables-view.tsx';
import { useFloor } from './use-floor.ts';
import { useMove } from './use-move.ts';
import { useTableCheck, type TableCheck } from './use-table-check.ts';
import { useOpenTable } from './use-open-table.ts';

/** What a tap on a table does. `lifted` is null until it is said which bill moves. */
type Mode =
  { readonly kind: 'open' | 'check' } | { readonly kind: 'move'; readonly lifted: Bill | null };
const opening: Mode = { kind: 'open' };

/** Who sits where: one tap opens a table or takes to its bill. */
export function TablesScreen() {
  const t = useT();
  const [, go] = useLocation();
  const floor = useFloor();
  const bills = useBills('open');
  const [mode, setMode] = useState<Mode>(opening);
  const check = useTableCheck();
  const failed = [floor, bills].find(({ isError, data }) => isError && !data);
  return (
    <Page
      wide
      title={t('tables.title')}
      action={
        <div className={classes.actions}>
          <Button
            icon={<IconFileInvoice aria-hidden />}
            aria-pressed={mode.kind === 'check'}
            onClick={() => setMode(mode.kind === 'check' ? opening : { kind: 'check' })}
          >
            {t('check.print')}
          </Button>
          <Button
            icon={<IconArrowsMove aria-hidden />}
            aria-pressed={mode.kind === 'move'}
            onClick={() => setMode(mode.kind === 'move' ? opening : { kind: 'move', lifted: null })}
          >
            {t('tables.move')}
          </Button>
          <Button look="quiet" icon={<IconPencil aria-hidden />} onClick={() => go('/tables/edit')}>
            {t('tables.edit')}
          </Button>
        </div>
      }
    >
      {failed ? (
        <QueryFailed
          title={t('tables.failed')}
          error={failed.error}
          onRetry={() => failed.refetch()}
        />
      ) : null}
      {!failed && (!floor.data || !bills.data) ? (
        <LoadingState label={t('common.loading')} shapes={1} />
      ) : null}
      {floor.data && bills.data ? (
        <Tables
          key={mode.kind}
          areas={floor.data.areas}
          bills={bills.data}
          mode={mode}
          check={check}
          onMode={setMode}
        />
      ) : null}
    </Page>
  );
}

interface Props {
  readonly areas: Parameters<typeof TablesView>[0]['areas'];
  readonly bills: readonly Bill[];
  readonly mode: Mode;
  readonly check: TableCheck;
  readonly onMode: (mode: Mode) => void;
}

function Tables({ areas, bills, mode, check, onMode }: Props) {
  const table = useOpenTable();
  const mover = useMove();
  const [sheet, setSheet] = useState<TableView | null>(null);
  const lifted = mode.kind === 'move' ? mode.lifted : null;
  const choose = (bill: Bill) => {
    setSheet(null);
    if (mode.kind === 'move') onMode({ kind: 'move', lifted: bill });
    else if (mode.kind === 'check') void showCheck(bill);
    else void table.goTo(bill);
  };
  const showCheck = async (bill: Bill) => {
    if (await check.print(bill)) onMode(opening);
  };
  const drop = async (done: Promise<boolean>) => {
    setSheet(null);
    if (await done) onMode({ kind: 'move', lifted: null });
  };
  const tap = (view: TableView) => {
    const others = view.bills.filter(({ id }) => id !== lifted?.id);
    const [first, second] = others;
    if (lifted && !first && view.table.name === lifted.table)
      onMode({ kind: 'move', lifted: null });
    else if (first && (lifted || second)) setSheet({ ...view, bills: others });
    else if (first) choose(first);
    else if (lifted) void drop(mover.move(lifted, view.table.name));
    else if (mode.kind === 'open') void table.open(view.table.name);
  };
  return (
    <>
      {mode.kind === 'move' ? <MoveHint lifted={lifted} /> : null}
      <CheckHint isChoosing={mode.kind === 'check'} shown={check.shown} />
      <LastMove mover={mover} />
      <FailedNote error={mover.error ?? check.error ?? table.error} />
      {areas.length === 0 && bills.length === 0 ? <Nobody /> : null}
      <TablesView
        areas={areas}
        bills={bills}
        marked={lifted?.table}
        disabled={table.isOpening}
        onTap={tap}
      />
      {mode.kind === 'open' ? (
        <NewTable disabled={table.isOpening} onName={(name) => void table.open(name)} />
      ) : null}
      {sheet ? (
        <Sheet
          view={sheet}
          lifted={lifted}
          onBeside={(bill) => void drop(mover.move(bill, sheet.table.name))}
          onJoin={(into, bill) => void drop(mover.join(into, bill))}
          onChoose={choose}
          onAnother={mode.kind === 'open' ? () => void table.open(sheet.table.name) : undefined}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </>
  );
}

/** What can be done at a table with guests, with a bill in the hand or without. */
function Sheet(props: {
  view: TableView;
  lifted: Bill | null;
  onBeside: (bill: Bill) => void;
  onJoin: (into: Bill, bill: Bill) => void;
  onChoose: (bill: Bill) => void;
  onAnother: (() => void) | undefined;
  onClose: () => void;
}) {
  const { view, lifted, onAnother, onClose } = props;
  return lifted ? (
    <TargetSheet
      view={view}
      onBeside={() => props.onBeside(lifted)}
      onJoin={(into) => props.onJoin(into, lifted)}
      onClose={onClose}
    />
  ) : (
    <BillSheet view={view} onChoose={props.onChoose} onAnother={onAnother} onClose={onClose} />
  );
}

function LastMove({ mover: { moved, undo } }: { mover: ReturnType<typeof useMove> }) {
  const t = useT();
  if (!moved) return null;
  const { number, table } = moved.bill;
  return <UndoStrip title={t('tables.moved', { number, table })} onUndo={() => void undo()} />;
}

function Nobody() {
  const t = useT();
  return (
    <EmptyState title={t('tables.empty')} icon={<IconArmchair aria-hidden />}>
      <p>{t('tables.emptyHint')}</p>
    </EmptyState>
  );
}

function CheckHint(props: { isChoosing: boolean; shown: Bill | null }) {
  const t = useT();
  const { isChoosing, shown } = props;
  if (!isChoosing && !shown) return null;
  return (
    <p className={classes.hint} role="status">
      {shown && !isChoosing ? t('check.sent', { number: shown.number }) : t('check.which')}
    </p>
  );
}

function MoveHint({ lifted }: { lifted: Bill | null }) {
  const t = useT();
  return (
    <p className={classes.hint} role="status">
      {lifted
        ? t('tables.moveWhere', { number: lifted.number, table: lifted.table })
        : t('tables.moveWhich')}
    </p>
  );
}
