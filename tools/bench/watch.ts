import Database from 'better-sqlite3';

/**
 * Looks at a program's database until a count is reached, without disturbing it.
 *
 * @param sql gives one row with `count`
 * @returns `performance.now()` when it was
 * @throws Error when it is not within a minute after the last progress
 */
export async function untilCount(file: string, sql: string, wanted: number): Promise<number> {
  const database = new Database(file, { readonly: true });
  const query = database.prepare<[], { count: number }>(sql);
  try {
    let count = -1;
    let progressAtMs = performance.now();
    for (;;) {
      const now = query.get()?.count ?? 0;
      const atMs = performance.now();
      if (now >= wanted) return atMs;
      if (now !== count) [count, progressAtMs] = [now, atMs];
      if (atMs - progressAtMs > patienceMs) throw new Error(`stuck at ${now} of ${wanted}: ${sql}`);
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  } finally {
    database.close();
  }
}

const lookEveryMs = 10;
const patienceMs = 60_000;
