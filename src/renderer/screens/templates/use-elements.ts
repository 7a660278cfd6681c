import { useState } from 'react';
import { maxTemplateElements, type TemplateElement } from '../../../shared/contract/template.ts';
import { freeId, moved, replaced } from './draft.ts';
import type { PaletteItem } from './palette-items.ts';
import type { DraftHandle } from './use-draft.ts';

/** What stands on the paper, which of it is chosen, and everything that can be done to it. */
export function useElements({ content, change }: DraftHandle) {
  const [selectedId, select] = useState<string | null>(null);
  const { elements } = content;
  const at = elements.findIndex(({ id }) => id === selectedId);
  const set = (next: TemplateElement[], of = '') => change({ elements: next }, of);
  const insert = (element: TemplateElement, place: number) => {
    if (elements.length >= maxTemplateElements) return;
    set(elements.toSpliced(place, 0, element));
    select(element.id);
  };
  return {
    elements,
    selectedId,
    selected: elements[at],
    select,
    add: (item: PaletteItem, place = elements.length) => insert(item.make(freeId(elements)), place),
    move: (from: number, to: number) => set(moved(elements, from, to)),
    /** Changes with the same `of` in a row are one step of undo. */
    replace: (element: TemplateElement, of: string) => set(replaced(elements, element), of),
    duplicate: (element: TemplateElement) => insert({ ...element, id: freeId(elements) }, at + 1),
    removeSelected: () => {
      set(elements.filter(({ id }) => id !== selectedId));
      select(elements[at + 1]?.id ?? elements[at - 1]?.id ?? null);
    },
  };
}
export type ElementsHandle = ReturnType<typeof useElements>;
