import type { Line, Modifier, Name } from '../../shared/contract/order.ts';
import { inDigits, useLocale } from '../../shared/ui/locale.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { nameIn } from '../format/names.ts';
import { useT } from '../i18n/i18n.tsx';
import classes from './order-lines.module.css';
import { lineTotal } from '../../shared/contract/order-sums.ts';

interface Props {
  readonly lines: readonly Line[];
  /** With a currency, each line shows what it costs. */
  readonly currency?: string;
  /** Extras side by side instead of below each other, for cards. */
  readonly compact?: boolean;
}

/** The dishes as the kitchen reads them: quantity, name, what goes in and what stays out, the note boxed. */
export function OrderLines(props: Props) {
  return (
    <ul className={classes.lines} data-compact={props.compact}>
      {props.lines.map((line, index) => (
        <OrderLine key={index} line={line} currency={props.currency} />
      ))}
    </ul>
  );
}

function OrderLine({ line, currency }: { line: Line; currency: string | undefined }) {
  const t = useT();
  const { digits, language } = useLocale();
  const total = currency === undefined ? null : lineTotal(line);
  return (
    <li data-voided={line.voided}>
      <div className={classes.line}>
        <b className={classes.quantity}>{inDigits(`${line.quantity}×`, digits)}</b>
        <span className={classes.name}>
          <NameText name={line.name} />
          {line.known ? null : <em className={classes.unknown}>{t('card.notInMenu')}</em>}
          {line.voided ? <em className={classes.voided}>{t('status.cancelled')}</em> : null}
        </span>
        {total === null || currency === undefined ? null : (
          <MoneyText minor={total} currency={currency} quiet />
        )}
      </div>
      <div className={classes.extras}>
        <Modifiers modifiers={line.modifiers} />
        {line.removed.map((name, index) => (
          <span key={index} className={classes.removed}>
            <span aria-hidden="true">−</span>
            <span>{t('details.removedItem', { name: nameIn(name, language) })}</span>
          </span>
        ))}
      </div>
      {line.ifUnavailable === undefined || currency === undefined ? null : (
        <p className={classes.wish}>{t('details.ifUnavailable', { what: line.ifUnavailable })}</p>
      )}
      {line.note === '' ? null : (
        <p className={classes.note}>
          <bdi>{line.note}</bdi>
        </p>
      )}
    </li>
  );
}

function Modifiers(props: { modifiers: readonly Modifier[] }) {
  const { digits } = useLocale();
  if (props.modifiers.length === 0) return null;
  return (
    <ul className={classes.modifiers}>
      {props.modifiers.map((modifier, index) => (
        <li key={index}>
          <span className={classes.modifier}>
            <span aria-hidden="true">+</span>
            {modifier.quantity > 1 ? <b>{inDigits(`${modifier.quantity}×`, digits)}</b> : null}
            <NameText name={modifier.name} />
          </span>
          <Modifiers modifiers={modifier.modifiers} />
        </li>
      ))}
    </ul>
  );
}

function NameText({ name }: { name: Name }) {
  return <bdi>{nameIn(name, useLocale().language)}</bdi>;
}
