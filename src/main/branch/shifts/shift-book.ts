import type { Actor } from '../../../shared/contract/bill.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import type { Tx } from '../database/index.ts';
import type { Signals } from '../signals.ts';
import type { CashEntry, DeedEntry, MoneyEntry, ShiftEntry } from './shift-entry.ts';
import { findOpenShift, insertEntry, insertShift, type StoredShift } from './shifts-repo.ts';

/** Where something happened and who did it. */
export interface AtDrawer {
  readonly drawerId: string;
  readonly by: Actor;
  /** Empty for what concerns no bill. */
  readonly billId: string;
}

export interface ShiftBookDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signals: Signals;
  currency(): string;
}

/** Where everything that concerns a drawer is written, in the transaction that does it. */
export class ShiftBook {
  readonly #deps: ShiftBookDeps;

  constructor(deps: ShiftBookDeps) {
    this.#deps = deps;
  }

  /**
   * Money moves now. Where nobody has opened a shift this opens one: a guest who wants to pay is never sent away.
   *
   * @returns the shift's id
   */
  noteMoney(tx: Tx, at: AtDrawer, entry: MoneyEntry): string {
    const { id } =
      findOpenShift(tx, at.drawerId) ?? this.open(tx, { ...at, floatMinor: 0, openedBySale: true });
    this.#note(tx, at, { shiftId: id, entry });
    return id;
  }

  /** Between two shifts it is kept for the next one. */
  noteDeed(tx: Tx, at: AtDrawer, entry: DeedEntry): void {
    this.#note(tx, at, { shiftId: findOpenShift(tx, at.drawerId)?.id ?? null, entry });
  }

  noteCash(tx: Tx, at: AtDrawer, shiftId: string, entry: CashEntry): void {
    this.#note(tx, at, { shiftId, entry });
  }

  /** The drawer must have none that is open. */
  open(
    tx: Tx,
    wanted: Pick<AtDrawer, 'drawerId' | 'by'> & {
      readonly floatMinor: number;
      readonly openedBySale: boolean;
    },
  ): StoredShift {
    const { clock, ids, signals } = this.#deps;
    const shift: StoredShift = {
      id: ids('shf'),
      drawerId: wanted.drawerId,
      currency: this.#deps.currency(),
      openedAtMs: clock.now(),
      openedBy: wanted.by,
      openedBySale: wanted.openedBySale,
      floatMinor: wanted.floatMinor,
      closedAtMs: null,
      closedBy: null,
      number: null,
      report: null,
    };
    insertShift(tx, shift);
    signals.raise({ shifts: true });
    return shift;
  }

  #note(
    tx: Tx,
    { drawerId, by, billId }: AtDrawer,
    { shiftId, entry }: { readonly shiftId: string | null; readonly entry: ShiftEntry },
  ): void {
    const atMs = this.#deps.clock.now();
    insertEntry(tx, {
      drawerId,
      by,
      billId: billId === '' ? null : billId,
      atMs,
      shiftId,
      entry,
    });
    this.#deps.signals.raise({ shifts: true });
  }
}
