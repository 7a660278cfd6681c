import type { z } from 'zod';
import type { Choice } from '../../../shared/contract/bill.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import {
  toOrderName,
  type Category,
  type CategorySettings,
  type Menu,
  type ModifierGroup,
  type ModifierGroupSettings,
  type Outage,
  type OutageSpan,
  type Product,
  type ProductSettings,
} from '../../../shared/contract/menu.ts';
import type { Modifier, Name } from '../../../shared/contract/order.ts';
import { minuteMs, type Clock, type EpochMs } from '../../../shared/kit/clock.ts';
import type { ItemAvailability } from '../../../shared/contract/relay.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import { nextBusinessDayMs, type DayRules } from '../business-days.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import type { UpLog } from '../relay-link/index.ts';
import type { Signals } from '../signals.ts';
import {
  deleteEndedOutages,
  deleteEntry,
  deleteOutage,
  findEntry,
  getVersion,
  insertEntry,
  readChoices,
  readMenu,
  saveOutage,
  setVersion,
  updateEntry,
  updatePlaces,
  type EntryKind,
  type EntryShapes,
} from './menu-repo.ts';
import { chosenModifiers, faultOfGroups } from './menu-rules.ts';
import { availabilityOf, isSame, listStock } from './stock.ts';

export interface MenuDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signals: Signals;
  readonly upLog: UpLog;
  /** Where and when this branch's business day begins. */
  businessDay(): DayRules;
  /** Ids of the tax classes that a product may have. */
  taxClassIds(): readonly string[];
}

/** A product with what was chosen on it, as a bill takes it over. */
export interface PricedProduct {
  readonly productId: string;
  readonly name: Name;
  readonly category: { readonly id: string; readonly name: Name };
  readonly unitPriceMinor: number;
  readonly taxClassId: string;
  readonly modifiers: Modifier[];
}

/** The branch's own menu: what can be sold here, and what is out. */
export class MenuService {
  readonly #deps: MenuDeps;

  constructor(deps: MenuDeps) {
    this.#deps = deps;
  }

  /** The menu comes as null when the caller knows this version. */
  read(knownVersion: string): { version: string; menu: Menu | null } {
    const { db, clock } = this.#deps;
    const version = getVersion(db);
    return { version, menu: version === knownVersion ? null : readMenu(db, clock.now()) };
  }

  addCategory(settings: z.infer<typeof CategorySettings>): Category {
    return this.#add('category', { ...settings, id: this.#deps.ids('cat') });
  }

  /** @throws AppError `menu.not_found` */
  changeCategory(category: Category): Category {
    return this.#change('category', category);
  }

