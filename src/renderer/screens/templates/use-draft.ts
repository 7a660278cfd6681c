import { useCallback, useEffect, useReducer, useState } from 'react';
import { z } from 'zod';
import { type Template, TemplateContent } from '../../../shared/contract/template.ts';
import { useDeps, type TillDeps } from '../../api/deps.tsx';
import { type DraftStep, isSameContent, startDraft, stepDraft } from './draft.ts';

const Kept = z.object({ version: z.int(), content: TemplateContent });

const placeOf = (id: string) => `wasla.templateDraft.${id}`;

function readKept(storage: TillDeps['storage'], id: string): z.infer<typeof Kept> | null {
  const text = storage.getItem(placeOf(id)) ?? '';
  if (text === '') return null;
  try {
    const parsed = Kept.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * A template being changed. What is not saved stays on this terminal, so that neither a wrong tap nor a reload loses it;
 * it is found again when the template is opened.
 */
export function useDraft(template: Template) {
  const { storage } = useDeps();
  const [found] = useState(() => readKept(storage, template.id));
  const [isRestored, setRestored] = useState(found !== null);
  /** The saved template that the changes are made to. */
  const [base, setBase] = useState<Template>({
    ...template,
    version: found?.version ?? template.version,
  });
  const [draft, step] = useReducer(stepDraft, found?.content ?? template, startDraft);
  const { content } = draft;
  const isDirty = !isSameContent(content, base);

  const open = useCallback((saved: Template) => {
    setBase(saved);
    setRestored(false);
    step({ kind: 'reset', content: saved });
  }, []);

  useEffect(() => {
    const kept = isDirty ? JSON.stringify({ version: base.version, content }) : '';
    storage.setItem(placeOf(template.id), kept);
  }, [storage, template.id, isDirty, base.version, content]);

  // Somebody saved a newer one, and nothing here would be lost.
  if (!isDirty && template.version > base.version) open(template);

  const change = useCallback(
    (next: Partial<TemplateContent>, of = '') =>
      step({ kind: 'change', content: { ...content, ...next }, of }),
    [content],
  );
  return {
    base,
    content,
    isDirty,
    isRestored: isRestored && isDirty,
    canUndo: draft.past.length > 0,
    canRedo: draft.future.length > 0,
    change,
    undo: useCallback(() => step({ kind: 'undo' } satisfies DraftStep), []),
    redo: useCallback(() => step({ kind: 'redo' } satisfies DraftStep), []),
    /** Shows the saved template, without the changes. */
    open,
  };
}
export type DraftHandle = ReturnType<typeof useDraft>;
