import type { Clock } from '../../shared/kit/clock.ts';
import { PrinterError } from '../printer-error.ts';
import { createTcpTransport } from '../transport/tcp.ts';
import { identifyPrinter, type PrinterIdentity } from './identify.ts';
import { isLoopback, isPrivate, toNumber } from './ipv4.ts';
import { hostsOf, type ScanRange } from './scan-plan.ts';

export interface ScanOptions {
  /** From `planScan`. Addresses that are not private are not asked, whatever stands here. */
  readonly ranges: readonly ScanRange[];
  /** Default 9100 alone: raw printing. */
  readonly ports?: readonly number[];
  /** Not asked, looked up just before. */
  readonly isLeftOut?: (host: string) => boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Connections tried at a time. Default 64. */
  readonly concurrency?: number;
  /** Default 700: a printer in the same building answers within milliseconds, a sleeping one within half a second. */
  readonly connectTimeoutMs?: number;
  /** Told of each open port as soon as it was asked. */
  readonly onFound: (printer: FoundNetworkPrinter) => void;
  /** Told after each address. */
  readonly onProgress?: (progress: ScanProgress) => void;
}

export interface FoundNetworkPrinter {
  readonly host: string;
  readonly port: number;
  readonly identity: PrinterIdentity;
}

export interface ScanProgress {
  readonly asked: number;
  readonly total: number;
}

const defaults = { ports: [9_100], concurrency: 64, connectTimeoutMs: 700 } as const;

/** A question is three bytes; one that does not leave at once never will. */
const writeTimeoutMs = 500;
const answerTimeoutMs = 400;

/**
 * Looks for printers at every address of the ranges. Each is connected to once, asked how and what it is, and left at once,
 * since most printers listen to one computer at a time. Resolves early when the signal aborts.
 */
export async function scanNetwork(options: ScanOptions): Promise<ScanProgress> {
  const { ranges, ports, concurrency, signal, isLeftOut } = { ...defaults, ...options };
  const hosts = [...new Set(ranges.flatMap(hostsOf))].filter(mayBeAsked);
  const targets = hosts.flatMap((host) => ports.map((port) => ({ host, port })));
  let next = 0;
  let asked = 0;
  const work = async () => {
    for (let target = targets[next]; target && !signal.aborted; target = targets[next]) {
      next += 1;
      const found = isLeftOut?.(target.host) ? undefined : await askAddress(target, options);
      asked += 1;
      if (found) options.onFound(found);
      options.onProgress?.({ asked, total: targets.length });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { asked, total: targets.length };
}

function mayBeAsked(host: string): boolean {
  const number = toNumber(host);
  return number !== undefined && (isPrivate(number) || isLoopback(number));
}

type AskAddressOptions = Pick<ScanOptions, 'clock' | 'connectTimeoutMs' | 'signal'>;

/** Connects to one address and asks; nothing when it is closed. An open port that hangs up while it is asked was open. */
export async function askAddress(
  { host, port }: { readonly host: string; readonly port: number },
  options: AskAddressOptions,
): Promise<FoundNetworkPrinter | undefined> {
  const { clock, signal, connectTimeoutMs = defaults.connectTimeoutMs } = options;
  const transport = createTcpTransport({ host, port, connectTimeoutMs, writeTimeoutMs, clock });
  let isOpen = false;
  try {
    await transport.open(signal);
    isOpen = true;
    const identity = await identifyPrinter(transport, { clock, signal, answerTimeoutMs });
    return { host, port, identity };
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error;
    if (!isOpen || error.kind === 'aborted') return undefined;
    return { host, port, identity: { answers: 'nothing', state: 'unknown' } };
  } finally {
    await transport.close();
  }
}
