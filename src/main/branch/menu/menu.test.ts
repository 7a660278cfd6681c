import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { menuRoutes, type Outage } from '../../../shared/contract/menu.ts';
import type { AvailabilityChanged } from '../../../shared/contract/relay.ts';
import { hourMs, minuteMs } from '../../../shared/kit/clock.ts';
import {
  ask,
  CounterClient,
  givenMenu,
  type SampleMenu,
} from '../selling/testing/counter-client.ts';
import { noonMs } from '../testing/builders.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
let counter: CounterClient;
let sample: SampleMenu;

beforeEach(async () => {
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
  counter = new CounterClient(branch);
  sample = await givenMenu(branch);
});
afterEach(() => branch.end());

const setOut = (out: unknown, item = { kind: 'product', id: sample.juice }) =>
  ask(branch, menuRoutes.setAvailability, { ...item, out });
const outages = async (): Promise<Outage[]> => (await counter.menu()).outages;

describe('the menu of a branch', () => {
  test('a till reads the menu once and again only when it has changed', async () => {
    const first = await ask(branch, menuRoutes.readMenu, { knownVersion: '' });
    const again = await ask(branch, menuRoutes.readMenu, { knownVersion: first.version });
    expect(first.menu?.products.map((product) => product.name.en)).toEqual(['Shawarma', 'Juice']);
    expect(again).toEqual({ version: first.version, menu: null });

    await ask(branch, menuRoutes.removeProduct, { id: sample.juice });

    const changed = await ask(branch, menuRoutes.readMenu, { knownVersion: first.version });
    expect(changed.menu?.products).toHaveLength(1);
  });

  test('every open till hears that the menu has changed', async () => {
    const till = await branch.till();
    await setOut('for_good');
    await eventually(() => till.notices.some(({ topics }) => topics.includes('menu')));
  });

  test('what is put in order keeps everything else it says, and what is gone is passed over', async () => {
    const before = await counter.menu();
    const kept = { ...before.products.find(({ id }) => id === sample.juice), priceMinor: 999 };
    // Another till raises the price while this one moves the dish.
    await ask(branch, menuRoutes.changeProduct, kept);
    const ids = [sample.juice, 'gone', sample.shawarma, sample.categoryId];
    await ask(branch, menuRoutes.arrangeMenu, { kind: 'product', ids });
    const { products, categories } = await counter.menu();
    expect(products).toMatchObject([
      { ...kept, place: 0 },
      { id: sample.shawarma, place: 2 },
    ]);
    expect(categories).toEqual(before.categories);
  });

  test('what others need cannot be removed', async () => {
    const remove = (route: 'removeCategory' | 'removeModifierGroup', id: string) =>
      ask(branch, menuRoutes[route], { id });
    await expect(remove('removeCategory', sample.categoryId)).rejects.toThrow('menu.in_use');
    await expect(remove('removeModifierGroup', sample.breadGroup)).rejects.toThrow('menu.in_use');
    await expect(remove('removeCategory', 'unknown')).rejects.toThrow('menu.not_found');
  });

  test('a product with a group, category or tax class that is not there is refused whole', async () => {
    const { products } = await counter.menu();
    const juice = products.find(({ id }) => id === sample.juice);
    for (const wrong of [{ groupIds: ['no'] }, { categoryId: 'no' }, { taxClassId: 'no' }]) {
      const change = ask(branch, menuRoutes.changeProduct, { ...juice, ...wrong });
      await expect(change).rejects.toThrow('input.invalid');
    }
    expect((await counter.menu()).products).toEqual(products);
  });

  test('options lead to groups that lead no further, and never to themselves', async () => {
    const deeper = ask(branch, menuRoutes.addModifierGroup, {
      name: { en: 'Meal', ar: '' },
      min: 0,
      max: 1,
      options: [
        { id: 'meal', name: { en: 'Meal', ar: '' }, priceMinor: 0, groupIds: [sample.breadGroup] },
      ],
    });
    await expect(deeper).rejects.toThrow('input.invalid');
    const { groups } = await counter.menu();
    const bread = groups.find(({ id }) => id === sample.breadGroup);
    const circle = { ...bread?.options[0], groupIds: [sample.breadGroup] };
    const change = ask(branch, menuRoutes.changeModifierGroup, { ...bread, options: [circle] });
    await expect(change).rejects.toThrow('input.invalid');
  });

  test('categories and products stand by their place', async () => {
    const { products } = await counter.menu();
    const shawarma = products.find(({ id }) => id === sample.shawarma);
    await ask(branch, menuRoutes.changeProduct, { ...shawarma, place: 5 });
    const names = (await counter.menu()).products.map(({ name }) => name.en);
    expect(names).toEqual(['Juice', 'Shawarma']);
  });
});

