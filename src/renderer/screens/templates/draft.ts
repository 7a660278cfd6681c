import type { TemplateContent, TemplateElement } from '../../../shared/contract/template.ts';

/** A template being changed, with every step back and forth. */
export interface Draft {
  readonly content: TemplateContent;
  readonly past: readonly TemplateContent[];
  readonly future: readonly TemplateContent[];
  /** Changes of one thing in a row are one step: nobody undoes letter by letter. */
  readonly lastOf: string;
}

export type DraftStep =
  | { readonly kind: 'change'; readonly content: TemplateContent; readonly of: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  /** What was saved or opened anew. */
  | { readonly kind: 'reset'; readonly content: TemplateContent };

/** More steps than anybody goes back. */
const keptSteps = 100;

export function startDraft(content: TemplateContent): Draft {
  return { content, past: [], future: [], lastOf: '' };
}

export function stepDraft(draft: Draft, step: DraftStep): Draft {
  const { content, past, future } = draft;
  switch (step.kind) {
    case 'change': {
      const isSame = step.of !== '' && step.of === draft.lastOf;
      const steps = isSame ? past : [...past, content].slice(-keptSteps);
      return { content: step.content, past: steps, future: [], lastOf: step.of };
    }
    case 'undo': {
      const before = past.at(-1);
      if (!before) return draft;
      return { content: before, past: past.slice(0, -1), future: [content, ...future], lastOf: '' };
    }
    case 'redo': {
      const [after, ...rest] = future;
      if (!after) return draft;
      return { content: after, past: [...past, content], future: rest, lastOf: '' };
    }
    case 'reset':
      return startDraft(step.content);
  }
}

type Elements = readonly TemplateElement[];

export function moved(elements: Elements, from: number, to: number): TemplateElement[] {
  const element = elements[from];
  if (!element || to < 0 || to >= elements.length) return [...elements];
  const others = elements.filter((_, at) => at !== from);
  return others.toSpliced(to, 0, element);
}

export function replaced(elements: Elements, element: TemplateElement): TemplateElement[] {
  return elements.map((known) => (known.id === element.id ? element : known));
}

/** A name that no element of this template has. */
export function freeId(elements: Elements): string {
  const numbers = elements.map(({ id }) => Number(/^e(\d+)$/.exec(id)?.[1] ?? 0));
  return `e${Math.max(0, ...numbers) + 1}`;
}

/** True when both say the same, whatever order their parts were written in. */
export function isSameContent(a: TemplateContent, b: TemplateContent): boolean {
  return a.name === b.name && inOrder(a.elements) === inOrder(b.elements);
}

function inOrder(elements: Elements): string {
  return JSON.stringify(elements, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => one.localeCompare(other)))
      : value,
  );
}
