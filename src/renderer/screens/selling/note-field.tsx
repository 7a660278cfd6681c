import { useT } from '../../i18n/i18n.tsx';
import classes from './sheet.module.css';

/** As long as the contract lets a note be. */
const longestNote = 200;

export function NoteField(props: {
  label: string;
  value: string;
  onChange: (note: string) => void;
}) {
  const t = useT();
  return (
    <label className={classes.field}>
      {props.label}
      <textarea
        dir="auto"
        rows={2}
        maxLength={longestNote}
        placeholder={t('sell.note.hint')}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </label>
  );
}
