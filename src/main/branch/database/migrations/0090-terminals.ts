import type { Migration } from '../migration.ts';

/** `settings`, `struck` and `seen` are JSON: of the contract's TerminalSettings, and of places in an order's lines. */
export const terminals: Migration = {
  id: 90,
  reason:
    'screens and tills of the local network, and what kitchen displays have done with each ticket',
  sql: `
CREATE TABLE terminals (
  id TEXT PRIMARY KEY,
  settings TEXT NOT NULL,
  -- SHA-256 in hex: whoever reads this file cannot stand in for any of them.
  token_hash TEXT NOT NULL UNIQUE,
  enrolled_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  seen_address TEXT NOT NULL,
  -- Kept after it went, because bills and shifts name it.
  removed_at_ms INTEGER
) STRICT;

-- A ticket nobody has touched has no row.
CREATE TABLE kitchen_tickets (
  order_id TEXT NOT NULL REFERENCES orders (id),
  -- Empty for the whole order of a branch without stations.
  station_id TEXT NOT NULL,
  struck TEXT NOT NULL DEFAULT '[]',
  -- Lines that were taken off, as far as somebody has seen it.
  seen TEXT NOT NULL DEFAULT '[]',
  bumped_at_ms INTEGER,
  -- Called back after it was bumped: it is shown although its order may be ready.
  is_recalled INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (order_id, station_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kitchen_tickets_by_bump ON kitchen_tickets (bumped_at_ms);
`,
};
