import { FirstRunStep } from '../../../shared/contract/first-run.ts';
import { minorDigits } from '../../../shared/contract/money.ts';
import { transact, type Db } from '../database/index.ts';
import type { MenuService } from '../menu/index.ts';
import type { Signals } from '../signals.ts';
import { sampleCategories, sampleSizes } from './sample-menu.ts';

export interface FirstRunDeps {
  readonly db: Db;
  readonly signals: Signals;
  /** A branch that pairs by itself was set up by whoever started it. */
  readonly isPairedAtStart: boolean;
  readonly menu: Pick<MenuService, 'read' | 'addCategory' | 'addGroup' | 'addProduct'>;
  currency(): string;
  /** Where products belong unless somebody says otherwise. */
  taxClassId(): string;
}

const settingName = 'firstRun';
const ended = 'ended';

/** How far the first day has come. */
export class FirstRun {
  readonly #deps: FirstRunDeps;

  constructor(deps: FirstRunDeps) {
    this.#deps = deps;
  }

  /** Undefined once it has ended, and on a branch that was in use before anybody asked. */
  step(): FirstRunStep | undefined {
    const { db, isPairedAtStart } = this.#deps;
    const row = db
      .prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?')
      .get(settingName);
    if (row) return FirstRunStep.safeParse(JSON.parse(row.value)).data;
    return !isPairedAtStart && isUntouched(db) ? 'language' : undefined;
  }

  move(step: FirstRunStep | null): void {
    transact(this.#deps.db, (tx) => {
      tx.prepare(
        `INSERT INTO settings (name, value) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      ).run(settingName, JSON.stringify(step ?? ended));
      this.#deps.signals.raise({ state: true });
    });
  }

  /** @returns how many products the menu has */
  addSampleMenu(): number {
    return transact(this.#deps.db, () => {
      if (this.#products() === 0) this.#fillMenu();
      return this.#products();
    });
  }

  #products(): number {
    return this.#deps.menu.read('').menu?.products.length ?? 0;
  }

  /** Each call is a savepoint of the caller's transaction. */
  #fillMenu(): void {
    const { menu } = this.#deps;
    const taxClassId = this.#deps.taxClassId();
    const digits = minorDigits(this.#deps.currency());
    const toMinor = (thousandths: number) => Math.round(thousandths / 10 ** (3 - digits));
    const { id: sizes } = menu.addGroup({
      name: sampleSizes.name,
      min: 1,
      max: 1,
      options: sampleSizes.options.map(({ id, name, price }) => ({
        id,
        name,
        priceMinor: toMinor(price),
        groupIds: [],
      })),
    });
    for (const [place, { name, color, dishes }] of sampleCategories.entries()) {
      const category = menu.addCategory({ name, place });
      for (const [at, [en, ar, letters, price, sized]] of dishes.entries()) {
        menu.addProduct({
          name: { en, ar },
          categoryId: category.id,
          priceMinor: toMinor(price),
          taxClassId,
          place: at,
          favourite: false,
          tile: { color, letters },
          groupIds: sized ? [sizes] : [],
        });
      }
    }
  }
}

/** Nobody has paired it, hired, connected a printer, written a menu, sold or received anything. */
function isUntouched(db: Db): boolean {
  const used = ['device', 'staff', 'printers', 'menu_entries', 'bills', 'orders']
    .map((table) => `EXISTS (SELECT 1 FROM ${table})`)
    .join(' OR ');
  return db.prepare<[], { used: number }>(`SELECT ${used} AS used`).get()?.used === 0;
}
