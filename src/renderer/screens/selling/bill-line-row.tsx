import { IconCheck, IconNote, IconTrash } from '@tabler/icons-react';
import { memo } from 'react';
import type { BillLine } from '../../../shared/contract/bill.ts';
import type { Modifier } from '../../../shared/contract/order.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import { DiscountText } from '../../selling/bill-words.tsx';
import classes from './bill-lines.module.css';
import { useSwipe } from './use-swipe.ts';

interface Props {
  readonly line: BillLine;
  readonly currency: string;
  readonly priceMinor: number;
  readonly discountMinor: number;
  /** The branch has not confirmed it yet. */
  readonly isSaving: boolean;
  /** Nothing can be changed on a bill that has ended. */
  readonly isFixed: boolean;
  readonly onEdit: (lineId: string) => void;
  readonly onRemove: (lineId: string) => void;
}

/** A line of the bill: a tap edits it, a swipe or the delete key takes it off while the kitchen does not have it. */
export const BillLineRow = memo(function BillLineRow(props: Props) {
  const t = useT();
  const { language, digits } = useLocale();
  const { line, currency } = props;
  const isVoided = line.voided !== null;
  const isLoose = line.sent === null && !isVoided && !props.isFixed;
  const remove = () => props.onRemove(line.id);
  const swipe = useSwipe(isLoose ? remove : null);
  const name = nameIn(line.name, language);
  return (
    <li className={classes.line} data-saving={props.isSaving} data-sent={line.sent !== null}>
      <span className={classes.bin} aria-hidden>
        <IconTrash />
      </span>
      <button
        type="button"
        className={classes.row}
        data-voided={isVoided}
        disabled={isVoided || props.isFixed}
        onClick={() => props.onEdit(line.id)}
        onKeyDown={(event) => {
          if (!isLoose || (event.key !== 'Delete' && event.key !== 'Backspace')) return;
          focusNeighbour(event.currentTarget);
          remove();
        }}
        {...swipe}
      >
        <span className={classes.quantity}>{inDigits(String(line.quantity), digits)}</span>
        <span className={classes.words}>
          <span className={classes.name}>
            <bdi>{name}</bdi>
            {line.sent ? (
              <IconCheck className={classes.sent} role="img" aria-label={t('sell.line.sent')} />
            ) : null}
          </span>
          <Modifiers modifiers={line.modifiers} />
          {line.note === '' ? null : (
            <span className={classes.note}>
              <IconNote role="img" aria-label={t('sell.note.line')} />
              <bdi>{line.note}</bdi>
            </span>
          )}
          {line.voided ? (
            <span className={classes.extra}>
              {t('sell.line.voided', { reason: line.voided.reason })}
            </span>
          ) : null}
          {line.discount ? (
            <span className={classes.extra}>
              {t('sell.discount.title')}{' '}
              <DiscountText discount={line.discount} currency={currency} />
            </span>
          ) : null}
        </span>
        {isVoided ? null : (
          <span className={classes.price}>
            {props.discountMinor > 0 ? (
              <s>
                <MoneyText minor={props.priceMinor} currency={currency} quiet />
              </s>
            ) : null}
            <MoneyText minor={props.priceMinor - props.discountMinor} currency={currency} quiet />
          </span>
        )}
      </button>
    </li>
  );
});

/** Whoever works by keyboard stays on the bill when the line they stand on goes. */
function focusNeighbour(row: HTMLElement): void {
  const line = row.closest('li');
  const next = line?.nextElementSibling ?? line?.previousElementSibling;
  next?.querySelector('button')?.focus();
}

function Modifiers({ modifiers }: { modifiers: readonly Modifier[] }) {
  const { language, digits } = useLocale();
  if (modifiers.length === 0) return null;
  return (
    <span className={classes.modifiers}>
      {modifiers.map((modifier, index) => (
        <span key={index}>
          <bdi>{nameIn(modifier.name, language)}</bdi>{' '}
          {modifier.quantity > 1 ? (
            <bdi dir="ltr">{`× ${inDigits(String(modifier.quantity), digits)}`}</bdi>
          ) : null}
          <Modifiers modifiers={modifier.modifiers} />
        </span>
      ))}
    </span>
  );
}
