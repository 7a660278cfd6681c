import {
  canPrint,
  claimsOf,
  guessModel,
  identifyPrinter,
  PrinterError,
  printerProfiles,
  renderRuler,
  type Fonts,
  type FoundPrinter as Sighted,
  type PrinterProfile,
} from '../../../printer/index.ts';
import type { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import type {
  DiscoveryView,
  PrinterCheck,
  PrinterConnection,
  PrinterState,
} from '../../../shared/contract/printing.ts';
import { secondMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Db } from '../database/index.ts';
import type { PrinterHardware } from './hardware.ts';
import type { PrinterStates } from './printer-states.ts';
import { listPrinters, type PrinterRow } from './printers-repo.ts';
import type { BytesConnection } from './transports.ts';

type State = z.infer<typeof PrinterState>;

export interface DiscoveryDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly states: PrinterStates;
  readonly hardware: PrinterHardware;
  fonts(): Promise<Fonts>;
}

/** A search never takes longer, whatever answers slowly. */
const searchMs = 120 * secondMs;
const checkMs = 10 * secondMs;
const answerMs = secondMs;
const rulerMs = 60 * secondMs;
const serialMs = 60 * secondMs;

/** Finds printers and tries addresses that are none of the branch's printers yet. Opens no drawer, and prints only rulers. */
export class DiscoveryService implements Part {
  readonly name = 'printer discovery';
  readonly #deps: DiscoveryDeps;
  readonly #stopping = new AbortController();
  #search = new AbortController();
  #view: Omit<DiscoveryView, 'found'> = { running: false, done: 0, total: 0, failed: [] };
  #found = new Map<string, Sighted>();
  #running: Promise<void> = Promise.resolve();
  /** One trial at a time: two of them at one printer would refuse each other. */
  #trial: Promise<unknown> = Promise.resolve();

  constructor(deps: DiscoveryDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    // It looks for nothing until somebody asks.
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.cancel();
    await this.#running;
    await this.#trial;
  }

  /** Begins a search anew. */
  begin(): DiscoveryView {
    this.cancel();
    this.#search = new AbortController();
    this.#found = new Map();
    this.#view = { running: true, done: 0, total: 0, failed: [] };
    this.#running = this.#look(this.#search);
    return this.read();
  }

