import type { Migration } from '../migration.ts';

/** Times are milliseconds since 1970; `body`, `courier` and `value` are JSON of the contract's shapes. */
export const first: Migration = {
  id: 10,
  reason: 'orders, print jobs, printers, the two logs with their cursors, settings and the device',
  sql: `
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE device (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  relay_url TEXT NOT NULL,
  public_key TEXT NOT NULL,
  device_id TEXT NOT NULL,
  branch_id TEXT NOT NULL,
  branch_name TEXT NOT NULL,
  company_name TEXT NOT NULL,
  currency TEXT NOT NULL,
  time_zone TEXT NOT NULL
) STRICT;

CREATE TABLE cursors (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  branch_epoch TEXT NOT NULL,
  up_head INTEGER NOT NULL DEFAULT 0,
  -- Written before a batch leaves: a relay that claims more than this has heard another life of the file.
  up_sent INTEGER NOT NULL DEFAULT 0,
  up_acknowledged INTEGER NOT NULL DEFAULT 0,
  down_epoch TEXT NOT NULL DEFAULT '',
  down_cursor INTEGER NOT NULL DEFAULT 0,
  -- The relay's time when this file was last found to be an old copy; 0 for never. What the relay had by
  -- then may have been printed in the life that was lost.
  copied_before_ms INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE up_log (
  seq INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL UNIQUE,
  at_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE seen_events (event_id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX seen_events_by_age ON seen_events (at_ms);

CREATE TABLE unreadable_events (
  id INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  raw TEXT NOT NULL,
  why TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

-- Papers that somebody asked for at the console; told is the last report of them.
CREATE TABLE print_requests (
  id TEXT PRIMARY KEY,
  outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'expired', 'refused')),
  why TEXT NOT NULL,
  print_job_ids TEXT NOT NULL,
  told TEXT NOT NULL DEFAULT '',
  is_followed INTEGER NOT NULL DEFAULT 1,
  taken_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX print_requests_followed ON print_requests (taken_at_ms) WHERE is_followed = 1;

CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  -- Must list the same statuses as isOpen of contract/order-status.ts; a test compares them.
  is_open INTEGER NOT NULL GENERATED ALWAYS AS
    (status IN ('pending', 'confirmed', 'preparing', 'ready_for_pickup')) STORED,
  status_at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  -- When the relay wrote the order into its log, by the relay's clock.
  relay_at_ms INTEGER NOT NULL,
  -- The next moment somebody must have acted by: the board sorts by it.
  urgent_at_ms INTEGER NOT NULL,
  start_at_ms INTEGER,
  came_too_late INTEGER NOT NULL,
  prep_minutes INTEGER,
  ready_by_ms INTEGER,
  courier TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX orders_by_urgency ON orders (is_open, urgent_at_ms);
CREATE INDEX orders_by_end ON orders (is_open, status_at_ms);
CREATE INDEX orders_by_start ON orders (is_open, start_at_ms);

CREATE TABLE order_history (
  id INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  status TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  by TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- 0 for a step that was heard and not taken, because the table of moves forbids it.
  taken INTEGER NOT NULL
) STRICT;
CREATE INDEX order_history_by_order ON order_history (order_id, id);

CREATE TABLE order_hops (
  id INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  hop TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX order_hops_by_order ON order_hops (order_id, id);
CREATE UNIQUE INDEX order_hops_shown_once ON order_hops (order_id) WHERE hop = 'till_shown';

CREATE TABLE platform_answers (
  order_id TEXT NOT NULL REFERENCES orders (id),
  action TEXT NOT NULL,
  state TEXT NOT NULL,
  detail TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (order_id, action)
) STRICT;

-- Events about an order that has not come yet; applied when it does.
CREATE TABLE early_events (
  id INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL,
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX early_events_by_order ON early_events (order_id, id);

CREATE TABLE printers (
  id TEXT PRIMARY KEY,
  -- What no station has a printer for goes to the lowest of those that are not removed.
  place INTEGER NOT NULL UNIQUE,
  -- JSON of the contract's PrinterSettings.
  settings TEXT NOT NULL,
  -- JSON of what this very unit was seen to answer; null until it has printed.
  knowledge TEXT,
  removed_at_ms INTEGER
) STRICT;

CREATE TABLE stations (
  id TEXT PRIMARY KEY,
  place INTEGER NOT NULL UNIQUE,
  -- JSON of the contract's StationSettings.
  settings TEXT NOT NULL,
  removed_at_ms INTEGER
) STRICT;

CREATE TABLE templates (
  id TEXT PRIMARY KEY,
  scope TEXT NOT NULL CHECK (scope IN ('branch', 'company')),
  removed_at_ms INTEGER
) STRICT;

-- Every version ever saved here or in another branch of the company; content is JSON of TemplateContent.
CREATE TABLE template_versions (
  template_id TEXT NOT NULL REFERENCES templates (id),
  version INTEGER NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (template_id, version, saved_at_ms, saved_by)
) STRICT;

CREATE TABLE logos (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  width_dots INTEGER NOT NULL,
  height_dots INTEGER NOT NULL,
  -- One bit a dot, 1 is black, rows filled up to whole bytes.
  bits BLOB NOT NULL,
  removed_at_ms INTEGER
) STRICT;

CREATE TABLE print_jobs (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN
    ('kitchen', 'void', 'receipt', 'guest_check', 'courier_slip', 'report', 'drawer', 'test')),
  order_id TEXT REFERENCES orders (id),
  station_id TEXT REFERENCES stations (id),
  -- Null until it is sent, unless it was given to one printer: where it goes is decided at that moment.
  printer_id TEXT REFERENCES printers (id),
  -- The printer that should have printed it.
  moved_from TEXT REFERENCES printers (id),
  -- JSON of places in the order's lines; null for all of them.
  lines TEXT,
  -- JSON of what a paper says that is not an order's.
  facts TEXT,
  -- Lowest first.
  priority INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('queued', 'held', 'blocked', 'sending', 'printed', 'unknown', 'failed', 'expired',
     'cancelled')),
  is_waiting INTEGER NOT NULL GENERATED ALWAYS AS (state IN ('queued', 'held', 'blocked')) STORED,
  copy INTEGER NOT NULL CHECK (copy >= 1),
  attempt INTEGER NOT NULL DEFAULT 0,
  -- How many attempts ended in doubt: with one, paper may exist, and the next print says so.
  doubts INTEGER NOT NULL DEFAULT 0,
  problem TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  due_at_ms INTEGER NOT NULL,
  -- From then on it would mislead; null for never.
  expires_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  printed_at_ms INTEGER,
  -- How it is known to be printed.
  proof TEXT CHECK (proof IN ('fence', 'status', 'none', 'person')),
  CHECK (kind NOT IN ('kitchen', 'void', 'courier_slip') OR order_id IS NOT NULL)
) STRICT;
CREATE INDEX print_jobs_waiting ON print_jobs (is_waiting, priority, place);
CREATE INDEX print_jobs_by_due ON print_jobs (is_waiting, due_at_ms);
CREATE INDEX print_jobs_by_expiry ON print_jobs (is_waiting, expires_at_ms);
CREATE INDEX print_jobs_by_state ON print_jobs (state, place);
CREATE INDEX print_jobs_by_order ON print_jobs (order_id, place);
-- The promise "once" at its deepest: neither a bug nor a replay can queue a second first paper. Lines are voided one
-- after the other, each with a paper of its own.
CREATE UNIQUE INDEX print_jobs_first_once ON print_jobs
  (order_id, kind, coalesce(station_id, ''), CASE kind WHEN 'void' THEN coalesce(lines, '') ELSE '' END)
  WHERE copy = 1 AND order_id IS NOT NULL;
`,
};
