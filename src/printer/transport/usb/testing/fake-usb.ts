import type { UsbAlternate, UsbDevice, UsbHost } from '../usb-device.ts';

interface FakeUsbOptions {
  readonly alternates?: readonly UsbAlternate[];
  readonly productId?: number;
  readonly serialNumber?: string;
  readonly ports?: readonly number[];
}

export const bulkOut = {
  endpointNumber: 1,
  direction: 'out',
  type: 'bulk',
  packetSize: 64,
} as const;
export const bulkIn = { endpointNumber: 2, direction: 'in', type: 'bulk', packetSize: 64 } as const;

export function printerAlternate(protocol: number, alternateSetting = 0): UsbAlternate {
  return {
    alternateSetting,
    interfaceClass: 7,
    interfaceSubclass: 1,
    interfaceProtocol: protocol,
    endpoints: [bulkOut, bulkIn],
  };
}

type Act = () => Promise<unknown>;

/**
 * A USB printer in memory. Calls are noted in `calls`; a call named in `failures` fails with that text, as the package
 * words it.
 */
export class FakeUsbPrinter implements UsbDevice {
  readonly vendorId = 0x04b8;
  readonly productId: number;
  readonly bus = '001';
  readonly ports: readonly number[];
  readonly handle: string;
  readonly deviceClass = 0;
  readonly manufacturerName = 'EPSON';
  readonly productName = 'TM-T20III';
  readonly serialNumber: string | null;
  readonly configuration: UsbDevice['configuration'];
  readonly calls: string[] = [];
  readonly failures = new Map<string, string>();
  readonly written: Uint8Array[] = [];
  /** Runs before a write is answered: hold it up here. */
  beforeWrite: Act = async () => {};
  #isPlugged = true;
  #answers: Uint8Array[] = [];
  #wake = () => {};

  constructor(options: FakeUsbOptions = {}) {
    this.productId = options.productId ?? 0x0e28;
    this.ports = options.ports ?? [1];
    this.serialNumber = options.serialNumber ?? null;
    this.handle = `device at ${this.ports.join('.')}`;
    const alternates = options.alternates ?? [printerAlternate(2)];
    this.configuration = { interfaces: [{ interfaceNumber: 0, alternates }] };
  }

  /** What the printer says. */
  answer(...bytes: number[]): void {
    this.#answers.push(Uint8Array.from(bytes));
    this.#wake();
  }

  unplug(): void {
    this.#isPlugged = false;
    this.#wake();
  }

  open = () => this.#call('open');
  close = () => this.#call('close');
  claimInterface = (number: number) => this.#call(`claim ${number}`);
  releaseInterface = (number: number) => this.#call(`release ${number}`);
  selectAlternateInterface = (number: number, alternate: number) =>
    this.#call(`select ${number} ${alternate}`);
  detachKernelDriver = async (number: number) => {
    await this.#call(`detach ${number}`);
    this.failures.delete(`claim ${number}`);
  };
  attachKernelDriver = (number: number) => this.#call(`attach ${number}`);
  clearHalt = (direction: string) => this.#call(`clear ${direction}`);

  async transferOut(_endpoint: number, data: Uint8Array): Promise<{ bytesWritten: number }> {
    await this.beforeWrite();
    if (!this.#isPlugged) throw new Error('transferOut error: Disconnected');
    await this.#call('write');
    this.written.push(data.slice());
    return { bytesWritten: data.length };
  }

  async transferIn(): Promise<{ data?: DataView }> {
    if (this.#isPlugged && this.#answers.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, 5);
      });
    }
    if (!this.#isPlugged) throw new Error('transferIn error: Disconnected');
    const bytes = this.#answers.shift();
    if (!bytes) throw new Error('transferIn error: Cancelled');
    return { data: new DataView(bytes.buffer) };
  }

  async controlTransferIn(): Promise<{ data?: DataView }> {
    await this.#call('device id');
    const text = Buffer.from('\0\x12MFG:EPSON;MDL:T;', 'latin1');
    return { data: new DataView(Uint8Array.from(text).buffer) };
  }

  async #call(name: string): Promise<void> {
    this.calls.push(name);
    const failure = this.failures.get(name);
    if (failure !== undefined) throw new Error(failure);
  }
}

export function fakeHost(
  devices: readonly UsbDevice[],
  { platform = 'darwin', sysfs = '/nowhere' }: Partial<UsbHost> = {},
): UsbHost {
  return { platform, sysfs, openBus: async () => ({ getDevices: async () => devices }) };
}
