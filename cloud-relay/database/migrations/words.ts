import {
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
  type RawBuilder,
  sql,
} from 'kysely';

/** The few words in which the stores' table definitions differ; each store brings its own set. */
export interface SqlWords {
  /** Any safe integer: a time in milliseconds does not fit 32 bits. */
  readonly integer: RawBuilder<unknown>;
  readonly bytes: RawBuilder<unknown>;
  /** Turns an integer column into a growing key that never reuses a number. */
  readonly growing: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  /** What closes an ordinary table's definition. */
  readonly table: RawBuilder<unknown>;
  /** The same for a table of short rows that is only ever read by its primary key. */
  readonly keyOnlyTable: RawBuilder<unknown>;
  /** Statements after which rows of the table can be added and neither changed nor deleted. */
  readonly onlyAdded: (table: string) => readonly RawBuilder<unknown>[];
}

export const sqliteWords: SqlWords = {
  integer: sql`integer`,
  bytes: sql`blob`,
  growing: (column) => column.primaryKey().autoIncrement(),
  table: sql`strict`,
  keyOnlyTable: sql`strict, without rowid`,
  onlyAdded: (table) =>
    (['update', 'delete'] as const).map(
      (change) => sql`
        create trigger ${sql.ref(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.table(table)}
        begin select raise(abort, ${sql.lit(`rows of ${table} are only added`)}); end`,
    ),
};

/** Columns of one kind that always hold a value. */
export function required<Names extends string>(
  kind: 'text' | RawBuilder<unknown>,
  ...names: Names[]
) {
  return <Columns extends string>(table: CreateTableBuilder<string, Columns>) =>
    names.reduce<CreateTableBuilder<string, Columns | Names>>(
      (wider, name) => wider.addColumn(name, kind, (column) => column.notNull()),
      table,
    );
}
