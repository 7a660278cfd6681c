import type { Selectable } from 'kysely';
import type { FastifyRequest } from 'fastify';
import { type AuditAction, type AuditEntry, auditAreas } from '../../src/shared/contract/audit.ts';
import type { AuditFilter, User } from '../../src/shared/contract/console-api.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import { type Scope, scopeOf } from '../auth/scope.ts';
import type { Tx } from '../database/database.ts';
import type { AuditLogTable } from '../database/schema.ts';
import { type Db, inScope } from '../tenancy/scoped.ts';

/** Who did it, as the log names them. */
export interface Actor {
  readonly userId: string | null;
  readonly by: string;
  readonly address: string;
}

export function actorOf({ user, request }: { user: User; request: FastifyRequest }): Actor {
  return { userId: user.id, by: user.email, address: request.ip };
}

export interface NewAuditEntry {
  readonly atMs: EpochMs;
  readonly companyId: string | null;
  readonly action: AuditAction;
  readonly target: { readonly id: string; readonly name: string };
  /** Never a secret. */
  readonly details?: Readonly<Record<string, string>>;
}

/** Writes it down in the transaction of what was done: there is never one without the other. */
export async function recordAudit(tx: Tx, actor: Actor, entry: NewAuditEntry): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      company_id: entry.companyId,
      at_ms: entry.atMs,
      action: entry.action,
      user_id: actor.userId,
      by: actor.by,
      address: actor.address,
      target_id: entry.target.id,
      target_name: entry.target.name,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute();
}

/** The entries a person asks for and may see. @throws AppError `company.not_found` */
export function auditMatching(db: Db, user: User, filter: AuditFilter) {
  const scope: Scope = scopeOf(user, filter.companyId);
  const { area, userId, fromMs, untilMs } = filter;
  return db
    .selectFrom('audit_log')
    .where(inScope(scope, 'audit_log.company_id'))
    .$if(area !== undefined, (q) => q.where('action', 'in', area ? [...auditAreas[area]] : []))
    .$if(userId !== undefined, (q) => q.where('user_id', '=', userId ?? ''))
    .$if(fromMs !== undefined, (q) => q.where('at_ms', '>=', fromMs ?? 0))
    .$if(untilMs !== undefined, (q) => q.where('at_ms', '<', untilMs ?? 0));
}

export function toAuditEntry(row: Selectable<AuditLogTable>): AuditEntry {
  return {
    id: row.id,
    atMs: row.at_ms,
    companyId: row.company_id,
    action: row.action as AuditAction,
    userId: row.user_id,
    by: row.by,
    address: row.address,
    target: { id: row.target_id, name: row.target_name },
    details: JSON.parse(row.details) as Record<string, string>,
  };
}
