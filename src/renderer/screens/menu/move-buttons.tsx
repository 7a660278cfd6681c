import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './menu.module.css';

/** Earlier or later in its list. */
export function MoveButtons(props: {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  disabled?: boolean;
  onMove: (steps: -1 | 1) => void;
}) {
  const t = useT();
  const { name, isFirst, isLast, disabled = false } = props;
  return (
    <span className={classes.moves}>
      <Button
        look="quiet"
        icon={<IconArrowUp aria-hidden />}
        aria-label={t('menuEditor.earlier', { name })}
        disabled={isFirst || disabled}
        onClick={() => props.onMove(-1)}
      />
      <Button
        look="quiet"
        icon={<IconArrowDown aria-hidden />}
        aria-label={t('menuEditor.later', { name })}
        disabled={isLast || disabled}
        onClick={() => props.onMove(1)}
      />
    </span>
  );
}
