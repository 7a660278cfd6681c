import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PrintRequest, PrintRequestReport } from '../../../shared/contract/relay.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { buildOrder, noonMs, placed } from '../testing/builders.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

const request = (over: Partial<PrintRequest> = {}): PrintRequest => ({
  id: 'prq-1',
  document: 'kitchen',
  orderId: 'o-1',
  printerId: null,
  reason: 'the grill lost it',
  by: 'rana@zaytoun.example',
  requestedAtMs: noonMs,
  expiresAtMs: noonMs + 30 * minuteMs,
  ...over,
});
const ask = (over: Partial<PrintRequest> = {}, eventId?: string) =>
  branch.relay.say({ kind: 'print.requested', request: request(over) }, eventId);
const reports = (): PrintRequestReport[] =>
  branch.relay.heard.flatMap(({ body }) => (body.kind === 'print.reported' ? [body.report] : []));
const lastReport = () => reports().at(-1);

async function givenPrintedOrder(): Promise<void> {
  branch.relay.say(placed(buildOrder('o-1')));
  await branch.arrived('o-1');
  await branch.accept('o-1');
  await eventually(async () => (await branch.printJobs())[0]?.state === 'printed');
}

describe('a paper asked for at the console', () => {
  test('prints once as a marked copy with who and why, and the relay hears where and when', async () => {
    await branch.addPrinter(await branch.printer(), 'Grill');
    await givenPrintedOrder();
    ask({}, 'ev-print');
    await eventually(() => lastReport()?.papers[0]?.state === 'printed');
    // The relay may say it again under another number.
    ask({}, 'ev-print-again');
    await branch.caughtUp(3);

    const jobs = await branch.printJobs();
    expect(jobs.filter(({ kind }) => kind === 'kitchen')).toHaveLength(2);
    const copy = jobs.find(({ copy: number }) => number === 2);
    expect(copy).toMatchObject({
      mark: 'copy',
      state: 'printed',
      reason: 'rana@zaytoun.example: the grill lost it',
    });
    expect(lastReport()).toEqual({
      requestId: 'prq-1',
      outcome: 'taken',
      why: '',
      papers: [
        {
          printJobId: copy?.id,
          printerName: 'Grill',
          state: 'printed',
          problem: '',
          printedAtMs: copy?.printedAtMs,
        },
      ],
    });
  });

  test('that came too late prints nothing and says so', async () => {
    await branch.addPrinter(await branch.printer());
    await givenPrintedOrder();
    branch.clock.advance(30 * minuteMs + 1);
    ask();
    await eventually(() => reports().length > 0);
    expect(lastReport()).toMatchObject({ outcome: 'expired', papers: [] });
    expect(await branch.printJobs()).toHaveLength(1);
  });

  test.each([
    ['an order that is not here', { orderId: 'o-9' }, 'order.not_found'],
    ['a receipt of such an order', { orderId: 'o-9', document: 'receipt' }, 'order.not_found'],
    [
      'a printer that is not here',
      { document: 'test', orderId: null, printerId: 'prn-9' },
      'printer.not_found',
    ],
  ] as const)('about %s is answered, and holds back nothing', async (_what, over, why) => {
    ask(over);
    branch.relay.say(placed(buildOrder('o-2')));
    await branch.arrived('o-2');
    await eventually(() => reports().length > 0);
    expect(lastReport()).toMatchObject({ outcome: 'refused', why, papers: [] });
    expect((await branch.state()).relay.unreadableEvents).toBeUndefined();
  });

  test('about a ticket that has never been printed is answered: it prints by itself', async () => {
    branch.relay.say(placed(buildOrder('o-1')));
    await branch.arrived('o-1');
    ask();
    await eventually(() => reports().length > 0);
    expect(lastReport()).toMatchObject({ outcome: 'refused', why: 'print_job.not_found' });
  });

  test('waits for paper and is told as waiting, then as printed, also over a restart', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer, 'Grill');
    await givenPrintedOrder();
    printer.setPaper('out');
    ask();
    await eventually(() => {
      branch.clock.advance(1_000);
      return lastReport()?.papers[0]?.problem === 'paper_out';
    });
    await branch.close();
    printer.setPaper('ok');
    await branch.open();
    await eventually(() => {
      branch.clock.advance(1_000);
      return lastReport()?.papers[0]?.state === 'printed';
    });
    expect(await branch.printJobs()).toHaveLength(2);
  });

  test('can be a test page at one printer', async () => {
    await branch.addPrinter(await branch.printer(), 'Grill');
    const bar = await branch.addPrinter(await branch.printer(), 'Bar');
    ask({ document: 'test', orderId: null, printerId: bar.id, reason: '' });
    await eventually(() => lastReport()?.papers[0]?.state === 'printed');
    expect(lastReport()?.papers).toMatchObject([{ printerName: 'Bar' }]);
  });

  test('can be a courier slip', async () => {
    await branch.addPrinter(await branch.printer(), 'Grill');
    await givenPrintedOrder();
    ask({ document: 'courier_slip' });
    await eventually(() => lastReport()?.papers[0]?.state === 'printed');
    expect((await branch.printJobs()).map(({ kind }) => kind)).toContain('courier_slip');
  });
});

test('the branch tells how its printers are, and what somebody must look at', async () => {
  const printer = await branch.printer();
  const { id } = await branch.addPrinter(printer, 'Grill');
  printer.setPaper('out');
  branch.relay.say(placed(buildOrder('o-1')));
  await branch.arrived('o-1');
  await branch.accept('o-1');
  await eventually(() => branch.relay.reports.at(-1)?.printers[0]?.state === 'paper_out');
  expect(branch.relay.reports.at(-1)).toEqual({
    printers: [
      { id, name: 'Grill', state: 'paper_out', stateSinceMs: branch.clock.now(), waitingJobs: 1 },
    ],
    openOrders: 1,
    waitingJobs: 1,
    printTrouble: { unknown: 0, failed: 0, expired: 0 },
  });
});
