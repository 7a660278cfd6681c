import Database from 'better-sqlite3';
import { createVirtualPrinter } from '../../../src/printer/virtual/index.ts';
import { loadFonts } from '../../../src/printer/index.ts';
import { branchApi } from '../../../src/shared/contract/branch-api.ts';
import { systemClock } from '../../../src/shared/kit/clock.ts';
import { ensurePrinter } from '../../rig/branch-client.ts';
import { type Figure, percentile, toFigure } from '../figures.ts';
import { type Delivery, sendSteadily } from '../load.ts';
import { type PrinterTap, tapPrinter } from '../printer-tap.ts';
import { createOrderPress } from '../signed-orders.ts';
import { type RunningBranch, type Setting, startBranch, startSite } from '../site.ts';
import { untilCount } from '../watch.ts';

const length = {
  quick: { warmUp: 40, orders: 300 },
  full: { warmUp: 100, orders: 1_200 },
} as const;

/** Calm for the relay and a rush for a kitchen. */
const perSecond = 20;

interface Journey {
  readonly toBranchMs: number;
  readonly toPrinterMs: number;
  /** From the branch's commit: what its software adds before paper can move. */
  readonly ownShareMs: number;
}

/** From the platform's send to the branch's commit and to the first byte of the ticket at the printer. */
export async function measurePaper(setting: Setting): Promise<Figure[]> {
  const { warmUp, orders } = setting.quick ? length.quick : length.full;
  const site = await startSite(setting, 1);
  const branch = await startBranch(setting, site);
  const printer = createVirtualPrinter({ clock: systemClock, fonts: await loadFonts() });
  await printer.start();
  const tap = await tapPrinter(printer.port());
  await branch.till.call(branchApi.changeSettings, { kitchenTicketOn: 'received' });
  const address = { host: '127.0.0.1', port: tap.port, profile: 'generic-80mm' };
  await ensurePrinter(branch.till, { name: 'Kitchen', ...address });

  const press = createOrderPress(site.connections);
  const { url } = site.relay.ready;
  await sendSteadily(url, press(warmUp), perSecond);
  const deliveries = await sendSteadily(url, press(orders), perSecond);
  await untilCount(
    branch.database,
    `SELECT count(*) AS count FROM print_jobs WHERE state = 'printed'`,
    warmUp + orders,
  );
  const journeys = follow(deliveries, branch, tap);
  await branch.program.stop();
  await site.relay.stop();
  await tap.close();
  await printer.stop();
  return toFigures(journeys);
}

/** @throws Error when an order has not arrived or was not sent to the printer */
function follow(
  deliveries: readonly Delivery[],
  branch: RunningBranch,
  tap: PrinterTap,
): Journey[] {
  const database = new Database(branch.database, { readonly: true });
  const rows = database
    .prepare<[], { externalId: string; storedAtMs: number; ticketAtMs: number }>(
      `SELECT json_extract(orders.body, '$.externalId') AS externalId,
         min(hops.at_ms) FILTER (WHERE hop = 'branch_stored') AS storedAtMs,
         min(hops.at_ms) FILTER (WHERE hop = 'ticket_sent') AS ticketAtMs
       FROM orders JOIN order_hops AS hops ON hops.order_id = orders.id
       GROUP BY orders.id`,
    )
    .all();
  database.close();
  const byExternalId = new Map(rows.map((row) => [row.externalId, row]));
  return deliveries.map(({ externalId, sentAtMs }) => {
    const row = byExternalId.get(externalId);
    // One job at a time: the next byte after the ticket stood as being sent is its own.
    const firstByteAtMs = row && tap.firstByteSince(row.ticketAtMs);
    if (!row || firstByteAtMs === undefined) throw new Error(`order ${externalId} left no trace`);
    return {
      toBranchMs: row.storedAtMs - sentAtMs,
      toPrinterMs: firstByteAtMs - sentAtMs,
      ownShareMs: firstByteAtMs - row.storedAtMs,
    };
  });
}

function toFigures(journeys: readonly Journey[]): Figure[] {
  const figure = (name: string, of: (journey: Journey) => number, share: number) => ({
    name: `${name} p${share * 100}`,
    value: percentile(journeys.map(of), share),
    unit: 'ms',
  });
  const toBranch = (share: number) =>
    figure('webhook to branch commit', ({ toBranchMs }) => toBranchMs, share);
  const toPrinter = (share: number) =>
    figure('webhook to printer', ({ toPrinterMs }) => toPrinterMs, share);
  const ownShare = (share: number) =>
    figure('branch commit to printer', ({ ownShareMs }) => ownShareMs, share);
  return [
    toFigure(toBranch(0.5)),
    toFigure(toBranch(0.99), { of: 'value', atMost: 150 }),
    toFigure(toPrinter(0.5)),
    toFigure(toPrinter(0.99), { of: 'value', atMost: 500 }),
    toFigure(ownShare(0.5), { of: 'value', atMost: 15 }),
    toFigure(ownShare(0.95)),
  ];
}
