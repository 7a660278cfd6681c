import { SellingSettings } from '../../../shared/contract/bill.ts';
import type { Db, Tx } from '../database/index.ts';

/** Jordan's general sales tax, in prices that include it. */
export const defaultSellingSettings: SellingSettings = {
  currency: 'JOD',
  taxMode: 'inclusive',
  taxClasses: [
    {
      id: 'standard',
      name: { default: 'ضريبة المبيعات', ar: 'ضريبة المبيعات', en: 'Sales tax' },
      rateBasisPoints: 1_600,
    },
    { id: 'zero', name: { default: 'معفى', ar: 'معفى', en: 'Exempt' }, rateBasisPoints: 0 },
  ],
  taxNumber: '',
  serviceBasisPoints: 0,
  deliveryMinor: 0,
  chargesTaxClassId: 'standard',
  cashStepMinor: 1,
  receiptPrefix: '',
  printReceipts: true,
  dayStartsAtMinutes: 300,
};

const settingName = 'selling';

/** What is stored and no longer fits its schema counts as not stored. */
export function readSellingSettings(db: Db): SellingSettings {
  const row = db
    .prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?')
    .get(settingName);
  const stored = row && SellingSettings.safeParse(JSON.parse(row.value));
  return stored?.success ? stored.data : defaultSellingSettings;
}

export function saveSellingSettings(tx: Tx, settings: SellingSettings): void {
  tx.prepare(
    `INSERT INTO settings (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(settingName, JSON.stringify(settings));
}
