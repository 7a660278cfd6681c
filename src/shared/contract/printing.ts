import { z } from 'zod';
import { Name } from './order.ts';
import { route } from './route.ts';
import { templateDocuments } from './template.ts';
import { mainDrawerId } from './terminal-kind.ts';

const AtMs = z.int().nonnegative();
const Id = z.object({ id: z.string().min(1) });

export const printJobKinds = [...templateDocuments, 'drawer', 'test'] as const;
export const PrintJobKind = z.enum(printJobKinds);
export type PrintJobKind = z.infer<typeof PrintJobKind>;

export const printJobStates = [
  /** Waits its turn. */
  'queued',
  /** Waits for a time or for there to be a printer. */
  'held',
  /** The printer cannot print just now; nothing was sent. */
  'blocked',
  'sending',
  'printed',
  /** Nobody knows whether it is on paper: a person must look. */
  'unknown',
  'failed',
  /** Waited so long that it would mislead; a person may still want it. */
  'expired',
  'cancelled',
] as const;
export const PrintJobState = z.enum(printJobStates);
export type PrintJobState = z.infer<typeof PrintJobState>;

/** What may be done with a job now; the till draws a button for each and no other. */
export const printJobOffers = [
  'cancel',
  /** Sends it (again) now. */
  'retry',
  /** To another printer. */
  'move',
  /** A marked copy of a finished one. */
  'reprint',
  /** "Is it on the paper?" */
  'answer',
] as const;
export type PrintJobOffer = (typeof printJobOffers)[number];

/** One print job as a person follows it. */
export const PrintJobView = z.object({
  id: z.string(),
  kind: PrintJobKind,
  orderId: z.string().nullable(),
  /** The number a person says aloud, where the job has one. */
  displayNumber: z.string(),
  stationId: z.string().nullable(),
  stationName: z.string(),
  printerId: z.string(),
  printerName: z.string(),
  /** Name of the printer in whose place this one prints; empty when nothing was moved. */
  backupFrom: z.string(),
  state: PrintJobState,
  /** Word that stands on the paper when this is not the first print. */
  mark: z.enum(['none', 'copy', 'possible_duplicate']),
  /** 1 for the first paper, 2 for COPY 2 and so on. */
  copy: z.int().positive(),
  attempt: z.int().nonnegative(),
  /** Why it waits or failed, in a code the till translates; empty when all is well. */
  problem: z.string(),
  /** Why a person wanted it. */
  reason: z.string(),
  createdAtMs: AtMs,
  printedAtMs: AtMs.nullable(),
  /** How it is known to be printed: the unit named the job, answered after it, was only handed it, or a person looked. */
  proof: z.enum(['fence', 'status', 'none', 'person']).nullable(),
  offers: z.array(z.enum(printJobOffers)),
});
export type PrintJobView = z.infer<typeof PrintJobView>;

/**
 * How many print jobs need a person. Of those that expired, only those of orders that are still open: their food is
 * lost otherwise.
 */
export const PrintTrouble = z.object({
  unknown: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  expired: z.int().nonnegative(),
});
export type PrintTrouble = z.infer<typeof PrintTrouble>;

/** What a print job is called on its paper and on the screen: the end of its id. */
export function printJobName(id: string): string {
  return `T-${id.slice(-6).toUpperCase()}`;
}

export const printerStates = [
  'ready',
  'paper_low',
  'paper_out',
  'cover_open',
  'offline',
  'unreachable',
  'error',
  'unknown',
] as const;
export const PrinterState = z.enum(printerStates);

