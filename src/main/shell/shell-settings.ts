import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { replaceFile } from './replace-file.ts';

const ShellSettings = z.object({
  kiosk: z.boolean().default(false),
  /** The first start asked the system to start the till at login; from then on a person decides. */
  askedToStart: z.boolean().default(false),
});
export type ShellSettings = z.infer<typeof ShellSettings>;

export interface ShellSettingsFile {
  read(): ShellSettings;
  change(wanted: Partial<ShellSettings>): ShellSettings;
}

/** What belongs to this computer and not to the branch. A file that cannot be read counts as none. */
export function openShellSettings(file: string): ShellSettingsFile {
  const read = () => ShellSettings.parse(stored(file));
  return {
    read,
    change(wanted) {
      const changed = { ...read(), ...wanted };
      replaceFile(file, JSON.stringify(changed));
      return changed;
    },
  };
}

function stored(file: string): unknown {
  if (!existsSync(file)) return {};
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return ShellSettings.safeParse(content).data ?? {};
  } catch {
    return {};
  }
}
