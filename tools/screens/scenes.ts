/** Every screen, and how to come to it. */
import type { Page } from '@playwright/test';
import { counterPlatform } from '../../src/shared/contract/bill.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import type { Lunch } from './lunch.ts';
import { consolePage, openPage, type Look, type Stage, tillPage } from './stage.ts';

export interface Scene {
  readonly name: string;
  open(on: Stage, look: Look, lunch: Lunch): Promise<Page>;
}

const till = (name: string, place: string | ((lunch: Lunch) => string)): Scene => ({
  name,
  open: (on, look, lunch) => tillPage(on, look, typeof place === 'string' ? place : place(lunch)),
});

/** While new orders wait for an answer; each is taken in both languages. */
export const boardScenes: readonly Scene[] = [
  till('board', '/'),
  till('order', ({ cookedOrderId }) => `/orders/${cookedOrderId}`),
  { name: 'reject', open: rejectSheet },
];

/** Once all are answered, because an alarm goes over every screen. */
export const scenes: readonly Scene[] = [
  till('sell', ({ tableBillId }) => `/sell/${tableBillId}`),
  { name: 'sell-choices', open: choiceSheet },
  till('pay', ({ tableBillId }) => `/sell/${tableBillId}/pay`),
  till('pay-split', ({ splitBillId }) => `/sell/${splitBillId}/pay`),
  till('customer', ({ tableBillId }) => `/sell/${tableBillId}/customer`),
  till('tables', '/tables'),
  till('tables-edit', '/tables/edit'),
  till('bills', '/bills'),
  till('bill', ({ paidBillId }) => `/bills/${paidBillId}`),
  till('shift', '/shift'),
  till('more', '/more'),
  till('menu', '/menu'),
  till('rules', '/rules'),
  till('past-orders', '/past'),
  till('reports', '/reports'),
  till('printers', '/printers'),
  till('stations', '/printers/stations'),
  { name: 'station-editor', open: stationEditor },
  { name: 'printer-wizard', open: printerWizard },
  { name: 'templates', open: async (on, look) => tillPage(on, look, '/templates') },
  { name: 'template-builder', open: templateBuilder },
  till('terminals', '/terminals'),
  {
    name: 'kitchen',
    open: (on, look) => tillPage(on, { ...look, colours: 'dark' }, '/kitchen'),
  },
  till('pickup', '/pickup'),
  till('settings', '/settings'),
  till('setup', '/setup'),
  { name: 'first-run', open: (on, look) => openPage(on, look, on.newTill) },
  { name: 'console-orders', open: (on, look) => consolePage(on, look, 'orders') },
  { name: 'console-branches', open: (on, look) => consolePage(on, look, 'branches') },
  { name: 'console-webhooks', open: (on, look) => consolePage(on, look, 'webhooks') },
  { name: 'demo', open: (on, look) => openPage(on, look, on.restaurant.ready.demo) },
];

/** While the internet is away and the branch has something to tell. */
export const offlineScenes: readonly Scene[] = [till('waiting', '/waiting')];

/** Taken last: from then on the till asks who stands before it. */
export const scenesWithStaff: readonly Scene[] = [
  { name: 'sign-in', open: signInSheet },
  { name: 'staff', open: staffScreen },
];

const staff = [
  { name: 'Rana · رنا', role: 'manager', pin: '2580' },
  { name: 'Sami · سامي', role: 'cashier', pin: '1470' },
  { name: 'Huda · هدى', role: 'supervisor', pin: '3690' },
  { name: 'Omar · عمر', role: 'kitchen', pin: '9632' },
] as const;

export async function acceptAll({ branch }: Stage): Promise<void> {
  const { orders } = await branch.call(branchApi.listOrders, { lane: 'open' });
  for (const { order, offers } of orders) {
    if (!offers.includes('accept')) continue;
    await branch.call(branchApi.acceptOrder, { id: order.id, prepMinutes: 20 });
  }
}

