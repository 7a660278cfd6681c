import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { latinDigits } from '../../../shared/contract/digits.ts';
import { PrinterSettings, type PrinterView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { ConnectionFields, connectionOf, typedOf } from '../../printing/connection-fields.tsx';
import { useChangePrinter } from '../../printing/use-print-actions.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import { BackupsField } from './backups-field.tsx';
import { DrawerFields } from './drawer-fields.tsx';
import classes from './printers.module.css';

const textModes = ['own', 'raster'] as const;

interface Props {
  readonly printer: PrinterView;
  readonly printers: readonly PrinterView[];
  readonly profiles: readonly {
    readonly key: string;
    readonly name: string;
    readonly widthDots: number;
  }[];
  readonly onClose: () => void;
}

/** Everything about a printer that a person may change. */
export function PrinterForm(props: Props) {
  const { printer, onClose } = props;
  const t = useT();
  const save = useChangePrinter(printer.id);
  const [tried, setTried] = useState(false);
  const [settings, setSettings] = useState(() => PrinterSettings.parse(printer));
  const [width, setWidth] = useState(printer.widthDots === null ? '' : String(printer.widthDots));
  const [typed, setTyped] = useState(() => typedOf(printer.connection));
  const change = (part: Partial<PrinterSettings>) => setSettings({ ...settings, ...part });
  const whole = PrinterSettings.safeParse({
    ...settings,
    widthDots: width.trim() === '' ? null : Number(latinDigits(width)),
    connection: connectionOf(typed).connection,
  });
  const wrong = new Set(whole.error?.issues.map(({ path }) => path[0]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (whole.success) save.mutate(whole.data, { onSuccess: onClose });
  };
  return (
    <SideSheet
      onClose={onClose}
      width={480}
      title={t('printers.editTitle', { name: printer.name })}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('printers.name')}
          description={t('printers.nameHint')}
          data-autofocus
          value={settings.name}
          error={tried && wrong.has('name') ? t('printers.invalid.name') : null}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <ConnectionFields typed={typed} tried={tried} onChange={setTyped} />
        <ModelFields
          {...props}
          settings={settings}
          width={width}
          isWidthWrong={tried && wrong.has('widthDots')}
          onChange={change}
          onWidth={setWidth}
        />
        <BackupsField
          printer={printer}
          printers={props.printers}
          backups={settings.backups}
          onChange={(backups) => change({ backups })}
        />
        <FailedNote error={save.error} />
        <Button type="submit" look="primary" wide disabled={save.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </SideSheet>
  );
}

function ModelFields(
  props: Props & {
    settings: PrinterSettings;
    width: string;
    isWidthWrong: boolean;
    onChange: (part: Partial<PrinterSettings>) => void;
    onWidth: (width: string) => void;
  },
) {
  const t = useT();
  const { settings, profiles, onChange } = props;
  const modelDots = profiles.find(({ key }) => key === settings.profile)?.widthDots;
  return (
    <>
      <NativeSelect
        label={t('printers.profile')}
        value={settings.profile}
        onChange={(event) => onChange({ profile: event.currentTarget.value })}
        data={profiles.map(({ key, name }) => ({ value: key, label: name }))}
      />
      <TextInput
        label={t('printers.width')}
        description={t('printers.widthHint')}
        placeholder={modelDots === undefined ? '' : String(modelDots)}
        dir="ltr"
        inputMode="numeric"
        value={props.width}
        error={props.isWidthWrong ? t('wizard.width.wrong') : null}
        onChange={(event) => props.onWidth(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('printers.text')}
        description={t('printers.textHint')}
        value={settings.text}
        onChange={(event) => onChange({ text: chosen(textModes, event) })}
        data={textModes.map((value) => ({ value, label: t(`textMode.${value}`) }))}
      />
      <DrawerFields settings={settings} onChange={onChange} />
      <Switch
        label={t('printers.buzzer')}
        checked={settings.buzzer}
        onChange={(event) => onChange({ buzzer: event.currentTarget.checked })}
      />
    </>
  );
}

function chosen<Value extends string>(
  values: readonly [Value, ...Value[]],
  event: { currentTarget: { value: string } },
): Value {
  return values.find((value) => value === event.currentTarget.value) ?? values[0];
}
