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
import { useTemplateChoice } from './use-templates.ts';

const nameLetters = 60;

/** Which template this is, whether it is saved, and everything done to it as a whole. */
export function BuilderHead(props: {
  draft: DraftHandle;
  scope: 'branch' | 'company';
  onScope: (scope: 'branch' | 'company') => void;
  isSaving: boolean;
  onSave: () => void;
  onVersions: () => void;
  onTest: () => void;
}) {
  const { draft, isSaving } = props;
  const t = useT();
  const { base, content } = draft;
  const isBuiltIn = base.scope === 'built_in';
  const hasName = content.name.trim() !== '';
  return (
    <header className={classes.head}>
      <Link href="/templates" className={classes.back ?? ''} aria-label={t('templates.back')}>
        <IconChevronLeft className={classes.mirrored} aria-hidden />
      </Link>
      <div className={classes.title}>
        <h1>{t(`templates.paper.${content.document}`)}</h1>
        {isBuiltIn ? (
          <bdi className={classes.soft}>{templateName(base, t)}</bdi>
        ) : (
          <TextInput
            aria-label={t('templates.builder.name')}
            className={classes.name ?? ''}
            maxLength={nameLetters}
            value={content.name}
            error={hasName ? null : t('templates.builder.nameMissing')}
            onChange={(event) => draft.change({ name: event.currentTarget.value }, 'name')}
          />
        )}
      </div>
      <InUse draft={draft} />
      <div className={classes.tools}>
        <Button
          look="quiet"
          icon={<IconArrowBackUp aria-hidden />}
          aria-label={t('templates.builder.undo')}
          disabled={!draft.canUndo}
          onClick={draft.undo}
        />
        <Button
          look="quiet"
          icon={<IconArrowForwardUp aria-hidden />}
          aria-label={t('templates.builder.redo')}
          disabled={!draft.canRedo}
          onClick={draft.redo}
        />
        {isBuiltIn ? null : (
          <Button look="quiet" icon={<IconHistory aria-hidden />} onClick={props.onVersions}>
            {t('templates.builder.versions')}
          </Button>
        )}
        <Button icon={<IconPrinter aria-hidden />} onClick={props.onTest}>
          {t('templates.builder.test')}
        </Button>
        {isBuiltIn && draft.isDirty ? (
          <SegmentedControl
            aria-label={t('templates.scope')}
            value={props.scope}
            onChange={props.onScope}
            data={(['branch', 'company'] as const).map((value) => ({
              value,
              label: t(`templates.scopeOf.${value}`),
            }))}
          />
        ) : null}
        <Button
          look="primary"
          icon={<IconDeviceFloppy aria-hidden />}
          disabled={!draft.isDirty || !hasName || content.elements.length === 0 || isSaving}
          onClick={props.onSave}
        >
          {isBuiltIn ? t('templates.builder.saveAsOwn') : t('templates.builder.save')}
        </Button>
      </div>
    </header>
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