/** Cuts the wire to the relay, says something that it does not hear, and mends the wire at the end. */
export async function whileOffline(on: Stage, take: () => Promise<void>): Promise<void> {
  const cut = (isCut: boolean) =>
    fetch(new URL('/api/network', on.restaurant.ready.demo), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ on: isCut }),
    });
  await cut(true);
  const { orders } = await on.branch.call(branchApi.listOrders, { lane: 'open' });
  const cooked = orders.filter(
    ({ order, offers }) => order.platform !== counterPlatform && offers.includes('ready'),
  );
  for (const { order } of cooked.slice(0, 3)) {
    await on.branch.call(branchApi.moveOrder, { id: order.id, to: 'ready_for_pickup' });
  }
  await take();
  await cut(false);
}

/** The first person is a manager, who adds the others at the till. */
export async function hireStaff(on: Stage): Promise<void> {
  const [manager, ...others] = staff;
  const { member } = await on.branch.call(branchApi.addStaff, asSettings(manager));
  const { token } = await on.branch.call(branchApi.signIn, {
    staffId: member.id,
    pin: manager.pin,
  });
  for (const person of others) await on.as(token).call(branchApi.addStaff, asSettings(person));
}

const asSettings = (person: (typeof staff)[number]) => ({
  ...person,
  granted: [],
  revoked: [],
  language: null,
  digits: null,
});

async function rejectSheet(on: Stage, look: Look, { newOrderId }: Lunch): Promise<Page> {
  const page = await tillPage(on, look, '/');
  await page.locator(`article[data-order-id="${newOrderId}"]`).getByRole('button').last().click();
  await page.getByRole('dialog').waitFor();
  return page;
}

async function choiceSheet(on: Stage, look: Look): Promise<Page> {
  const page = await tillPage(on, look, '/sell');
  await page
    .locator('button', { hasText: /Chicken shawarma|شاورما دجاج/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await page.mouse.move(0, 0);
  return page;
}

async function templateBuilder(on: Stage, look: Look): Promise<Page> {
  const page = await tillPage(on, look, '/templates/built-in-receipt');
  await page.locator('img[src^="data:image/png"]').first().waitFor();
  return page;
}

async function stationEditor(on: Stage, look: Look): Promise<Page> {
  const page = await tillPage(on, look, '/printers/stations');
  await page
    .getByRole('button', { name: /^(Change|تعديل)$/ })
    .nth(1)
    .click();
  await page.getByRole('dialog').waitFor();
  return page;
}

/** Up to the page where the printer has answered; the network around this machine is left in peace. */
async function printerWizard(on: Stage, look: Look): Promise<Page> {
  const page = await tillPage(on, look, '/');
  await page.route('**/api/printing/discovery', (route) =>
    route.fulfill({ json: { running: false, done: 0, total: 0, found: [], failed: [] } }),
  );
  await page.goto(new URL('/#/printers/new', on.restaurant.ready.branch).href);
  await page.locator('summary').click();
  const { printers } = await on.branch.call(branchApi.listPrinters, {});
  const connection = printers[0]?.connection;
  if (connection?.kind !== 'tcp') throw new Error('the demo prints over the network');
  const fields = page.locator('details[open]').getByRole('textbox');
  await fields.nth(0).fill(connection.host);
  await fields.nth(1).fill(String(connection.port));
  await page.getByRole('button', { name: /^(Next|التالي)$/ }).click();
  await page.getByRole('status').filter({ hasText: /\S/ }).first().waitFor();
  return page;
}

/** Whose turn it is: the names, before anybody has said a PIN. */
async function signInSheet(on: Stage, look: Look): Promise<Page> {
  const page = await tillPage(on, look, '/');
  await page.getByRole('banner').getByRole('button', { name: whoIsThere }).click();
  await page.getByRole('dialog').waitFor();
  await page.mouse.move(0, 0);
  return page;
}
const whoIsThere = /^(Who is at the till\?|من على الكاشير؟)$/;

async function staffScreen(on: Stage, look: Look): Promise<Page> {
  const page = await signInSheet(on, look);
  const [manager] = staff;
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: manager.name }).click();
  await sheet.locator('input[type=password]').fill(manager.pin);
  await page.keyboard.press('Enter');
  await sheet.waitFor({ state: 'hidden' });
  await page.goto(new URL('/#/staff', on.restaurant.ready.branch).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}
