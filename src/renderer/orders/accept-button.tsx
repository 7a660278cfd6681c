import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ComponentProps, useRef, useState } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { useDeps } from '../api/deps.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './accept-button.module.css';

const choices = [10, 15, 20, 25, 30, 45];
const longPressMs = 500;

interface Props {
  /** Offered first. */
  readonly minutes: number;
  readonly onAccept: (minutes: number) => void;
}

/** One tap accepts with the usual minutes; the arrow or a long press offers others. */
export function AcceptButton(props: Props) {
  const t = useT();
  // The menu is heavy and hundreds of cards have one: it is made when somebody asks for it.
  const [menu, setMenu] = useState<'none' | 'open' | 'closed'>('none');
  const press = useLongPress(() => setMenu('open'));
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
      {menu === 'none' ? (
        <Arrow aria-haspopup="menu" aria-expanded={false} onClick={() => setMenu('open')} />
      ) : (
        <MinutesMenu
          {...props}
          opened={menu === 'open'}
          onChange={(opened) => setMenu(opened ? 'open' : 'closed')}
        />
      )}
    </div>
  );
}

function Arrow(props: ComponentProps<'button'>) {
  const t = useT();
  return (
    <Button
      {...props}
      look="primary"
      aria-label={t('action.acceptOther')}
      icon={<IconChevronDown aria-hidden />}
    />
  );
}

function MinutesMenu(props: Props & { opened: boolean; onChange: (opened: boolean) => void }) {
  const t = useT();
  const minutes = [...new Set([...choices, props.minutes])].sort((a, b) => a - b);
  return (
    <Menu opened={props.opened} onChange={props.onChange} position="bottom-end" withinPortal>
      <Menu.Target>
        <Arrow />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('action.prepTime')}</Menu.Label>
        <div className={classes.choices}>
          {minutes.map((one) => (
            <Menu.Item key={one} onClick={() => props.onAccept(one)}>
              {t('common.minutes', { count: one })}
            </Menu.Item>
          ))}
        </div>
      </Menu.Dropdown>
    </Menu>
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
