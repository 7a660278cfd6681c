import { billRoutes, type Bill } from '../../shared/contract/bill.ts';
import type { LiveNotice } from '../../shared/contract/branch-api.ts';
import { menuRoutes, type ModifierOption } from '../../shared/contract/menu.ts';
import type { Route } from '../../shared/contract/route.ts';
import type { Clock } from '../../shared/kit/clock.ts';
import type { Ids } from '../../shared/kit/ids.ts';
import { migrate, openDatabase } from '../../main/branch/database/index.ts';
import { MenuService } from '../../main/branch/menu/index.ts';
import { readSellingSettings, SellingService } from '../../main/branch/selling/index.ts';
import { ShiftBook } from '../../main/branch/shifts/index.ts';
import type { Changes } from '../../main/branch/signals.ts';
import type { BranchApi } from '../api/branch-api.tsx';

export type SellingCalls = Pick<BranchApi, keyof typeof billRoutes | keyof typeof menuRoutes>;

/** The counter of a branch: the branch's own selling and menu on a database in memory, without kitchen or paper. */
export interface FakeSelling {
  readonly calls: SellingCalls;
  readonly menu: MenuService;
  readonly selling: SellingService;
  /** Another till, which stands beside this one. */
  readonly other: {
    /** The bill as the branch has it. */
    readonly read: (id: string) => Bill;
    readonly addLine: (id: string, productId: string) => Bill;
    readonly removeLine: (id: string, lineId: string) => Bill;
  };
}

const dana = { staffId: 'stf_9', name: 'Dana', drawerId: 'main' };
const omar = { staffId: 'stf_8', name: 'Omar', drawerId: 'main' };

export function createFakeSelling(
  clock: Clock,
  tell: (topics: LiveNotice['topics'], part?: Partial<LiveNotice>) => void,
): FakeSelling {
  const db = openDatabase(':memory:');
  migrate(db);
  const nothing = () => undefined;
  let count = 0;
  const ids: Ids = (prefix) => `${prefix}_${(count += 1)}`;
  const signals = {
    raise: ({ menu, bills, changedBills = [] }: Partial<Changes>) => {
      if (menu) queueMicrotask(() => tell(['menu']));
      if (bills) queueMicrotask(() => tell(['bills'], { changedBills: [...changedBills] }));
    },
    subscribe: () => () => undefined,
  };
  const menu = new MenuService({
    db,
    clock,
    ids,
    signals,
    upLog: { append: nothing },
    businessDay: () => ({ timeZone: 'Asia/Amman', startsAtMinutes: 300 }),
    taxClassIds: () => readSellingSettings(db).taxClasses.map(({ id }) => id),
  });
  const selling = new SellingService({
    db,
    clock,
    ids,
    signals,
    menu,
    orders: { place: nothing, change: nothing, cancel: nothing, refund: nothing },
    paper: {
      receipt: nothing,
      openDrawer: nothing,
      voidLine: nothing,
      dropChecks: nothing,
      guestCheck: (_tx, _check, { last }) => ({
        printJobId: ids('job'),
        copy: (last?.copy ?? 0) + 1,
      }),
    },
    shifts: new ShiftBook({ clock, ids, signals, currency: () => 'JOD' }),
    currency: () => 'JOD',
  });
  return {
    calls: callsOf(selling, menu),
    menu,
    selling,
    other: {
      read: (id) => selling.get(id),
      addLine: (id, productId) => {
        const { version } = selling.get(id);
        const line = { productId, quantity: 1, choices: [], note: '' };
        return selling.addLines(dana, { id, version, commandId: ids('command'), lines: [line] });
      },
      removeLine: (id, lineId) => {
        const { version } = selling.get(id);
        const gone = { id, version, commandId: ids('command'), lineId, quantity: 0 };
        return selling.changeLine(dana, gone);
      },
    },
  };
}

