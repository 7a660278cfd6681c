import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep, systemClock as clock } from '../../../shared/kit/clock.ts';
import { openSystemPort, type SerialPort } from '../serial-port.ts';

/** Debian package socat: makes pseudo terminals, which behave like serial lines without a speed or wires. */
export function hasSocat(): boolean {
  try {
    return execFileSync('socat', ['-V'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
}

/** A serial cable between this computer and a printer that listens on TCP, as the virtual one does. */
export interface PtyCable {
  /** The computer's end. */
  readonly path: string;
  /** The printer says "wait" from now on, for ever. */
  hold(): void;
  /** The printer sends these bytes. */
  say(bytes: Uint8Array): Promise<void>;
  /** The plug is pulled out of the computer. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Unlike a TCP connection the line stays when the printer loses its power: bytes sent then are lost in silence. When the
 * printer takes no more, neither does the line.
 */
export async function createPtyCable(printer: {
  readonly host: string;
  port(): number;
}): Promise<PtyCable> {
  const folder = mkdtempSync(join(tmpdir(), 'serial-'));
  const path = join(folder, 'computer');
  const farPath = join(folder, 'printer');
  let cable: ChildProcess | undefined;
  let plug: FarEnd | undefined;
  const unplug = async () => {
    await plug?.stop();
    plug = undefined;
    if (cable?.exitCode === null && cable.kill()) await once(cable, 'exit');
    cable = undefined;
  };
  const plugIn = async () => {
    cable = spawn('socat', [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${farPath}`]);
    while (!existsSync(path) || !existsSync(farPath)) await sleep(clock, 2);
    plug = new FarEnd(
      await openSystemPort({ path: farPath, baud: 115_200, flow: 'none' }),
      printer,
    );
  };
  await plugIn();
  return {
    path,
    hold: () => plug?.hold(),
    say: async (bytes) => plug?.say(bytes),
    unplug,
    plugIn,
    async stop() {
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const reconnectMs = 10;

/** The printer's socket: passes bytes both ways, and looks for the printer while it is off. */
class FarEnd {
  readonly #line: SerialPort;
  readonly #printer: { readonly host: string; port(): number };
  readonly #pumping: Promise<unknown>;
  #socket: Socket | undefined;
  #isOver = false;
  #isHeld = false;

  constructor(line: SerialPort, printer: { readonly host: string; port(): number }) {
    this.#line = line;
    this.#printer = printer;
    this.#connect();
    this.#pumping = this.#pump().catch(() => undefined);
  }

  hold(): void {
    this.#isHeld = true;
  }

  say(bytes: Uint8Array): Promise<void> {
    return this.#line.write(bytes);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#socket?.destroy();
    await this.#line.close().catch(() => undefined);
    await this.#pumping;
  }

  #connect(): void {
    if (this.#isOver) return;
    const socket = connect({ port: this.#printer.port(), host: this.#printer.host, noDelay: true });
    socket.on('connect', () => (this.#socket = socket));
    socket.on('data', (bytes) => void this.#line.write(bytes).catch(() => undefined));
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
      clock.after(reconnectMs, () => this.#connect());
    });
  }

  async #pump(): Promise<void> {
    while (!this.#isOver && !this.#isHeld) {
      const bytes = await this.#line.read();
      const socket = this.#socket;
      if (socket && !socket.write(bytes)) {
        await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined);
      }
    }
  }
}
