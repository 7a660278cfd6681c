import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  maxTemplateElements,
  type Template,
  type TemplateElement,
} from '../../../shared/contract/template.ts';
import { useSettings } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { BuilderHead } from './builder-head.tsx';
import { BuilderNotices } from './builder-notices.tsx';
import classes from './builder.module.css';
import { freeId, moved, replaced } from './draft.ts';
import { ElementList } from './element-list.tsx';
import { Palette } from './palette.tsx';
import { type PaletteItem } from './palette-items.ts';
import { PaperPreview } from './paper-preview.tsx';
import { Properties } from './properties.tsx';
import { ReorderArea } from './reorder-area.tsx';
import { TestDrawer } from './test-drawer.tsx';
import { useDraft } from './use-draft.ts';
import { type PreviewChoice, usePreview, useSaveTemplate } from './use-templates.ts';
import { useUndoKeys } from './use-undo-keys.ts';
import { VersionsDrawer } from './versions-drawer.tsx';

/** Palette, paper and properties: everything that changes how one paper looks. */
export function Builder({ template }: { template: Template }) {
  const t = useT();
  const [, go] = useLocation();
  const draft = useDraft(template);
  const save = useSaveTemplate();
  const settings = useSettings();
  const [selectedId, select] = useState<string | null>(null);
  const [sheet, setSheet] = useState<'versions' | 'test' | null>(null);
  const [restored, setRestored] = useState<number | null>(null);
  const [scope, setScope] = useState<'branch' | 'company'>('branch');
  const [wish, setWish] = useState<Partial<PreviewChoice>>({});
  const choice: PreviewChoice = {
    widthDots: 576,
    language: settings.data?.ticketLanguage ?? 'both',
    sample: 'usual',
    ...wish,
  };
  const preview = usePreview(draft.content, choice);
  const { elements } = draft.content;
  useUndoKeys(draft.undo, draft.redo);

  const setElements = (next: TemplateElement[], of = '') => draft.change({ elements: next }, of);
  const insert = (element: TemplateElement, at: number) => {
    if (elements.length >= maxTemplateElements) return;
    setElements(elements.toSpliced(at, 0, element));
    select(element.id);
  };
  const add = (item: PaletteItem, at = elements.length) => insert(item.make(freeId(elements)), at);
  const move = (from: number, to: number) => setElements(moved(elements, from, to));
  const selectedAt = elements.findIndex(({ id }) => id === selectedId);
  const selected = elements[selectedAt];

  const keep = (asCopy: boolean) => {
    const isNew = asCopy || draft.base.scope === 'built_in';
    const content =
      draft.base.scope === 'built_in' && draft.content.name === draft.base.name
        ? { ...draft.content, name: ownName(template, t) }
        : draft.content;
    save.mutate(
      { content, onto: isNew ? null : draft.base, scope },
      {
        onSuccess: (saved) => {
          draft.open(isNew ? draft.base : saved);
          setRestored(null);
          if (isNew) go(`/templates/${saved.id}`);
        },
      },
    );
  };

  return (
    <div className={classes.screen}>
      <BuilderHead
        draft={draft}
        scope={scope}
        onScope={setScope}
        isSaving={save.isPending}
        onSave={() => keep(false)}
        onVersions={() => setSheet('versions')}
        onTest={() => setSheet('test')}
      />
      <BuilderNotices
        draft={draft}
        newest={template}
        error={save.error}
        restoredVersion={restored}
        onOpenNewest={() => {
          save.reset();
          draft.open(template);
        }}
        onSaveCopy={() => keep(true)}
      />
      <ReorderArea elements={elements} onMove={move} onAdd={add} document={draft.content.document}>
        <div className={classes.columns}>
          <Palette document={draft.content.document} count={elements.length} onAdd={add} />
          <PaperPreview
            preview={preview}
            elements={elements}
            selectedId={selectedId}
            onSelect={select}
            choice={choice}
            onChoice={(part) => setWish({ ...wish, ...part })}
          />
          <div className={classes.end}>
            <ElementList
              elements={elements}
              printedIds={preview.data?.places.map(({ elementId }) => elementId) ?? null}
              selectedId={selectedId}
              onSelect={select}
              onMove={move}
            />
            <Properties
              key={selectedId}
              element={selected}
              onChange={(element, of) => setElements(replaced(elements, element), of)}
              onRemove={() => {
                setElements(elements.filter(({ id }) => id !== selectedId));
                select(elements[selectedAt + 1]?.id ?? elements[selectedAt - 1]?.id ?? null);
              }}
              onDuplicate={(element) =>
                insert({ ...element, id: freeId(elements) }, selectedAt + 1)
              }
            />
          </div>
        </div>
      </ReorderArea>
      {sheet === 'versions' ? (
        <VersionsDrawer
          template={draft.base}
          onClose={() => setSheet(null)}
          onRestore={({ name, elements: old, version }) => {
            draft.change({ name, elements: old });
            setRestored(version);
            setSheet(null);
          }}
        />
      ) : null}
      {sheet === 'test' ? (
        <TestDrawer content={draft.content} sample={choice.sample} onClose={() => setSheet(null)} />
      ) : null}
    </div>
  );
}

/** A copy of what comes with the product is named after its paper. */
function ownName({ document }: Template, t: ReturnType<typeof useT>): string {
  return t('templates.copyName', { name: t(`templates.paper.${document}`) }).slice(0, 60);
}
