import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Template } from '../../../shared/contract/template.ts';
import { type T, useT } from '../../i18n/i18n.tsx';
import type { DraftHandle } from './use-draft.ts';
import { useSaveTemplate } from './use-templates.ts';

const nameLetters = 60;

/** A copy of what comes with the product is named after its paper, unless somebody has named it. */
function nameOf({ base, content }: DraftHandle, t: T): string {
  if (base.scope !== 'built_in' || content.name !== base.name) return content.name;
  const name = t(`templates.paper.${content.document}`);
  return t('templates.copyName', { name }).slice(0, nameLetters);
}

/** Saves onto the template, or as a new one: what comes with the product is never changed. */
export function useSave(draft: DraftHandle) {
  const t = useT();
  const [, go] = useLocation();
  const save = useSaveTemplate();
  const [scope, setScope] = useState<'branch' | 'company'>('branch');
  const store = (asCopy: boolean) => {
    const isNew = asCopy || draft.base.scope === 'built_in';
    const content = { ...draft.content, name: nameOf(draft, t) };
    const onSuccess = (saved: Template) => {
      draft.open(isNew ? draft.base : saved);
      if (isNew) go(`/templates/${saved.id}`);
    };
    save.mutate({ content, onto: isNew ? null : draft.base, scope }, { onSuccess });
  };
  return {
    scope,
    setScope,
    isSaving: save.isPending,
    error: save.error,
    forgetError: save.reset,
    store,
  };
}
export type SaveHandle = ReturnType<typeof useSave>;
