import { Menu } from '@mantine/core';
import { IconDots, IconX } from '@tabler/icons-react';
import { type ComponentProps, useState } from 'react';
import type { OrderView } from '../../shared/contract/branch-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './accept-button.module.css';
import type { Command } from './commands.ts';
import { delayChoices } from './delay.ts';

interface Props {
  readonly view: OrderView;
  readonly onCommand: (command: Command) => void;
  readonly onCancel: () => void;
}

export function hasMore({ offers }: OrderView): boolean {
  return offers.includes('delay') || offers.includes('cancel');
}

/** What is offered and seldom wanted: more time, and taking the order back. */
export function MoreMenu(props: Props) {
  // The menu is heavy and hundreds of cards have one: it is made when somebody asks for it.
  const [menu, setMenu] = useState<'none' | 'open' | 'closed'>('none');
  if (menu === 'none') {
    return (
      <Dots
        view={props.view}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => setMenu('open')}
      />
    );
  }
  return (
    <Menu
      opened={menu === 'open'}
      onChange={(opened) => setMenu(opened ? 'open' : 'closed')}
      position="top-end"
      withinPortal
    >
      <Menu.Target>
        <Dots view={props.view} />
      </Menu.Target>
      <Menu.Dropdown>
        <Items {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Dots({ view, ...rest }: ComponentProps<'button'> & Pick<Props, 'view'>) {
  const t = useT();
  return (
    <Button
      {...rest}
      aria-label={t('action.more', { number: view.order.displayNumber })}
      icon={<IconDots aria-hidden />}
    />
  );
}

function Items({ view, onCommand, onCancel }: Props) {
  const t = useT();
  return (
    <>
      {view.offers.includes('delay') ? (
        <>
          <Menu.Label>{t('action.delay')}</Menu.Label>
          <div className={classes.choices}>
            {delayChoices(view.order).map((minutes) => (
              <Menu.Item key={minutes} onClick={() => onCommand({ do: 'delay', minutes })}>
                {t('common.minutes', { count: minutes })}
              </Menu.Item>
            ))}
          </div>
        </>
      ) : null}
      {view.offers.includes('cancel') ? (
        <Menu.Item leftSection={<IconX aria-hidden />} onClick={onCancel}>
          {t('action.cancel')}
        </Menu.Item>
      ) : null}
    </>
  );
}