export const PrinterConnection = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tcp'),
    host: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'an address such as 192.168.1.50'),
    port: z.int().min(1).max(65_535).default(9100),
  }),
  z.object({
    kind: z.literal('usb'),
    vendorId: z.int().min(0).max(0xffff),
    productId: z.int().min(0).max(0xffff),
    /** Empty where the unit has none; then the port tells two alike apart. */
    serialNumber: z.string().max(126).default(''),
    portPath: z.string().max(60).default(''),
  }),
  z.object({
    kind: z.literal('serial'),
    path: z.string().trim().min(1).max(120),
    baud: z.int().min(300).max(921_600),
    flow: z.enum(['none', 'rts_cts', 'dtr_dsr', 'xon_xoff']),
  }),
  /** A character device of the system's own printer driver, `/dev/usb/lp0`. */
  z.object({ kind: z.literal('device_file'), path: z.string().trim().min(1).max(120) }),
  /** A raw queue of the operating system (CUPS, Windows spooler). */
  z.object({ kind: z.literal('spooler'), queue: z.string().trim().min(1).max(120) }),
  /** A USB printer under Windows' own driver. */
  z.object({ kind: z.literal('usbprint'), path: z.string().trim().min(1).max(300) }),
]);
export type PrinterConnection = z.infer<typeof PrinterConnection>;

export const PrinterSettings = z.object({
  name: z.string().trim().min(1).max(40),
  connection: PrinterConnection,
  /** Model, a key of the printer library's profiles. */
  profile: z.string().min(1),
  /** Dots across as read from the printed ruler; null for what the model says. */
  widthDots: z.int().min(256).max(1_280).nullable().default(null),
  /** `raster` draws everything: slower, for units whose own letters cannot be trusted. */
  text: z.enum(['own', 'raster']).default('own'),
  /** The connector pin of a cash drawer on this printer. */
  drawer: z.enum(['none', 'pin2', 'pin5']).default('none'),
  /** Whose drawer that is: the counter's, or by its id that of a till which counts its own cash. */
  drawerId: z.string().min(1).default(mainDrawerId),
  /** Sounds the printer's buzzer with each kitchen ticket. */
  buzzer: z.boolean().default(false),
  /** Printers that take over when this one cannot print, first to last. */
  backups: z.array(z.string()).max(4).default([]),
});
export type PrinterSettings = z.infer<typeof PrinterSettings>;

/** The printer that opens a drawer: the first whose cable leads to it. */
export function printerOfDrawer<Printer extends Pick<PrinterSettings, 'drawer' | 'drawerId'>>(
  printers: readonly Printer[],
  drawerId: string,
): Printer | undefined {
  return printers.find((printer) => printer.drawer !== 'none' && printer.drawerId === drawerId);
}

export const PrinterView = PrinterSettings.extend({
  id: z.string(),
  state: PrinterState,
  stateSinceMs: AtMs,
  waitingJobs: z.int().nonnegative(),
});
export type PrinterView = z.infer<typeof PrinterView>;

/** What comes out of a station's printer. */
export const stationDocuments = ['kitchen', 'receipt', 'courier_slip', 'report'] as const;

/**
 * A place that gets paper. Kitchen lines go to every station that takes them; a line that none takes goes to the
 * default one, so that no line is ever without paper.
 */
