import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { useDeps } from '../api/deps.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './accept-button.module.css';

const choices = [10, 15, 20, 25, 30, 45] as const;
const longPressMs = 500;

/** One tap accepts with the usual minutes; the arrow or a long press offers others. */
export function AcceptButton(props: { minutes: number; onAccept: (minutes: number) => void }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const press = useLongPress(() => setOpen(true));
  const usual = choices.some((minutes) => minutes === props.minutes);
  const offered = usual ? choices : [...choices, props.minutes].sort((a, b) => a - b);
  return (
    <div className={classes.accept}>
      <Button
        look="primary"
        wide
        {...press.listeners}
        onClick={() => {
          if (!press.wasLong()) props.onAccept(props.minutes);
        }}
      >
        {t('action.accept', { count: props.minutes })}
      </Button>
      <Menu opened={open} onChange={setOpen} position="bottom-end" withinPortal>
        <Menu.Target>
          <Button look="primary" aria-label={t('action.acceptOther')} icon={<IconChevronDown />} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('action.prepTime')}</Menu.Label>
          <div className={classes.choices}>
            {offered.map((minutes) => (
              <Menu.Item key={minutes} onClick={() => props.onAccept(minutes)}>
                {t('common.minutes', { count: minutes })}
              </Menu.Item>
            ))}
          </div>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** Tells a held finger from a tap: the tap that ends a long press does nothing more. */
function useLongPress(onLong: () => void) {
  const { clock } = useDeps();
  const cancel = useRef<(() => void) | null>(null);
  const long = useRef(false);
  const end = () => {
    cancel.current?.();
    cancel.current = null;
  };
  const begin = () => {
    end();
    long.current = false;
    cancel.current = clock.after(longPressMs, () => {
      long.current = true;
      onLong();
    });
  };
  return {
    wasLong: () => long.current,
    listeners: {
      onPointerDown: begin,
      onPointerUp: end,
      onPointerLeave: end,
      onPointerCancel: end,
      onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(),
    },
  };
}
