import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLogger } from '../../src/shared/kit/logger.ts';
import { openStore, type RelayStore, type Tx } from '../database/database.ts';
import { createTurns } from './turns.ts';

let store: RelayStore;
beforeEach(async () => {
  store = await openStore({ file: ':memory:', logger: silentLogger });
});
afterEach(() => store.close());

const note = (key: string) => async (tx: Tx) => {
  await tx.insertInto('relay_meta').values({ key, value: '' }).execute();
  return key;
};
const keys = async () =>
  (await store.db.selectFrom('relay_meta').select('key').orderBy('key').execute()).map(
    ({ key }) => key,
  );

test('writes that come together share a commit', async () => {
  const transact = vi.spyOn(store, 'transact');
  const turns = createTurns(store);
  const written = await Promise.all(['a', 'b', 'c'].map((key) => turns.write(note(key))));

  expect(written).toEqual(['a', 'b', 'c']);
  expect(transact).toHaveBeenCalledTimes(1);
  expect(await keys()).toEqual(['a', 'b', 'c']);
});

test('a write that fails takes no other with it', async () => {
  const turns = createTurns(store);
  const bad = () => Promise.reject(new Error('no'));
  const ends = await Promise.allSettled([
    turns.write(note('a')),
    turns.write(bad),
    turns.write(note('b')),
  ]);

  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await keys()).toEqual(['a', 'b']);
});

test('however many wait, sockets and timers get their turn in between', async () => {
  const turns = createTurns(store);
  let done = 0;
  const work = Array.from({ length: 300 }, () =>
    turns.read(async () => {
      await store.db.selectFrom('relay_meta').selectAll().execute();
      done += 1;
    }),
  );
  const seen: number[] = [];
  const timer = setInterval(() => seen.push(done), 1);
  await Promise.all(work);
  clearInterval(timer);

  expect(seen.some((count) => count > 0 && count < 300)).toBe(true);
});
