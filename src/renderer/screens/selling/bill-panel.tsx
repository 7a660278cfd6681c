import { IconArmchair, IconChevronUp } from '@tabler/icons-react';
import { useCallback, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useBill, useBillCommands } from '../../selling/bill-commands.tsx';
import { BillNotices } from '../../selling/bill-notices.tsx';
import { billTitle } from '../../selling/bill-words.tsx';
import { CheckNews } from '../../selling/check-news.tsx';
import type { MenuBook } from '../../selling/menu-book.ts';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { UndoStrip } from '../../ui/undo-strip.tsx';
import { BillActions } from './bill-actions.tsx';
import { BillFigures } from './bill-figures.tsx';
import { BillHead, KindChoice } from './bill-head.tsx';
import { BillLines } from './bill-lines.tsx';
import classes from './bill-panel.module.css';
import { BillSheets, type SheetName } from './bill-sheets.tsx';
import type { Sale } from './use-sale.ts';

/** The bill beside the dishes; on a phone a bar at the thumb that opens into it. */
export function BillPanel(props: { sale: Sale; book: MenuBook }) {
  const { key } = props.sale;
  return key === null ? (
    <NoBill sale={props.sale} />
  ) : (
    <OneBill key={key} billKey={key} sale={props.sale} book={props.book} />
  );
}

function OneBill({ sale, billKey, book }: { sale: Sale; billKey: string; book: MenuBook }) {
  const t = useT();
  const { language } = useLocale();
  const desk = useBillCommands();
  const known = useBill(billKey);
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const edit = useCallback((lineId: string) => setSheet({ kind: 'line', lineId }), []);
  const remove = useCallback((lineId: string) => desk.remove(billKey, lineId), [billKey, desk]);
  const { bill, leaving, id } = known;
  if (!bill) {
    if (known.pending === 0 && id === null) {
      return <NoBill sale={sale} notices={<BillNotices billKey={billKey} view={known} />} />;
    }
    return (
      <Folded label={t('common.loading')} total={null}>
        {known.error ? (
          <QueryFailed title={t('sell.failed')} error={known.error} onRetry={known.retry} />
        ) : (
          <LoadingState label={t('common.loading')} shapes={5} />
        )}
      </Folded>
    );
  }
  const last = leaving.at(-1);
  const total = <MoneyText minor={bill.sums.totalMinor} currency={bill.currency} />;
  return (
    <Folded label={billTitle(bill, t)} total={total}>
      <BillHead bill={bill} known={known} billKey={billKey} />
      {bill.lines.length === 0 && !last ? (
        <EmptyState title={t('sell.empty.title')}>
          <p>{t('sell.empty.hint')}</p>
        </EmptyState>
      ) : (
        <BillLines bill={bill} saving={known.saving} onEdit={edit} onRemove={remove} />
      )}
      <div className={classes.foot}>
        {last ? (
          <div className={classes.undo}>
            <UndoStrip
              title={t('sell.removed', { name: nameIn(last.name, language) })}
              onUndo={() => desk.bringBack(billKey)}
            />
          </div>
        ) : null}
        <BillNotices billKey={billKey} view={known} />
        <BillFigures bill={bill} />
        <CheckNews bill={bill} />
        <BillActions bill={bill} known={known} sale={sale} billKey={billKey} onSheet={setSheet} />
      </div>
      {sheet ? (
        <BillSheets
          sheet={sheet}
          bill={bill}
          billKey={billKey}
          book={book}
          onSheet={setSheet}
          onCancelled={sale.begin}
        />
      ) : null}
    </Folded>
  );
}

/** Before the first tap: what the next bill will be. */
function NoBill({ sale, notices }: { sale: Sale; notices?: ReactNode }) {
  const t = useT();
  return (
    <Folded label={t('bill.new')} total={null}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h2>{t('bill.new')}</h2>
        </div>
        <KindChoice kind={sale.kind} onChoose={sale.setKind} />
        {sale.kind === 'dine_in' ? (
          <Link href="/tables" className={classes.chip ?? ''}>
            <IconArmchair aria-hidden />
            {t('sell.table')}
          </Link>
        ) : null}
      </header>
      <EmptyState title={t('sell.empty.title')}>
        <p>{t('sell.empty.hint')}</p>
      </EmptyState>
      <div className={classes.foot}>{notices}</div>
    </Folded>
  );
}

/** On a wide screen always open; on a phone only the bar shows until it is tapped. */
function Folded(props: { label: string; total: ReactNode; children: ReactNode }) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  return (
    <section className={classes.panel} data-opened={opened} aria-label={t('sell.bill')}>
      <div className={classes.bar}>
        <Button
          look="primary"
          wide
          aria-expanded={opened}
          icon={<IconChevronUp aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          <span className={classes.barWords}>
            {props.label}
            {props.total}
          </span>
        </Button>
      </div>
      <div className={classes.inside}>{props.children}</div>
    </section>
  );
}
