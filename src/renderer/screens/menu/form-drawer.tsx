import type { ReactNode, SyntheticEvent } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import classes from './menu.module.css';

/** The sheet in which a part of the menu is made or changed. */
export function FormDrawer(props: {
  title: string;
  error: unknown;
  isSaving: boolean;
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useT();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    props.onSave();
  };
  return (
    <SideSheet onClose={props.onClose} width={600} title={props.title}>
      <form className={classes.form} onSubmit={submit} noValidate>
        {props.children}
        <FailedNote error={props.error} />
        <Button type="submit" look="primary" wide disabled={props.isSaving}>
          {t('common.save')}
        </Button>
      </form>
    </SideSheet>
  );
}
