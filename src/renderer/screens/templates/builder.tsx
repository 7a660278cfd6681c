import { useState } from 'react';
import type { Template } from '../../../shared/contract/template.ts';
import { useSettings } from '../../api/queries.ts';
import { BuilderHead } from './builder-head.tsx';
import { BuilderNotices } from './builder-notices.tsx';
import classes from './builder.module.css';
import { ElementList } from './element-list.tsx';
import { Palette } from './palette.tsx';
import { PaperPreview } from './paper-preview.tsx';
import { Properties } from './properties.tsx';
import { ReorderArea } from './reorder-area.tsx';
import { TestDrawer } from './test-drawer.tsx';
import { type DraftHandle, useDraft } from './use-draft.ts';
import { useElements } from './use-elements.ts';
import { useSave } from './use-save.ts';
import { type PreviewChoice, usePreview } from './use-templates.ts';
import { useUndoKeys } from './use-undo-keys.ts';
import { VersionsDrawer } from './versions-drawer.tsx';

/** Palette, paper and properties: everything that changes how one paper looks. */
export function Builder({ template }: { template: Template }) {
  const draft = useDraft(template);
  const save = useSave(draft);
  const choice = usePreviewChoice();
  const [sheet, setSheet] = useState<'versions' | 'test' | null>(null);
  const [restored, setRestored] = useState<number | null>(null);
  useUndoKeys(draft.undo, draft.redo);
  return (
    <div className={classes.screen}>
      <BuilderHead draft={draft} save={save} onSheet={setSheet} />
      <BuilderNotices draft={draft} newest={template} save={save} restoredVersion={restored} />
      <Workbench draft={draft} choice={choice} />
      {sheet === 'versions' ? (
        <VersionsDrawer
          template={draft.base}
          onClose={() => setSheet(null)}
          onRestore={({ name, elements, version }) => {
            draft.change({ name, elements });
            setRestored(version);
            setSheet(null);
          }}
        />
      ) : null}
      {sheet === 'test' ? (
        <TestDrawer
          content={draft.content}
          sample={choice.value.sample}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </div>
  );
}

/** Until a person says otherwise, the paper is shown as this branch prints it. */
function usePreviewChoice() {
  const language = useSettings().data?.ticketLanguage ?? 'both';
  const [wish, setWish] = useState<Partial<PreviewChoice>>({});
  const value: PreviewChoice = { widthDots: 576, language, sample: 'usual', ...wish };
  return {
    value,
    change: (part: Partial<PreviewChoice>) => setWish((known) => ({ ...known, ...part })),
  };
}

function Workbench(props: { draft: DraftHandle; choice: ReturnType<typeof usePreviewChoice> }) {
  const { draft, choice } = props;
  const on = useElements(draft);
  const preview = usePreview(draft.content, choice.value);
  const { elements, selectedId, select, add, move } = on;
  const { document } = draft.content;
  return (
    <ReorderArea elements={elements} document={document} onMove={move} onAdd={add}>
      <div className={classes.columns}>
        <Palette document={document} count={elements.length} onAdd={add} />
        <PaperPreview
          preview={preview}
          elements={elements}
          selectedId={selectedId}
          onSelect={select}
          choice={choice.value}
          onChoice={choice.change}
        />
        <div className={classes.end}>
          <ElementList
            elements={elements}
            absentIds={preview.data?.absentIds ?? []}
            selectedId={selectedId}
            onSelect={select}
            onMove={move}
          />
          <Properties key={selectedId} on={on} />
        </div>
      </div>
    </ReorderArea>
  );
}
