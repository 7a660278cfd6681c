import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RelayStore, Tx } from '../database/database.ts';

/**
 * The store works synchronously: thousands of branches that wake together would run through their
 * queries without a break, and until they had no byte would be read from any socket. So the branches
 * take turns, one piece of work in each turn of the event loop, and small writes share a commit.
 */
export interface Turns {
  /** Runs `read` when it is its turn. */
  read<T>(read: () => Promise<T>): Promise<T>;
  /** Runs `write` in a transaction that it may share; resolves when that is durable. */
  write<T>(write: (tx: Tx) => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly done: PromiseWithResolvers<unknown>;
}

/** Writes that share a commit at most: platforms wait for it, too. */
const mostShared = 64;

export function createTurns(store: RelayStore): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Waiting[] = [];

  const takeTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(() => nextTurn()).then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const commit = async () => {
    const group = waiting.slice(0, mostShared);
    waiting = waiting.slice(mostShared);
    if (waiting.length > 0) void takeTurn(commit);
    const results = await store
      .transact(async (tx) => {
        const values: unknown[] = [];
        for (const { work } of group) values.push(await work(tx));
        return values;
      })
      .catch(() => undefined);
    for (const [index, { work, done }] of group.entries()) {
      if (results) done.resolve(results[index]);
      // One of them spoilt it for all: each on its own, and only the culprit hears of it.
      else await store.transact(work).then(done.resolve, done.reject);
    }
  };

  return {
    read: takeTurn,
    write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      const done = Promise.withResolvers<unknown>();
      waiting.push({ work, done });
      if (waiting.length === 1) void takeTurn(commit);
      return done.promise as Promise<T>;
    },
  };
}
