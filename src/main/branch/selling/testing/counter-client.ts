import {
  billRoutes,
  type Bill,
  type BillKind,
  type Customer,
  type NewLine,
  type SellingSettings,
} from '../../../../shared/contract/bill.ts';
import { menuRoutes, type Menu, type ModifierOption } from '../../../../shared/contract/menu.ts';
import { requestOf, type Route } from '../../../../shared/contract/route.ts';
import { systemIds } from '../../../../shared/kit/ids.ts';
import type { TestBranch } from '../../testing/test-branch.ts';

/** Asks as a till does: the contract's own address and shapes. */
export async function ask<Input, Reply>(
  branch: TestBranch,
  route: Route<Input, Reply>,
  input: object,
): Promise<Reply> {
  const { method, address, body } = requestOf(route, input);
  const reply = await branch.call<unknown>(method, address, body);
  return route.reply.parse(reply);
}

type BillCommand = Exclude<
  keyof typeof billRoutes,
  | 'listBills'
  | 'getBill'
  | 'findBillByReceipt'
  | 'openBill'
  | 'reprintReceipt'
  | 'findCustomers'
  | 'getSellingSettings'
  | 'changeSellingSettings'
>;

/** A till's counter: commands get ids of their own and name the bill as it was last seen. */
export class CounterClient {
  readonly branch: TestBranch;

  constructor(branch: TestBranch) {
    this.branch = branch;
  }

  async open(kind: BillKind = 'takeaway', more: { table?: string; customer?: Customer } = {}) {
    const input = { commandId: systemIds('cmd'), kind, ...more };
    return (await ask(this.branch, billRoutes.openBill, input)).bill;
  }

  async do(
    name: BillCommand,
    bill: Pick<Bill, 'id' | 'version'>,
    more: object = {},
  ): Promise<Bill> {
    const input = { id: bill.id, version: bill.version, commandId: systemIds('cmd'), ...more };
    return (await ask(this.branch, billRoutes[name] as Route<unknown, { bill: Bill }>, input)).bill;
  }

  add(bill: Bill, ...lines: (Pick<NewLine, 'productId'> & Partial<NewLine>)[]): Promise<Bill> {
    return this.do('addLines', bill, { lines: lines.map((line) => ({ quantity: 1, ...line })) });
  }

  pay(bill: Bill, tenderedMinor: number, part: number | null = null): Promise<Bill> {
    return this.do('payBill', bill, { part, payment: { method: 'cash', tenderedMinor } });
  }

  payCard(bill: Bill, amountMinor: number, part: number | null = null): Promise<Bill> {
    const payment = { method: 'card', amountMinor, reference: 'T-4711' };
    return this.do('payBill', bill, { part, payment });
  }

  async read(id: string): Promise<Bill> {
    return (await ask(this.branch, billRoutes.getBill, { id })).bill;
  }

  async list(lane: 'open' | 'ended' = 'open'): Promise<Bill[]> {
    return (await ask(this.branch, billRoutes.listBills, { lane })).bills;
  }

  async settings(change: Partial<SellingSettings>): Promise<SellingSettings> {
    const settings = await ask(this.branch, billRoutes.getSellingSettings, {});
    return ask(this.branch, billRoutes.changeSellingSettings, { ...settings, ...change });
  }

  async menu(): Promise<Menu> {
    const { menu } = await ask(this.branch, menuRoutes.readMenu, { knownVersion: '' });
    if (!menu) throw new Error('no menu came');
    return menu;
  }
}

export interface SampleMenu {
  readonly categoryId: string;
  /** 2.750, with a choice of one bread. */
  readonly shawarma: string;
  /** 1.000, nothing to choose. */
  readonly juice: string;
  readonly breadGroup: string;
}

const option = (id: string, en: string, more: Partial<ModifierOption> = {}): ModifierOption => ({
  id,
  name: { en, ar: '' },
  priceMinor: 0,
  groupIds: [],
  ...more,
});

/** A small menu: a dish that asks for a bread, whose large one asks for a sauce, and a drink. */
export async function givenMenu(branch: TestBranch): Promise<SampleMenu> {
  const category = await ask(branch, menuRoutes.addCategory, {
    name: { en: 'Grill', ar: 'مشاوي' },
  });
  const sauces = await ask(branch, menuRoutes.addModifierGroup, {
    name: { en: 'Sauce', ar: 'صلصة' },
    min: 0,
    max: 2,
    options: [option('garlic', 'Garlic', { priceMinor: 150 })],
  });
  const breads = await ask(branch, menuRoutes.addModifierGroup, {
    name: { en: 'Bread', ar: 'خبز' },
    min: 1,
    max: 1,
    options: [
      option('small', 'Small'),
      option('large', 'Large', { priceMinor: 500, groupIds: [sauces.id] }),
    ],
  });
  const product = async (en: string, ar: string, priceMinor: number, groupIds: string[]) =>
    (
      await ask(branch, menuRoutes.addProduct, {
        name: { en, ar },
        categoryId: category.id,
        priceMinor,
        taxClassId: 'standard',
        tile: { color: 'orange', letters: en.slice(0, 2) },
        groupIds,
      })
    ).id;
  return {
    categoryId: category.id,
    breadGroup: breads.id,
    shawarma: await product('Shawarma', 'شاورما', 2_750, [breads.id]),
    juice: await product('Juice', 'عصير', 1_000, []),
  };
}

export const small: NewLine['choices'] = [{ optionId: 'small', quantity: 1, choices: [] }];
