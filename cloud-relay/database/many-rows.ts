import type { CompiledQuery, QueryResult } from 'kysely';
import type { Tx } from './database.ts';

/** Rows per statement: any number of rows is a short sum of these, so few statements are ever prepared. */
const sizes = [64, 32, 16, 8, 4, 2, 1] as const;

/** A value of every column, in the order of the sample row's keys. */
export type Cells = readonly (string | number | Uint8Array | null)[];

/**
 * A statement over many rows whose SQL text is compiled once per number of rows. Building and compiling
 * a large insert takes longer than running it, and every webhook call needs several.
 *
 * @param columns how many cells each row has
 * @param build the statement for `count` rows of any content, its only parameters the rows' cells in order
 */
export function manyRows<Row>(
  columns: number,
  build: (tx: Tx, count: number) => CompiledQuery<Row>,
): (tx: Tx, rows: readonly Cells[]) => Promise<Row[]> {
  // The text depends on the dialect, and a process may have stores of two kinds open.
  const compiled = new WeakMap<object, Map<number, CompiledQuery<Row>>>();
  const query = (tx: Tx, count: number): CompiledQuery<Row> => {
    const { adapter } = tx.getExecutor();
    const ofDialect = compiled.get(adapter) ?? new Map<number, CompiledQuery<Row>>();
    compiled.set(adapter, ofDialect);
    const known = ofDialect.get(count);
    if (known) return known;
    const made = build(tx, count);
    if (made.parameters.length !== count * columns) {
      throw new Error(`${made.parameters.length} parameters for ${count} rows of ${columns} cells`);
    }
    ofDialect.set(count, made);
    return made;
  };
  return async (tx, rows) => {
    const found: Row[] = [];
    let start = 0;
    for (const size of sizes) {
      for (; rows.length - start >= size; start += size) {
        const parameters = rows.slice(start, start + size).flat();
        const result: QueryResult<Row> = await tx.executeQuery({ ...query(tx, size), parameters });
        found.push(...result.rows);
      }
    }
    return found;
  };
}
