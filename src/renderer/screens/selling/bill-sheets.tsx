import { IconDiscount, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Bill, BillLine } from '../../../shared/contract/bill.ts';
import { sumOf } from '../../../shared/contract/bill-sums.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useBillCommands } from '../../selling/bill-commands.tsx';
import { toChoices, type MenuBook } from '../../selling/menu-book.ts';
import { ChoiceSheet } from './choice-sheet.tsx';
import { DiscountSheet } from './discount-sheet.tsx';
import { NoteField } from './note-field.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { Sheet } from './sheet.tsx';
import classes from './sheet.module.css';
import { Stepper } from './stepper.tsx';

export type SheetName =
  | { readonly kind: 'line' | 'lineDiscount'; readonly lineId: string }
  | { readonly kind: 'discount' | 'note' | 'cancel' };

interface Props {
  readonly sheet: SheetName;
  readonly bill: Bill;
  readonly billKey: string;
  readonly book: MenuBook;
  readonly onSheet: (sheet: SheetName | null) => void;
  readonly onCancelled: () => void;
}

/** The one sheet that lies above the screen. */
export function BillSheets(props: Props) {
  const desk = useBillCommands();
  const { sheet, bill, billKey, onSheet } = props;
  if (sheet.kind === 'line' || sheet.kind === 'lineDiscount') {
    const lineId = desk.lineIdOf(billKey, sheet.lineId);
    const line = bill.lines.find(({ id }) => id === lineId);
    if (!line) return null;
    return sheet.kind === 'line' ? (
      <LineSheet key={lineId} {...props} line={line} />
    ) : (
      <LineDiscount {...props} line={line} />
    );
  }
  if (sheet.kind === 'note') return <NoteSheet {...props} />;
  if (sheet.kind === 'cancel') return <CancelSheet {...props} />;
  return <BillDiscountSheet bill={bill} billKey={billKey} onClose={() => onSheet(null)} />;
}

function BillDiscountSheet(props: { bill: Bill; billKey: string; onClose: () => void }) {
  const t = useT();
  const desk = useBillCommands();
  const { bill } = props;
  const ofMinor = sumOf(bill.sums.lines.map((line) => line.priceMinor - line.lineDiscountMinor));
  return (
    <DiscountSheet
      title={t('sell.discount.ofBill')}
      ofMinor={ofMinor}
      currency={bill.currency}
      given={bill.discount}
      onGive={(discount) => void desk.run(props.billKey, { do: 'discountBill', discount })}
      onClose={props.onClose}
    />
  );
}

function LineDiscount({ bill, billKey, line, onSheet }: Props & { line: BillLine }) {
  const t = useT();
  const { language } = useLocale();
  const desk = useBillCommands();
  const sum = bill.sums.lines.find(({ id }) => id === line.id);
  return (
    <DiscountSheet
      title={t('sell.discount.ofLine', { name: nameIn(line.name, language) })}
      ofMinor={sum?.priceMinor ?? 0}
      currency={bill.currency}
      given={line.discount}
      onGive={(discount) =>
        void desk.run(billKey, { do: 'discountLine', lineId: line.id, discount })
      }
      onClose={() => onSheet(null)}
    />
  );
}

/** Editing what the kitchen does not have yet, or taking back what it has. */
function LineSheet(props: Props & { line: BillLine }) {
  const { line, book } = props;
  if (line.sent !== null) return <SentLineSheet {...props} />;
  return book.products.has(line.productId) ? (
    <LooseLineSheet {...props} />
  ) : (
    <GoneProductSheet {...props} />
  );
}

function LooseLineSheet(props: Props & { line: BillLine }) {
  const t = useT();
  const desk = useBillCommands();
  const { line, book, bill, billKey, onSheet } = props;
  const product = book.products.get(line.productId);
  if (!product) return null;
  const before = toChoices(line.modifiers);
  return (
    <ChoiceSheet
      product={product}
      book={book}
      currency={bill.currency}
      start={{ quantity: line.quantity, note: line.note, choices: before }}
      action={t('common.save')}
      onClose={() => onSheet(null)}
      onDone={({ quantity, note, choices }) => {
        const isSame = JSON.stringify(choices) === JSON.stringify(before);
        void desk.run(billKey, {
          do: 'changeLine',
          lineId: line.id,
          quantity,
          note,
          // What was not chosen anew keeps the price it was sold at.
          ...(!isSame && { choices }),
        });
        onSheet(null);
      }}
    >
      <LineTools {...props} />
    </ChoiceSheet>
  );
}

