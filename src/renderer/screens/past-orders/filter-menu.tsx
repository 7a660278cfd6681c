import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import classes from './past-orders.module.css';

export interface FilterOption {
  readonly key: string;
  readonly text: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

/** A filter that says what it does at the moment, and what else it could. */
export function FilterMenu(props: {
  name: string;
  icon: ReactNode;
  /** What is shown now. */
  says: string;
  isOn: boolean;
  options: readonly FilterOption[];
}) {
  const { name, icon, says, isOn, options } = props;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button icon={icon} aria-label={`${name}: ${says}`} data-on={isOn}>
          {says}
          <IconChevronDown className={classes.chevron} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        {options.map(({ key, text, isChosen, choose }) => (
          <Menu.Item
            key={key}
            className={classes.option ?? ''}
            aria-current={isChosen}
            rightSection={isChosen ? <IconCheck aria-hidden /> : null}
            onClick={choose}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
