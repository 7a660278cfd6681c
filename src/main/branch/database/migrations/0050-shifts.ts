import type { Migration } from '../migration.ts';

/** `body`, `entry` and `report` are JSON; money is whole minor units. */
export const shifts: Migration = {
  id: 50,
  reason: 'shifts: who keeps which drawer from when to when, what moved in it, and its Z report',
  sql: `
CREATE TABLE shifts (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  drawer_id TEXT NOT NULL,
  float_minor INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  -- Of the Z report: counts up by one with each close of this drawer, in the transaction that closes.
  number INTEGER,
  body TEXT NOT NULL,
  -- The Z report with every figure as it was at the close.
  report TEXT,
  -- How often the Z was given to a printer: every one after the first says that it is a copy.
  prints INTEGER NOT NULL DEFAULT 0,
  CHECK ((closed_at_ms IS NULL) = (number IS NULL) AND (closed_at_ms IS NULL) = (report IS NULL))
) STRICT;
CREATE UNIQUE INDEX shifts_one_open ON shifts (drawer_id) WHERE closed_at_ms IS NULL;
CREATE UNIQUE INDEX shifts_number ON shifts (drawer_id, number) WHERE number IS NOT NULL;
CREATE INDEX shifts_by_close ON shifts (closed_at_ms);

-- Everything a report says follows from these rows. What belongs to a shift is decided by them and not by a clock.
CREATE TABLE shift_entries (
  place INTEGER PRIMARY KEY,
  drawer_id TEXT NOT NULL,
  -- Null: done between two shifts; the next one of the drawer takes it over.
  shift_id TEXT REFERENCES shifts (id),
  bill_id TEXT REFERENCES bills (id),
  at_ms INTEGER NOT NULL,
  staff_id TEXT NOT NULL,
  staff_name TEXT NOT NULL,
  entry TEXT NOT NULL
) STRICT;
CREATE INDEX shift_entries_by_shift ON shift_entries (shift_id, place);
CREATE INDEX shift_entries_between ON shift_entries (drawer_id) WHERE shift_id IS NULL;

-- A command that is repeated after a lost reply is known by its id.
CREATE TABLE shift_commands (
  id TEXT PRIMARY KEY,
  action TEXT NOT NULL,
  shift_id TEXT NOT NULL REFERENCES shifts (id)
) STRICT, WITHOUT ROWID;

-- Null: taken before there were shifts.
ALTER TABLE bill_money ADD COLUMN shift_id TEXT REFERENCES shifts (id);
CREATE INDEX bill_money_by_shift ON bill_money (shift_id, place);
-- In which it was given: there it counts as sold or given back.
ALTER TABLE receipts ADD COLUMN shift_id TEXT REFERENCES shifts (id);
CREATE INDEX receipts_by_shift ON receipts (shift_id, serial);
`,
};
