import { IconArrowBackUp } from '@tabler/icons-react';
import { Button } from '../../shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './undo-strip.module.css';

/** In the place of what is about to go: what happened, what it means, and the way back. */
export function UndoStrip(props: { title: string; text?: string; onUndo: () => void }) {
  const t = useT();
  return (
    <div className={classes.strip} role="status">
      <p>
        <strong>{props.title}</strong>
        {props.text === undefined ? null : <span> {props.text}</span>}
      </p>
      <Button icon={<IconArrowBackUp aria-hidden />} onClick={props.onUndo}>
        {t('common.undo')}
      </Button>
    </div>
  );
}
