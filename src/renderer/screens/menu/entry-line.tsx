import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { Product } from '../../../shared/contract/menu.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { UndoStrip } from '../../ui/undo-strip.tsx';
import { useUndoable } from '../../ui/use-undoable.ts';
import classes from './menu.module.css';
import { MoveButtons } from './move-buttons.tsx';

/** A product or a group in its list, with what can be done with it. */
export function EntryLine(props: {
  name: string;
  hint?: string;
  tile?: Product['tile'];
  price?: { readonly minor: number; readonly currency: string };
  isFirst?: boolean;
  isLast?: boolean;
  isMoving?: boolean;
  /** Absent where the order means nothing. */
  onMove?: (steps: -1 | 1) => void;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const t = useT();
  const { name, tile, price, onMove } = props;
  const removal = useUndoable(props.onRemove);
  if (removal.pending) {
    return (
      <li>
        <UndoStrip title={t('menuEditor.removed', { name })} onUndo={removal.undo} />
      </li>
    );
  }
  return (
    <li className={classes.line}>
      {tile ? (
        <span className={classes.tile} data-colour={tile.color} aria-hidden>
          <bdi>{tile.letters || name.slice(0, 2)}</bdi>
        </span>
      ) : null}
      <span className={classes.name}>
        <bdi>{name}</bdi>
        {props.hint === undefined ? null : (
          <small>
            <bdi>{props.hint}</bdi>
          </small>
        )}
      </span>
      {price ? <MoneyText minor={price.minor} currency={price.currency} /> : null}
      <span className={classes.entryActions}>
        {onMove ? (
          <MoveButtons
            name={name}
            isFirst={props.isFirst ?? false}
            isLast={props.isLast ?? false}
            disabled={props.isMoving ?? false}
            onMove={onMove}
          />
        ) : null}
        <Button
          look="quiet"
          icon={<IconPencil aria-hidden />}
          aria-label={t('menuEditor.editNamed', { name })}
          onClick={props.onEdit}
        />
        <Button
          look="quiet"
          icon={<IconTrash aria-hidden />}
          aria-label={t('menuEditor.removeNamed', { name })}
          onClick={removal.begin}
        />
      </span>
    </li>
  );
}
