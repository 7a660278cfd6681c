import { sleep, type Clock } from '../../../shared/kit/clock.ts';
import { PrinterError } from '../../printer-error.ts';
import { PipeTransport, type Pipes } from '../pipe-transport.ts';
import type { Transport } from '../transport.ts';
import { unlessAborted } from '../unless-aborted.ts';
import {
  openOverlappedFile,
  type IoResult,
  type OverlappedFile,
  type PendingIo,
} from './overlapped-file.ts';

export interface UsbprintOptions {
  /** The device interface, as `listUsbprintPrinters` tells it. */
  readonly path: string;
  /** Longest time the printer may take for one piece of 4 KB. */
  readonly writeTimeoutMs: number;
  readonly clock: Clock;
  /** Default: this computer's. */
  readonly openFile?: (path: string) => Promise<OverlappedFile>;
}

const writePollMs = 2;
const readPollMs = 10;
/** More than any answer. */
const readBytes = 64;
/** How long a transfer may take to end once it was called off. */
const cancelTimeoutMs = 1_000;

/**
 * A USB printer under Windows' own driver (usbprint.sys), which stays: nothing is installed, and Windows keeps its printer.
 *
 * @source Microsoft Learn, "Programming considerations for USBPRINT": WriteFile and ReadFile reach the bulk pipes
 */
export function createUsbprintTransport(options: UsbprintOptions): Transport {
  const { path, writeTimeoutMs, clock, openFile = openOverlappedFile } = options;
  return new PipeTransport({
    connect: async (signal) => usbprintPipes(await unlessAborted(openFile(path), signal), clock),
    writeTimeoutMs,
    clock,
  });
}

/** One read stays posted all the time, from one call of `receive` to the next. */
function usbprintPipes(file: OverlappedFile, clock: Clock): Pipes {
  let reading: PendingIo | undefined;
  return {
    async send(piece, timeoutMs) {
      const writing = file.write(piece);
      const result =
        (await settled(writing, { clock, timeoutMs, pollMs: writePollMs })) ??
        (await calledOff(writing, clock));
      if (!result)
        throw new PrinterError('timeout', `the printer took nothing for ${timeoutMs} ms`);
      if (result.ok && result.bytes.length > 0) return result.bytes.length;
      throw gone();
    },
    async receive(timeoutMs) {
      reading ??= file.read(readBytes);
      const result = await settled(reading, { clock, timeoutMs, pollMs: readPollMs });
      if (!result) return undefined;
      reading = undefined;
      if (!result.ok) throw gone();
      return result.bytes;
    },
    async release() {
      if (reading) await calledOff(reading, clock);
      file.close();
    },
  };
}

/** Ends a transfer; what it came to all the same, if it was through already. */
async function calledOff(io: PendingIo, clock: Clock): Promise<IoResult | undefined> {
  io.cancel();
  const result = await settled(io, { clock, timeoutMs: cancelTimeoutMs, pollMs: writePollMs });
  return result?.ok ? result : undefined;
}

/** What a transfer came to within the time. */
async function settled(
  io: PendingIo,
  { clock, timeoutMs, pollMs }: { clock: Clock; timeoutMs: number; pollMs: number },
): Promise<IoResult | undefined> {
  const startMs = clock.monotonicMs();
  for (;;) {
    const result = io.poll();
    if (result || clock.monotonicMs() - startMs >= timeoutMs) return result;
    await sleep(clock, pollMs);
  }
}

function gone(): PrinterError {
  return new PrinterError('disconnected', 'the USB printer went away');
}
