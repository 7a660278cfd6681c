import type { Migration } from '../migration.ts';

/** `body` is JSON of the contract's shapes; money is whole minor units. */
export const selling: Migration = {
  id: 20,
  reason: 'selling at the counter: menu, bills, money taken and given back, receipts, customers',
  sql: `
CREATE TABLE menu_entries (
  age INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('category', 'product', 'group')),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE menu_outages (
  kind TEXT NOT NULL CHECK (kind IN ('product', 'option')),
  id TEXT NOT NULL,
  -- Null: until somebody brings it back.
  until_ms INTEGER,
  PRIMARY KEY (kind, id)
) STRICT;

-- A new name with each change, never one that was used before: a restored copy cannot pass for a newer menu.
CREATE TABLE menu_version (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  version TEXT NOT NULL
) STRICT;
INSERT INTO menu_version (only, version) VALUES (1, 'empty');

CREATE TABLE bills (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'held', 'closed', 'cancelled', 'merged')),
  is_live INTEGER NOT NULL GENERATED ALWAYS AS (state IN ('open', 'held')) STORED,
  opened_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  body TEXT NOT NULL,
  CHECK (is_live = (ended_at_ms IS NULL))
) STRICT;
CREATE INDEX bills_live ON bills (is_live, opened_at_ms);
CREATE INDEX bills_ended ON bills (is_live, ended_at_ms);

-- What came in and went out, by method: a drawer is counted against it.
CREATE TABLE bill_money (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  bill_id TEXT NOT NULL REFERENCES bills (id),
  kind TEXT NOT NULL CHECK (kind IN ('payment', 'take_back', 'refund')),
  method TEXT NOT NULL CHECK (method IN ('cash', 'card')),
  -- Negative for what was given back; with cash rounding.
  moved_minor INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  staff_id TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX bill_money_by_bill ON bill_money (bill_id, place);
CREATE INDEX bill_money_by_time ON bill_money (at_ms);

-- The primary key has no gaps: it is taken from the counter in the transaction that makes the receipt.
CREATE TABLE receipts (
  serial INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  bill_id TEXT NOT NULL REFERENCES bills (id),
  at_ms INTEGER NOT NULL,
  -- How often it was given to a printer: every one after the first says that it is a copy.
  prints INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX receipts_by_bill ON receipts (bill_id, serial);

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;

-- Every command that was carried out, by whom: a repeated one is known by its id.
CREATE TABLE bill_commands (
  id TEXT PRIMARY KEY,
  bill_id TEXT NOT NULL REFERENCES bills (id),
  action TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  staff_name TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX bill_commands_by_bill ON bill_commands (bill_id, at_ms);

CREATE TABLE customers (
  -- Digits of the telephone number alone.
  digits TEXT PRIMARY KEY,
  last_at_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX customers_by_time ON customers (last_at_ms);
`,
};
