import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { PNG } from 'pngjs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { systemClock as clock } from '../../shared/kit/clock.ts';
import { bytesOf } from '../testing/play.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createVirtualPrinter, type VirtualPrinter, type VirtualPrinterOptions } from './index.ts';

let fonts: Fonts;
let printer: VirtualPrinter;
let host: Socket;
beforeAll(async () => {
  fonts = await loadFonts();
});
afterEach(async () => {
  host.destroy();
  await printer.stop();
});

async function start(options: Partial<VirtualPrinterOptions> = {}): Promise<void> {
  printer = createVirtualPrinter({ clock, fonts, ...options });
  await printer.start();
  await plugIn();
}

async function plugIn(): Promise<void> {
  host = connect(printer.port(), printer.host).on('error', () => undefined);
  await once(host, 'connect');
}

async function answer(): Promise<number[]> {
  const [bytes] = (await once(host, 'data')) as [Buffer];
  return Array.from(bytes);
}

const ticket = (text: string) => bytesOf(`ESC @ "${text}" LF GS V 42 00`);

test('a ticket ends at the cut and shows its text, bytes and picture', async () => {
  await start();
  host.write(Buffer.concat([ticket('one'), ticket('two')]));
  const [first, second] = await printer.whenTickets(2);
  expect([first?.text, second?.text]).toEqual(['one', 'two']);
  expect([first?.id, second?.id]).toEqual(['t1', 't2']);
  expect(first?.complete).toBe(true);
  expect(Buffer.from(second?.bytes ?? [])).toEqual(Buffer.from(ticket('two')));
  const { width, data } = PNG.sync.read(Buffer.from(first?.png ?? []));
  expect(width).toBe(576);
  expect(data.includes(0)).toBe(true);
});

test('text without a feed stays in the printer and is lost with the next job', async () => {
  await start();
  host.write(Buffer.concat([bytesOf('ESC @ "lost"'), ticket('kept')]));
  const [only] = await printer.whenTickets(1);
  expect(only?.text).toBe('kept');
});

test('a cut without a feed leaves the last lines on the next ticket, as a real blade does', async () => {
  await start();
  host.write(bytesOf(`ESC @ "one" LF ESC d 04 "late" LF GS V 00 ${'LF '.repeat(5)} GS V 00`));
  const [first, second] = await printer.whenTickets(2);
  expect([first?.text, second?.text]).toEqual(['one', 'late']);
});

test('the state is answered at once, inside a picture and without paper too', async () => {
  await start();
  printer.setPaper('out');
  host.write(bytesOf('GS v 0 00 48 00 40 00 00 00 DLE 04 04'));
  expect(await answer()).toEqual([0x7e]);
});

test('a drawer command inside a picture opens the drawer: the hazard is real', async () => {
  await start();
  host.write(bytesOf('GS v 0 00 01 00 08 00 DLE 14 01 00 01 00 00 00 DLE 04 01'));
  await answer();
  expect(printer.drawerPulses()).toBe(1);
});

test('a fence is answered with its token only after what stands before it has come out', async () => {
  await start();
  printer.setCoverOpen(true);
  host.write(Buffer.concat([ticket('one'), bytesOf('GS ( H 06 00 30 30 "wxyz" DLE 04 02')]));
  expect(await answer()).toEqual([0x16]); // cover open; the fence waits
  printer.setCoverOpen(false);
  expect(await answer()).toEqual([0x37, 0x22, ...Buffer.from('wxyz'), 0]);
  expect(printer.tickets).toHaveLength(1);
});

test('changes are reported unasked once that was asked for', async () => {
  await start();
  host.write(bytesOf('GS a FF'));
  expect(await answer()).toEqual([0x14, 0, 0, 0]);
  printer.setPaper('near_end');
  expect(await answer()).toEqual([0x14, 0, 0x03, 0]);
});

test('paper runs out in the middle, the job waits and goes on below', async () => {
  await start();
  printer.runOutAfterDots(60);
  host.write(
    Buffer.concat([bytesOf('ESC @ "a" LF "b" LF "c" LF GS V 42 00'), bytesOf('DLE 04 01')]),
  );
  await answer();
  expect(printer.tickets).toHaveLength(0);
  expect(printer.unfinished()?.text).toBe('a\nb');
  printer.setPaper('ok');
  expect(printer.tickets[0]?.text).toBe('a\nb\nc');
});

test('power loss forgets the buffer and keeps the paper; the next job starts below the torn piece', async () => {
  await start({ bytesPerSecond: 1_000 });
  host.write(Buffer.concat([bytesOf('ESC @ "torn" LF'), Buffer.alloc(5_000, 'x')]));
  while (printer.unfinished() === undefined)
    await new Promise((resolve) => clock.after(5, () => resolve(null)));
  const before = printer.port();
  await printer.losePower();
  await printer.restorePower();
  expect(printer.port()).toBe(before);
  printer.setBytesPerSecond(undefined);
  await plugIn();
  host.write(ticket('next'));
  const tickets = await printer.whenTickets(2);
  expect(tickets.map(({ text, complete }) => [text.split('\n')[0], complete])).toEqual([
    ['torn', false],
    ['next', true],
  ]);
});

test('a buffer that was full when the power went is empty when it comes back', async () => {
  await start({ bufferBytes: 1_024 });
  printer.setPaper('out');
  host.write(Buffer.alloc(4_000, 'x'));
  host.write(bytesOf('DLE 04 01'));
  await answer();
  await printer.losePower();
  await printer.restorePower();
  await plugIn();
  host.write(bytesOf('DLE 04 01'));
  expect(await answer()).toEqual([0x1e]);
  printer.setPaper('ok');
  host.write(ticket('next'));
  const [next] = await printer.whenTickets(1);
  expect(next?.text).toBe('next');
});

test('a slow printer takes its time and fills its buffer', async () => {
  await start({ bytesPerSecond: 10_000, bufferBytes: 1_024 });
  const started = clock.monotonicMs();
  host.write(Buffer.concat([bytesOf('ESC @'), Buffer.alloc(2_000, 'x'), bytesOf('LF GS V 42 00')]));
  await printer.whenTickets(1);
  expect(clock.monotonicMs() - started).toBeGreaterThan(180);
});

test(
  'thousands of tickets take seconds and no pictures until asked',
  { timeout: 30_000 },
  async () => {
    await start();
    const count = 5_000;
    host.write(Buffer.concat(Array.from({ length: count }, (_, at) => ticket(`#${at}`))));
    const tickets = await printer.whenTickets(count);
    expect(tickets.at(-1)?.text).toBe(`#${count - 1}`);
  },
);
