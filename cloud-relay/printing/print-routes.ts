import { consoleApi, type PrintRequestView } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { BranchReport, PrintRequest } from '../../src/shared/contract/relay.ts';
import { minuteMs } from '../../src/shared/kit/clock.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { type Scope, scopeOf } from '../auth/scope.ts';
import { appendDown, type BranchWakeups } from '../branch-log/index.ts';
import type { RelayStore } from '../database/database.ts';
import type { RelayDeps } from '../deps.ts';
import type { Api, Call } from '../http/serve.ts';
import type { BranchPresence } from '../tenancy/presence.ts';
import { type Db, getBranch, inScope, pageOf } from '../tenancy/scoped.ts';
import { insertPrintRequest, printRequestsIn, toPrintRequestView } from './print-requests-repo.ts';

/** What the branch has not begun to print by then it leaves: nobody expects that paper any more. */
export const requestLifeMs = 30 * minuteMs;

export interface PrintRoutesDeps extends Pick<RelayDeps, 'clock' | 'ids' | 'logger'> {
  readonly store: RelayStore;
  readonly wakeups: Pick<BranchWakeups, 'wake'>;
  readonly presence: Pick<BranchPresence, 'connectedDevice'>;
}

/** Papers asked for from afar, and what became of them. */
export function printRoutes(api: Api, deps: PrintRoutesDeps): void {
  const { db } = deps.store;
  api.serve(consoleApi.printOrder, 'papers.print', async ({ id, document, reason }, call) => {
    const order = await getOrderPlace(db, scopeOf(call.user), id);
    return request(deps, call, {
      ...order,
      about: { document, orderId: id, printerId: null, reason },
      printerName: '',
      target: { id, name: order.displayNumber },
    });
  });
  api.serve(consoleApi.testPrinter, 'papers.print', async ({ id, printerId }, call) => {
    const branch = await getBranch(db, scopeOf(call.user), id);
    const printer = await getPrinter(db, branch.id, printerId);
    return request(deps, call, {
      branchId: branch.id,
      companyId: branch.company_id,
      about: { document: 'test', orderId: null, printerId, reason: '' },
      printerName: printer.name,
      target: { id: printerId, name: printer.name },
    });
  });
  api.serve(consoleApi.listPrintRequests, 'papers.print', (query, { user }) => {
    const { branchId, orderId } = query;
    const matching = printRequestsIn(db, scopeOf(user, query.companyId))
      .$if(branchId !== undefined, (q) => q.where('branch_id', '=', branchId ?? ''))
      .$if(orderId !== undefined, (q) => q.where('order_id', '=', orderId ?? ''));
    return pageOf(query, {
      rows: matching
        .selectAll('print_requests')
        .select('branches.name as branch_name')
        .orderBy('requested_at_ms', 'desc')
        .orderBy('print_requests.id', 'desc'),
      count: matching.select((eb) => eb.fn.countAll().as('total')),
      toItem: (row) => viewOf(deps, row),
    });
  });
}

interface Asked {
  readonly branchId: string;
  readonly companyId: string;
  readonly about: Pick<PrintRequest, 'document' | 'orderId' | 'printerId' | 'reason'>;
  readonly printerName: string;
  readonly target: { readonly id: string; readonly name: string };
}

/** The request, the branch's event and the log's entry commit together; the branch is woken afterwards. */
async function request(deps: PrintRoutesDeps, call: Call, asked: Asked): Promise<PrintRequestView> {
  const { clock, ids, logger, store, wakeups } = deps;
  const { branchId, companyId, about, printerName, target } = asked;
  const atMs = clock.now();
  const made: PrintRequest = {
    id: ids('prq'),
    ...about,
    by: call.user.email,
    requestedAtMs: atMs,
    expiresAtMs: atMs + requestLifeMs,
  };
  await store.transact(async (tx) => {
    await insertPrintRequest(tx, { ...made, branchId, companyId, printerName });
    await appendDown(tx, { branchId, companyId, ids }, [
      {
        eventId: made.id,
        orderId: about.orderId ?? '',
        body: { kind: 'print.requested', request: made },
        atMs,
      },
    ]);
    const details = { document: about.document, ...(about.reason && { reason: about.reason }) };
    const entry = { atMs, companyId, action: 'print_requested', target, details } as const;
    await recordAudit(tx, actorOf(call), entry);
  });
  wakeups.wake(branchId);
  logger.info({ userId: call.user.id, branchId, requestId: made.id }, 'paper asked for');
  const row = await printRequestsIn(store.db, { companyId })
    .selectAll('print_requests')
    .select('branches.name as branch_name')
    .where('print_requests.id', '=', made.id)
    .executeTakeFirstOrThrow();
  return viewOf(deps, row);
}

function viewOf(
  { clock, presence }: PrintRoutesDeps,
  row: Parameters<typeof toPrintRequestView>[0],
): PrintRequestView {
  const isConnected = presence.connectedDevice(row.branch_id) !== undefined;
  return toPrintRequestView(row, { atMs: clock.now(), isConnected });
}

/** @throws AppError `order.not_found` */
async function getOrderPlace(db: Db, scope: Scope, id: string) {
  const row = await db
    .selectFrom('orders')
    .select(['branch_id as branchId', 'company_id as companyId', 'display_number as displayNumber'])
    .where('id', '=', id)
    .where(inScope(scope, 'orders.company_id'))
    .executeTakeFirst();
  if (!row) throw new AppError('order.not_found', `no order ${id} in this scope`);
  return row;
}

/** A printer that the branch has told of. @throws AppError `printer.not_found` */
async function getPrinter(db: Db, branchId: string, printerId: string) {
  const row = await db
    .selectFrom('branch_reports')
    .select('report')
    .where('branch_id', '=', branchId)
    .executeTakeFirst();
  const printers = row ? (JSON.parse(row.report) as BranchReport).printers : [];
  const printer = printers.find(({ id }) => id === printerId);
  if (!printer) throw new AppError('printer.not_found', `no printer ${printerId} at this branch`);
  return printer;
}
