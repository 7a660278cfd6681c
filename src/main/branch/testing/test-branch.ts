import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { io, type Socket } from 'socket.io-client';
import { loadFonts, type Fonts } from '../../../printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../../printer/virtual/index.ts';
import type { z } from 'zod';
import {
  tillSocketPath,
  type ApiError,
  type BranchState,
  type BranchToTillEvents,
  type LiveNotice,
  type OrderDetail,
  type OrderView,
  type TillToBranchEvents,
} from '../../../shared/contract/branch-api.ts';
import { type PrintJobView } from '../../../shared/contract/printing.ts';
import { systemClock } from '../../../shared/kit/clock.ts';
import { systemIds } from '../../../shared/kit/ids.ts';
import { silentLogger } from '../../../shared/kit/logger.ts';
import { createFakeClock, type FakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import type { BranchConfig } from '../config.ts';
import {
  createBranch,
  printerHardware,
  tokenLink,
  type Branch,
  type PrinterHardware,
} from '../index.ts';
import { noonMs } from './builders.ts';
import { FakeRelay } from './fake-relay.ts';

export interface TestTill {
  readonly socket: Socket<BranchToTillEvents, TillToBranchEvents>;
  /** What it was told, in order. */
  readonly notices: LiveNotice[];
}

let fonts: Promise<Fonts> | undefined;

/** A whole branch on a folder of its own, with a relay and printers that are not real but speak for real. */
export class TestBranch {
  readonly clock: FakeClock = createFakeClock(noonMs);
  readonly relay = new FakeRelay(this.clock);
  readonly dataDir = mkdtempSync(join(tmpdir(), 'wasla-branch-'));
  /** What a search for printers finds; a real one would ask the neighbours. */
  discoverPrinters: PrinterHardware['discoverPrinters'] = async () => ({ failed: [], notes: [] });
  /** Another address of this machine stands for another machine's way in. */
  lanAddresses: readonly string[] = ['127.0.0.2'];
  readonly #printers: VirtualPrinter[] = [];
  readonly #tills: TestTill[] = [];
  #config: Partial<BranchConfig>;
  #branch: Branch | undefined;

  constructor(config: Partial<BranchConfig> = {}) {
    this.#config = config;
  }

  get url(): string {
    return this.#branch?.addresses().url ?? '';
  }

  get token(): string {
    const { tokenFile, url } = this.#branch?.addresses() ?? { tokenFile: '', url: '' };
    return tokenLink(url, tokenFile).split('token=')[1] ?? '';
  }

  /** Starts relay and branch and waits until they talk. */
  async start(): Promise<this> {
    await this.relay.start();
    await this.open();
    await eventually(() => this.relay.isConnected);
    return this;
  }

  /** Starts the branch alone, again or for the first time. */
  async open(config: Partial<BranchConfig> = {}): Promise<void> {
    this.#config = { ...this.#config, ...config };
    this.#branch = createBranch(
      {
        host: '127.0.0.1',
        port: 0,
        dataDir: this.dataDir,
        secretKey: '',
        relayUrl: this.relay.url,
        pairingCode: this.relay.code,
        lan: false,
        tillDir: join(this.dataDir, 'no-till'),
        ...this.#config,
      },
      {
        clock: this.clock,
        ids: systemIds,
        random: () => 0,
        logger: silentLogger,
        appVersion: '1.2.3',
        // Printers answer in real time; only the branch's own waits stand still.
        hardware: { ...printerHardware(systemClock), discoverPrinters: this.discoverPrinters },
        lanAddresses: () => this.lanAddresses,
      },
    );
    await this.#branch.start();
  }

  async close(): Promise<void> {
    await this.#branch?.stop();
    this.#branch = undefined;
  }

  async end(): Promise<void> {
    for (const { socket } of this.#tills) socket.disconnect();
    await this.close();
    await this.relay.stop();
    for (const printer of this.#printers) await printer.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The branch's database as another program sees it, for states that only a crash or a stranger leaves behind. */
  withDatabase<T>(work: (db: Database.Database) => T): T {
    const db = new Database(join(this.dataDir, 'branch.db'));
    const close = () => void db.close();
    const result = work(db);
    if (result instanceof Promise) result.then(close, close);
    else close();
    return result;
  }

  async printer(): Promise<VirtualPrinter> {
    fonts ??= loadFonts();
    const printer = createVirtualPrinter({ clock: systemClock, fonts: await fonts });
    await printer.start();
    this.#printers.push(printer);
    return printer;
  }

  async addPrinter(printer: VirtualPrinter, name = 'Kitchen'): Promise<{ id: string }> {
    return this.call('POST', '/api/printing/printers', printerSettings(printer, name));
  }

  /** A till that is signed in and listens, by its cookie as a browser does. */
  async till(): Promise<TestTill> {
    const login = await this.fetch('GET', `/login?token=${this.token}`);
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const socket: TestTill['socket'] = io(this.url, {
      path: tillSocketPath,
      forceNew: true,
      transports: ['websocket'],
      extraHeaders: { cookie, origin: this.url },
    });
    const till: TestTill = { socket, notices: [] };
    socket.on('changed', (notice) => till.notices.push(notice));
    this.#tills.push(till);
    await eventually(() => socket.connected);
    return till;
  }

  async call<Reply>(method: string, path: string, body?: object): Promise<Reply> {
    const response = await this.fetch(method, path, body);
    const reply: unknown = await response.json();
    if (!response.ok) throw new Refused(response.status, reply as z.infer<typeof ApiError>);
    return reply as Reply;
  }

  fetch(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    return fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  state(): Promise<BranchState> {
    return this.call('GET', '/api/state');
  }

  async orders(lane: 'open' | 'scheduled' | 'done' = 'open'): Promise<OrderView[]> {
    const reply = await this.call<{ orders: OrderView[] }>('GET', `/api/orders?lane=${lane}`);
    return reply.orders;
  }

  order(id: string): Promise<OrderDetail> {
    return this.call('GET', `/api/orders/${id}`);
  }

  async accept(id: string, prepMinutes = 15): Promise<OrderView> {
    const path = `/api/orders/${id}/accept`;
    return (await this.call<{ order: OrderView }>('POST', path, { prepMinutes })).order;
  }

  async printJobs(): Promise<PrintJobView[]> {
    const path = '/api/printing/print-jobs';
    return (await this.call<{ printJobs: PrintJobView[] }>('GET', path)).printJobs;
  }

  /** Waits until the branch knows the order. */
  async arrived(id: string): Promise<void> {
    await eventually(async () => (await this.fetch('GET', `/api/orders/${id}`)).ok);
  }

  /** Waits until the branch has applied everything the relay said. */
  async caughtUp(cursor: number): Promise<void> {
    await eventually(() => this.relay.acknowledged === cursor);
  }
}

/** The smallest settings of a printer at the end of the network. */
export function printerSettings(printer: VirtualPrinter, name: string) {
  const connection = { kind: 'tcp', host: printer.host, port: printer.port() };
  return { name, connection, profile: 'generic-80mm' };
}

/** A call that was answered with an error. */
export class Refused extends Error {
  readonly status: number;
  readonly reply: z.infer<typeof ApiError>;

  constructor(status: number, reply: z.infer<typeof ApiError>) {
    super(`${status} ${reply.code}: ${reply.message}`);
    this.status = status;
    this.reply = reply;
  }
}

/** Looks again, in short steps of real time, until it is true; fails after ten seconds. */
export async function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAtMs = systemClock.monotonicMs() + 10_000;
  while (!(await isTrue())) {
    if (systemClock.monotonicMs() > giveUpAtMs)
      throw new Error('it did not come true in ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
