import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../../shared/kit/clock.ts';
import { printerProfiles } from '../../profiles/index.ts';
import { renderDocument } from '../../render.ts';
import type { PrinterSession } from '../../session/session.ts';
import { loadFonts, type Fonts } from '../../text/fonts.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../virtual/index.ts';
import { createCupsSpooler, listCupsQueues } from './cups.ts';
import { openSpooledPrinter } from './spooled-printer.ts';
import { missingCups, startCups, type PrivateCups } from './testing/private-cups.ts';

const profile = printerProfiles['generic-80mm'];
const never = new AbortController().signal;
const limits = { startTimeoutMs: 1_500, sendTimeoutMs: 1_500 };

test('without CUPS there are no queues, and a queue of it is unreachable', async () => {
  const server = '/nowhere/cups.sock';
  expect(await listCupsQueues(server)).toEqual([]);
  const spooler = createCupsSpooler({ queue: 'till', server });
  const session = openSpooledPrinter(spooler, { clock, profile });
  await expect(session.preflight(never)).rejects.toMatchObject({ kind: 'unreachable' });
  expect(await session.print(Uint8Array.of(1), { signal: never })).toEqual({
    kind: 'not_started',
    reason: 'unreachable',
  });
});

test('the name of a queue cannot be an option or a list', async () => {
  for (const queue of ['-h', 'one,two', 'a b', '']) {
    const spooler = createCupsSpooler({ queue });
    await expect(spooler.waitingJobs()).rejects.toThrow('cannot have a queue');
  }
});

const missing = missingCups();
if (missing !== undefined) console.log(`skipped: a raw queue of CUPS, ${missing}`);

describe.skipIf(missing !== undefined)('a raw queue of CUPS', { timeout: 20_000 }, () => {
  let cups: PrivateCups;
  let fonts: Fonts;
  let printer: VirtualPrinter;
  let session: PrinterSession;

  beforeAll(async () => {
    fonts = await loadFonts();
    cups = await startCups();
  });
  afterAll(async () => {
    await cups.stop();
  });
  beforeEach(async () => {
    printer = createVirtualPrinter({ clock, fonts });
    await printer.start();
    await useQueue('kitchen', printer.port());
  });
  afterEach(async () => {
    await printer.stop();
    await cups.command('cancel', '-a', 'kitchen');
  });

  async function useQueue(queue: string, port: number): Promise<void> {
    await cups.addQueue(queue, port);
    const spooler = createCupsSpooler({ queue, server: cups.server });
    session = openSpooledPrinter(spooler, { clock, profile, ...limits });
  }

  const ticket = (text: string) =>
    renderDocument(
      { blocks: [{ kind: 'text', text }, { kind: 'text', text: 'برجر دجاج' }, { kind: 'cut' }] },
      profile,
      fonts,
    ).bytes;
  const print = (text: string, signal = never) => session.print(ticket(text), { signal });
  const waiting = () => cups.command('lpstat', '-o', 'kitchen');

  test('passes a ticket on byte for byte, and proves nothing', async () => {
    expect(await session.preflight(never)).toBe('unknown');
    expect(await print('#1')).toEqual({ kind: 'printed', proof: 'none' });
    const [paper] = await printer.whenTickets(1);
    expect(Buffer.from(paper?.bytes ?? [])).toEqual(Buffer.from(ticket('#1')));
  });

  test('is listed with where it leads', async () => {
    expect(await listCupsQueues(cups.server)).toContainEqual({
      queue: 'kitchen',
      device: `socket://127.0.0.1:${printer.port()}`,
    });
  });

  test('pulses the drawer once', async () => {
    const outcome = await session.openDrawer({ pin: 2, signal: never });
    expect(outcome).toEqual({ kind: 'pulsed', drawer: 'unknown' });
    expect(printer.drawerPulses()).toBe(1);
  });

  test('a ticket for a printer that is off is taken out again and never comes out by itself', async () => {
    await printer.losePower();
    expect(await print('#1')).toEqual({ kind: 'not_started', reason: 'timeout' });
    expect(await waiting()).toBe('');
    await printer.restorePower();
    expect(await print('#2')).toEqual({ kind: 'printed', proof: 'none' });
    await printer.whenTickets(1);
    expect(printer.tickets.map(({ text }) => text)).toEqual(['#2']);
  });

  test('a ticket that is cancelled before it went out is not started', async () => {
    await printer.losePower();
    const cancel = new AbortController();
    clock.after(500, () => cancel.abort());
    expect(await print('#1', cancel.signal)).toEqual({ kind: 'not_started', reason: 'aborted' });
    expect(await waiting()).toBe('');
  });

  test('a ticket that was begun and not finished is in doubt, and does not stay either', async () => {
    const sockets: Socket[] = [];
    const stalled: Server = createServer({ pauseOnConnect: true }, (socket) => {
      sockets.push(socket.on('error', () => undefined));
    });
    stalled.listen(0, '127.0.0.1');
    await once(stalled, 'listening');
    await useQueue('kitchen', (stalled.address() as AddressInfo).port);
    const outcome = await session.print(new Uint8Array(30_000_000), { signal: never });
    expect(outcome).toEqual({ kind: 'unknown', acceptedBytes: 0, reason: 'timeout' });
    expect(await waiting()).toBe('');
    sockets.forEach((socket) => socket.destroy());
    stalled.close();
  });

  test('a job that waits from before is told, since it will be printed', async () => {
    await printer.losePower();
    const spooler = createCupsSpooler({ queue: 'kitchen', server: cups.server });
    const name = await spooler.submit(ticket('from before the restart'));
    await expect(session.preflight(never)).rejects.toThrow(`going to print what it holds: ${name}`);
  });

  test('a job taken away while it waited behind another was never started', async () => {
    await printer.losePower();
    const spooler = createCupsSpooler({ queue: 'kitchen', server: cups.server });
    await spooler.submit(ticket('in front'));
    const name = await spooler.submit(ticket('behind'));
    await spooler.cancel(name);
    expect(await spooler.job(name)).toEqual({ hasEnded: true, passedOn: 'nothing' });
  });

  test('a queue that was stopped, rejects or is unknown says so in words', async () => {
    await cups.command('cupsdisable', '-r', 'no paper', 'kitchen');
    await expect(session.preflight(never)).rejects.toThrow('kitchen is stopped: no paper');
    expect(await print('#1')).toEqual({ kind: 'not_started', reason: 'unreachable' });
    await cups.command('cupsenable', 'kitchen');
    await cups.command('cupsreject', '-r', 'gone', 'kitchen');
    // Its reason shares a place with what the queue's starting says of itself.
    await expect(session.preflight(never)).rejects.toThrow('kitchen takes no jobs: ');
    await cups.command('cupsaccept', 'kitchen');
    const spooler = createCupsSpooler({ queue: 'bar', server: cups.server });
    await expect(spooler.waitingJobs()).rejects.toThrow('CUPS has no queue bar');
  });
});
