import { deepEqual, equal, ok } from 'node:assert/strict';
import {
  createUsbTransport,
  listUsbPrinters,
  watchUsb,
  type UsbAddress,
} from '../../../src/printer/index.ts';
import { systemClock as clock } from '../../../src/shared/kit/clock.ts';
import { check } from './check.ts';
import { plugInClassPrinter } from './class-printer.ts';
import { longJob, never, receipt, session, until } from './counter.ts';
import type { Stage } from './scenario.ts';

export async function pulledCable({ fonts, printer }: Stage): Promise<void> {
  const { gadget, plug } = await plugInClassPrinter(printer.port());
  await until('the printer is there', async () => (await listUsbPrinters()).length === 1);
  const [found] = await listUsbPrinters();
  if (!found) throw new Error('no printer');
  const device: UsbAddress = found.address;
  const seen: string[] = [];
  const stopWatching = watchUsb({
    clock,
    everyMs: 200,
    onConnect: ({ serialNumber }) => seen.push(`connected ${serialNumber}`),
    onDisconnect: ({ serialNumber }) => seen.push(`disconnected ${serialNumber}`),
  });
  const transport = createUsbTransport({ device, writeTimeoutMs: 120_000, clock });
  let ends = 0;
  transport.onClose(() => (ends += 1));
  const till = session(transport);

  await check('the job is in doubt, and the connection ends at once', async () => {
    await till.preflight(never);
    ends = 0;
    let pulledMs = 0;
    plug.afterBytes(40_000, async () => {
      pulledMs = clock.monotonicMs();
      await gadget.unplug();
    });
    const outcome = await till.print(longJob('#1', fonts, 400_000), { signal: never });
    const tookMs = clock.monotonicMs() - pulledMs;
    ok(outcome.kind === 'unknown' && outcome.reason === 'disconnected', JSON.stringify(outcome));
    ok(outcome.acceptedBytes >= 40_000 - 4_096, JSON.stringify(outcome));
    ok(pulledMs > 0 && tookMs < 30_000, `took ${tookMs} ms`);
    equal(ends, 1);
    equal(transport.isOpen(), false);
  });

  await check('without the cable the printer is not reached, and it is told why', async () => {
    deepEqual(await listUsbPrinters(), []);
    const error = await till.preflight(never).catch((failure: unknown) => failure);
    ok(error instanceof Error && 'kind' in error && error.kind === 'unreachable', String(error));
    await until('the disconnection is told', () => seen.includes('disconnected WASLA0001'));
  });

  await check('plugged in again it is told, found at the same address, and prints', async () => {
    await gadget.plugIn();
    await until('the connection is told', () => seen.includes('connected WASLA0001'));
    await until('it is listed', async () => (await listUsbPrinters()).length === 1);
    deepEqual((await listUsbPrinters())[0]?.address, device);
    equal(await till.preflight(never), 'ready');
    const outcome = await till.print(receipt('#2', fonts), { signal: never });
    deepEqual(outcome, { kind: 'printed', proof: 'fence' });
    ok(printer.tickets.at(-1)?.text.startsWith('#2'));
  });

  await check('a cable pulled between jobs is noticed without asking', async () => {
    ends = 0;
    await gadget.unplug();
    await until('the connection has ended', () => ends === 1);
    equal(transport.isOpen(), false);
  });
  stopWatching();
}
