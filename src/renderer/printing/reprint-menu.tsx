import { Menu } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Button } from '../../shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './job-buttons.module.css';

const reprintReasons = ['lost', 'unreadable', 'second'] as const;

/** Prints again once somebody has said why; the reason stands on the paper. */
export function ReprintMenu(props: {
  /** As wide as its place, the reasons below it too. */
  wide?: boolean;
  disabled?: boolean;
  onReprint: (reason: string) => void;
}) {
  const t = useT();
  const { wide = false, disabled = false, onReprint } = props;
  const shape = wide
    ? ({ position: 'bottom-start', width: 'target' } as const)
    : ({ position: 'bottom-end' } as const);
  return (
    <Menu withinPortal {...shape}>
      <Menu.Target>
        <Button wide={wide} disabled={disabled} icon={<IconPrinter aria-hidden />}>
          {t('action.reprint')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('details.reprintReason')}</Menu.Label>
        {reprintReasons.map((reason) => (
          <Menu.Item
            key={reason}
            className={classes.reason ?? ''}
            onClick={() => onReprint(t(`details.reprintReasons.${reason}`))}
          >
            {t(`details.reprintReasons.${reason}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('details.reprintHint')}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
