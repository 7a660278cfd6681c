import type { EventEmitter } from 'node:events';
import type { Bonjour } from 'bonjour-service';
import { sleep, type Clock } from '../../shared/kit/clock.ts';
import { PrinterError } from '../printer-error.ts';
import { isLoopback, isPrivate, toNumber } from './ipv4.ts';

/** A printer that announces itself in the network. */
export interface AnnouncedPrinter {
  readonly host: string;
  /** Of raw printing; 9100 where it announces other ways only. */
  readonly port: number;
  /** As it calls itself, for people. */
  readonly name: string;
  readonly maker?: string;
  readonly model?: string;
  /** Raw printing is what it announces; without that, somebody must still look whether the port is open. */
  readonly isRaw: boolean;
  /** Languages it announces: an office printer names PCL or PostScript and would print our bytes as rubbish. */
  readonly languages: readonly string[];
}

export interface BrowseOptions {
  /** Own addresses to listen at, one for each network. */
  readonly interfaces: readonly string[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long to listen. Default 4 000: printers wait up to half a second, sleeping ones longer. */
  readonly durationMs?: number;
  /** Told of each announcement; one printer makes several. */
  readonly onFound: (printer: AnnouncedPrinter) => void;
}

/** @source IANA service names; Apple, "Bonjour Printing Specification" 1.2.1: the ways of printing, and the keys of TXT */
const serviceTypes = ['pdl-datastream', 'printer', 'ipp'] as const;
const rawPort = 9_100;
const defaultDurationMs = 4_000;
/** A question may get lost; asked again after these times. @source RFC 6762, 5.2 */
const repeatAfterMs = [1_000, 2_000] as const;

/** The part of an announcement that is used. */
export interface Announcement {
  readonly name: string;
  readonly type: string;
  readonly port: number;
  readonly addresses?: readonly string[];
  readonly referer?: { readonly address: string };
  readonly txt?: unknown;
}

/**
 * Listens for printers that announce themselves by multicast DNS.
 *
 * @throws PrinterError `unreachable` when no network can be listened to
 */
export async function browseServices(options: BrowseOptions): Promise<void> {
  const { clock, signal, durationMs = defaultDurationMs } = options;
  const { Bonjour } = await import('bonjour-service');
  const listeners = options.interfaces.map((address) =>
    listenWith(new Bonjour(listenAt(address)), options.onFound),
  );
  if (listeners.length === 0) return;
  const cancels = repeatAfterMs.map((afterMs) =>
    clock.after(afterMs, () => listeners.forEach((listener) => listener.askAgain())),
  );
  await sleep(clock, durationMs, signal);
  for (const cancel of cancels) cancel();
  for (const listener of listeners) listener.stop();
  const failures = listeners.flatMap((listener) => listener.failure() ?? []);
  if (failures.length < listeners.length) return;
  throw new PrinterError('unreachable', `announcements cannot be heard: ${failures.join('; ')}`);
}

/** One network's ear. A network that fails must not silence the others. */
function listenWith(listener: Bonjour, onFound: BrowseOptions['onFound']) {
  let failure: string | undefined;
  socketOf(listener).on('error', (error: Error) => (failure = error.message));
  const browsers = serviceTypes.map((type) =>
    listener.find({ type }, (service) => {
      const printer = toPrinter(service);
      if (printer) onFound(printer);
    }),
  );
  return {
    failure: () => failure,
    askAgain: () => browsers.forEach((browser) => browser.update()),
    stop: () => {
      browsers.forEach((browser) => browser.stop());
      listener.destroy();
    },
  };
}

/** A port 5353 that somebody holds is told there alone, and would end the process unheard. */
function socketOf(listener: object): EventEmitter {
  return (listener as { server: { mdns: EventEmitter } }).server.mdns;
}

/** Bound to every address, since Linux hands multicast to no other; the types do not know these options. */
function listenAt(address: string): Record<string, string> {
  return { interface: address, bind: '0.0.0.0' };
}

/** What an announcement says of a printer; nothing when it comes from outside the private networks. */
export function toPrinter(service: Announcement): AnnouncedPrinter | undefined {
  const addresses = [...(service.addresses ?? []), service.referer?.address ?? ''];
  const host = addresses.find((address) => {
    const number = toNumber(address);
    return number !== undefined && (isPrivate(number) || isLoopback(number));
  });
  if (!host) return undefined;
  const txt = textOf(service.txt);
  const maker = txt('usb_mfg');
  const model = txt('usb_mdl') || txt('product').replace(/^\((.*)\)$/, '$1') || txt('ty');
  const isRaw = service.type === 'pdl-datastream';
  return {
    host,
    port: isRaw ? service.port : rawPort,
    isRaw,
    name: txt('ty') || service.name,
    ...(maker && { maker }),
    ...(model && { model }),
    languages: txt('pdl')
      .split(',')
      .flatMap((language) => language.trim() || []),
  };
}

const maxTextChars = 120;

/** Keys of TXT count in any case. */
function textOf(txt: unknown): (key: string) => string {
  const entries = typeof txt === 'object' && txt !== null ? Object.entries(txt) : [];
  const values = new Map(entries.map(([key, value]) => [key.toLowerCase(), String(value)]));
  return (key) =>
    (values.get(key) ?? '')
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, maxTextChars);
}

/** Whether a printer announces a language of office printers. @source IANA media types */
export function isOfficePrinter({ languages }: Pick<AnnouncedPrinter, 'languages'>): boolean {
  return languages.some((language) => /pcl|postscript|pdf|urf|pwg-raster/i.test(language));
}