function callsOf(selling: SellingService, menu: MenuService): SellingCalls {
  /** What travels is what the contract says of it, in both directions. */
  const over =
    <Input, Reply>(route: Route<Input, Reply>, carryOut: (input: Input) => unknown) =>
    async (input: unknown): Promise<Reply> =>
      route.reply.parse(carryOut(route.input.parse(input)));
  const deed = <Input>(route: Route<Input, { bill: Bill }>, carryOut: (input: Input) => Bill) =>
    over(route, (input) => ({ bill: carryOut(input) }));
  const done = (work: void) => work ?? {};
  return {
    readMenu: over(menuRoutes.readMenu, ({ knownVersion }) => menu.read(knownVersion)),
    addCategory: over(menuRoutes.addCategory, (settings) => menu.addCategory(settings)),
    changeCategory: over(menuRoutes.changeCategory, (category) => menu.changeCategory(category)),
    arrangeMenu: over(menuRoutes.arrangeMenu, ({ kind, ids }) => done(menu.arrange(kind, ids))),
    removeCategory: over(menuRoutes.removeCategory, ({ id }) => done(menu.removeCategory(id))),
    addProduct: over(menuRoutes.addProduct, (settings) => menu.addProduct(settings)),
    changeProduct: over(menuRoutes.changeProduct, (product) => menu.changeProduct(product)),
    removeProduct: over(menuRoutes.removeProduct, ({ id }) => done(menu.removeProduct(id))),
    addModifierGroup: over(menuRoutes.addModifierGroup, (settings) => menu.addGroup(settings)),
    changeModifierGroup: over(menuRoutes.changeModifierGroup, (group) => menu.changeGroup(group)),
    removeModifierGroup: over(menuRoutes.removeModifierGroup, ({ id }) =>
      done(menu.removeGroup(id)),
    ),
    setAvailability: over(menuRoutes.setAvailability, ({ out, ...item }) => ({
      outage: menu.setAvailability(item, out),
    })),
    listBills: over(billRoutes.listBills, ({ lane }) => ({ bills: selling.list(lane) })),
    getBill: deed(billRoutes.getBill, ({ id }) => selling.get(id)),
    findBillByReceipt: deed(billRoutes.findBillByReceipt, (wish) =>
      selling.findByReceipt(wish.number),
    ),
    openBill: deed(billRoutes.openBill, (wish) => selling.open(omar, wish)),
    addLines: deed(billRoutes.addLines, (wish) => selling.addLines(omar, wish)),
    changeLine: deed(billRoutes.changeLine, (wish) => selling.changeLine(omar, wish)),
    voidLine: deed(billRoutes.voidLine, (wish) => selling.voidLine(omar, wish)),
    discountLine: deed(billRoutes.discountLine, (wish) => selling.discountLine(omar, wish)),
    discountBill: deed(billRoutes.discountBill, (wish) => selling.discountBill(omar, wish)),
    changeBill: deed(billRoutes.changeBill, (wish) => selling.change(omar, wish)),
    holdBill: deed(billRoutes.holdBill, (wish) => selling.hold(omar, wish)),
    recallBill: deed(billRoutes.recallBill, (wish) => selling.recall(omar, wish)),
    sendBill: deed(billRoutes.sendBill, (wish) => selling.send(omar, wish)),
    splitBill: deed(billRoutes.splitBill, (wish) => selling.split(omar, wish)),
    mergeBill: deed(billRoutes.mergeBill, (wish) => selling.merge(omar, wish)),
    printCheck: deed(billRoutes.printCheck, (wish) => selling.printCheck(omar, wish)),
    payBill: deed(billRoutes.payBill, (wish) => selling.pay(omar, wish)),
    takeBackPayment: deed(billRoutes.takeBackPayment, (wish) => selling.takeBack(omar, wish)),
    refundBill: deed(billRoutes.refundBill, (wish) => selling.refund(omar, wish)),
    cancelBill: deed(billRoutes.cancelBill, (wish) => selling.cancel(omar, wish)),
    reprintReceipt: over(billRoutes.reprintReceipt, (wish) =>
      done(selling.reprintReceipt(omar, wish)),
    ),
    findCustomers: over(billRoutes.findCustomers, ({ phone }) => ({
      customers: selling.findCustomers(phone),
    })),
    getSellingSettings: over(billRoutes.getSellingSettings, () => selling.settings()),
    changeSellingSettings: over(billRoutes.changeSellingSettings, (settings) =>
      selling.changeSettings(settings),
    ),
  };
}

export interface FakeMenu {
  readonly grill: string;
  readonly drinks: string;
  /** 2.750, asks for one bread and lets one choose sauces; a favourite. */
  readonly shawarma: string;
  /** 1.000, nothing to choose. */
  readonly juice: string;
  /** 0.500, nothing to choose. */
  readonly tea: string;
  /** 4.500, nothing to choose; in the grill. */
  readonly rice: string;
}

/** A small menu in two categories; the large bread asks for a drink in turn. */
export function giveMenu({ menu }: Pick<FakeSelling, 'menu'>): FakeMenu {
  const option = (id: string, en: string, ar: string, part: Partial<ModifierOption> = {}) => ({
    id,
    name: { en, ar },
    priceMinor: 0,
    groupIds: [],
    ...part,
  });
  const group = (en: string, ar: string, range: [number, number], options: ModifierOption[]) =>
    menu.addGroup({ name: { en, ar }, min: range[0], max: range[1], options }).id;
  const sauces = group(
    'Sauce',
    'الصلصة',
    [0, 2],
    [
      option('garlic', 'Garlic', 'ثومية'),
      option('molasses', 'Pomegranate', 'دبس رمان', { priceMinor: 150 }),
      option('hot', 'Hot', 'شطة'),
    ],
  );
  const sizes = group(
    'Drink',
    'المشروب',
    [1, 1],
    [option('cola', 'Cola', 'كولا'), option('ayran', 'Ayran', 'عيران', { priceMinor: 100 })],
  );
  const breads = group(
    'Bread',
    'الخبز',
    [1, 1],
    [
      option('pita', 'Pita', 'كماج'),
      option('meal', 'Meal', 'وجبة', { priceMinor: 1_250, groupIds: [sizes] }),
    ],
  );
  const grill = menu.addCategory({ name: { en: 'Grill', ar: 'مشاوي' }, place: 0 }).id;
  const drinks = menu.addCategory({ name: { en: 'Drinks', ar: 'مشروبات' }, place: 1 }).id;
  const product = (
    categoryId: string,
    en: string,
    ar: string,
    part: { priceMinor: number; favourite?: boolean; groupIds?: string[] },
  ) =>
    menu.addProduct({
      name: { en, ar },
      categoryId,
      taxClassId: 'standard',
      place: 0,
      tile: { color: 'orange', letters: ar.slice(0, 2) },
      favourite: false,
      groupIds: [],
      ...part,
    }).id;
  return {
    grill,
    drinks,
    shawarma: product(grill, 'Shawarma', 'شاورما', {
      priceMinor: 2_750,
      favourite: true,
      groupIds: [sauces, breads],
    }),
    rice: product(grill, 'Kabsa', 'أُرُزّ كبسة', { priceMinor: 4_500 }),
    juice: product(drinks, 'Juice', 'عصير', { priceMinor: 1_000 }),
    tea: product(drinks, 'Tea', 'شاي', { priceMinor: 500, favourite: true }),
  };
}
