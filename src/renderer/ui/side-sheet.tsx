import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../i18n/i18n.tsx';

/** A sheet that comes in from the end side, over whatever asked for it. */
export function SideSheet(props: {
  title: ReactNode;
  /** In pixels; as wide as the screen where that is less. */
  width?: number;
  opened?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useT();
  return (
    <Drawer
      opened={props.opened ?? true}
      onClose={props.onClose}
      position="right"
      size={props.width ?? 440}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      {props.children}
    </Drawer>
  );
}
