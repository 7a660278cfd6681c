import {
  closestCenter,
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { type ReactNode, useState } from 'react';
import type { TemplateDocument, TemplateElement } from '../../../shared/contract/template.ts';
import { useT } from '../../i18n/i18n.tsx';
import { elementName, offeredName } from './element-name.ts';
import classes from './builder.module.css';
import { type PaletteItem, paletteOf } from './palette-items.ts';

const newPrefix = 'new:';
/** What is dragged from the palette, told apart from what is on the paper already. */
export const paletteDragId = (key: string) => newPrefix + key;

interface Props {
  readonly elements: readonly TemplateElement[];
  readonly document: TemplateDocument;
  readonly onMove: (from: number, to: number) => void;
  readonly onAdd: (item: PaletteItem, at: number) => void;
  readonly children: ReactNode;
}

/** A finger that scrolls must not drag. */
const startAfterPx = 6;

/** What is dropped lands where the finger is; the keys have none and go from centre to centre. */
const underFinger: CollisionDetection = (moment) => {
  const under = pointerWithin(moment);
  return under.length > 0 ? under : closestCenter(moment);
};

/** Where things are dragged: within the list, and from the palette into it; by mouse, finger or keyboard. */
export function ReorderArea(props: Props) {
  const { elements, document } = props;
  const t = useT();
  const [active, setActive] = useState<string | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: startAfterPx } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const placeOf = (id: UniqueIdentifier | undefined) =>
    elements.findIndex((element) => element.id === id);
  const itemOf = (id: UniqueIdentifier) =>
    paletteOf(document).find(({ key }) => paletteDragId(key) === id);
  const nameOf = (id: UniqueIdentifier) => {
    const element = elements[placeOf(id)];
    if (element) return elementName(element, t);
    const offered = itemOf(id)?.make('new');
    return offered ? offeredName(offered, t) : '';
  };
  const end = ({ active: dragged, over }: DragEndEvent) => {
    setActive(null);
    if (!over) return;
    const at = placeOf(over.id);
    const item = itemOf(dragged.id);
    if (item) props.onAdd(item, at === -1 ? elements.length : at);
    else if (at !== -1 && dragged.id !== over.id) props.onMove(placeOf(dragged.id), at);
  };
  const told = (id: UniqueIdentifier, over: UniqueIdentifier | undefined) => ({
    name: nameOf(id),
    place: placeOf(over) + 1,
    count: elements.length,
  });
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underFinger}
      onDragStart={({ active: dragged }: DragStartEvent) => setActive(nameOf(dragged.id))}
      onDragEnd={end}
      onDragCancel={() => setActive(null)}
      accessibility={{
        screenReaderInstructions: { draggable: t('templates.builder.elementsHint') },
        announcements: {
          onDragStart: ({ active: { id } }) =>
            t('templates.builder.dragStart', { name: nameOf(id) }),
          onDragOver: ({ active: { id }, over }) =>
            t('templates.builder.dragOver', told(id, over?.id)),
          onDragEnd: ({ active: { id }, over }) =>
            t('templates.builder.dragEnd', told(id, over?.id)),
          onDragCancel: ({ active: { id } }) =>
            t('templates.builder.dragCancel', { name: nameOf(id) }),
        },
      }}
    >
      {props.children}
      <DragOverlay dropAnimation={null}>
        {active === null ? null : <div className={classes.dragged}>{active}</div>}
      </DragOverlay>
    </DndContext>
  );
}
