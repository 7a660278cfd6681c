import type { PrinterView } from '../../../shared/contract/printing.ts';
import type { Clock, EpochMs } from '../../../shared/kit/clock.ts';
import type { Signals } from '../signals.ts';

export type PrinterState = PrinterView['state'];

/** What each printer last said about itself; not stored, because only the printer knows. */
export interface PrinterStates {
  get(printerId: string): { state: PrinterState; sinceMs: EpochMs };
  /** Undefined for one that has not been asked yet. */
  find(printerId: string): PrinterState | undefined;
  set(printerId: string, state: PrinterState): void;
  forget(printerId: string): void;
}

export function createPrinterStates(clock: Clock, signals: Signals): PrinterStates {
  const startedAtMs = clock.now();
  const states = new Map<string, { state: PrinterState; sinceMs: EpochMs }>();
  return {
    get: (printerId) => states.get(printerId) ?? { state: 'unknown', sinceMs: startedAtMs },
    find: (printerId) => states.get(printerId)?.state,
    set(printerId, state) {
      if (states.get(printerId)?.state === state) return;
      states.set(printerId, { state, sinceMs: clock.now() });
      signals.raise({ printing: true, state: true });
    },
    forget: (printerId) => void states.delete(printerId),
  };
}
