import type {
  FoundPrinter,
  PrinterView,
  PrintJobOffer,
  PrintJobView,
  Station,
} from '../../shared/contract/printing.ts';

/** What the branch offers for a job in this state, where there is a second printer. */
export function offersOfJob({
  kind,
  state,
}: Pick<PrintJobView, 'kind' | 'state'>): PrintJobOffer[] {
  const isPaper = kind !== 'drawer' && kind !== 'test';
  const elsewhere: PrintJobOffer[] = isPaper ? ['move'] : [];
  const offers: Record<PrintJobView['state'], PrintJobOffer[]> = {
    queued: ['cancel', ...elsewhere],
    held: ['cancel', ...elsewhere],
    blocked: ['cancel', ...elsewhere],
    sending: [],
    printed: isPaper ? ['reprint'] : [],
    unknown: ['answer'],
    failed: ['retry', 'cancel', ...elsewhere],
    expired: ['retry', 'cancel', ...elsewhere],
    cancelled: [],
  };
  return offers[state];
}

/** A job with what its state offers, unless said otherwise. */
export function buildPrintJob(part: Partial<PrintJobView> = {}): PrintJobView {
  const job: PrintJobView = {
    id: 'T-1',
    kind: 'kitchen',
    orderId: 'ord_1',
    displayNumber: '101',
    stationId: null,
    stationName: '',
    printerId: 'prn_1',
    printerName: 'Kitchen 1',
    backupFrom: '',
    state: 'printed',
    mark: 'none',
    copy: 1,
    attempt: 1,
    problem: '',
    reason: '',
    createdAtMs: 0,
    printedAtMs: 0,
    proof: null,
    offers: [],
    ...part,
  };
  return { ...job, offers: part.offers ?? offersOfJob(job) };
}

export function buildPrinter(part: Partial<PrinterView> = {}): PrinterView {
  return {
    id: 'prn_1',
    name: 'Kitchen 1',
    connection: { kind: 'tcp', host: '192.168.1.50', port: 9100 },
    widthDots: null,
    text: 'own',
    drawer: 'none',
    drawerId: 'main',
    buzzer: false,
    backups: [],
    profile: 'generic-80',
    state: 'ready',
    stateSinceMs: 0,
    waitingJobs: 0,
    ...part,
  };
}

export function buildStation(part: Partial<Station> = {}): Station {
  return {
    id: 'sta_1',
    name: 'Kitchen',
    prints: 'kitchen',
    printerId: 'prn_1',
    copies: 1,
    isDefault: false,
    takes: { platforms: [], fulfilments: [], categoryIds: [], itemIds: [] },
    lines: 'own',
    automatic: false,
    language: null,
    templateId: null,
    ...part,
  };
}

export function buildFoundPrinter(part: Partial<FoundPrinter> = {}): FoundPrinter {
  return {
    key: 'tcp 192.168.1.60',
    connection: { kind: 'tcp', host: '192.168.1.60', port: 9100 },
    name: 'EPSON TM-T20III',
    profile: 'epson-tm-t20',
    certainty: 'likely',
    because: 'announces itself as TM-T20III',
    printerId: null,
    ...part,
  };
}
