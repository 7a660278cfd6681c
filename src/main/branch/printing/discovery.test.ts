import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { VirtualPrinter } from '../../../printer/virtual/index.ts';
import type { DiscoveryView } from '../../../shared/contract/printing.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import type { PrinterHardware } from '../index.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(() => {
  branch = new TestBranch();
});
afterEach(() => branch.end());

const at = ({ host, port }: { host: string; port: number }) =>
  ({ kind: 'tcp', host, port }) as const;
const addressOf = (printer: VirtualPrinter) => at({ host: printer.host, port: printer.port() });
const read = () => branch.call<DiscoveryView>('GET', '/api/printing/discovery');

/** Finds one network printer, cannot look at USB, and ends when told to. */
function searching(host: string): {
  readonly search: PrinterHardware['discoverPrinters'];
  readonly end: () => void;
} {
  let end = () => {};
  return {
    end: () => end(),
    search: async ({ onFound, onProgress, signal }) => {
      onProgress?.({ asked: 12, total: 254 });
      onFound({
        key: `tcp ${host}:9100`,
        connection: at({ host, port: 9100 }),
        name: 'TM-T20III',
        guess: {
          profileId: 'epson-tm-t20iii',
          certainty: 'likely',
          because: 'answers GS I with TM-T20III',
        },
        isOfficePrinter: false,
        seenBy: ['network'],
      });
      await new Promise<void>((resolve) => {
        end = resolve;
        signal.addEventListener('abort', () => resolve());
      });
      return { failed: [{ source: 'usb', reason: 'no package' }], notes: [] };
    },
  };
}

describe('a search', () => {
  test('tells what it has found while it goes on, and what it could not look at when it ends', async () => {
    const { search, end } = searching('192.168.7.9');
    branch.discoverPrinters = search;
    await branch.start();
    expect(await read()).toEqual({ running: false, done: 0, total: 0, found: [], failed: [] });

    await branch.call('POST', '/api/printing/discovery');

    expect(await read()).toMatchObject({
      running: true,
      done: 12,
      total: 254,
      found: [{ name: 'TM-T20III', profile: 'epson-tm-t20iii', printerId: null }],
      failed: [],
    });
    end();
    await eventually(async () => !(await read()).running);
    expect(await read()).toMatchObject({ failed: [{ source: 'usb', code: 'cannot_look' }] });
  });

  test('says which printer is the branch’s own already', async () => {
    branch.discoverPrinters = searching('192.168.7.9').search;
    await branch.start();
    const { id } = await branch.call<{ id: string }>('POST', '/api/printing/printers', {
      name: 'Kitchen',
      connection: at({ host: '192.168.7.9', port: 9100 }),
      profile: 'generic-80mm',
    });
    await branch.call('POST', '/api/printing/discovery');
    expect((await read()).found).toMatchObject([{ printerId: id }]);
  });

  test('ends when nobody wants it any more, and by itself after two minutes', async () => {
    branch.discoverPrinters = searching('192.168.7.9').search;
    await branch.start();
    await branch.call('POST', '/api/printing/discovery');
    await branch.call('DELETE', '/api/printing/discovery');
    await eventually(async () => !(await read()).running);

    await branch.call('POST', '/api/printing/discovery');
    expect((await read()).running).toBe(true);
    branch.clock.advance(2 * minuteMs);
    await eventually(async () => !(await read()).running);
  });
});

describe('an address', () => {
  test('is asked how and what stands there, and nothing is printed', async () => {
    await branch.start();
    const printer = await branch.printer();
    printer.setPaper('out');
    const check = () =>
      branch.call('POST', '/api/printing/checks', { connection: addressOf(printer) });
    expect(await check()).toMatchObject({ state: 'paper_out' });
    printer.setPaper('ok');
    expect(await check()).toMatchObject({ state: 'ready' });
    expect(printer.tickets).toEqual([]);
    expect(printer.unfinished()).toBeUndefined();
  });

  test('where nobody answers is not reachable', async () => {
    await branch.start();
    const gone = await branch.printer();
    const connection = addressOf(gone);
    await gone.stop();
    const answer = await branch.call('POST', '/api/printing/checks', { connection });
    expect(answer).toMatchObject({ state: 'unreachable', certainty: 'unknown' });
    const ruler = { connection, profile: 'generic-80mm' };
    expect(await branch.call('POST', '/api/printing/rulers', ruler)).toEqual({
      state: 'unreachable',
    });
  });

  test('prints a ruler before the printer is added', async () => {
    await branch.start();
    const printer = await branch.printer();
    const ruler = { connection: addressOf(printer), profile: 'generic-80mm' };
    expect(await branch.call('POST', '/api/printing/rulers', ruler)).toEqual({ state: 'ready' });
    expect(printer.tickets).toHaveLength(1);
  });

  test('of the branch’s own printer is not fought over', async () => {
    await branch.start();
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await eventually(async () => (await branch.state()).printers[0]?.state === 'ready');
    const connection = addressOf(printer);
    expect(await branch.call('POST', '/api/printing/checks', { connection })).toMatchObject({
      state: 'ready',
      profile: 'generic-80mm',
    });
    await expect(
      branch.call('POST', '/api/printing/rulers', { connection, profile: 'generic-80mm' }),
    ).rejects.toThrow('printer.in_use');
  });

  test('of a serial line that is not there says so', async () => {
    await branch.start();
    await expect(
      branch.call('POST', '/api/printing/serial-lines', { path: '/dev/no-such-line' }),
    ).rejects.toThrow('printer.unreachable');
  });
});
