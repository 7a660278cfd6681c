import { BranchSettings } from '../../../shared/contract/branch-api.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import type { Signals } from '../signals.ts';

export const defaultSettings: BranchSettings = {
  kitchenTicketOn: 'accepted',
  defaultPrepMinutes: 15,
  reprintDoubtfulTickets: true,
  ticketExpiryMinutes: 120,
  backupAfterSeconds: 20,
  documentTemplates: {},
  ticketLanguage: 'both',
  branchName: '',
  keepBackupDays: 14,
  lockAfterMinutes: 0,
};

/** The stored settings over the defaults; a value that no longer fits its schema counts as not stored. */
export function readSettings(db: Db): BranchSettings {
  const rows = db
    .prepare<[], { name: string; value: string }>('SELECT name, value FROM settings')
    .all();
  const stored = rows.flatMap(({ name, value }) => {
    const shape = BranchSettings.shape[name as keyof BranchSettings] as
      (typeof BranchSettings.shape)[keyof BranchSettings] | undefined;
    const parsed = shape?.safeParse(JSON.parse(value));
    return parsed?.success ? [[name, parsed.data] as const] : [];
  });
  return { ...defaultSettings, ...(Object.fromEntries(stored) as Partial<BranchSettings>) };
}

export interface Settings {
  read(): BranchSettings;
  change(wanted: Partial<BranchSettings>): BranchSettings;
}

export function createSettings(db: Db, signals: Signals): Settings {
  return {
    read: () => readSettings(db),
    change: (wanted) =>
      transact(db, (tx) => {
        for (const [name, value] of Object.entries(wanted)) store(tx, name, value);
        signals.raise({ settings: true });
        return readSettings(tx);
      }),
  };
}

function store(tx: Tx, name: string, value: unknown): void {
  tx.prepare(
    `INSERT INTO settings (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(name, JSON.stringify(value));
}
