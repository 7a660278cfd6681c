import {
  createTcpTransport,
  type Fonts,
  loadFonts,
  openPrinter,
  type PrinterSession,
  printerProfiles,
  renderDocument,
} from '../../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../../src/printer/virtual/index.ts';
import { systemClock as clock } from '../../../src/shared/kit/clock.ts';
import { type Figure, toFigure } from '../figures.ts';
import { receiptPaper } from '../receipt-paper.ts';

const printerCount = 20;
/** Half of what a head at 250 mm/s takes in: twenty of them are as much work as ten quick printers. */
const bytesPerSecond = 72_000;
const windowMs = { quick: 4_000, full: 12_000 } as const;
const profile = printerProfiles['generic-80mm'];

interface Place {
  readonly printer: VirtualPrinter;
  readonly session: PrinterSession;
}

/** Twenty printers at once: together, how evenly, and what one that hangs does to the others. */
export async function measurePrinters({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const fonts = await loadFonts();
  const places = await Promise.all(Array.from({ length: printerCount }, () => openPlace(fonts)));
  const { bytes } = renderDocument(receiptPaper(7, 'both'), profile, fonts);
  const forMs = quick ? windowMs.quick : windowMs.full;
  await printFor(places, bytes, 1_000); // every unit shows what it answers

  const alone = await printFor(places.slice(0, 1), bytes, forMs);
  const all = await printFor(places, bytes, forMs);
  const [stalled] = places;
  stalled?.printer.setStalled(true);
  const beside = await printFor(places, bytes, forMs);
  stalled?.printer.setStalled(false);
  await Promise.all(places.map(({ session }) => session.close()));
  await Promise.all(places.map(({ printer }) => printer.stop()));

  const ideal = sum(alone) * printerCount;
  return [
    toFigure(
      {
        name: `${printerCount} printers: receipts`,
        value: sum(all),
        unit: '/s',
        baseline: ideal,
        ratio: sum(all) / ideal,
      },
      { of: 'ratio', atLeast: 0.8 },
    ),
    toFigure(
      {
        name: `${printerCount} printers: slowest of the quickest`,
        value: Math.min(...all) / Math.max(...all),
        unit: '',
      },
      { of: 'value', atLeast: 0.7 },
    ),
    toFigure(
      {
        name: 'one of them hangs: receipts of the others',
        value: sum(beside),
        unit: '/s',
        baseline: sum(all.slice(1)),
        ratio: sum(beside) / sum(all.slice(1)),
      },
      { of: 'ratio', atLeast: 0.9 },
    ),
  ];
}

async function openPlace(fonts: Fonts): Promise<Place> {
  const printer = createVirtualPrinter({ clock, fonts, bytesPerSecond, bufferBytes: 4_096 });
  await printer.start();
  const transport = createTcpTransport({
    host: printer.host,
    port: printer.port(),
    clock,
    connectTimeoutMs: 2_000,
    writeTimeoutMs: 5_000,
  });
  return { printer, session: openPrinter(transport, { clock, profile }) };
}

/** Receipts proven per second at each place; the last one begun is waited for. */
async function printFor(
  places: readonly Place[],
  bytes: Uint8Array,
  forMs: number,
): Promise<number[]> {
  const hung = AbortSignal.timeout(2 * forMs);
  return Promise.all(
    places.map(async ({ session }) => {
      const startMs = performance.now();
      let printed = 0;
      while (performance.now() - startMs < forMs) {
        const outcome = await session.print(bytes, { signal: hung });
        if (outcome.kind === 'printed') printed += 1;
      }
      return printed / ((performance.now() - startMs) / 1_000);
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
