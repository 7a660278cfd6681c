import { sleep, type Clock } from '../../shared/kit/clock.ts';
import { commonBauds } from '../transport/serial-detect.ts';
import type { FoundSerialPort } from '../transport/serial-port.ts';
import type { FoundSpoolerQueue } from '../transport/spooler/spooler.ts';
import type { FoundUsbPrinter } from '../transport/usb/index.ts';
import type { FoundUsbprintPrinter } from '../transport/windows/list-usbprint.ts';
import { browseServices, isOfficePrinter, type AnnouncedPrinter } from './browse-services.ts';
import { parseDeviceId } from './device-id.ts';
import type { Sighting } from './found-printer.ts';
import type { ModelClaim } from './guess-model.ts';
import { claimsOf } from './identify.ts';
import { scanNetwork, type FoundNetworkPrinter } from './scan-network.ts';
import type { ScanRange } from './scan-plan.ts';
import type { Looker } from './search.ts';

export interface NetworkOptions {
  readonly clock: Clock;
  readonly ranges: readonly ScanRange[];
  /** Own addresses to hear announcements at. */
  readonly interfaces: readonly string[];
  readonly ports?: readonly number[];
  readonly connectTimeoutMs?: number;
}

/** Office printers that announce themselves are heard of in this time, and then left in peace. */
const headStartMs = 1_000;

/** Announcements and, a moment later, the addresses of the network. */
export function networkLookers(options: NetworkOptions): Looker[] {
  const { clock, interfaces } = options;
  const officeHosts = new Set<string>();
  return [
    {
      source: 'mdns',
      look: (see, { signal }) => {
        const onFound = (printer: AnnouncedPrinter) => {
          if (isOfficePrinter(printer)) officeHosts.add(printer.host);
          see(announced(printer));
        };
        return browseServices({ interfaces, clock, signal, onFound });
      },
    },
    {
      source: 'network',
      look: async (see, { signal, onProgress }) => {
        if (interfaces.length > 0) await sleep(clock, headStartMs, signal);
        const isLeftOut = (host: string) => officeHosts.has(host);
        const onFound = (printer: FoundNetworkPrinter) => see(answered(printer));
        await scanNetwork({ ...options, signal, isLeftOut, onFound, onProgress });
      },
    },
  ];
}

function announced(printer: AnnouncedPrinter): Sighting {
  const { host, port, name, maker, model, isRaw } = printer;
  return {
    source: 'mdns',
    connection: { kind: 'tcp', host, port },
    name,
    claims: model ? [{ by: 'mdns', model, ...(maker && { maker }) }] : [],
    isOfficePrinter: isOfficePrinter(printer),
    isHearsay: !isRaw,
  };
}

function answered({ host, port, identity }: FoundNetworkPrinter): Sighting {
  return {
    source: 'network',
    connection: { kind: 'tcp', host, port },
    name: [identity.maker, identity.model].filter(Boolean).join(' '),
    claims: claimsOf(identity),
    identity,
  };
}

export function usbLooker(list: () => Promise<readonly FoundUsbPrinter[]>): Looker {
  return {
    source: 'usb',
    look: async (see) => {
      for (const printer of await list()) see(pluggedIn(printer));
    },
  };
}

function pluggedIn({ address, manufacturer, product, deviceId }: FoundUsbPrinter): Sighting {
  const { vendorId, productId, serialNumber, port } = address;
  const said = parseDeviceId(deviceId);
  const maker = said.maker ?? manufacturer;
  const model = said.model ?? product;
  return {
    source: 'usb',
    connection: { kind: 'usb', vendorId, productId, serialNumber, portPath: port },
    name: [manufacturer, product].filter(Boolean).join(' ') || model,
    claims: model ? [usbClaim(model, maker, vendorId)] : [],
  };
}

/** Printers under Windows' own driver, which another program cannot open as USB devices. */
export function usbprintLooker(list: () => Promise<readonly FoundUsbprintPrinter[]>): Looker {
  return {
    source: 'usb',
    look: async (see) => {
      for (const { path, deviceId } of await list()) {
        const { maker, model } = parseDeviceId(deviceId);
        see({
          source: 'usb',
          connection: { kind: 'usbprint', path },
          name: [maker, model].filter(Boolean).join(' '),
          claims: model ? [usbClaim(model, maker, vendorIdOf(path))] : [],
        });
      }
    },
  };
}

/** @source Microsoft Learn, "Standard USB Identifiers": vid_04b8 */
function vendorIdOf(path: string): number | undefined {
  const [, hex] = /vid_([0-9a-f]{4})/i.exec(path) ?? [];
  return hex === undefined ? undefined : Number.parseInt(hex, 16);
}

function usbClaim(model: string, maker?: string, vendorId?: number): ModelClaim {
  return { by: 'usb', model, ...(maker && { maker }), ...(vendorId !== undefined && { vendorId }) };
}

/** Serial ports are listed and not asked: a scale or a payment terminal may be behind one. */
export function serialLooker(list: () => Promise<readonly FoundSerialPort[]>): Looker {
  return {
    source: 'serial',
    look: async (see) => {
      for (const { path, manufacturer = '' } of await list()) {
        const [baud = 9_600] = commonBauds;
        see({
          source: 'serial',
          connection: { kind: 'serial', path, baud, flow: 'none' },
          name: manufacturer,
          claims: [],
        });
      }
    },
  };
}

export function spoolerLooker(list: () => Promise<readonly FoundSpoolerQueue[]>): Looker {
  return {
    source: 'spooler',
    look: async (see) => {
      for (const { queue, device } of await list()) {
        const connection = { kind: 'spooler', queue } as const;
        see({ source: 'spooler', connection, name: queue, claims: claimsOfDevice(device) });
      }
    },
  };
}

/** @source CUPS, "Connecting to Printers": usb://make/model?serial=number */
function claimsOfDevice(device: string): ModelClaim[] {
  const [, maker, model] = /^usb:\/\/([^/?]+)\/([^/?]+)/.exec(device) ?? [];
  if (!maker || !model) return [];
  return [{ by: 'spooler', maker: unescapeText(maker), model: unescapeText(model) }];
}

function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign
  }
}
