import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PrinterSettings } from '../../../shared/contract/printing.ts';
import { mainDrawerId } from '../../../shared/contract/terminal-kind.ts';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useT } from '../../i18n/i18n.tsx';

const pins = ['none', 'pin2', 'pin5'] as const;

type Drawer = Pick<PrinterSettings, 'drawer' | 'drawerId'>;

/** The drawer at the end of the printer's cable, and the till whose money is in it. */
export function DrawerFields(props: {
  settings: Drawer;
  onChange: (part: Partial<Drawer>) => void;
}) {
  const t = useT();
  const { settings, onChange } = props;
  const drawers = useDrawers();
  const isKnown = drawers.some(({ id }) => id === settings.drawerId);
  const isAsked = settings.drawer !== 'none' && (drawers.length > 1 || !isKnown);
  return (
    <>
      <NativeSelect
        label={t('printers.drawer')}
        description={t('printers.drawerHint')}
        value={settings.drawer}
        onChange={(event) => {
          const drawer = pins.find((pin) => pin === event.currentTarget.value) ?? 'none';
          onChange({ drawer });
        }}
        data={pins.map((value) => ({ value, label: t(`drawerPin.${value}`) }))}
      />
      {isAsked ? (
        <NativeSelect
          label={t('printers.drawerOf')}
          description={t('printers.drawerOfHint')}
          value={settings.drawerId}
          onChange={(event) => onChange({ drawerId: event.currentTarget.value })}
          data={[
            ...drawers.map(({ id, name }) => ({ value: id, label: name })),
            ...(isKnown ? [] : [{ value: settings.drawerId, label: t('printers.drawerOfGone') }]),
          ]}
        />
      ) : null}
    </>
  );
}

/** The counter's drawer, and those of tills that count their own cash. */
export function useDrawers(): { readonly id: string; readonly name: string }[] {
  const t = useT();
  const api = useBranchApi();
  const { data } = useQuery({ queryKey: ['terminals'], queryFn: () => api.listTerminals({}) });
  const own = data?.terminals.filter(({ kind, drawer }) => kind === 'till' && drawer === 'own');
  return [{ id: mainDrawerId, name: t('printers.drawerOfMain') }, ...(own ?? [])];
}
