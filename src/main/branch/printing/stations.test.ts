import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Station } from '../../../shared/contract/printing.ts';
import { platformStatus } from '../testing/builders.ts';
import { buildDish, PaperBranch, textsOf } from '../testing/paper-branch.ts';
import { eventually } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: PaperBranch;
beforeEach(async () => {
  branch = new PaperBranch();
  await branch.start();
});
afterEach(() => branch.end());

const kofta = buildDish('grill', 'Kofta');
const lemonade = buildDish('drinks', 'Lemonade');

describe('stations', () => {
  test('each get their own lines, and the rest goes to the default one', async () => {
    const [grill, bar] = [await branch.printer(), await branch.printer()];
    const grillId = await branch.connect(grill, 'Grill printer');
    const barId = await branch.connect(bar, 'Bar printer');
    await branch.addStation({ name: 'Grill', printerId: grillId, isDefault: true });
    await branch.addStation({
      name: 'Bar',
      printerId: barId,
      takes: { platforms: [], fulfilments: [], categoryIds: ['drinks'], itemIds: [] },
    });

    await branch.cook('o-1', { lines: [kofta, lemonade] });

    await Promise.all([grill.whenTickets(1), bar.whenTickets(1)]);
    expect(textsOf(grill)[0]).toContain('Kofta');
    expect(textsOf(grill)[0]).not.toContain('Lemonade');
    expect(textsOf(bar)[0]).toContain('Lemonade');
    expect(textsOf(bar)[0]).not.toContain('Kofta');
    expect(await branch.jobsOf('o-1')).toMatchObject([
      { stationName: 'Grill', printerName: 'Grill printer' },
      { stationName: 'Bar', printerName: 'Bar printer' },
    ]);
  });

  test('that want two papers get a second one that says COPY 2', async () => {
    const printer = await branch.printer();
    await branch.addStation({ printerId: await branch.connect(printer, 'Kitchen'), copies: 2 });
    await branch.cook('o-1');
    await printer.whenTickets(2);
    expect(textsOf(printer)[0]).not.toContain('COPY');
    expect(textsOf(printer)[1]).toContain('COPY 2');
  });

  test('that show the whole order print the lines of others too', async () => {
    const [grill, bar] = [await branch.printer(), await branch.printer()];
    await branch.addStation({
      name: 'Grill',
      printerId: await branch.connect(grill, 'G'),
      isDefault: true,
    });
    await branch.addStation({
      name: 'Bar',
      printerId: await branch.connect(bar, 'B'),
      lines: 'all',
      takes: { platforms: [], fulfilments: [], categoryIds: ['drinks'], itemIds: [] },
    });
    await branch.cook('o-1', { lines: [kofta, lemonade] });
    await bar.whenTickets(1);
    expect(textsOf(bar)[0]).toContain('Lemonade');
    expect(textsOf(bar)[0]).toContain('Kofta');
  });

  test('that changed since do not make the kitchen cook the same order again', async () => {
    const [first, second] = [await branch.printer(), await branch.printer()];
    await branch.addStation({ name: 'One', printerId: await branch.connect(first, 'One') });
    await branch.cook('o-1');
    await branch.reaches('o-1', 'printed');
    await branch.addStation({ name: 'Two', printerId: await branch.connect(second, 'Two') });

    await branch.call('PUT', '/api/orders/o-1/status', { to: 'preparing' });
    await branch.cook('o-2');

    await second.whenTickets(1);
    expect(textsOf(second).join('')).not.toContain('#o-1');
    expect(await branch.jobsOf('o-1')).toHaveLength(1);
  });

  test('each hear of a cancellation where their ticket lies', async () => {
    const [grill, bar] = [await branch.printer(), await branch.printer()];
    await branch.addStation({
      name: 'Grill',
      printerId: await branch.connect(grill, 'G'),
      isDefault: true,
    });
    await branch.addStation({
      name: 'Bar',
      printerId: await branch.connect(bar, 'B'),
      takes: { platforms: [], fulfilments: [], categoryIds: ['drinks'], itemIds: [] },
    });
    await branch.cook('o-1', { lines: [kofta, lemonade] });
    await Promise.all([grill.whenTickets(1), bar.whenTickets(1)]);
    await eventually(async () =>
      (await branch.jobsOf('o-1')).every(({ state }) => state === 'printed'),
    );

    branch.relay.say(platformStatus('o-1', 'cancelled'));

    await Promise.all([grill.whenTickets(2), bar.whenTickets(2)]);
    expect(textsOf(grill)[1]).toContain('CANCELLED');
    expect(textsOf(bar)[1]).toContain('CANCELLED');
  });

  test('whose printer is removed print at the default station, and a removed one’s paper does not vanish', async () => {
    const [old, spare] = [await branch.printer(), await branch.printer()];
    old.setPaper('out');
    const oldId = await branch.connect(old, 'Old');
    const spareId = await branch.connect(spare, 'Spare');
    const station = await branch.addStation({ name: 'Grill', printerId: oldId });
    await branch.addStation({ name: 'Pass', printerId: spareId, isDefault: true });
    await branch.cook('o-1');
    await eventually(async () => (await branch.jobsOf('o-1'))[0]?.state === 'blocked');

    await branch.call('DELETE', `/api/printing/printers/${oldId}`);
    await branch.passUntil(async () =>
      (await branch.jobsOf('o-1')).every(({ state }) => state === 'printed'),
    );
    expect(textsOf(spare)[0]).toContain('#o-1');

    await branch.call('DELETE', `/api/printing/stations/${station.id}`);
    expect((await branch.jobsOf('o-1'))[0]).toMatchObject({ stationName: 'Grill' });
  });

  test('offer what the last orders were made of', async () => {
    await branch.cook('o-1', { platform: 'talabat', lines: [kofta, lemonade] });
    await branch.cook('o-2', { platform: 'careem', lines: [kofta] });
    const list = await branch.call<object>('GET', '/api/printing/stations');
    expect(list).toEqual({
      stations: [],
      categories: [
        { id: 'grill', name: { default: 'grill' } },
        { id: 'drinks', name: { default: 'drinks' } },
      ],
      items: [
        { id: 'Kofta', name: { default: 'Kofta' }, categoryId: 'grill' },
        { id: 'Lemonade', name: { default: 'Lemonade' }, categoryId: 'drinks' },
      ],
      platforms: ['careem', 'talabat'],
    });
  });

  test('have one default for each kind of paper', async () => {
    const first = await branch.addStation({ name: 'One', isDefault: true, printerId: null });
    const receipts = { prints: 'receipt', isDefault: true, printerId: null } as const;
    await branch.addStation({ name: 'Counter', ...receipts });
    await branch.addStation({ name: 'Two', isDefault: true, printerId: null });
    const { stations } = await branch.call<{ stations: Station[] }>(
      'GET',
      '/api/printing/stations',
    );
    expect(stations.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['One', false],
      ['Counter', true],
      ['Two', true],
    ]);
    await expect(
      branch.call('PUT', `/api/printing/stations/${first.id}`, { ...first, printerId: 'p-9' }),
    ).rejects.toThrow('printer.not_found');
    await expect(branch.call('DELETE', '/api/printing/stations/none')).rejects.toThrow(
      'station.not_found',
    );
  });
});
