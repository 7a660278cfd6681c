import type { Migration } from '../migration.ts';

/**
 * Words are kept apart from what they say about an order, without the text itself: search/search-repo.ts fills both, and
 * existing orders are filled in later, slice by slice.
 */
export const search: Migration = {
  id: 60,
  reason: 'search in every order that was ever taken',
  sql: `
-- The moment the order came, in milliseconds, or the next that is free: newest first is highest first, and a stretch of
-- time is a stretch of places. Null until the order can be found.
ALTER TABLE orders ADD COLUMN place INTEGER;
ALTER TABLE orders ADD COLUMN channel TEXT;
ALTER TABLE orders ADD COLUMN total_minor INTEGER;

-- These answer everything that is asked of an order before it is shown.
CREATE INDEX orders_by_place ON orders (place, status, channel, total_minor);
CREATE INDEX orders_by_channel ON orders (channel, place, status, total_minor);
CREATE INDEX orders_by_total ON orders (total_minor, place, status, channel);
CREATE INDEX orders_void ON orders (place, channel, total_minor)
  WHERE status IN ('rejected', 'cancelled', 'refunded');

-- Its row ids are the places. Beginnings of words are kept as well, up to where words are cut (kit/fold-text.ts): every
-- search then reads lists that are ready, from their new end, however many orders hold the word.
CREATE VIRTUAL TABLE order_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '2 3 4 5 6 7'
);

CREATE TRIGGER orders_forgotten AFTER DELETE ON orders WHEN old.place IS NOT NULL BEGIN
  DELETE FROM order_words WHERE rowid = old.place;
END;
`,
};
