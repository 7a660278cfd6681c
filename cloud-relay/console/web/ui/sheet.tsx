import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../i18n/i18n.tsx';

/** Stands beside the list it belongs to; on a phone it covers it. */
export function Sheet(props: { title: ReactNode; onClose: () => void; children: ReactNode }) {
  const t = useT();
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      size="min(560px, 100vw)"
      title={props.title}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      {props.children}
    </Drawer>
  );
}
