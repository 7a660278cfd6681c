import { IconDeviceDesktop, IconDeviceTv, IconToolsKitchen2, type Icon } from '@tabler/icons-react';
import type { Terminal } from '../../../shared/contract/terminal.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { UndoStrip } from '../../ui/undo-strip.tsx';
import { useUndoable } from '../../ui/use-undoable.ts';
import classes from './terminals.module.css';
import { useTerminalCommands } from './use-terminals.ts';

const icons: Record<Terminal['kind'], Icon> = {
  till: IconDeviceDesktop,
  kitchen: IconToolsKitchen2,
  pickup: IconDeviceTv,
};

export function TerminalRow(props: { terminal: Terminal; disabled: boolean; onEdit: () => void }) {
  const t = useT();
  const { terminal } = props;
  const { remove } = useTerminalCommands();
  const removal = useUndoable(() => remove.mutate(terminal.id));
  const KindIcon = icons[terminal.kind];
  if (removal.pending) {
    return (
      <li className={classes.terminal}>
        <UndoStrip
          title={t('terminals.removed', { name: terminal.name })}
          text={t('terminals.removedHint')}
          onUndo={removal.undo}
        />
      </li>
    );
  }
  return (
    <li className={classes.terminal}>
      <KindIcon aria-hidden className={classes.icon} />
      <span className={classes.words}>
        <bdi className={classes.name}>{terminal.name}</bdi>
        <span className={classes.facts}>
          <span>{t(`terminals.kind.${terminal.kind}`)}</span>
          <bdi dir="ltr">{terminal.lastAddress}</bdi>
          {terminal.connected ? null : (
            <span>
              {t('terminals.lastSeen')} <TimeText atMs={terminal.lastSeenAtMs} style="date" />
            </span>
          )}
        </span>
        <FailedNote error={remove.error} />
      </span>
      <Chip tone={terminal.connected ? 'ready' : 'offline'}>
        {t(terminal.connected ? 'terminals.connected' : 'terminals.away')}
      </Chip>
      <Button
        disabled={props.disabled}
        aria-label={t('terminals.editTitle', { name: terminal.name })}
        onClick={props.onEdit}
      >
        {t('common.edit')}
      </Button>
      <Button
        look="danger"
        disabled={props.disabled || remove.isPending}
        aria-label={t('terminals.removeTitle', { name: terminal.name })}
        onClick={removal.begin}
      >
        {t('terminals.remove')}
      </Button>
    </li>
  );
}
