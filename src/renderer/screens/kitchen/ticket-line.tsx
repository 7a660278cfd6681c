import type { KitchenLine, KitchenModifier } from '../../../shared/contract/kitchen.ts';
import type { Name } from '../../../shared/contract/order.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './kitchen.module.css';

interface Props {
  readonly line: KitchenLine;
  readonly isCancelled: boolean;
  readonly onStrike: (struck: boolean) => void;
}

/** A dish: tapped when it is done, tapped again when it was not. What was taken off cannot be tapped. */
export function TicketLine({ line, isCancelled, onStrike }: Props) {
  const t = useT();
  const isOff = isCancelled || line.voided !== 'no';
  const words = <LineWords line={line} />;
  return (
    <li data-struck={line.struck} data-off={isOff} data-new={line.voided === 'new'}>
      {isOff ? (
        <div className={classes.line}>
          {line.voided === 'no' ? null : (
            <strong className={classes.off}>{t('kitchen.takenOff')}</strong>
          )}
          {words}
        </div>
      ) : (
        <button
          type="button"
          className={classes.line}
          aria-pressed={line.struck}
          onClick={() => onStrike(!line.struck)}
        >
          {words}
        </button>
      )}
      {line.note === '' ? null : (
        <p className={classes.note}>
          <bdi>{line.note}</bdi>
        </p>
      )}
    </li>
  );
}

function LineWords({ line }: { line: KitchenLine }) {
  const t = useT();
  const { digits, language } = useLocale();
  return (
    <>
      <span className={classes.dish}>
        <b className={classes.quantity}>{inDigits(`${line.quantity}×`, digits)}</b>
        <NameText name={line.name} />
      </span>
      {flat(line.modifiers).map(({ modifier, depth }, at) => (
        <span key={at} className={classes.modifier} data-depth={Math.min(depth, 2)}>
          <span aria-hidden="true">+</span>
          {modifier.quantity > 1 ? <b>{inDigits(`${modifier.quantity}×`, digits)}</b> : null}
          <NameText name={modifier.name} />
        </span>
      ))}
      {line.removed.map((name, at) => (
        <span key={at} className={classes.removed}>
          <span aria-hidden="true">−</span>
          <span>{t('details.removedItem', { name: nameIn(name, language) })}</span>
        </span>
      ))}
    </>
  );
}

/** A button holds no lists: what belongs to what is told by how far it is set in. */
function flat(
  modifiers: readonly KitchenModifier[],
  depth = 0,
): { modifier: KitchenModifier; depth: number }[] {
  return modifiers.flatMap((modifier) => [
    { modifier, depth },
    ...flat(modifier.modifiers, depth + 1),
  ]);
}

function NameText({ name }: { name: Name }) {
  return <bdi>{nameIn(name, useLocale().language)}</bdi>;
}