export const StationSettings = z.object({
  name: z.string().trim().min(1).max(40),
  prints: z.enum(stationDocuments),
  /** Null: nothing prints until one is chosen; its kitchen lines go to the default station meanwhile. */
  printerId: z.string().nullable(),
  copies: z.int().min(1).max(5).default(1),
  /** Takes what no other station takes. One for each document at most. */
  isDefault: z.boolean().default(false),
  /** Empty lists take everything. */
  takes: z
    .object({
      platforms: z.array(z.string()).default([]),
      fulfilments: z.array(z.enum(['delivery', 'pickup', 'dine_in'])).default([]),
      categoryIds: z.array(z.string()).default([]),
      itemIds: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** Its own lines only, or the whole order when any line is its own. */
  lines: z.enum(['own', 'all']).default('own'),
  /** Prints by itself when the order is accepted. Kitchen stations always do. */
  automatic: z.boolean().default(false),
  /** Null: the branch's language for tickets. */
  language: z.enum(['ar', 'en', 'both']).nullable().default(null),
  /** Null: the branch's template for this document. */
  templateId: z.string().nullable().default(null),
});
export type StationSettings = z.infer<typeof StationSettings>;
export const Station = StationSettings.extend({ id: z.string() });
export type Station = z.infer<typeof Station>;

export const connectionKinds = [
  'tcp',
  'usb',
  'serial',
  'device_file',
  'spooler',
  'usbprint',
] as const;

/** A printer that may be there. */
export const FoundPrinter = z.object({
  /** Names this address for the time of the search. */
  key: z.string(),
  connection: PrinterConnection,
  /** What it calls itself or the system calls it; may be empty, may be untrue. */
  name: z.string(),
  /** Best matching model and how sure that is. */
  profile: z.string(),
  certainty: z.enum(['likely', 'guess', 'unknown']),
  /** Why that model, in its own words: "answers GS I with TM-T20III". */
  because: z.string(),
  /** The printer of this branch that has this address already. */
  printerId: z.string().nullable(),
});
export type FoundPrinter = z.infer<typeof FoundPrinter>;

export const DiscoveryView = z.object({
  running: z.boolean(),
  /** Addresses asked and to ask. */
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  found: z.array(FoundPrinter),
  /** Sources that could not look, with a code the till translates. */
  failed: z.array(
    z.object({ source: z.enum(['network', 'mdns', 'usb', 'serial', 'spooler']), code: z.string() }),
  ),
});
export type DiscoveryView = z.infer<typeof DiscoveryView>;

/** What a look at one address tells, before the printer is added. */
export const PrinterCheck = z.object({
  state: PrinterState,
  profile: z.string(),
  certainty: z.enum(['likely', 'guess', 'unknown']),
  because: z.string(),
});
export type PrinterCheck = z.infer<typeof PrinterCheck>;

const JobReply = z.object({ printJob: PrintJobView });
const StationReply = z.object({ station: Station });

export const printingRoutes = {
  listPrinters: route({
    method: 'GET',
    path: '/api/printing/printers',
    input: z.object({}),
    reply: z.object({
      printers: z.array(PrinterView),
      profiles: z.array(z.object({ key: z.string(), name: z.string(), widthDots: z.int() })),
    }),
  }),
  addPrinter: route({
    method: 'POST',
    path: '/api/printing/printers',
    permission: 'change_printing',
    input: PrinterSettings,
    reply: PrinterView,
  }),
  changePrinter: route({
    method: 'PUT',
    path: '/api/printing/printers/:id',
    permission: 'change_printing',
    input: PrinterSettings.extend({ id: z.string() }),
    reply: PrinterView,
  }),
  removePrinter: route({
    method: 'DELETE',
    path: '/api/printing/printers/:id',
    permission: 'change_printing',
    input: Id,
    reply: z.object({}),
  }),
  testPrinter: route({
    method: 'POST',
    path: '/api/printing/printers/:id/test',
    permission: 'change_printing',
    input: Id,
    reply: JobReply,
  }),
  /** Gives everything that waits for this printer to another. */
  divertPrinter: route({
    method: 'POST',
    path: '/api/printing/printers/:id/divert',
    permission: 'change_printing',
    input: Id.extend({ toPrinterId: z.string() }),
    reply: z.object({ moved: z.int().nonnegative() }),
  }),
  /** Starts a search, or begins anew. Nothing is printed, cut or opened. */
  startDiscovery: route({
    method: 'POST',
    path: '/api/printing/discovery',
    permission: 'change_printing',
    input: z.object({}),
    reply: DiscoveryView,
  }),
  readDiscovery: route({
    method: 'GET',
    path: '/api/printing/discovery',
    input: z.object({}),
    reply: DiscoveryView,
  }),
  stopDiscovery: route({
    method: 'DELETE',
    path: '/api/printing/discovery',
    permission: 'change_printing',
    input: z.object({}),
    reply: z.object({}),
  }),
  /** Connects, asks how it is and what it is. Prints nothing. */
  checkPrinter: route({
    method: 'POST',
    path: '/api/printing/checks',
    permission: 'change_printing',
    input: z.object({ connection: PrinterConnection }),
    reply: PrinterCheck,
  }),
  /** Prints a ruler whose last readable number is the width. */
  printRuler: route({
    method: 'POST',
    path: '/api/printing/rulers',
    permission: 'change_printing',
    input: z.object({ connection: PrinterConnection, profile: z.string() }),
    reply: z.object({ state: PrinterState }),
  }),
  /** Asks a serial line at the usual speeds; null when nothing answers. */
  detectSerialLine: route({
    method: 'POST',
    path: '/api/printing/serial-lines',
    permission: 'change_printing',
    input: z.object({ path: z.string().trim().min(1) }),
    reply: z.object({ baud: z.int().nullable() }),
  }),
  listStations: route({
    method: 'GET',
    path: '/api/printing/stations',
    input: z.object({}),
    reply: z.object({
      stations: z.array(Station),
      /** What can be chosen, seen in the orders of the last weeks. */
      categories: z.array(z.object({ id: z.string(), name: Name })),
      items: z.array(z.object({ id: z.string(), name: Name, categoryId: z.string().nullable() })),
      platforms: z.array(z.string()),
    }),
  }),
  addStation: route({
    method: 'POST',
    path: '/api/printing/stations',
    permission: 'change_printing',
    input: StationSettings,
    reply: StationReply,
  }),
  changeStation: route({
    method: 'PUT',
    path: '/api/printing/stations/:id',
    permission: 'change_printing',
    input: StationSettings.extend({ id: z.string() }),
    reply: StationReply,
  }),
  removeStation: route({
    method: 'DELETE',
    path: '/api/printing/stations/:id',
    permission: 'change_printing',
    input: Id,
    reply: z.object({}),
  }),
  /** Everything unfinished, then the latest that ended. */
  listPrintJobs: route({
    method: 'GET',
    path: '/api/printing/print-jobs',
    input: z.object({}),
    reply: z.object({ printJobs: z.array(PrintJobView) }),
  }),
  cancelPrintJob: route({
    method: 'DELETE',
    path: '/api/printing/print-jobs/:id',
    permission: 'reprint',
    input: Id,
    reply: z.object({}),
  }),
  retryPrintJob: route({
    method: 'POST',
    path: '/api/printing/print-jobs/:id/retry',
    permission: 'reprint',
    input: Id,
    reply: JobReply,
  }),
  /** A person looked whether the paper is there. When it is not, it prints again, marked. */
  answerPrintJob: route({
    method: 'POST',
    path: '/api/printing/print-jobs/:id/answer',
    permission: 'reprint',
    input: Id.extend({ isOnPaper: z.boolean() }),
    reply: JobReply,
  }),
  movePrintJob: route({
    method: 'POST',
    path: '/api/printing/print-jobs/:id/move',
    permission: 'reprint',
    input: Id.extend({ printerId: z.string() }),
    reply: JobReply,
  }),
  reprintPrintJob: route({
    method: 'POST',
    path: '/api/printing/print-jobs/:id/reprint',
    permission: 'reprint',
    input: Id.extend({ reason: z.string().trim().min(1).max(120) }),
    reply: JobReply,
  }),
  /** A receipt or courier slip of an order, at its station. The second one says COPY. */
  printOrderPaper: route({
    method: 'POST',
    path: '/api/orders/:id/papers',
    permission: 'reprint',
    input: Id.extend({ document: z.enum(['receipt', 'courier_slip']) }),
    reply: JobReply,
  }),
  /** The day so far, from the orders of this branch. */
  printDayReport: route({
    method: 'POST',
    path: '/api/printing/day-reports',
    permission: 'see_reports',
    input: z.object({}),
    reply: JobReply,
  }),
  openDrawer: route({
    method: 'POST',
    path: '/api/printing/drawer',
    permission: 'open_drawer',
    input: z.object({ reason: z.string().trim().min(1).max(120) }),
    reply: JobReply,
  }),
} as const;
