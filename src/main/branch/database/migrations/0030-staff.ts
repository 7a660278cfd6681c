import type { Migration } from '../migration.ts';

/** `granted` and `revoked` are JSON lists of permissions. */
export const staff: Migration = {
  id: 30,
  reason: 'who stands at the till: people with PINs, their working times, and what they did',
  sql: `
CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  granted TEXT NOT NULL,
  revoked TEXT NOT NULL,
  language TEXT,
  digits TEXT,
  -- scrypt: salt and hash in base64, with a colon between.
  pin_hash TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  -- Kept after they left, because bills and deeds name them.
  removed_at_ms INTEGER
) STRICT;

CREATE TABLE staff_sessions (
  -- SHA-256 in hex: whoever reads this file cannot stand in for anybody.
  token_hash TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_sessions_by_person ON staff_sessions (staff_id);

CREATE TABLE work_times (
  id TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  in_at_ms INTEGER NOT NULL,
  out_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX work_times_one_at_a_time ON work_times (staff_id) WHERE out_at_ms IS NULL;
CREATE INDEX work_times_by_start ON work_times (in_at_ms);

CREATE TABLE staff_deeds (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at_ms INTEGER NOT NULL,
  staff_id TEXT NOT NULL,
  name TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  permission TEXT NOT NULL,
  approved_by TEXT NOT NULL
) STRICT;
CREATE INDEX staff_deeds_by_time ON staff_deeds (at_ms);
`,
};
