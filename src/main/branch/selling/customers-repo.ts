import type { Customer } from '../../../shared/contract/bill.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Db, Tx } from '../database/index.ts';

/** The latest word about a customer replaces the one before; one number is one customer. */
export function saveCustomer(tx: Tx, customer: Customer, atMs: EpochMs): void {
  tx.prepare(
    `INSERT INTO customers (digits, last_at_ms, body) VALUES (?, ?, ?)
     ON CONFLICT (digits) DO UPDATE SET last_at_ms = excluded.last_at_ms, body = excluded.body`,
  ).run(digitsOf(customer.phone), atMs, JSON.stringify(customer));
}

/** Those whose number holds the digits, the latest first; `0791` finds `+962 791…` too. */
export function findCustomers(db: Db, phone: string): Customer[] {
  const digits = digitsOf(phone).replace(/^0+/, '');
  const rows = db
    .prepare<[string], { body: string }>(
      `SELECT body FROM customers WHERE instr(digits, ?) > 0 ORDER BY last_at_ms DESC LIMIT 10`,
    )
    .all(digits);
  return rows.map((row) => JSON.parse(row.body) as Customer);
}

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '');
}
