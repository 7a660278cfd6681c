import { Drawer, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { PrinterSettings, type PrinterView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './printers.module.css';
import { useSavePrinter } from './use-printer-actions.ts';

const fields = ['name', 'host', 'port', 'profile'] as const;
type Field = (typeof fields)[number];
type Typed = Record<Field, string>;

const usualPort = '9100';

/** What was typed, checked by the contract's own rules; the names of the fields that do not fit. */
function checked(
  typed: Typed,
  before: PrinterView | null,
): { settings: PrinterSettings | null; wrong: readonly Field[] } {
  const result = PrinterSettings.safeParse({
    ...before,
    name: typed.name,
    profile: typed.profile,
    connection: { kind: 'tcp', host: typed.host, port: Number(typed.port) },
  });
  if (result.success) return { settings: result.data, wrong: [] };
  const paths = new Set(result.error.issues.map((issue) => issue.path.at(-1)));
  return { settings: null, wrong: fields.filter((field) => paths.has(field)) };
}

interface Props {
  /** Null for a new one. */
  readonly printer: PrinterView | null;
  readonly profiles: readonly { readonly key: string; readonly name: string }[];
  readonly onClose: () => void;
}

function firstTyped({ printer, profiles }: Props): Typed {
  if (printer) {
    const { name, profile, connection } = printer;
    const at = connection.kind === 'tcp' ? connection : { host: '', port: usualPort };
    return { name, profile, host: at.host, port: String(at.port) };
  }
  return { name: '', host: '', port: usualPort, profile: profiles[0]?.key ?? '' };
}

export function PrinterForm(props: Props) {
  const { printer, profiles, onClose } = props;
  const t = useT();
  const save = useSavePrinter(printer?.id ?? null);
  const [tried, setTried] = useState(false);
  const [typed, setTyped] = useState(() => firstTyped(props));
  const { settings, wrong } = checked(typed, printer);
  const field = (name: Field) => ({
    value: typed[name],
    error: tried && wrong.includes(name) ? t(`printers.invalid.${name}`) : null,
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (settings) save.mutate(settings, { onSuccess: onClose });
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={printer ? t('printers.editTitle', { name: printer.name }) : t('printers.addTitle')}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
      classNames={{ title: classes.formTitle ?? '' }}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('printers.name')}
          description={t('printers.nameHint')}
          data-autofocus
          {...field('name')}
        />
        <TextInput
          label={t('printers.host')}
          description={t('printers.hostHint')}
          dir="ltr"
          {...field('host')}
        />
        <TextInput
          label={t('printers.port')}
          description={t('printers.portHint')}
          dir="ltr"
          inputMode="numeric"
          {...field('port')}
        />
        <NativeSelect
          label={t('printers.profile')}
          data={profiles.map(({ key, name }) => ({ value: key, label: name }))}
          {...field('profile')}
        />
        {save.isError ? (
          <p role="alert" className={classes.failed}>
            <ErrorNote error={save.error} />
          </p>
        ) : null}
        <Button type="submit" look="primary" wide disabled={save.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Drawer>
  );
}
