import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { ListQuery, Page } from '../../src/shared/contract/console-api.ts';
import { listMeta } from '../../src/shared/contract/envelope.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { Scope } from '../auth/scope.ts';
import type { BranchesTable, RelayDatabase } from '../database/schema.ts';

export type Db = Kysely<RelayDatabase>;

/** The condition every query of the console carries. @param column `table.company_id` */
export function inScope(scope: Scope, column: string): RawBuilder<boolean> {
  return scope === 'every_company' ? sql`1 = 1` : sql`${sql.ref(column)} = ${scope.companyId}`;
}

interface Pageable<Row> {
  limit(rows: number): Pageable<Row>;
  offset(rows: number): Pageable<Row>;
  execute(): Promise<Row[]>;
}

/** One page of `rows` with how many there are in all. */
export async function pageOf<Row, Item>(
  { page, limit }: Pick<ListQuery, 'page' | 'limit'>,
  query: {
    readonly rows: Pageable<Row>;
    readonly count: { executeTakeFirstOrThrow(): Promise<{ total: number | bigint | string }> };
    readonly toItem: (row: Row) => Item;
  },
): Promise<Page<Item>> {
  const rows = await query.rows
    .limit(limit)
    .offset((page - 1) * limit)
    .execute();
  const { total } = await query.count.executeTakeFirstOrThrow();
  return { items: rows.map(query.toItem), meta: listMeta(page, limit, Number(total)) };
}

/** @throws AppError `company.not_found` */
export async function getCompany(db: Db, scope: Scope, id: string) {
  const row = await db
    .selectFrom('companies')
    .selectAll()
    .where('id', '=', id)
    .where(inScope(scope, 'companies.id'))
    .executeTakeFirst();
  if (!row) throw new AppError('company.not_found', `no company ${id} in this scope`);
  return row;
}

/** @throws AppError `branch.not_found` */
export async function getBranch(
  db: Db,
  scope: Scope,
  id: string,
): Promise<Selectable<BranchesTable>> {
  const row = await db
    .selectFrom('branches')
    .selectAll()
    .where('id', '=', id)
    .where(inScope(scope, 'branches.company_id'))
    .executeTakeFirst();
  if (!row) throw new AppError('branch.not_found', `no branch ${id} in this scope`);
  return row;
}
