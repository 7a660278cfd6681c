import { useDraggable } from '@dnd-kit/core';
import { IconPlus } from '@tabler/icons-react';
import { maxTemplateElements, type TemplateDocument } from '../../../shared/contract/template.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './builder.module.css';
import { offeredName } from './element-name.ts';
import { paletteGroups, type PaletteItem, paletteOf } from './palette-items.ts';
import { paletteDragId } from './reorder-area.tsx';

/** Everything that can stand on this paper, in the words of a manager. */
export function Palette(props: {
  document: TemplateDocument;
  /** How many things stand on the paper. */
  count: number;
  onAdd: (item: PaletteItem) => void;
}) {
  const t = useT();
  const items = paletteOf(props.document);
  const isFull = props.count >= maxTemplateElements;
  return (
    <section className={classes.palette} aria-label={t('templates.builder.palette')}>
      <h2>{t('templates.builder.palette')}</h2>
      <p className={classes.hint}>
        {t(isFull ? 'templates.builder.full' : 'templates.builder.paletteHint')}
      </p>
      {paletteGroups.map((group) => {
        const own = items.filter((item) => item.group === group);
        if (own.length === 0) return null;
        return (
          <details key={group} className={classes.group} open={group !== 'company'}>
            <summary>{t(`templates.group.${group}`)}</summary>
            <div className={classes.items}>
              {own.map((item) => (
                <PaletteButton key={item.key} item={item} disabled={isFull} onAdd={props.onAdd} />
              ))}
            </div>
          </details>
        );
      })}
    </section>
  );
}

function PaletteButton(props: {
  item: PaletteItem;
  disabled: boolean;
  onAdd: (item: PaletteItem) => void;
}) {
  const { item, disabled } = props;
  const t = useT();
  const { setNodeRef, listeners } = useDraggable({ id: paletteDragId(item.key), disabled });
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={classes.item}
      disabled={disabled}
      onPointerDown={listeners?.onPointerDown as never}
      onClick={() => props.onAdd(item)}
    >
      <IconPlus aria-hidden />
      <span>{offeredName(item.make('new'), t)}</span>
    </button>
  );
}
