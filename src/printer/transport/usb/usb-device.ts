import { PrinterError } from '../../printer-error.ts';

/** What a printer needs of WebUSB's device as the package `usb` extends it. Every transfer takes a time-out in milliseconds. */
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  /** `001` on Linux. */
  readonly bus: string;
  /** The way through the hubs. */
  readonly ports: readonly number[];
  /** Another one each time the device is plugged in. */
  readonly handle: string;
  /** USB class of the device as a whole; printers leave it to their interfaces. */
  readonly deviceClass: number;
  /** These four may open the device to read them, and throw. */
  readonly manufacturerName: string | null;
  readonly productName: string | null;
  readonly serialNumber: string | null;
  readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  claimInterface(number: number): Promise<void>;
  releaseInterface(number: number): Promise<void>;
  selectAlternateInterface(number: number, alternate: number): Promise<void>;
  /** Linux only, like the next. */
  detachKernelDriver(number: number): Promise<void>;
  attachKernelDriver(number: number): Promise<void>;
  transferOut(
    endpoint: number,
    data: Uint8Array,
    timeoutMs: number,
  ): Promise<{ readonly bytesWritten: number }>;
  transferIn(
    endpoint: number,
    lengthBytes: number,
    timeoutMs: number,
  ): Promise<{ readonly data?: DataView | undefined }>;
  controlTransferIn(
    setup: ControlRequest,
    lengthBytes: number,
    timeoutMs: number,
  ): Promise<{ readonly data?: DataView | undefined }>;
  clearHalt(direction: 'in' | 'out', endpoint: number): Promise<void>;
}

export interface UsbInterface {
  readonly interfaceNumber: number;
  readonly alternates: readonly UsbAlternate[];
}

export interface UsbAlternate {
  readonly alternateSetting: number;
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
  readonly interfaceProtocol: number;
  readonly endpoints: readonly UsbEndpoint[];
}

export interface UsbEndpoint {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: string;
  /** Bytes. */
  readonly packetSize: number;
}

interface ControlRequest {
  readonly requestType: 'class';
  readonly recipient: 'interface';
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

export interface UsbBus {
  /** Everything plugged in. Rejects on a machine without USB. */
  getDevices(): Promise<readonly UsbDevice[]>;
}

/** A computer as far as USB goes. */
export interface UsbHost {
  /** @throws PrinterError `unreachable` */
  readonly openBus: () => Promise<UsbBus>;
  /** Only Linux lends its drivers and shows who holds a device. */
  readonly platform: NodeJS.Platform;
  /** Where Linux shows its devices. */
  readonly sysfs: string;
}

export const thisUsbHost: UsbHost = {
  openBus: openUsbBus,
  platform: process.platform,
  sysfs: '/sys/bus/usb/devices',
};

/**
 * The package `usb`, loaded when first asked for: where its native part does not load, only USB is lost.
 *
 * @throws PrinterError `unreachable`
 */
async function openUsbBus(): Promise<UsbBus> {
  try {
    const { usb } = await import('usb');
    return usb as unknown as UsbBus;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PrinterError('unreachable', `USB cannot be used on this computer: ${reason}`, {
      cause,
    });
  }
}