describe('what is out', () => {
  test('a product that is out for an hour comes back by itself, and tills hear of it', async () => {
    await setOut({ minutes: 60 });
    expect(await outages()).toEqual([
      { kind: 'product', id: sample.juice, untilMs: noonMs + hourMs },
    ]);
    const till = await branch.till();

    branch.clock.advance(hourMs + minuteMs);

    await eventually(() => till.notices.some(({ topics }) => topics.includes('menu')));
    expect(await outages()).toEqual([]);
  });

  test('a product that came back while the branch was switched off is on the menu at once', async () => {
    await setOut({ minutes: 60 });
    const { version } = await ask(branch, menuRoutes.readMenu, { knownVersion: '' });
    await branch.close();
    branch.clock.advance(2 * hourMs);
    await branch.open();
    expect(await outages()).toEqual([]);
    const now = await ask(branch, menuRoutes.readMenu, { knownVersion: version });
    expect(now.menu).not.toBeNull();
  });

  test('until tomorrow means until the business day begins, and for good until somebody brings it back', async () => {
    await counter.settings({ dayStartsAtMinutes: 300 });
    const { outage } = await setOut('tomorrow');
    expect(outage?.untilMs).toBeGreaterThan(noonMs);
    expect(outage?.untilMs).toBeLessThanOrEqual(noonMs + 24 * hourMs);
    expect((await setOut('for_good')).outage).toMatchObject({ untilMs: null });
    expect((await setOut(null)).outage).toBeNull();
    expect(await outages()).toEqual([]);
  });

  test('an option can be out, an unknown one cannot', async () => {
    await setOut('for_good', { kind: 'option', id: 'garlic' });
    expect(await outages()).toMatchObject([{ kind: 'option', id: 'garlic' }]);
    await expect(setOut('for_good', { kind: 'option', id: 'no' })).rejects.toThrow(
      'menu.not_found',
    );
  });
});

describe('what the relay hears', () => {
  const said = () =>
    branch.withDatabase((db) =>
      db
        .prepare<[], { body: string }>('SELECT body FROM up_log ORDER BY seq')
        .all()
        .map(({ body }) => JSON.parse(body) as AvailabilityChanged)
        .flatMap(({ items }) => items.map(({ id, isOut, untilMs }) => ({ id, isOut, untilMs }))),
    );

  test('each thing with all that is to be known of it, also while nobody listens', async () => {
    await setOut({ minutes: 60 });
    await setOut('for_good');
    await setOut(null);
    expect(said()).toEqual([
      { id: sample.juice, isOut: true, untilMs: noonMs + hourMs },
      { id: sample.juice, isOut: true, untilMs: null },
      { id: sample.juice, isOut: false, untilMs: null },
    ]);
  });

  test('what is taken off the menu is not out any more', async () => {
    await setOut('for_good');
    await ask(branch, menuRoutes.removeProduct, { id: sample.juice });
    expect(await outages()).toEqual([]);
    expect(said().at(-1)).toEqual({ id: sample.juice, isOut: false, untilMs: null });
  });
});
