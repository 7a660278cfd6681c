import type { Migration } from '../migration.ts';

/** Drops the sums of the day that holds a moment; days have at most 25 hours. */
const drop = (atMs: string) =>
  `DELETE FROM day_sums WHERE from_ms BETWEEN ${atMs} - 172800000 AND ${atMs} AND to_ms > ${atMs};`;

/** `body` is JSON of the sums of a day. */
export const daySums: Migration = {
  id: 100,
  reason: 'what was sold on days that are over, added up once',
  sql: `
CREATE TABLE day_sums (
  from_ms INTEGER PRIMARY KEY,
  -- Not included.
  to_ms INTEGER NOT NULL,
  -- Time zone, beginning of the day and currency it was added up in.
  terms TEXT NOT NULL,
  -- Null while it is being added up.
  body TEXT
) STRICT;

-- Whoever changes anything that is added up, and whenever: the sums of its day go in the same transaction. So what is
-- kept is what the orders and bills say.
CREATE TRIGGER day_sums_order_in AFTER INSERT ON orders BEGIN ${drop('new.place')} END;
CREATE TRIGGER day_sums_order_changed AFTER UPDATE OF place, channel, status, body ON orders BEGIN
  ${drop('old.place')} ${drop('new.place')}
END;
CREATE TRIGGER day_sums_order_out AFTER DELETE ON orders BEGIN ${drop('old.place')} END;

CREATE TRIGGER day_sums_bill_in AFTER INSERT ON bills BEGIN ${drop('new.ended_at_ms')} END;
CREATE TRIGGER day_sums_bill_changed AFTER UPDATE ON bills BEGIN
  ${drop('old.ended_at_ms')} ${drop('new.ended_at_ms')}
END;
CREATE TRIGGER day_sums_bill_out AFTER DELETE ON bills BEGIN ${drop('old.ended_at_ms')} END;

-- Money moves in one day for a bill that ended in another.
${['insert', 'update', 'delete']
  .map((event) => {
    const row = event === 'delete' ? 'old' : 'new';
    return `CREATE TRIGGER day_sums_money_${event} AFTER ${event.toUpperCase()} ON bill_money BEGIN
  ${drop(`${row}.at_ms`)}
  ${drop(`(SELECT ended_at_ms FROM bills WHERE id = ${row}.bill_id)`)}
END;`;
  })
  .join('\n')}
`,
};
