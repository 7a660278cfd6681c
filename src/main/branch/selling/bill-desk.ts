import { isDeepStrictEqual } from 'node:util';
import type { Actor, Bill } from '../../../shared/contract/bill.ts';
import { sumOf } from '../../../shared/contract/bill-sums.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import type { MenuService } from '../menu/index.ts';
import type { OwnOrders } from '../orders/index.ts';
import type { CounterPapers } from '../printing/index.ts';
import type { ShiftBook } from '../shifts/index.ts';
import type { Signals } from '../signals.ts';
import { roundOrder } from './bill-orders.ts';
import {
  findBill,
  findCommand,
  insertBill,
  insertCommand,
  moneyByBill,
  updateBill,
} from './bills-repo.ts';
import { staleChecks } from './stale-checks.ts';
import { noMoney, sumsOf, toBill, type BillMoney, type StoredBill } from './stored-bill.ts';

export interface SellingDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signals: Signals;
  readonly menu: MenuService;
  readonly orders: OwnOrders;
  readonly paper: Pick<
    CounterPapers,
    'receipt' | 'guestCheck' | 'dropChecks' | 'openDrawer' | 'voidLine'
  >;
  readonly shifts: Pick<ShiftBook, 'noteMoney' | 'noteDeed'>;
  /** The company's currency; empty for a branch that belongs to none yet. */
  currency(): string;
}

/** Who sells, and from which drawer. */
export interface Seller extends Actor {
  readonly drawerId: string;
}

/** What a till asks for, as it came. */
export interface Command {
  readonly id: string;
  readonly commandId: string;
  readonly version: number;
}

export interface Task {
  readonly action: string;
  /** Carried out on whatever the bill has become: it takes nothing from anybody. */
  readonly commutes?: boolean;
  /** On bills in these states; open ones when not said. */
  readonly on?: readonly Bill['state'][];
}

/** A bill in the hand of one command. */
export interface Hand {
  readonly tx: Tx;
  readonly bill: StoredBill;
  readonly money: BillMoney;
  readonly by: Actor;
  readonly drawerId: string;
  readonly nowMs: number;
}

/** Carries out commands on bills: each once, in one transaction, on the bill that was seen. */
export class BillDesk {
  readonly #deps: SellingDeps;

  constructor(deps: SellingDeps) {
    this.#deps = deps;
  }