function LineTools({ line, billKey, onSheet }: Props & { line: BillLine }) {
  const t = useT();
  const desk = useBillCommands();
  return (
    <div className={classes.pair}>
      <Button
        icon={<IconDiscount aria-hidden />}
        onClick={() => onSheet({ kind: 'lineDiscount', lineId: line.id })}
      >
        {t('sell.discount.title')}
      </Button>
      <Button
        look="danger"
        icon={<IconTrash aria-hidden />}
        onClick={() => {
          desk.remove(billKey, line.id);
          onSheet(null);
        }}
      >
        {t('common.remove')}
      </Button>
    </div>
  );
}

/** The menu has it no more: what was sold stays as it was chosen. */
function GoneProductSheet(props: Props & { line: BillLine }) {
  const t = useT();
  const { language } = useLocale();
  const desk = useBillCommands();
  const { line, billKey, onSheet } = props;
  const [quantity, setQuantity] = useState(line.quantity);
  const [note, setNote] = useState(line.note);
  const save = () => {
    void desk.run(billKey, { do: 'changeLine', lineId: line.id, quantity, note });
    onSheet(null);
  };
  return (
    <Sheet
      title={<bdi>{nameIn(line.name, language)}</bdi>}
      onClose={() => onSheet(null)}
      foot={
        <>
          <Stepper quantity={quantity} onChange={setQuantity} />
          <Button look="primary" onClick={save}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <LineTools {...props} />
      <p className={classes.soft}>{t('sell.line.offMenu')}</p>
      <NoteField label={t('sell.note.line')} value={note} onChange={setNote} />
    </Sheet>
  );
}

function SentLineSheet({ line, bill, billKey, onSheet }: Props & { line: BillLine }) {
  const t = useT();
  const { language } = useLocale();
  const desk = useBillCommands();
  const [quantity, setQuantity] = useState(line.quantity);
  return (
    <ReasonSheet
      title={t('sell.void.title', { name: nameIn(line.name, language) })}
      hint={t('sell.void.hint')}
      onClose={() => onSheet(null)}
      onReason={(reason) => {
        void desk.run(billKey, { do: 'voidLine', lineId: line.id, quantity, reason });
        onSheet(null);
      }}
    >
      {bill.state === 'open' ? (
        <Button
          icon={<IconDiscount aria-hidden />}
          onClick={() => onSheet({ kind: 'lineDiscount', lineId: line.id })}
        >
          {t('sell.discount.title')}
        </Button>
      ) : null}
      {line.quantity > 1 ? (
        <Stepper quantity={quantity} most={line.quantity} onChange={setQuantity} />
      ) : null}
    </ReasonSheet>
  );
}

function NoteSheet({ bill, billKey, onSheet }: Props) {
  const t = useT();
  const desk = useBillCommands();
  const [note, setNote] = useState(bill.note);
  const save = () => {
    const { kind, table, customer } = bill;
    void desk.run(billKey, { do: 'changeBill', kind, table, customer, note: note.trim() });
    onSheet(null);
  };
  return (
    <Sheet
      title={t('sell.note.bill')}
      onClose={() => onSheet(null)}
      foot={
        <Button look="primary" onClick={save}>
          {t('common.save')}
        </Button>
      }
    >
      <NoteField label={t('sell.note.bill')} value={note} onChange={setNote} />
    </Sheet>
  );
}

function CancelSheet({ bill, billKey, onSheet, onCancelled }: Props) {
  const t = useT();
  const desk = useBillCommands();
  const hasSent = bill.lines.some((line) => line.sent !== null && line.voided === null);
  return (
    <ReasonSheet
      title={t('sell.cancel.title')}
      hint={hasSent ? t('sell.cancel.hintSent') : t('sell.cancel.hint')}
      onClose={() => onSheet(null)}
      onReason={(reason) => {
        onSheet(null);
        void desk.run(billKey, { do: 'cancelBill', reason }).then((cancelled) => {
          if (cancelled) onCancelled();
        });
      }}
    />
  );
}