  read(): DiscoveryView {
    const printers = listPrinters(this.#deps.db);
    return {
      ...this.#view,
      found: [...this.#found.values()].map(({ key, connection, name, guess }) => ({
        key,
        connection,
        name,
        profile: guess.profileId,
        certainty: guess.certainty,
        because: guess.because,
        printerId: printerAt(printers, connection)?.id ?? null,
      })),
    };
  }

  cancel(): void {
    this.#search.abort();
  }

  /** Asks how and what it is. One of the branch's own printers has been asked by its own part already. */
  async check(connection: PrinterConnection): Promise<PrinterCheck> {
    const known = printerAt(listPrinters(this.#deps.db), connection);
    if (known) {
      const { state } = this.#deps.states.get(known.id);
      return { state, profile: known.profile, certainty: 'likely', because: '' };
    }
    return this.#inTurn(checkMs, (signal) =>
      connection.kind === 'spooler'
        ? this.#checkBySession(connection, signal)
        : this.#checkByQuestion(connection, signal),
    );
  }

  /** @throws AppError `printer.in_use` for an address of the branch's own printers */
  async printRuler(connection: PrinterConnection, profileKey: string): Promise<{ state: State }> {
    this.#demandFree(connection);
    return this.#inTurn(rulerMs, async (signal) => {
      const profile = printerProfiles[profileKey] ?? printerProfiles['generic-80mm'];
      const session = this.#open(connection, profile);
      try {
        const state = await session.preflight(signal);
        if (!canPrint(state)) return { state };
        const { bytes } = renderRuler(profile, await this.#deps.fonts(), rulerWords);
        const outcome = await session.print(bytes, { signal });
        return { state: outcome.kind === 'printed' ? state : ('error' as const) };
      } catch (error) {
        return { state: unreachable(error) };
      } finally {
        await session.close();
      }
    });
  }

  /** @throws AppError `printer.in_use`, `printer.unreachable` when there is no such line */
  async detectSerialLine(path: string): Promise<{ baud: number | null }> {
    this.#demandFree({ kind: 'serial', path, baud: 9_600, flow: 'none' });
    const { hardware } = this.#deps;
    return this.#inTurn(serialMs, async (signal) => {
      try {
        return { baud: (await hardware.detectSerialBaud(path, signal)) ?? null };
      } catch (error) {
        if (!(error instanceof PrinterError)) throw error;
        throw new AppError('printer.unreachable', error.message, { cause: error });
      }
    });
  }

  async #look(search: AbortController): Promise<void> {
    const { clock, logger, hardware } = this.#deps;
    const cancelTimeout = clock.after(searchMs, () => search.abort());
    const isCurrent = () => search === this.#search;
    try {
      const { failed } = await hardware.discoverPrinters({
        clock: hardware.clock,
        signal: search.signal,
        onFound: (printer) => {
          if (isCurrent()) this.#found.set(printer.key, printer);
        },
        onProgress: ({ asked: done, total }) => {
          if (isCurrent()) this.#view = { ...this.#view, done, total };
        },
      });
      for (const { source, reason } of failed) logger.info({ source, reason }, 'cannot look there');
      if (isCurrent()) {
        const told = failed.map(({ source }) => ({ source, code: 'cannot_look' }));
        this.#view = { ...this.#view, failed: told };
      }
    } catch (error) {
      logger.error(errorFields(error), 'the search for printers broke off');
    } finally {
      cancelTimeout();
      if (isCurrent()) this.#view = { ...this.#view, running: false };
    }
  }

  async #checkByQuestion(connection: BytesConnection, signal: AbortSignal): Promise<PrinterCheck> {
    const { hardware } = this.#deps;
    const { clock } = hardware;
    const transport = hardware.transportOf(connection);
    try {
      await transport.open(signal);
      const identity = await identifyPrinter(transport, {
        clock,
        signal,
        answerTimeoutMs: answerMs,
      });
      const { profileId, certainty, because } = guessModel(claimsOf(identity));
      return { state: identity.state, profile: profileId, certainty, because };
    } catch (error) {
      return { ...unknownModel, state: unreachable(error) };
    } finally {
      await transport.close();
    }
  }

  /** A queue cannot be asked what stands behind it. */
  async #checkBySession(connection: PrinterConnection, signal: AbortSignal): Promise<PrinterCheck> {
    const session = this.#open(connection, printerProfiles['generic-80mm']);
    try {
      return { ...unknownModel, state: await session.preflight(signal) };
    } catch (error) {
      return { ...unknownModel, state: unreachable(error) };
    } finally {
      await session.close();
    }
  }

  #open(connection: PrinterConnection, profile: PrinterProfile) {
    return this.#deps.hardware.openPrinter(connection, profile, undefined);
  }

  #demandFree(connection: PrinterConnection): void {
    const known = printerAt(listPrinters(this.#deps.db), connection);
    if (known) throw new AppError('printer.in_use', `${known.name} has this address`);
  }

  #inTurn<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const mine = this.#trial.then(async () => {
      const timeout = new AbortController();
      const cancel = this.#deps.clock.after(limitMs, () => timeout.abort());
      try {
        return await work(AbortSignal.any([timeout.signal, this.#stopping.signal]));
      } finally {
        cancel();
      }
    });
    this.#trial = mine.catch(() => undefined);
    return mine;
  }
}

const rulerWords = [
  'Which is the largest number',
  'whose line you can see?',
  'ما أكبر رقم ترى خطه كاملًا؟',
];

const unknownModel = { profile: 'generic-80mm', certainty: 'unknown', because: '' } as const;

function unreachable(error: unknown): 'unreachable' {
  if (error instanceof PrinterError) return 'unreachable';
  throw error;
}

function printerAt(
  printers: readonly PrinterRow[],
  connection: PrinterConnection,
): PrinterRow | undefined {
  const wanted = addressOf(connection);
  return printers.find((printer) => addressOf(printer.connection) === wanted);
}

/** What makes two connections lead to one printer. */
function addressOf(connection: PrinterConnection): string {
  switch (connection.kind) {
    case 'tcp':
      return `tcp ${connection.host.toLowerCase()}:${connection.port}`;
    case 'usb': {
      const { vendorId, productId, serialNumber, portPath } = connection;
      return `usb ${vendorId}:${productId} ${serialNumber || portPath}`;
    }
    case 'spooler':
      return `spooler ${connection.queue}`;
    case 'serial':
    case 'device_file':
    case 'usbprint':
      return connection.path;
  }
}