  /**
   * @param work the bill as it becomes
   * @throws AppError `bill.not_found`, `bill.changed`, `bill.not_open`, `bill.command_reused`,
   *   `bill.split` or `bill.paid` when the change does not fit what was split or paid already
   */
  carryOut(seller: Seller, task: Task, command: Command, work: (hand: Hand) => StoredBill): Bill {
    const { drawerId, ...by } = seller;
    return transact(this.#deps.db, (tx) => {
      if (isDone(tx, command, task.action)) return viewOf(tx, command.id);
      const bill = this.demandFresh(tx, command, task);
      const nowMs = this.#deps.clock.now();
      const after = work({ tx, bill, money: moneyOf(tx, bill.id), by, drawerId, nowMs });
      demandFits(bill, after, moneyOf(tx, bill.id));
      this.save(tx, after, by);
      const done = { id: command.commandId, billId: bill.id, action: task.action };
      insertCommand(tx, done, { by, atMs: nowMs, what: command });
      return viewOf(tx, bill.id);
    });
  }

  /** Opens a bill. @throws AppError `bill.command_reused` */
  open(
    seller: Seller,
    command: { readonly commandId: string },
    work: (hand: Omit<Hand, 'bill' | 'money'>) => StoredBill,
  ): Bill {
    const { drawerId, ...by } = seller;
    return transact(this.#deps.db, (tx) => {
      const known = findCommand(tx, command.commandId);
      if (known && known.action !== 'open') throw reused(command.commandId);
      if (known) return viewOf(tx, known.billId);
      const nowMs = this.#deps.clock.now();
      const bill = work({ tx, by, drawerId, nowMs });
      insertBill(tx, bill);
      this.#tell(bill);
      const done = { id: command.commandId, billId: bill.id, action: 'open' };
      insertCommand(tx, done, { by, atMs: nowMs, what: command });
      return viewOf(tx, bill.id);
    });
  }

  /** @throws AppError `bill.not_found`, `bill.changed`, `bill.not_open` */
  demandFresh(tx: Tx, seen: Pick<Command, 'id' | 'version'>, task: Task): StoredBill {
    const bill = getBill(tx, seen.id);
    if (bill.version !== seen.version && !task.commutes) {
      throw new AppError('bill.changed', `bill ${bill.id} is at version ${bill.version}`, {
        details: { bill: viewOf(tx, bill.id) },
      });
    }
    if ((task.on ?? ['open']).includes(bill.state)) return bill;
    throw new AppError('bill.not_open', `bill ${bill.id} is ${bill.state}`, {
      details: { bill: viewOf(tx, bill.id) },
    });
  }

  /** Keeps the bill as its next version, and its orders in step with it. */
  save(tx: Tx, after: StoredBill, by: Actor): void {
    const next = { ...after, version: after.version + 1 };
    updateBill(tx, next);
    const money = moneyOf(tx, after.id);
    this.#deps.paper.dropChecks(tx, staleChecks(tx, after, money));
    for (const round of after.rounds) {
      const order = roundOrder(after, round, money.payments);
      if (order) this.#deps.orders.change(tx, order);
      else this.#deps.orders.cancel(tx, round.orderId, by.name, '');
    }
    this.#tell(next);
  }

  #tell({ id, version }: StoredBill): void {
    this.#deps.signals.raise({ bills: true, changedBills: [{ id, version }] });
  }
}

/** @throws AppError `bill.command_reused` when the id belongs to another command */
function isDone(tx: Tx, command: Command, action: string): boolean {
  const known = findCommand(tx, command.commandId);
  if (!known) return false;
  if (known.action !== action || known.billId !== command.id) throw reused(command.commandId);
  return true;
}

function reused(commandId: string): AppError {
  return new AppError('bill.command_reused', `command ${commandId} was another one before`);
}

/** Far beyond any table, and far below where whole numbers end. */
const largestBillMinor = 1_000_000_000_000;

/** A split bill keeps its sums, and no bill falls below what was paid for it. */
function demandFits(before: StoredBill, after: StoredBill, { payments }: BillMoney): void {
  const { subtotalMinor, totalMinor } = sumsOf(after);
  if (subtotalMinor > largestBillMinor) {
    throw new AppError('input.invalid', `bill ${after.id} cannot hold that much`, {
      details: { fields: { lines: 'too much for one bill' } },
    });
  }
  const isSame = before.parts === after.parts;
  if (isSame && after.parts.length > 0 && !isDeepStrictEqual(sumsOf(before), sumsOf(after))) {
    throw new AppError('bill.split', `bill ${after.id} is shared out as it was`);
  }
  const paidMinor = sumOf(payments.map((payment) => payment.amountMinor));
  if (paidMinor > totalMinor || (paidMinor > 0 && !isSame)) {
    throw new AppError('bill.paid', `${paidMinor} was paid for bill ${after.id}`);
  }
}

/** @throws AppError `bill.not_found` */
export function getBill(db: Db, id: string): StoredBill {
  const bill = findBill(db, id);
  if (!bill) throw new AppError('bill.not_found', `no bill ${id}`);
  return bill;
}

export function moneyOf(db: Db, billId: string): BillMoney {
  return moneyByBill(db, [billId]).get(billId) ?? noMoney;
}

/** @throws AppError `bill.not_found` */
export function viewOf(db: Db, id: string): Bill {
  return toBill(getBill(db, id), moneyOf(db, id));
}
