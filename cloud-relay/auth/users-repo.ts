import type { Kysely, Selectable } from 'kysely';
import type { User } from '../../src/shared/contract/console-api.ts';
import type { RelayDatabase, UsersTable } from '../database/schema.ts';

type Db = Kysely<RelayDatabase>;
type UserRow = Selectable<UsersTable>;

export function toUser(row: Pick<UserRow, 'id' | 'company_id' | 'email' | 'role'>): User {
  return { id: row.id, companyId: row.company_id, email: row.email, role: row.role };
}

/** @param email in lower case */
export function findUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
}

export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** @returns false when the e-mail is taken */
export async function insertUser(db: Db, row: UserRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('users')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
