import { SegmentedControl, TextInput } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconChevronLeft,
  IconDeviceFloppy,
  IconHistory,
  IconPrinter,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './builder.module.css';
import { templateName } from './element-name.ts';
import type { DraftHandle } from './use-draft.ts';
import type { SaveHandle } from './use-save.ts';
import { useTemplateChoice } from './use-templates.ts';

const nameLetters = 60;

interface Props {
  readonly draft: DraftHandle;
  readonly save: SaveHandle;
  readonly onSheet: (sheet: 'versions' | 'test') => void;
}

/** Which template this is, whether it is saved, and everything done to it as a whole. */
export function BuilderHead(props: Props) {
  const { draft } = props;
  const t = useT();
  const { base, content } = draft;
  return (
    <header className={classes.head}>
      <Link href="/templates" className={classes.back ?? ''} aria-label={t('templates.back')}>
        <IconChevronLeft className={classes.mirrored} aria-hidden />
      </Link>
      <div className={classes.title}>
        <h1>{t(`templates.paper.${content.document}`)}</h1>
        {base.scope === 'built_in' ? (
          <bdi className={classes.soft}>{templateName(base, t)}</bdi>
        ) : (
          <TextInput
            aria-label={t('templates.builder.name')}
            className={classes.name ?? ''}
            maxLength={nameLetters}
            value={content.name}
            error={hasName(draft) ? null : t('templates.builder.nameMissing')}
            onChange={(event) => draft.change({ name: event.currentTarget.value }, 'name')}
          />
        )}
      </div>
      <InUse draft={draft} />
      <div className={classes.tools}>
        <Steps draft={draft} />
        {base.scope === 'built_in' ? null : (
          <Button
            look="quiet"
            icon={<IconHistory aria-hidden />}
            onClick={() => props.onSheet('versions')}
          >
            {t('templates.builder.versions')}
          </Button>
        )}
        <Button icon={<IconPrinter aria-hidden />} onClick={() => props.onSheet('test')}>
          {t('templates.builder.test')}
        </Button>
        <Save {...props} />
      </div>
    </header>
  );
}

function hasName({ content }: DraftHandle): boolean {
  return content.name.trim() !== '';
}

function Steps({ draft }: { draft: DraftHandle }) {
  const t = useT();
  return (
    <>
      <Button
        look="quiet"
        icon={<IconArrowBackUp className={classes.mirrored} aria-hidden />}
        aria-label={t('templates.builder.undo')}
        disabled={!draft.canUndo}
        onClick={draft.undo}
      />
      <Button
        look="quiet"
        icon={<IconArrowForwardUp className={classes.mirrored} aria-hidden />}
        aria-label={t('templates.builder.redo')}
        disabled={!draft.canRedo}
        onClick={draft.redo}
      />
    </>
  );
}

function Save({ draft, save }: Pick<Props, 'draft' | 'save'>) {
  const t = useT();
  const { base, content, isDirty } = draft;
  const isBuiltIn = base.scope === 'built_in';
  const canSave = isDirty && hasName(draft) && content.elements.length > 0 && !save.isSaving;
  return (
    <>
      {isBuiltIn && isDirty ? (
        <SegmentedControl
          aria-label={t('templates.scope')}
          value={save.scope}
          onChange={save.setScope}
          data={(['branch', 'company'] as const).map((value) => ({
            value,
            label: t(`templates.scopeOf.${value}`),
          }))}
        />
      ) : null}
      <Button
        look="primary"
        icon={<IconDeviceFloppy aria-hidden />}
        disabled={!canSave}
        onClick={() => save.store(false)}
      >
        {t(isBuiltIn ? 'templates.builder.saveAsOwn' : 'templates.builder.save')}
      </Button>
    </>
  );
}

/** Whether it is saved; once it is, whether papers print with it. */
function InUse({ draft }: { draft: DraftHandle }) {
  const t = useT();
  const { isInUse, choose } = useTemplateChoice();
  const { base, isDirty } = draft;
  if (isDirty) return <Chip tone="waiting">{t('templates.builder.unsaved')}</Chip>;
  if (isInUse(base)) {
    return (
      <Chip tone="ready" icon={<IconCheck aria-hidden />}>
        {t('templates.inUse')}
      </Chip>
    );
  }
  const paper = t(`templates.paper.${base.document}`);
  return (
    <div>
      <Button
        disabled={choose.isPending}
        onClick={() => choose.mutate({ document: base.document, id: base.id })}
      >
        {t('templates.use', { paper })}
      </Button>
      <FailedNote error={choose.error} />
    </div>
  );
}
