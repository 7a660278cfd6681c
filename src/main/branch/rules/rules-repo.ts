import type { AcceptRule, BusyMode, RuleDecision } from '../../../shared/contract/rules.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Db, Tx } from '../database/index.ts';

/** In the order in which they are asked. */
export function listRules(db: Db): AcceptRule[] {
  return db
    .prepare<[], { body: string }>('SELECT body FROM accept_rules ORDER BY place')
    .all()
    .map((row) => JSON.parse(row.body) as AcceptRule);
}

/** Replaces all of them; there are few. */
export function saveRules(tx: Tx, rules: readonly AcceptRule[]): void {
  tx.exec('DELETE FROM accept_rules');
  const insert = tx.prepare('INSERT INTO accept_rules (id, place, body) VALUES (?, ?, ?)');
  rules.forEach((rule, place) => insert.run(rule.id, place, JSON.stringify(rule)));
}

export function saveDecision(tx: Tx, decision: RuleDecision): void {
  tx.prepare('INSERT INTO rule_decisions (order_id, body) VALUES (?, ?)').run(
    decision.orderId,
    JSON.stringify(decision),
  );
}

/** Whether the rules were asked about an order. */
export function isDecided(db: Db, orderId: string): boolean {
  return db.prepare('SELECT 1 FROM rule_decisions WHERE order_id = ?').get(orderId) !== undefined;
}

/** Newest first. */
export function listDecisions(db: Db, count: number): RuleDecision[] {
  return db
    .prepare<[number], { body: string }>(
      'SELECT body FROM rule_decisions ORDER BY age DESC LIMIT ?',
    )
    .all(count)
    .map((row) => JSON.parse(row.body) as RuleDecision);
}

/** One that should be over by now is over, whether or not anybody has noticed. */
export function findBusy(db: Db, nowMs: EpochMs): BusyMode | null {
  const row = db
    .prepare<[number], { body: string }>('SELECT body FROM busy_mode WHERE until_ms > ?')
    .get(nowMs);
  return row ? (JSON.parse(row.body) as BusyMode) : null;
}

/** When the stored one ends, over or not. */
export function findBusyEnd(db: Db): EpochMs | undefined {
  return db.prepare<[], { untilMs: number }>('SELECT until_ms AS untilMs FROM busy_mode').get()
    ?.untilMs;
}

export function saveBusy(tx: Tx, busy: BusyMode): void {
  tx.prepare('INSERT OR REPLACE INTO busy_mode (only, until_ms, body) VALUES (1, ?, ?)').run(
    busy.untilMs,
    JSON.stringify(busy),
  );
}

/** @returns false when there was none */
export function deleteBusy(tx: Tx): boolean {
  return tx.prepare('DELETE FROM busy_mode').run().changes === 1;
}
