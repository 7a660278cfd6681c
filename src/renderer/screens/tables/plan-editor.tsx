import {
  DndContext,
  type DragEndEvent,
  PointerSensor,
  useDraggable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import {
  type FloorArea,
  floorColumns,
  floorRows,
  type FloorTable,
} from '../../../shared/contract/floor.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { stepped } from './draft.ts';
import { FloorPlan } from './floor-plan.tsx';
import classes from './tables.module.css';
import { areaName } from './use-floor.ts';

/** A finger that only chooses a table must not move it. */
const startAfterPx = 6;

interface Props {
  readonly area: FloorArea;
  readonly selectedId: string;
  readonly onSelect: (tableId: string) => void;
  /** Answers false where the table cannot stand there; it stays where it was. */
  readonly onPlace: (table: FloorTable) => boolean;
}

/** Tables are moved by mouse and finger, or cell by cell with the arrow keys. */
export function PlanEditor(props: Props) {
  const { area, onPlace } = props;
  const { language } = useLocale();
  const plan = useRef<HTMLUListElement>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: startAfterPx } }),
  );
  const end = ({ active, delta }: DragEndEvent) => {
    const table = area.tables.find(({ id }) => id === active.id);
    const box = plan.current;
    if (!table || !box) return;
    const x = table.x + Math.round((delta.x * floorColumns) / box.clientWidth);
    const y = table.y + Math.round((delta.y * floorRows) / box.clientHeight);
    if (x !== table.x || y !== table.y) onPlace({ ...table, x, y });
  };
  return (
    <DndContext
      sensors={sensors}
      onDragStart={({ active }) => props.onSelect(String(active.id))}
      onDragEnd={end}
    >
      <FloorPlan area={area} label={areaName(area, language)} editing ref={plan}>
        {(table) => <EditTile {...props} table={table} />}
      </FloorPlan>
    </DndContext>
  );
}

function EditTile({ table, selectedId, onSelect, onPlace }: Props & { table: FloorTable }) {
  const t = useT();
  const { setNodeRef, listeners, transform } = useDraggable({ id: table.id });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepped(table, event.key);
    if (!next) return;
    event.preventDefault();
    onSelect(table.id);
    onPlace(next);
  };
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={classes.tile}
      data-state="free"
      data-shape={table.shape}
      data-marked={table.id === selectedId}
      aria-pressed={table.id === selectedId}
      style={transform ? { translate: `${transform.x}px ${transform.y}px`, zIndex: 1 } : undefined}
      {...listeners}
      onClick={() => onSelect(table.id)}
      onKeyDown={onKeyDown}
    >
      <bdi className={classes.tableName}>{table.name}</bdi>
      <span className={classes.small}>{t('tables.seatCount', { count: table.seats })}</span>
      <VisuallyHidden>{t('tables.cell', { x: table.x + 1, y: table.y + 1 })}</VisuallyHidden>
    </button>
  );
}
