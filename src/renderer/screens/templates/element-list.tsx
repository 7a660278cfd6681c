import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { IconChevronDown, IconChevronUp, IconFilter, IconGripVertical } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { TemplateElement } from '../../../shared/contract/template.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './builder.module.css';
import { elementName } from './element-name.ts';

interface Props {
  readonly elements: readonly TemplateElement[];
  /** What does not stand on the paper of the preview. */
  readonly absentIds: readonly string[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  readonly onMove: (from: number, to: number) => void;
}

/** The paper as a list from top to bottom, to be put in order by hand, finger or key. */
export function ElementList(props: Props) {
  const t = useT();
  const { elements, absentIds } = props;
  return (
    <section className={classes.list} aria-label={t('templates.builder.elements')}>
      <h2>{t('templates.builder.elements')}</h2>
      <p className={classes.hint}>
        {t(elements.length === 0 ? 'templates.builder.empty' : 'templates.builder.elementsHint')}
      </p>
      <SortableContext items={elements.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        <ol className={classes.rows}>
          {elements.map((element, at) => (
            <ElementRow
              key={element.id}
              element={element}
              at={at}
              count={elements.length}
              isPrinted={!absentIds.includes(element.id)}
              isSelected={element.id === props.selectedId}
              onSelect={props.onSelect}
              onMove={props.onMove}
            />
          ))}
        </ol>
      </SortableContext>
    </section>
  );
}

interface RowProps extends Pick<Props, 'onSelect' | 'onMove'> {
  readonly element: TemplateElement;
  readonly at: number;
  readonly count: number;
  readonly isPrinted: boolean;
  readonly isSelected: boolean;
}

function ElementRow(props: RowProps) {
  const { element, at, count, isPrinted, isSelected } = props;
  const t = useT();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, ...drag } = useSortable({
    id: element.id,
  });
  const row = useRef<HTMLLIElement | null>(null);
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  const name = elementName(element, t);
  return (
    <li
      ref={(node) => {
        row.current = node;
        setNodeRef(node);
      }}
      className={classes.row}
      data-selected={isSelected}
      data-dragging={drag.isDragging}
      style={{
        transform: CSS.Translate.toString(drag.transform),
        transition: drag.transition,
      }}
    >
      <button
        type="button"
        className={classes.handle}
        ref={setActivatorNodeRef}
        {...attributes}
        {...listeners}
        aria-label={t('templates.builder.handle', { name })}
      >
        <IconGripVertical aria-hidden />
      </button>
      <button
        type="button"
        className={classes.rowName}
        aria-pressed={isSelected}
        onClick={() => props.onSelect(element.id)}
      >
        <bdi>{name}</bdi>
        <RowNote element={element} isPrinted={isPrinted} />
      </button>
      <button
        type="button"
        className={classes.step}
        aria-label={t('templates.builder.up', { name })}
        disabled={at === 0}
        onClick={() => props.onMove(at, at - 1)}
      >
        <IconChevronUp aria-hidden />
      </button>
      <button
        type="button"
        className={classes.step}
        aria-label={t('templates.builder.down', { name })}
        disabled={at === count - 1}
        onClick={() => props.onMove(at, at + 1)}
      >
        <IconChevronDown aria-hidden />
      </button>
    </li>
  );
}

function RowNote({ element, isPrinted }: Pick<RowProps, 'element' | 'isPrinted'>) {
  const t = useT();
  if (!isPrinted) return <span className={classes.rowNote}>{t('templates.builder.notHere')}</span>;
  if (element.when.length === 0) return null;
  return (
    <span className={classes.rowNote}>
      <IconFilter aria-hidden />
      {t('templates.builder.conditional')}
    </span>
  );
}