  /** @throws AppError `menu.not_found`, `menu.in_use` */
  removeCategory(id: string): void {
    this.#remove('category', id, ({ products }) =>
      products.filter((product) => product.categoryId === id),
    );
  }

  /** @throws AppError `input.invalid` when its category, tax class or a group is not there */
  addProduct(settings: z.infer<typeof ProductSettings>): Product {
    return this.#add('product', { ...settings, id: this.#deps.ids('prd') }, (tx, product) =>
      this.#demandProduct(tx, product),
    );
  }

  /** @throws AppError `menu.not_found`, `input.invalid` */
  changeProduct(product: Product): Product {
    return this.#change('product', product, (tx) => this.#demandProduct(tx, product));
  }

  /** Bills keep what they have of it. @throws AppError `menu.not_found` */
  removeProduct(id: string): void {
    this.#remove('product', id, () => []);
  }

  /** @throws AppError `input.invalid` when options lead nowhere or too deep */
  addGroup(settings: z.infer<typeof ModifierGroupSettings>): ModifierGroup {
    return this.#add('group', { ...settings, id: this.#deps.ids('grp') }, (tx) =>
      this.#demandGroups(tx),
    );
  }

  /** @throws AppError `menu.not_found`, `input.invalid` */
  changeGroup(group: ModifierGroup): ModifierGroup {
    return this.#change('group', group, (tx) => this.#demandGroups(tx));
  }

  /** @throws AppError `menu.not_found`, `menu.in_use` */
  removeGroup(id: string): void {
    this.#remove('group', id, ({ products, groups }) =>
      [...products, ...groups.flatMap((group) => group.options)].filter((user) =>
        user.groupIds.includes(id),
      ),
    );
  }

  /** Those that are named stand in this order; one that is gone meanwhile is passed over. */
  arrange(kind: 'category' | 'product', ids: readonly string[]): void {
    this.#write((tx) => updatePlaces(tx, kind, ids));
  }

  /** @throws AppError `menu.not_found` */
  setAvailability(item: Pick<Outage, 'kind' | 'id'>, span: OutageSpan): Outage | null {
    return this.#write((tx, nowMs) => {
      const known = listStock(readMenu(tx, nowMs)).find((one) => isSame(one, item));
      if (!known) throw notFound(item.kind, item.id);
      const outage = span === null ? null : { ...item, untilMs: this.#endOf(span, nowMs) };
      if (outage) saveOutage(tx, outage);
      else deleteOutage(tx, item.kind, item.id);
      this.#tellRelay(tx, [availabilityOf(known, outage)]);
      return outage;
    });
  }

  /** Says all that is out anew, because the relay may believe something else. */
  sayOutages(tx: Tx): void {
    const menu = readMenu(tx, this.#deps.clock.now());
    const items = listStock(menu).flatMap((item) => {
      const outage = menu.outages.find((one) => isSame(one, item));
      return outage ? [availabilityOf(item, outage)] : [];
    });
    this.#tellRelay(tx, items, true);
  }

  /** Brings back what was out until now. @returns whether anything was */
  endOutages(): boolean {
    const { db, clock } = this.#deps;
    return transact(db, (tx) => {
      if (deleteEndedOutages(tx, clock.now()) === 0) return false;
      this.#recordChange(tx);
      return true;
    });
  }

  /**
   * A product as it is sold now.
   *
   * @throws AppError `menu.not_found`, `menu.out`, `menu.choices`
   */
  price(db: Db, productId: string, choices: readonly Choice[]): PricedProduct {
    const product = findEntry(db, 'product', productId);
    const category = product && findEntry(db, 'category', product.categoryId);
    if (!product || !category) throw notFound('product', productId);
    const choosable = readChoices(db, this.#deps.clock.now());
    if (choosable.outages.some(({ kind, id }) => kind === 'product' && id === productId)) {
      const details = { kind: 'product', id: productId };
      throw new AppError('menu.out', `product ${productId} is out`, { details });
    }
    return {
      productId,
      name: toOrderName(product.name),
      category: { id: category.id, name: toOrderName(category.name) },
      unitPriceMinor: product.priceMinor,
      taxClassId: product.taxClassId,
      modifiers: chosenModifiers(choosable, product.groupIds, choices),
    };
  }

  /** Ids of the tax classes that products have. */
  taxClassesInUse(db: Db): string[] {
    const { products } = readMenu(db, this.#deps.clock.now());
    return [...new Set(products.map((product) => product.taxClassId))];
  }

  #endOf(span: Exclude<OutageSpan, null>, nowMs: EpochMs): EpochMs | null {
    if (span === 'for_good') return null;
    if (span !== 'tomorrow') return nowMs + span.minutes * minuteMs;
    return nextBusinessDayMs(nowMs, this.#deps.businessDay());
  }

  #add<Kind extends EntryKind>(
    kind: Kind,
    entry: EntryShapes[Kind],
    demandSound: (tx: Tx, entry: EntryShapes[Kind]) => void = () => undefined,
  ): EntryShapes[Kind] {
    return this.#write((tx) => {
      insertEntry(tx, kind, entry);
      demandSound(tx, entry);
      return entry;
    });
  }

  #change<Kind extends EntryKind>(
    kind: Kind,
    entry: EntryShapes[Kind],
    demandSound: (tx: Tx) => void = () => undefined,
  ): EntryShapes[Kind] {
    return this.#write((tx) => {
      if (!updateEntry(tx, kind, entry)) throw notFound(kind, entry.id);
      demandSound(tx);
      return entry;
    });
  }

  #remove(kind: EntryKind, id: string, usersOf: (menu: Menu) => readonly { id: string }[]): void {
    this.#write((tx, nowMs) => {
      const users = usersOf(readMenu(tx, nowMs)).map((user) => user.id);
      if (users.length > 0) {
        throw new AppError('menu.in_use', `${kind} ${id} is used`, { details: { users } });
      }
      if (!deleteEntry(tx, kind, id)) throw notFound(kind, id);
    });
  }

  #demandProduct(tx: Tx, { categoryId, groupIds, taxClassId }: Product): void {
    if (!findEntry(tx, 'category', categoryId)) throw invalid('categoryId', `no ${categoryId}`);
    const missing = groupIds.find((id) => !findEntry(tx, 'group', id));
    if (missing !== undefined) throw invalid('groupIds', `no group ${missing}`);
    if (!this.#deps.taxClassIds().includes(taxClassId)) {
      throw invalid('taxClassId', `no tax class ${taxClassId}`);
    }
  }

  #demandGroups(tx: Tx): void {
    const fault = faultOfGroups(readChoices(tx, this.#deps.clock.now()).groups);
    if (fault !== undefined) throw invalid('options', fault);
  }

  #write<T>(work: (tx: Tx, nowMs: EpochMs) => T): T {
    const { db, clock } = this.#deps;
    return transact(db, (tx) => {
      const before = readMenu(tx, clock.now());
      const result = work(tx, clock.now());
      this.#forgetStrays(tx, before);
      this.#recordChange(tx);
      return result;
    });
  }

  /** What is not on the menu any more is not out either. */
  #forgetStrays(tx: Tx, before: Menu): void {
    if (before.outages.length === 0) return;
    const stock = listStock(readMenu(tx, this.#deps.clock.now()));
    const gone = listStock(before).filter(
      (item) =>
        before.outages.some((outage) => isSame(outage, item)) &&
        !stock.some((one) => isSame(one, item)),
    );
    for (const { kind, id } of gone) deleteOutage(tx, kind, id);
    if (gone.length > 0) {
      this.#tellRelay(
        tx,
        gone.map((item) => availabilityOf(item, null)),
      );
    }
  }

  #tellRelay(tx: Tx, items: ItemAvailability[], isWhole = false): void {
    const { upLog, clock } = this.#deps;
    upLog.append(tx, { kind: 'availability.changed', isWhole, items, atMs: clock.now() });
  }

  /** Every change of the menu or of what is out goes through here, in its own transaction. */
  #recordChange(tx: Tx): void {
    setVersion(tx, this.#deps.ids('mnu'));
    this.#deps.signals.raise({ menu: true });
  }
}

function notFound(kind: string, id: string): AppError {
  return new AppError('menu.not_found', `no ${kind} ${id}`, { details: { kind, id } });
}

function invalid(field: string, message: string): AppError {
  return new AppError('input.invalid', message, { details: { fields: { [field]: message } } });
}
