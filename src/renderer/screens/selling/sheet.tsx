import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import classes from './sheet.module.css';

/** A sheet over the dishes, so that the bill stays in sight; what it does stands at the thumb. */
export function Sheet(props: {
  title: ReactNode;
  foot?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useT();
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="left"
      size={560}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
      classNames={{
        content: classes.content ?? '',
        body: classes.body ?? '',
      }}
    >
      <div className={classes.scroll}>{props.children}</div>
      {props.foot === undefined ? null : <div className={classes.foot}>{props.foot}</div>}
    </Drawer>
  );
}
