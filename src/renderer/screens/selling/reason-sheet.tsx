import { useState, type ReactNode } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Sheet } from './sheet.tsx';
import classes from './sheet.module.css';

const reasons = ['guest', 'mistake', 'kitchen', 'waited'] as const;
const longestReason = 120;

/** Why something is taken back: one tap on a reason does it, or words of one's own. */
export function ReasonSheet(props: {
  title: string;
  hint: string;
  children?: ReactNode;
  onReason: (reason: string) => void;
  onClose: () => void;
}) {
  const t = useT();
  const [own, setOwn] = useState('');
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      <p className={classes.soft}>{props.hint}</p>
      {props.children}
      <div className={classes.answers} data-wide="true">
        {reasons.map((reason) => (
          <button
            key={reason}
            type="button"
            className={classes.answer}
            onClick={() => props.onReason(t(`sell.reason.${reason}`))}
          >
            {t(`sell.reason.${reason}`)}
          </button>
        ))}
      </div>
      <form
        className={classes.rows}
        onSubmit={(event) => {
          event.preventDefault();
          if (own.trim() !== '') props.onReason(own.trim());
        }}
      >
        <label className={classes.field}>
          {t('sell.reason.own')}
          <input
            dir="auto"
            maxLength={longestReason}
            value={own}
            onChange={(event) => setOwn(event.currentTarget.value)}
          />
        </label>
        <Button type="submit" look="danger" wide disabled={own.trim() === ''}>
          {props.title}
        </Button>
      </form>
    </Sheet>
  );
}
