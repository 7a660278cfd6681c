import type { Migration } from '../migration.ts';

/** `body` is JSON of the contract's shapes. */
export const rules: Migration = {
  id: 80,
  reason: 'orders accepted by rules of the branch, and hours in which its kitchen needs longer',
  sql: `
CREATE TABLE accept_rules (
  id TEXT PRIMARY KEY,
  -- Asked from the lowest up.
  place INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- One per order that the rules were asked about, which happens once.
CREATE TABLE rule_decisions (
  age INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE busy_mode (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  until_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
`,
};
