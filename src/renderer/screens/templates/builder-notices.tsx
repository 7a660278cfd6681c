import type { Template } from '../../../shared/contract/template.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { codeOf } from '../../api/branch-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './builder.module.css';
import type { DraftHandle } from './use-draft.ts';
import type { SaveHandle } from './use-save.ts';

/** What a person should know about the changes on the screen, with the way out. */
export function BuilderNotices(props: {
  draft: DraftHandle;
  /** As it is saved now, perhaps by somebody else. */
  newest: Template;
  save: SaveHandle;
  restoredVersion: number | null;
}) {
  const { draft, save, restoredVersion } = props;
  const { error } = save;
  const t = useT();
  if (error !== null && codeOf(error) === 'template.changed') {
    return (
      <div className={classes.notice} role="alert">
        <p>{t('templates.builder.changed')}</p>
        <Button onClick={() => save.store(true)}>{t('templates.builder.saveCopy')}</Button>
        <Button
          look="quiet"
          onClick={() => {
            save.forgetError();
            draft.open(props.newest);
          }}
        >
          {t('templates.builder.openNewest')}
        </Button>
      </div>
    );
  }
  if (error !== null) return <FailedNote error={error} />;
  if (restoredVersion !== null && draft.isDirty) {
    return (
      <div className={classes.notice} role="status">
        <p>{t('templates.history.restored', { version: restoredVersion })}</p>
      </div>
    );
  }
  if (!draft.isRestored) return null;
  return (
    <div className={classes.notice} role="status">
      <p>{t('templates.builder.restoredDraft')}</p>
      <Button onClick={() => draft.open(props.newest)}>{t('templates.builder.discard')}</Button>
    </div>
  );
}
