import { PrinterError } from '../../printer-error.ts';
import type { FoundSpoolerQueue } from '../spooler/spooler.ts';
import { loadKoffi, type Address, type Koffi } from './koffi.ts';
import { documentInfo, jobInfo, queueInfo } from './structs.ts';

export interface WindowsJob {
  readonly id: number;
  /** JOB_STATUS bits. */
  readonly status: number;
}

/** What printing needs of Windows' spooler. Every call runs beside the program and may take its time. */
export interface Winspool {
  /** PRINTER_STATUS bits of a queue; undefined when there is none of that name. */
  queueStatus(queue: string): Promise<number | undefined>;
  jobs(queue: string): Promise<readonly WindowsJob[]>;
  /** Hands a job over as it is; returns its id. @throws PrinterError `unreachable` when it was not taken */
  print(queue: string, title: string, bytes: Uint8Array): Promise<number>;
  /** JOB_CONTROL command; false when the job is gone or may not be touched. */
  control(queue: string, jobId: number, command: number): Promise<boolean>;
}

/** Windows' own. @throws PrinterError `unreachable` */
export async function openWinspool(): Promise<Winspool> {
  const koffi = await loadKoffi();
  const calls = declare(koffi);
  const withQueue = async <Result>(
    queue: string,
    work: (handle: Address) => Promise<Result>,
  ): Promise<Result | undefined> => {
    const handle: Address[] = [0];
    if (!(await calls.openPrinter(queue, handle, null))) return undefined;
    try {
      return await work(handle[0] ?? 0);
    } finally {
      await calls.closePrinter(handle[0]);
    }
  };
  return {
    queueStatus: (queue) => withQueue(queue, (handle) => readStatus(calls, handle)),
    async jobs(queue) {
      const found = await withQueue(queue, (handle) =>
        enumerate(koffi, jobInfo(koffi), (buffer, size, needed, count) =>
          calls.enumJobs(handle, 0, mostJobs, 1, buffer, size, needed, count),
        ),
      );
      return (found ?? []).map(({ JobId, Status }) => ({
        id: Number(JobId),
        status: Number(Status),
      }));
    },
    async print(queue, title, bytes) {
      const id = await withQueue(queue, (handle) => sendJob(calls, handle, title, bytes));
      if (id === undefined) throw new PrinterError('unreachable', `Windows has no queue ${queue}`);
      return id;
    },
    async control(queue, jobId, command) {
      const done = await withQueue(queue, (handle) =>
        calls.setJob(handle, jobId, 0, null, command),
      );
      return done ?? false;
    },
  };
}

/** @throws PrinterError `unreachable` when Windows cannot be asked */
export async function listWindowsQueues(): Promise<FoundSpoolerQueue[]> {
  const koffi = await loadKoffi();
  const calls = declare(koffi);
  const found = await enumerate(koffi, queueInfo(koffi), (buffer, size, needed, count) =>
    calls.enumPrinters(localAndConnected, null, 5, buffer, size, needed, count),
  );
  return found.map(({ name, port }) => ({
    queue: typeof name === 'string' ? name : '',
    device: typeof port === 'string' ? port : '',
  }));
}

/** @source Microsoft, winspool.h: PRINTER_ENUM_LOCAL and PRINTER_ENUM_CONNECTIONS */
const localAndConnected = 2 + 4;
const mostJobs = 1_000;

/** @source Microsoft, winspool.h: PRINTER_INFO_6 is the status alone */
async function readStatus(calls: Calls, handle: Address): Promise<number> {
  const status = Buffer.alloc(4);
  const isRead = await calls.getPrinter(handle, 6, status, status.length, [0]);
  return isRead ? status.readUInt32LE() : 0;
}

/** @source Microsoft Learn, "How To: Print Using the GDI Print API", raw data: type RAW passes the bytes on as they are */
async function sendJob(
  calls: Calls,
  handle: Address,
  title: string,
  bytes: Uint8Array,
): Promise<number> {
  const id = await calls.startDoc(handle, 1, {
    pDocName: title,
    pOutputFile: null,
    pDatatype: 'RAW',
  });
  if (id === 0) throw new PrinterError('unreachable', 'Windows did not take the job');
  const written = [0];
  const isWritten = await calls.write(handle, bytes, bytes.length, written);
  if (isWritten && written[0] === bytes.length) {
    await calls.endDoc(handle);
    return id;
  }
  await calls.abort(handle); // also keeps what was written from being printed
  throw new PrinterError('unreachable', 'Windows did not take all of the job');
}

type Row = Readonly<Record<string, unknown>>;
type Fill = (
  buffer: Address | null,
  sizeBytes: number,
  needed: number[],
  count: number[],
) => Promise<boolean>;

/** Windows fills memory with rows whose texts stand behind them; it says first how much it needs. */
async function enumerate(
  koffi: Koffi,
  row: ReturnType<Koffi['struct']>,
  fill: Fill,
): Promise<Row[]> {
  const needed = [0];
  await fill(null, 0, needed, [0]);
  const sizeBytes = needed[0] ?? 0;
  if (sizeBytes === 0) return [];
  const buffer = koffi.alloc('uint8_t', sizeBytes) as Address;
  try {
    const count = [0];
    if (!(await fill(buffer, sizeBytes, [0], count))) return [];
    return koffi.decode(buffer, row, count[0] ?? 0) as Row[];
  } finally {
    koffi.free(buffer);
  }
}

type Calls = ReturnType<typeof declare>;

function declare(koffi: Koffi) {
  const winspool = koffi.load('winspool.drv');
  const inBackground =
    <Result>(func: { async: (...values: unknown[]) => void }) =>
    (...values: unknown[]) =>
      new Promise<Result>((resolve, reject) => {
        func.async(...values, (error: Error | null, result: Result) =>
          error ? reject(error) : resolve(result),
        );
      });
  const call = (prototype: string) => inBackground<boolean>(winspool.func(prototype));
  const list =
    'uint32_t level, void *buffer, uint32_t size, _Out_ uint32_t *needed, _Out_ uint32_t *count';
  return {
    openPrinter: call(
      'bool __stdcall OpenPrinterW(str16 name, _Out_ intptr_t *handle, void *defaults)',
    ),
    closePrinter: call('bool __stdcall ClosePrinter(intptr_t handle)'),
    getPrinter: call(
      'bool __stdcall GetPrinterW(intptr_t handle, uint32_t level, _Out_ uint8_t *buffer, uint32_t size, _Out_ uint32_t *needed)',
    ),
    enumPrinters: call(`bool __stdcall EnumPrintersW(uint32_t flags, str16 name, ${list})`),
    enumJobs: call(
      `bool __stdcall EnumJobsW(intptr_t handle, uint32_t first, uint32_t most, ${list})`,
    ),
    setJob: call(
      'bool __stdcall SetJobW(intptr_t handle, uint32_t job, uint32_t level, void *info, uint32_t command)',
    ),
    startDoc: inBackground<number>(
      winspool.func('__stdcall', 'StartDocPrinterW', 'uint32_t', [
        'intptr_t',
        'uint32_t',
        koffi.pointer(documentInfo(koffi)),
      ]),
    ),
    write: call(
      'bool __stdcall WritePrinter(intptr_t handle, const uint8_t *bytes, uint32_t length, _Out_ uint32_t *written)',
    ),
    endDoc: call('bool __stdcall EndDocPrinter(intptr_t handle)'),
    abort: call('bool __stdcall AbortPrinter(intptr_t handle)'),
  };
}
