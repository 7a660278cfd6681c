import type { Db, Tx } from '../database/index.ts';
import type { Sums } from './sum-up.ts';

/** A business day, and what decides how it is added up. */
export interface SummedDay {
  readonly fromMs: number;
  /** Not included. */
  readonly toMs: number;
  readonly terms: string;
}

/** The sums of a day; undefined when they are not kept, or something of that day has changed since. */
export function findDaySums(db: Db, { fromMs, toMs, terms }: SummedDay): Sums | undefined {
  const body = db
    .prepare<[number, number, string], string | null>(
      'SELECT body FROM day_sums WHERE from_ms = ? AND to_ms = ? AND terms = ?',
    )
    .pluck()
    .get(fromMs, toMs, terms);
  return typeof body === 'string' ? (JSON.parse(body) as Sums) : undefined;
}

/** From now on a change in this day is noticed. Only one may add up a day at a time. */
export function beginDaySums(tx: Tx, { fromMs, toMs, terms }: SummedDay): void {
  tx.prepare(
    'INSERT OR REPLACE INTO day_sums (from_ms, to_ms, terms, body) VALUES (?, ?, ?, NULL)',
  ).run(fromMs, toMs, terms);
}

/** Keeps the sums, unless something of that day has changed since `beginDaySums`. */
export function keepDaySums(tx: Tx, { fromMs, toMs, terms }: SummedDay, sums: Sums): void {
  tx.prepare(
    'UPDATE day_sums SET body = ? WHERE from_ms = ? AND to_ms = ? AND terms = ? AND body IS NULL',
  ).run(JSON.stringify(sums), fromMs, toMs, terms);
}

/** Forgets what was added up in another way than today's. */
export function forgetOtherTerms(tx: Tx, terms: string): void {
  tx.prepare('DELETE FROM day_sums WHERE terms <> ?').run(terms);
}
