import type { Migration } from '../migration.ts';

/** `body` is JSON of the contract's areas: the plan is read and saved as one. */
export const floor: Migration = {
  id: 40,
  reason: 'where the tables stand',
  sql: `
CREATE TABLE floor (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  version INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
INSERT INTO floor (only, version, body) VALUES (1, 0, '[]');
`,
};
