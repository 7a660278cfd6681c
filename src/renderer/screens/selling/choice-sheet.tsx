import { useState, type ReactNode } from 'react';
import { Choice, type NewLine } from '../../../shared/contract/bill.ts';
import type { Product } from '../../../shared/contract/menu.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { menuName, type MenuBook } from '../../selling/menu-book.ts';
import { ChoiceGroups, groupElementId } from './choice-groups.tsx';
import { firstUnanswered, inMenuOrder, unitPrice, type Unanswered } from './choices.ts';
import { NoteField } from './note-field.tsx';
import { Sheet } from './sheet.tsx';
import { Stepper } from './stepper.tsx';

export interface Chosen {
  readonly quantity: number;
  readonly choices: NewLine['choices'];
  readonly note: string;
}

/** What a dish is made with, how many and what to mind; the price moves with it. */
export function ChoiceSheet(props: {
  product: Product;
  book: MenuBook;
  currency: string;
  start: { readonly quantity: number; readonly choices: readonly Choice[]; readonly note: string };
  action: string;
  /** Above the questions: what else can be done with the line. */
  children?: ReactNode;
  onDone: (chosen: Chosen) => void;
  onClose: () => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { product, book, currency, start } = props;
  const [quantity, setQuantity] = useState(start.quantity);
  const [choices, setChoices] = useState(start.choices);
  const [note, setNote] = useState(start.note);
  const [unanswered, setUnanswered] = useState<Unanswered>();
  const done = () => {
    const missing = firstUnanswered(book, product.groupIds, choices);
    setUnanswered(missing);
    if (missing) {
      show(groupElementId(missing.group, missing.optionId));
      return;
    }
    const ordered = inMenuOrder(book, product.groupIds, choices);
    props.onDone({ quantity, note, choices: Choice.array().parse(ordered) });
  };
  return (
    <Sheet
      title={<bdi>{menuName(product.name, language)}</bdi>}
      onClose={props.onClose}
      foot={
        <>
          <Stepper quantity={quantity} onChange={setQuantity} />
          <Button look="primary" onClick={done}>
            {props.action}{' '}
            <MoneyText minor={quantity * unitPrice(book, product, choices)} currency={currency} />
          </Button>
        </>
      }
    >
      {props.children}
      <ChoiceGroups
        book={book}
        groupIds={product.groupIds}
        choices={choices}
        currency={currency}
        unanswered={unanswered}
        onChange={(next) => {
          setChoices(next);
          setUnanswered(undefined);
        }}
      />
      <NoteField label={t('sell.note.line')} value={note} onChange={setNote} />
    </Sheet>
  );
}

function show(elementId: string): void {
  const element = document.getElementById(elementId);
  element?.scrollIntoView({ block: 'center' });
  element?.querySelector('button')?.focus({ preventScroll: true });
}
