import { PrinterError } from '../../printer-error.ts';
import { loadKoffi, type Address, type Koffi } from './koffi.ts';
import { overlapped } from './structs.ts';

/** One read or write that Windows works on. */
export interface PendingIo {
  /** What it came to; undefined while it is under way. */
  poll(): IoResult | undefined;
  /** Asks Windows to end it; `poll` then tells how far it came. */
  cancel(): void;
}

export interface IoResult {
  readonly ok: boolean;
  /** Bytes written, or read. */
  readonly bytes: Uint8Array;
}

/** A device opened so that no call waits. */
export interface OverlappedFile {
  write(bytes: Uint8Array): PendingIo;
  read(lengthBytes: number): PendingIo;
  /** A request that answers with at most that many bytes. */
  control(code: number, lengthBytes: number): PendingIo;
  close(): void;
}

/** @source Microsoft, winnt.h, fileapi.h, winbase.h, ntstatus.h, winerror.h */
const win = {
  genericReadWrite: 0xc0000000,
  shareReadWrite: 3,
  openExisting: 3,
  flagOverlapped: 0x40000000,
  invalidHandle: -1,
  statusPending: 0x103,
  errorFileNotFound: 2,
  errorPathNotFound: 3,
  errorAccessDenied: 5,
  errorSharing: 32,
  errorIoPending: 997,
};

/** @throws PrinterError `unreachable` */
export async function openOverlappedFile(path: string): Promise<OverlappedFile> {
  const koffi = await loadKoffi();
  const calls = declare(koffi);
  const { genericReadWrite, shareReadWrite, openExisting, flagOverlapped } = win;
  const handle = calls.createFile(
    path,
    genericReadWrite,
    shareReadWrite,
    null,
    openExisting,
    flagOverlapped,
    0,
  );
  if (Number(handle) === win.invalidHandle) throw toOpenError(path, calls.getLastError());
  const start = (bytes: Uint8Array, begin: (io: Memory) => boolean) =>
    new Overlapped(koffi, calls, handle, bytes).start(begin);
  return {
    write: (bytes) =>
      start(bytes, (io) => calls.writeFile(handle, io.buffer, bytes.length, null, io.overlapped)),
    read: (lengthBytes) =>
      start(new Uint8Array(lengthBytes), (io) =>
        calls.readFile(handle, io.buffer, lengthBytes, null, io.overlapped),
      ),
    control: (code, lengthBytes) =>
      start(new Uint8Array(lengthBytes), (io) =>
        calls.deviceIoControl(handle, code, null, 0, io.buffer, lengthBytes, null, io.overlapped),
      ),
    close: () => void calls.closeHandle(handle),
  };
}

interface Memory {
  readonly buffer: Address;
  readonly overlapped: Address;
}

class Overlapped implements PendingIo {
  readonly #koffi: Koffi;
  readonly #calls: Calls;
  readonly #handle: Address;
  readonly #lengthBytes: number;
  readonly #memory: Memory;
  #result: IoResult | undefined;

  constructor(koffi: Koffi, calls: Calls, handle: Address, bytes: Uint8Array) {
    this.#koffi = koffi;
    this.#calls = calls;
    this.#handle = handle;
    this.#lengthBytes = bytes.length;
    // memory that stays where it is, since Windows works on it after the call has returned
    this.#memory = {
      buffer: koffi.alloc('uint8_t', Math.max(1, bytes.length)) as Address,
      overlapped: koffi.alloc(calls.overlapped, 1) as Address,
    };
    if (bytes.length > 0) koffi.encode(this.#memory.buffer, 'uint8_t', bytes, bytes.length);
    koffi.encode(this.#memory.overlapped, calls.overlapped, emptyOverlapped);
  }

  start(begin: (memory: Memory) => boolean): this {
    const isDone = begin(this.#memory);
    // not freed: should the error be another call's, Windows may still be at work
    if (!isDone && this.#calls.getLastError() !== win.errorIoPending) this.#result = nothing;
    return this;
  }

  poll(): IoResult | undefined {
    if (this.#result) return this.#result;
    const { Internal, InternalHigh } = this.#koffi.decode(
      this.#memory.overlapped,
      this.#calls.overlapped,
    ) as { Internal: Address; InternalHigh: Address };
    if (Number(Internal) === win.statusPending) return undefined;
    const count = Math.min(Number(InternalHigh), this.#lengthBytes);
    const taken = this.#koffi.decode(this.#memory.buffer, 'uint8_t', count) as Iterable<number>;
    this.#koffi.free(this.#memory.buffer);
    this.#koffi.free(this.#memory.overlapped);
    this.#result = { ok: Number(Internal) === 0, bytes: Uint8Array.from(taken) };
    return this.#result;
  }

  cancel(): void {
    if (!this.#result) this.#calls.cancelIoEx(this.#handle, this.#memory.overlapped);
  }
}

const nothing: IoResult = { ok: false, bytes: new Uint8Array() };
const emptyOverlapped = { Internal: 0, InternalHigh: 0, Offset: 0, OffsetHigh: 0, hEvent: 0 };

type Calls = ReturnType<typeof declare>;

function declare(koffi: Koffi) {
  const kernel32 = koffi.load('kernel32.dll');
  const transfer = 'intptr_t handle, void *buffer, uint32_t length, void *done, void *overlapped';
  return {
    overlapped: overlapped(koffi),
    createFile: kernel32.func(
      'intptr_t __stdcall CreateFileW(str16 path, uint32_t access, uint32_t share, void *security, uint32_t disposition, uint32_t flags, intptr_t template)',
    ) as (...values: unknown[]) => Address,
    writeFile: kernel32.func(`bool __stdcall WriteFile(${transfer})`) as Call,
    readFile: kernel32.func(`bool __stdcall ReadFile(${transfer})`) as Call,
    deviceIoControl: kernel32.func(
      'bool __stdcall DeviceIoControl(intptr_t handle, uint32_t code, void *given, uint32_t givenLength, void *answer, uint32_t answerLength, void *done, void *overlapped)',
    ) as Call,
    cancelIoEx: kernel32.func(
      'bool __stdcall CancelIoEx(intptr_t handle, void *overlapped)',
    ) as Call,
    closeHandle: kernel32.func('bool __stdcall CloseHandle(intptr_t handle)') as Call,
    getLastError: kernel32.func('uint32_t __stdcall GetLastError()') as () => number,
  };
}

type Call = (...values: unknown[]) => boolean;

function toOpenError(path: string, code: number): PrinterError {
  if (code === win.errorFileNotFound || code === win.errorPathNotFound) {
    return new PrinterError('unreachable', `no USB printer is plugged in at ${path}`);
  }
  if (code === win.errorAccessDenied || code === win.errorSharing) {
    return new PrinterError('unreachable', 'another program holds the USB printer');
  }
  return new PrinterError('unreachable', `Windows does not open the USB printer (error ${code})`);
}
