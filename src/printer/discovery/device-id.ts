/** What a printer tells its computer about itself, over USB above all. */
export interface DeviceId {
  readonly maker?: string;
  readonly model?: string;
  /** Printer languages: `ESC/POS`, `PCL`. */
  readonly commands: readonly string[];
  readonly serialNumber?: string;
}

/** @source IEEE 1284-2000, 7.6: `KEY:VALUE;` pairs, long and short keys */
const keys: Readonly<Record<string, 'commands' | 'maker' | 'model' | 'serialNumber'>> = {
  MFG: 'maker',
  MANUFACTURER: 'maker',
  MDL: 'model',
  MODEL: 'model',
  CMD: 'commands',
  'COMMAND SET': 'commands',
  SN: 'serialNumber',
  SERN: 'serialNumber',
  SERIALNUMBER: 'serialNumber',
};

/** Reads an IEEE 1284 device id; what it does not say is missing. */
export function parseDeviceId(text: string): DeviceId {
  const fields: Partial<Record<'commands' | 'maker' | 'model' | 'serialNumber', string>> = {};
  for (const pair of text.split(';')) {
    const at = pair.indexOf(':');
    const key = keys[pair.slice(0, Math.max(0, at)).trim().toUpperCase()];
    const value = pair.slice(at + 1).trim();
    if (key && value) fields[key] ??= value;
  }
  const { commands = '', ...names } = fields;
  return { ...names, commands: commands.split(',').flatMap((name) => name.trim() || []) };
}
