import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../shared/kit/clock.ts';
import { printerProfiles } from '../profiles/index.ts';
import { renderDocument } from '../render.ts';
import { canPrint } from '../status/states.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createTcpTransport } from '../transport/tcp.ts';
import { createVirtualPrinter, type Answers, type VirtualPrinter } from '../virtual/index.ts';
import { openPrinter, type PrinterSession } from './session.ts';

const profile = printerProfiles['generic-80mm'];
const never = new AbortController().signal;
const attempts = 20;
const places = 9;

let fonts: Fonts;
const printers: VirtualPrinter[] = [];
beforeAll(async () => {
  fonts = await loadFonts();
});
afterAll(async () => {
  await Promise.all(printers.map((printer) => printer.stop()));
});

function ticket(text: string): Uint8Array {
  const blocks = [
    { kind: 'text' as const, text },
    { kind: 'text' as const, text: 'شاورما لحم كبيرة مع بطاطا وعصير برتقال طازج بدون ثلج' },
    { kind: 'cut' as const },
  ];
  return renderDocument({ blocks }, profile, fonts).bytes;
}

/** What a print queue does: repeats what is in doubt, marked, until it is proven. */
async function printSurely(session: PrinterSession, text: string): Promise<void> {
  let isCopy = false;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const state = await session.preflight(never).catch(() => 'offline' as const);
    if (!canPrint(state)) continue;
    const outcome = await session.print(ticket(isCopy ? `${text} COPY` : text), { signal: never });
    if (outcome.kind === 'printed') return;
    isCopy ||= outcome.kind === 'unknown';
  }
  throw new Error(`${text} was never proven`);
}

/** A fault that strikes when about that share of the job has gone, and the hand that clears it. */
type Fault = (printer: VirtualPrinter, share: number, bytes: number) => () => Promise<void>;

const faults: Record<string, Fault> = {
  'the line drops': (printer, share, bytes) => {
    printer.dropAfterBytes(Math.ceil(share * bytes));
    return async () => undefined;
  },
  'the line drops and the power goes': (printer, share, bytes) => {
    printer.dropAfterBytes(Math.ceil(share * bytes));
    return async () => {
      await printer.losePower();
      await printer.restorePower();
    };
  },
  'the paper runs out': (printer, share) => {
    printer.runOutAfterDots(Math.ceil(share * 200));
    return async () => printer.setPaper('ok');
  },
};

describe.each(Object.keys(faults))('%s at any place of a job', (name) => {
  test.each(['all', 'no-fence'] as const)(
    'answers %s: nothing is lost, and nothing comes twice without being marked',
    { timeout: 60_000 },
    async (answers: Answers) => {
      const printer = createVirtualPrinter({ clock, fonts, answers });
      printers.push(printer);
      await printer.start();
      const { host } = printer;
      const limits = { connectTimeoutMs: 500, writeTimeoutMs: 500 };
      const session = openPrinter(
        createTcpTransport({ host, port: printer.port(), clock, ...limits }),
        { clock, profile, statusTimeoutMs: 300, proofTimeoutMs: 100 },
      );
      await printSurely(session, 'first'); // the unit has shown what it answers

      const orders = Array.from({ length: places }, (_, at) => `order ${at}.`);
      for (const [at, order] of orders.entries()) {
        const share = (at + 0.5) / places;
        const clear = faults[name]?.(printer, share, ticket(order).length);
        const cleared = new Promise<void>((resolve) => clock.after(60, resolve)).then(clear);
        await printSurely(session, order);
        await cleared;
        printer.dropAfterBytes(Infinity);
        printer.setPaper('ok');
      }
      await session.close();

      const whole = printer.tickets.filter(({ complete }) => complete).map(({ text }) => text);
      for (const order of orders) {
        expect(whole.filter((text) => text.startsWith(order)).length).toBeGreaterThan(0);
        expect(whole.filter((text) => text === order).length).toBeLessThanOrEqual(1);
      }
    },
  );
});
