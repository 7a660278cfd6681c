import { NativeSelect, TextInput } from '@mantine/core';
import { latinDigits } from '../../shared/contract/digits.ts';
import { connectionKinds, PrinterConnection } from '../../shared/contract/printing.ts';
import { useT } from '../i18n/i18n.tsx';
import { type ConnectionKind, usualPort } from './connection-words.ts';

const fields = [
  'host',
  'port',
  'vendorId',
  'productId',
  'serialNumber',
  'path',
  'baud',
  'flow',
  'queue',
] as const;
type Field = (typeof fields)[number];

const fieldsOf: Record<ConnectionKind, readonly Field[]> = {
  tcp: ['host', 'port'],
  usb: ['vendorId', 'productId', 'serialNumber'],
  serial: ['path', 'baud', 'flow'],
  device_file: ['path'],
  spooler: ['queue'],
  usbprint: ['path'],
};

/** Speeds that receipt printers are set to by their switches. */
export const usualBauds = [9_600, 19_200, 38_400, 57_600, 115_200, 4_800, 2_400] as const;
const flows = ['none', 'rts_cts', 'dtr_dsr', 'xon_xoff'] as const;

/** A connection while it is being typed: text for every field of every kind, so that changing the kind loses nothing. */
export interface TypedConnection {
  readonly kind: ConnectionKind;
  readonly values: Readonly<Record<Field, string>>;
  /** Socket of a USB printer, which nobody types: it tells two of the same model apart. */
  readonly portPath: string;
}

const nothingTyped: TypedConnection = {
  kind: 'tcp',
  portPath: '',
  values: {
    host: '',
    port: String(usualPort),
    vendorId: '',
    productId: '',
    serialNumber: '',
    path: '',
    baud: '9600',
    flow: 'none',
    queue: '',
  },
};

export function typedOf(connection: PrinterConnection | null): TypedConnection {
  if (!connection) return nothingTyped;
  const { kind, ...given } = connection;
  const texts: Record<string, string> = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, textOf(name, value)]),
  );
  const portPath = connection.kind === 'usb' ? connection.portPath : '';
  return { kind, portPath, values: { ...nothingTyped.values, ...texts } };
}

const usbNumbers: ReadonlySet<string> = new Set(['vendorId', 'productId', 'serialNumber']);

/** Numbers of USB devices are written in hexadecimal wherever a person meets them. */
function textOf(name: string, value: string | number): string {
  const isUsbNumber = name === 'vendorId' || name === 'productId';
  return isUsbNumber ? Number(value).toString(16).padStart(4, '0') : String(value);
}

/** What was typed, checked by the contract's own rules; the names of the fields that do not fit. */
export function connectionOf({ kind, values, portPath }: TypedConnection): {
  connection: PrinterConnection | null;
  wrong: readonly Field[];
} {
  const shown = fieldsOf[kind].map((field) => [field, valueOf(field, values[field])]);
  const hidden = kind === 'usb' ? { portPath } : {};
  const result = PrinterConnection.safeParse({ kind, ...hidden, ...Object.fromEntries(shown) });
  if (result.success) return { connection: result.data, wrong: [] };
  const paths = new Set(result.error.issues.map((issue) => issue.path[0]));
  return { connection: null, wrong: fields.filter((field) => paths.has(field)) };
}

function valueOf(field: Field, text: string): string | number {
  // The system's own names stand as they are written.
  if (field === 'queue' || field === 'path') return text.trim();
  const typed = latinDigits(text.trim());
  if (field === 'vendorId' || field === 'productId') {
    return /^[0-9a-f]{1,4}$/i.test(typed) ? Number.parseInt(typed, 16) : Number.NaN;
  }
  return field === 'port' || field === 'baud' ? Number(typed) : typed;
}

/** Kind of connection and what is needed to reach a printer over it. */
export function ConnectionFields(props: {
  typed: TypedConnection;
  /** Whether what is wrong is said already, because the person has tried. */
  tried: boolean;
  onChange: (typed: TypedConnection) => void;
}) {
  const t = useT();
  const { typed, onChange } = props;
  const { wrong } = connectionOf(typed);
  const field = (name: Field) => ({
    label: t(`connectionField.${name}.label`),
    dir: 'ltr' as const,
    value: typed.values[name],
    error: props.tried && wrong.includes(name) ? t(`connectionField.${name}.wrong`) : null,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({
        ...typed,
        // Other numbers mean another printer, and that one has a socket of its own.
        portPath: usbNumbers.has(name) ? '' : typed.portPath,
        values: { ...typed.values, [name]: event.currentTarget.value },
      }),
  });
  return (
    <>
      <NativeSelect
        label={t('connectionField.kind')}
        value={typed.kind}
        onChange={(event) =>
          onChange({ ...typed, kind: event.currentTarget.value as ConnectionKind })
        }
        data={connectionKinds.map((value) => ({ value, label: t(`connectionKind.${value}`) }))}
      />
      {fieldsOf[typed.kind].map((name) => (
        <ConnectionField key={name} name={name} kind={typed.kind} field={field(name)} />
      ))}
    </>
  );
}

function ConnectionField(props: {
  name: Field;
  kind: ConnectionKind;
  field: React.ComponentProps<typeof TextInput> & React.ComponentProps<typeof NativeSelect>;
}) {
  const t = useT();
  const { name, kind, field } = props;
  if (name === 'baud') {
    const bauds = [...new Set([...usualBauds.map(String), String(field.value)])];
    return <NativeSelect {...field} data={bauds} />;
  }
  if (name === 'flow') {
    const data = flows.map((value) => ({ value, label: t(`connectionFlow.${value}`) }));
    return <NativeSelect {...field} data={data} />;
  }
  const isNumber = name === 'port';
  return (
    <TextInput
      {...field}
      description={
        name === 'path' ? t(`connectionPath.${pathKind(kind)}`) : t(`connectionField.${name}.hint`)
      }
      {...(isNumber && { inputMode: 'numeric' })}
    />
  );
}

function pathKind(kind: ConnectionKind): 'serial' | 'device_file' | 'usbprint' {
  return kind === 'serial' || kind === 'usbprint' ? kind : 'device_file';
}
