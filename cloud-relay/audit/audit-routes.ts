import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type AuditEntry, auditExportPath } from '../../src/shared/contract/audit.ts';
import { AuditFilter, consoleApi, type User } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { RelayStore } from '../database/database.ts';
import { invalidInput } from '../http/replies.ts';
import type { Api } from '../http/serve.ts';
import { type Db, pageOf } from '../tenancy/scoped.ts';
import { auditMatching, toAuditEntry } from './audit-repo.ts';
import { csvLine } from './csv-line.ts';

/** The log in pages for the eye, and whole as a file. */
export function auditRoutes(app: FastifyInstance, api: Api, { db }: RelayStore): void {
  api.serve(consoleApi.listAudit, 'audit.read', (query, { user }) => {
    const matching = auditMatching(db, user, query);
    return pageOf(query, {
      rows: matching.selectAll().orderBy('id', 'desc'),
      count: matching.select((eb) => eb.fn.countAll().as('total')),
      toItem: toAuditEntry,
    });
  });
  app.get(auditExportPath, { config: { access: 'audit.read' } }, async ({ user, query }, reply) => {
    const filter = AuditFilter.safeParse(query);
    if (!filter.success) throw invalidInput(filter.error);
    if (!user) throw new AppError('auth.required', 'nobody is signed in');
    // The first page before the answer begins: what is refused is refused with its own status.
    const first = await readPage(db, user, filter.data, Number.MAX_SAFE_INTEGER);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="wasla-audit.csv"')
      .send(Readable.from(csvOf(first, (below) => readPage(db, user, filter.data, below))));
  });
}

const pageRows = 500;

async function readPage(
  db: Db,
  user: User,
  filter: AuditFilter,
  belowId: number,
): Promise<AuditEntry[]> {
  const rows = await auditMatching(db, user, filter)
    .selectAll()
    .where('id', '<', belowId)
    .orderBy('id', 'desc')
    .limit(pageRows)
    .execute();
  return rows.map(toAuditEntry);
}

/** Tells a spreadsheet that the file is UTF-8; without it Excel spoils Arabic. */
const byteOrderMark = '\uFEFF';

async function* csvOf(
  first: readonly AuditEntry[],
  next: (belowId: number) => Promise<readonly AuditEntry[]>,
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(['time', 'action', 'by', 'address', 'target', 'id', 'details']);
  let page = first;
  for (let last = page.at(-1); last; last = page.at(-1)) {
    yield page.map(lineOf).join('');
    page = await next(last.id);
  }
}

function lineOf({ atMs, action, by, address, target, details }: AuditEntry): string {
  const said = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  const time = new Date(atMs).toISOString();
  return csvLine([time, action, by, address, target.name, target.id, said.join('; ')]);
}
