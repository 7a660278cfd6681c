import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How soon to try again where the kernel has or takes nothing. */
const retryMs = 2;
const readBytes = 4_096;

/** Joins the printer's end of the USB cable to the virtual printer. */
export class PrinterPlug {
  readonly #socket: Socket;
  readonly #back: FileHandle;
  #isStalled = false;
  #limitBytes = Infinity;
  #onLimit = async () => {};
  #answering: Promise<void> = Promise.resolve();
  /** Bytes the printer was given in all. */
  receivedBytes = 0;

  private constructor(socket: Socket, back: FileHandle) {
    this.#socket = socket;
    this.#back = back;
    socket.on('data', (bytes) => {
      this.#answering = this.#answering.then(() => this.#answer(bytes));
    });
  }

  /** Runs for the rest of the machine's life. */
  static async join(out: FileHandle, back: FileHandle, port: number): Promise<PrinterPlug> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    const plug = new PrinterPlug(socket, back);
    void plug.#pass(out);
    return plug;
  }

  /** A stalled printer takes nothing more off the cable. */
  setStalled(isStalled: boolean): void {
    this.#isStalled = isStalled;
  }

  /** Does something once, when that many more bytes have come through. */
  afterBytes(bytes: number, act: () => Promise<void>): void {
    this.#limitBytes = this.receivedBytes + bytes;
    this.#onLimit = act;
  }

  async #pass(out: FileHandle): Promise<void> {
    const buffer = new Uint8Array(readBytes);
    for (;;) {
      const count = this.#isStalled ? 0 : await readSome(out, buffer);
      if (count === 0) {
        await sleep(retryMs);
        continue;
      }
      this.receivedBytes += count;
      const hasRoom = this.#socket.write(buffer.slice(0, count));
      if (!hasRoom) await once(this.#socket, 'drain');
      if (this.receivedBytes < this.#limitBytes) continue;
      this.#limitBytes = Infinity;
      await this.#onLimit();
    }
  }

  async #answer(bytes: Uint8Array): Promise<void> {
    for (;;) {
      try {
        await this.#back.write(bytes);
        return;
      } catch (error) {
        if (!isTryAgain(error)) return; // unplugged: nobody hears it
        await sleep(retryMs);
      }
    }
  }
}

/** Nothing while there is nothing, and while the cable is out. */
async function readSome(out: FileHandle, buffer: Uint8Array): Promise<number> {
  return out.read(buffer).then(
    ({ bytesRead }) => bytesRead,
    () => 0,
  );
}

function isTryAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
