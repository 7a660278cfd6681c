import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { silentLogger } from '../../src/shared/kit/logger.ts';
import { testSecret } from '../ingress/testing/test-platform.ts';
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts';
import { createConnectionDirectory } from './connections.ts';
import { createMenuLookup } from './menu-lookup.ts';
import { createSealer } from './sealed-credentials.ts';

describe('sealed secrets', () => {
  const sealer = createSealer(Buffer.alloc(32, 1));

  test('open for their owner and nobody else', () => {
    const sealed = sealer.seal('clé سرّي', 'con_1');
    expect(sealer.open(sealed, 'con_1')).toBe('clé سرّي');
    expect(() => sealer.open(sealed, 'con_2')).toThrow();
    expect(() => createSealer(Buffer.alloc(32, 2)).open(sealed, 'con_1')).toThrow();
  });

  test('show every single changed bit', () => {
    const sealed = sealer.seal('secret', 'con_1');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => sealer.open(flipped, 'con_1')).toThrow();
    }
    expect(() => sealer.open(sealed.subarray(0, 20), 'con_1')).toThrow();
    expect(() => sealer.open(new Uint8Array(), 'con_1')).toThrow();
  });

  test('look different each time', () => {
    expect(sealer.seal('secret', 'con_1')).not.toEqual(sealer.seal('secret', 'con_1'));
  });
});

describe('menus', () => {
  const json = (names: object) => JSON.stringify(names);

  test('a store uses its own menu first and the one for every store after it', () => {
    const menu = createMenuLookup(
      new Map([
        ['', json({ a: { default: 'Everywhere' }, b: { default: 'Bread' } })],
        ['s1', json({ a: { default: 'Here' } })],
      ]),
    );
    expect(menu.find('s1', 'a')).toEqual({ default: 'Here' });
    expect(menu.find('s1', 'b')).toEqual({ default: 'Bread' });
    expect(menu.find('s2', 'a')).toEqual({ default: 'Everywhere' });
    expect(menu.find('s1', 'constructor')).toBeUndefined();
    expect(menu.isPublished('s2')).toBe(true);
  });

  test('without any menu nothing is known, and it says so', () => {
    const menu = createMenuLookup(new Map());
    expect(menu.isPublished('s1')).toBe(false);
    expect(menu.find('s1', 'a')).toBeUndefined();
  });
});

describe('the directory of connections', () => {
  let relay: TestRelay;
  let companyId: string;
  let connectionId: string;
  const sealer = createSealer(Buffer.alloc(32, 9));
  beforeEach(async () => {
    relay = await startTestRelay();
    companyId = (await relay.company()).id;
    const connection = await relay.connection(companyId, {
      platform: 'testeats',
      credentials: { secrets: [testSecret] },
    });
    connectionId = connection.id;
  });
  afterEach(() => relay.stop());

  async function load() {
    const directory = createConnectionDirectory({
      store: relay.store,
      adapters: { testeats: relay.platform },
      sealer,
      logger: silentLogger,
    });
    await directory.load();
    return directory;
  }
  const publish = (names: object, storeId?: string) =>
    relay.call(consoleApi.publishMenu, { id: connectionId, storeId, names }, relay.admin);

  test('knows credentials, country, limits and links after a start', async () => {
    const branch = await relay.branch(companyId);
    await relay.storeLink(connectionId, branch.id, 'store-1');
    const directory = await load();
    expect(directory.get(connectionId)).toMatchObject({
      view: { country: 'JO', environment: 'production', credentials: { secrets: [testSecret] } },
      companyId,
      disabled: false,
      rateLimitPerMinute: 100,
    });
    expect(directory.branchOf(connectionId, 'store-1')).toBe(branch.id);
    expect(directory.branchOf(connectionId, 'store-2')).toBeUndefined();
  });

  test('the newest menu wins, and a name in one language is enough', async () => {
    await publish({ a: { en: 'Old' }, b: { en: 'Gone' } });
    const second = await publish({ a: { ar: 'جديد' } });
    expect(second.data).toMatchObject({ version: 2, storeId: '', items: 1 });
    const menu = (await load()).get(connectionId)?.menu;
    expect(menu?.find('any', 'a')).toEqual({ default: 'جديد', ar: 'جديد' });
    expect(menu?.find('any', 'b')).toBeUndefined();
    const list = await relay.call(consoleApi.listMenus, { id: connectionId }, relay.admin);
    expect(list.data.menus.map(({ version }) => version)).toEqual([2, 1]);
  });

  test('a dish may say its category, which has a name in a language or two like any other', async () => {
    const category = { id: ' cat-1 ', name: { ar: 'مشروبات' } };
    await publish({ a: { en: 'Tea', category }, b: { en: 'Bread' } });
    const menu = (await load()).get(connectionId)?.menu;
    expect(menu?.find('any', 'a')).toEqual({
      default: 'Tea',
      en: 'Tea',
      category: { id: 'cat-1', name: { default: 'مشروبات', ar: 'مشروبات' } },
    });
    expect(menu?.find('any', 'b')).not.toHaveProperty('category');
  });

  test.each([
    { a: {} },
    { a: { en: 'Tea', category: { id: '', name: { en: 'Drinks' } } } },
    { a: { en: 'Tea', category: { id: 'cat-1', name: {} } } },
    { a: { category: { id: 'cat-1', name: { en: 'Drinks' } } } },
  ])('a name in no language, of the dish or of its category, is refused: %j', async (names) => {
    expect((await publish(names)).status).toBe(400);
  });

  test('one connection that cannot be opened does not take the others with it', async () => {
    const other = await relay.connection(companyId, {
      platform: 'testeats',
      credentials: { secrets: [testSecret] },
    });
    await relay.store.db
      .updateTable('connections')
      .set({ credentials_sealed: Buffer.from('damaged') })
      .where('id', '=', connectionId)
      .execute();
    const directory = await load();
    expect(directory.get(connectionId)).toBeUndefined();
    expect(directory.get(other.id)).toBeDefined();
  });

  test('tells of every change after it knows of it', async () => {
    const directory = await load();
    const seen: [string, boolean | undefined][] = [];
    directory.onChange((id) => seen.push([id, directory.get(id)?.disabled]));
    await relay.store.db.updateTable('connections').set({ disabled_at_ms: 1 }).execute();
    await directory.refresh(connectionId);
    expect(seen).toEqual([[connectionId, true]]);
    expect(directory.find('testeats', directory.get(connectionId)?.addressKey ?? '')).toBeDefined();
  });
});
