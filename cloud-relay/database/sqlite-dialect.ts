import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';

/** More than the relay has different statements; beyond it the oldest is prepared again. */
const keptStatements = 500;

/**
 * Kysely's dialect over one better-sqlite3 connection, with two differences: a transaction takes the
 * write lock when it begins, and a statement is prepared once, not for every call.
 */
export class RelaySqliteDialect extends SqliteDialect {
  readonly #prepared: ReturnType<typeof preparedOnce>;

  constructor(database: Database.Database) {
    const prepared = preparedOnce(database);
    super({ database: prepared });
    this.#prepared = prepared;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver({ database: this.#prepared });
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

function preparedOnce(database: Database.Database) {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(text: string): SqliteStatement {
      const known = statements.get(text);
      if (known) return known;
      const statement = database.prepare(text);
      const oldest = statements.keys().next().value;
      if (statements.size >= keptStatements && oldest !== undefined) statements.delete(oldest);
      statements.set(text, statement);
      return statement;
    },
    close: () => database.close(),
  };
}
