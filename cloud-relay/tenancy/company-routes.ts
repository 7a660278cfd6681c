import { type Company, consoleApi, type ListQuery } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { companyOf, type Scope, scopeOf } from '../auth/scope.ts';
import { insertUser, toUser } from '../auth/users-repo.ts';
import type { CompaniesTable } from '../database/schema.ts';
import type { Api } from '../http/serve.ts';
import { type Db, getCompany, inScope, pageOf } from './scoped.ts';
import type { TenancyDeps } from './tenancy-deps.ts';

export function companyRoutes(api: Api, { clock, ids, logger, store }: TenancyDeps): void {
  const { db } = store;
  api.serve(consoleApi.listCompanies, 'companies.read', (query, { user }) =>
    listCompanies(db, scopeOf(user), query),
  );
  api.serve(consoleApi.createCompany, 'companies.create', async (input, call) => {
    const { user } = call;
    const row = { id: ids('co'), ...input, created_at_ms: clock.now() };
    await store.transact(async (tx) => {
      await tx.insertInto('companies').values(row).execute();
      await recordAudit(tx, actorOf(call), {
        atMs: row.created_at_ms,
        companyId: row.id,
        action: 'company_created',
        target: row,
      });
    });
    logger.info({ userId: user.id, companyId: row.id }, 'company created');
    return toCompany(row);
  });
}

export function userRoutes(api: Api, deps: TenancyDeps): void {
  const { clock, ids, logger, passwords, store } = deps;
  const { db } = store;
  api.serve(consoleApi.listUsers, 'users.write', (query, { user }) => {
    const scope = scopeOf(user, query.companyId);
    const rows = db.selectFrom('users').where(inScope(scope, 'users.company_id'));
    return pageOf(query, {
      rows: rows.select(['id', 'company_id', 'email', 'role']).orderBy('email'),
      count: rows.select((eb) => eb.fn.countAll().as('total')),
      toItem: toUser,
    });
  });
  api.serve(consoleApi.createUser, 'users.write', async (input, call) => {
    const { user } = call;
    if (input.role === 'super_admin' && user.role !== 'super_admin') {
      throw new AppError('auth.forbidden', 'only a super_admin makes another');
    }
    const companyId = input.role === 'super_admin' ? null : companyOf(user, input.companyId);
    if (companyId !== null) await getCompany(db, scopeOf(user), companyId);
    const row = {
      id: ids('usr'),
      company_id: companyId,
      email: input.email,
      password_hash: await passwords.hash(input.password),
      role: input.role,
      created_at_ms: clock.now(),
    };
    await store.transact(async (tx) => {
      if (!(await insertUser(tx, row))) throw new AppError('user.email_taken', 'e-mail is taken');
      await recordAudit(tx, actorOf(call), {
        atMs: row.created_at_ms,
        companyId,
        action: 'user_created',
        target: { id: row.id, name: row.email },
        details: { role: row.role },
      });
    });
    logger.info({ userId: user.id, newUserId: row.id, role: row.role }, 'user created');
    return toUser(row);
  });
}

function listCompanies(db: Db, scope: Scope, query: Pick<ListQuery, 'page' | 'limit'>) {
  const rows = db.selectFrom('companies').where(inScope(scope, 'companies.id'));
  return pageOf(query, {
    rows: rows.selectAll().orderBy('name').orderBy('id'),
    count: rows.select((eb) => eb.fn.countAll().as('total')),
    toItem: toCompany,
  });
}

function toCompany({ id, name, country, currency, created_at_ms }: CompaniesTable): Company {
  return { id, name, country, currency, createdAtMs: created_at_ms };
}
