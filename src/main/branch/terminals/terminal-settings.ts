import { z } from 'zod';
import type { Db, Tx } from '../database/index.ts';

/** What holds for all terminals of the branch. */
export const LanSettings = z.object({
  lan: z.boolean(),
  bumpedIsReady: z.boolean(),
});
export type LanSettings = z.infer<typeof LanSettings>;

const settingName = 'terminals';

/** What is stored and no longer fits its schema counts as not stored: the network stays out. */
export function readLanSettings(db: Db): LanSettings {
  const row = db
    .prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?')
    .get(settingName);
  const stored = row && LanSettings.safeParse(JSON.parse(row.value));
  return stored?.success ? stored.data : { lan: false, bumpedIsReady: true };
}

export function saveLanSettings(tx: Tx, settings: LanSettings): void {
  tx.prepare(
    `INSERT INTO settings (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(settingName, JSON.stringify(settings));
}
