import { sleep, type Clock } from '../../../shared/kit/clock.ts';
import { loadKoffi, type Address, type Koffi } from './koffi.ts';
import { openOverlappedFile, type OverlappedFile } from './overlapped-file.ts';
import { deviceInterfaceData } from './structs.ts';

export interface FoundUsbprintPrinter {
  /** For `createUsbprintTransport`. Another one when the printer is plugged in elsewhere and has no serial number. */
  readonly path: string;
  /** IEEE 1284 device id (`MFG:…;MDL:…;CMD:…;`), where it could be read. */
  readonly deviceId: string;
  /** What the plug says of the paper, where it could be read. */
  readonly isPaperOut?: boolean;
}

interface ListOptions {
  readonly clock: Clock;
  /** Defaults: this computer's. */
  readonly listPaths?: () => Promise<readonly string[]>;
  readonly openFile?: (path: string) => Promise<OverlappedFile>;
}

/** @source Microsoft, usbprint.h: CTL_CODE(FILE_DEVICE_UNKNOWN, 12 and 13, METHOD_BUFFERED, FILE_ANY_ACCESS) */
const getPortStatus = 0x220030;
const getDeviceId = 0x220034;
/** @source USB Implementers' Forum, "Universal Serial Bus Device Class Definition for Printing Devices" 1.1, 4.2.2 */
const paperEmptyBit = 0x20;
const longestDeviceIdBytes = 1_024;
const answerTimeoutMs = 500;
const pollMs = 5;

/**
 * The printers under Windows' USB printer driver. Prints nothing.
 *
 * @throws PrinterError `unreachable` when Windows cannot be asked
 */
export async function listUsbprintPrinters(options: ListOptions): Promise<FoundUsbprintPrinter[]> {
  const { clock, listPaths = listUsbprintPaths, openFile = openOverlappedFile } = options;
  const found: FoundUsbprintPrinter[] = [];
  for (const path of await listPaths()) {
    const file = await openFile(path).catch(() => undefined);
    if (file) found.push({ path, ...(await describe(file, clock)) });
    else found.push({ path, deviceId: '' }); // held by somebody; it is there all the same
    file?.close();
  }
  return found;
}

async function describe(file: OverlappedFile, clock: Clock) {
  const id = await answer(file, getDeviceId, longestDeviceIdBytes, clock);
  const status = (await answer(file, getPortStatus, 1, clock))?.[0];
  return {
    // the first two bytes are the length
    deviceId: Buffer.from(id?.subarray(2) ?? [])
      .toString('latin1')
      .replace(/\0.*$/s, ''),
    ...(status !== undefined && { isPaperOut: (status & paperEmptyBit) !== 0 }),
  };
}

async function answer(
  file: OverlappedFile,
  code: number,
  lengthBytes: number,
  clock: Clock,
): Promise<Uint8Array | undefined> {
  const asking = file.control(code, lengthBytes);
  const startMs = clock.monotonicMs();
  while (!asking.poll() && clock.monotonicMs() - startMs < answerTimeoutMs) {
    await sleep(clock, pollMs);
  }
  const result = asking.poll();
  if (!result) asking.cancel();
  return result?.ok ? result.bytes : undefined;
}

/** @source Microsoft, usbprint.h: GUID_DEVINTERFACE_USBPRINT {28d78fad-5a12-11d1-ae5b-0000f803a8c2} */
const usbprintGuid = Buffer.from('ad8fd728125ad111ae5b0000f803a8c2', 'hex');
/** @source Microsoft, setupapi.h */
const presentInterfaces = 0x12;
const invalidHandle = -1;
const pathOffsetBytes = 4;
const longestPathBytes = 2_048;

async function listUsbprintPaths(): Promise<string[]> {
  const koffi = await loadKoffi();
  const calls = declare(koffi);
  const set = calls.getClassDevs(usbprintGuid, null, 0, presentInterfaces);
  if (Number(set) === invalidHandle) return [];
  const paths: string[] = [];
  for (let at = 0; ; at += 1) {
    const entry = { cbSize: koffi.sizeof(calls.interfaceData) };
    if (!calls.enumDeviceInterfaces(set, null, usbprintGuid, at, entry)) break;
    const detail = Buffer.alloc(longestPathBytes);
    detail.writeUInt32LE(detailBytes(koffi));
    if (!calls.getInterfaceDetail(set, entry, detail, detail.length, null, null)) continue;
    paths.push(detail.toString('utf16le', pathOffsetBytes).replace(/\0.*$/s, ''));
  }
  calls.destroyList(set);
  return paths;
}

/** The struct ends in one character, padded to the computer's word: 8 bytes with 64 bits, 6 with 32. */
function detailBytes(koffi: Koffi): number {
  return koffi.sizeof('intptr_t') === 8 ? 8 : 6;
}

function declare(koffi: Koffi) {
  const setupapi = koffi.load('setupapi.dll');
  const interfaceData = deviceInterfaceData(koffi);
  const data = koffi.inout(koffi.pointer(interfaceData));
  return {
    interfaceData,
    getClassDevs: setupapi.func(
      'intptr_t __stdcall SetupDiGetClassDevsW(void *guid, str16 enumerator, intptr_t window, uint32_t flags)',
    ) as (...values: unknown[]) => Address,
    enumDeviceInterfaces: setupapi.func('__stdcall', 'SetupDiEnumDeviceInterfaces', 'bool', [
      'intptr_t',
      'void *',
      'void *',
      'uint32_t',
      data,
    ]) as Call,
    getInterfaceDetail: setupapi.func('__stdcall', 'SetupDiGetDeviceInterfaceDetailW', 'bool', [
      'intptr_t',
      data,
      koffi.inout('uint8_t *'),
      'uint32_t',
      'void *',
      'void *',
    ]) as Call,
    destroyList: setupapi.func('bool __stdcall SetupDiDestroyDeviceInfoList(intptr_t set)') as Call,
  };
}

type Call = (...values: unknown[]) => boolean;
