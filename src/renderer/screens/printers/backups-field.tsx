import { NativeSelect } from '@mantine/core';
import { IconArrowUp, IconX } from '@tabler/icons-react';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './printers.module.css';

/** The contract takes no more. */
const most = 4;

/** Printers that take over when this one cannot print, in the order in which they are tried. */
export function BackupsField(props: {
  printer: PrinterView;
  printers: readonly PrinterView[];
  backups: readonly string[];
  onChange: (backups: string[]) => void;
}) {
  const t = useT();
  const { backups, onChange } = props;
  const others = props.printers.filter(({ id }) => id !== props.printer.id);
  const free = others.filter(({ id }) => !backups.includes(id));
  if (others.length === 0) return null;
  const raised = (index: number) => {
    const next = [...backups];
    next.splice(index - 1, 0, ...next.splice(index, 1));
    return next;
  };
  return (
    <fieldset className={classes.backups}>
      <legend>{t('printers.backups')}</legend>
      <p className={classes.since}>{t('printers.backupHint')}</p>
      <ol>
        {backups.map((id, index) => {
          const name = others.find((one) => one.id === id)?.name ?? id;
          return (
            <li key={id}>
              <bdi>{name}</bdi>
              {index > 0 ? (
                <Button
                  look="quiet"
                  aria-label={t('printers.backupUp', { name })}
                  icon={<IconArrowUp aria-hidden />}
                  onClick={() => onChange(raised(index))}
                />
              ) : null}
              <Button
                look="quiet"
                aria-label={t('printers.backupRemove', { name })}
                icon={<IconX aria-hidden />}
                onClick={() => onChange(backups.filter((one) => one !== id))}
              />
            </li>
          );
        })}
      </ol>
      {free.length > 0 && backups.length < most ? (
        <NativeSelect
          aria-label={t('printers.backupAdd')}
          value=""
          onChange={(event) => onChange([...backups, event.currentTarget.value])}
          data={[
            { value: '', label: t('printers.backupAdd'), disabled: true },
            ...free.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
    </fieldset>
  );
}
