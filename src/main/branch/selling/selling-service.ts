import type { z } from 'zod';
import type {
  Bill,
  BillDiscount,
  BillKind,
  billRoutes,
  Customer,
  NewLine,
  SellingSettings,
} from '../../../shared/contract/bill.ts';
import { piecesOf } from '../../../shared/contract/bill-sums.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { transact } from '../database/index.ts';
import {
  BillDesk,
  getBill,
  moneyOf,
  viewOf,
  type Command,
  type Hand,
  type Seller,
  type SellingDeps,
  type Task,
} from './bill-desk.ts';
import {
  demandUnsent,
  getLine,
  mergeBills,
  replaceLine,
  splitBill,
  voidLine,
  type SplitWish,
} from './bill-edits.ts';
import { countPrint, findBillOfReceipt, listBills, moneyByBill, nextCount } from './bills-repo.ts';
import { findCustomers, saveCustomer } from './customers-repo.ts';
import { printCheck } from './guest-check.ts';
import { cancelRound, makeLine, sendUnsent, voidInKitchen } from './kitchen.ts';
import { giveBack, takeBack, takePayment } from './money-desk.ts';
import { receiptPaper } from './receipt-paper.ts';
import { noteDiscount, noteVoid } from './shift-notes.ts';
import { readSellingSettings, saveSellingSettings } from './selling-settings.ts';
import { noMoney, toBill, toTerms, type StoredBill } from './stored-bill.ts';

type Input<Name extends keyof typeof billRoutes> = z.infer<(typeof billRoutes)[Name]['input']>;

/** Numbers that are called out start anew after this many bills. */
const lastNumber = 999;

/** Selling at the counter: each method one command of a till. Errors as `BillDesk.carryOut`, and those named. */
export class SellingService {
  readonly #deps: SellingDeps;
  readonly #desk: BillDesk;

  constructor(deps: SellingDeps) {
    this.#deps = deps;
    this.#desk = new BillDesk(deps);
  }

  /** Open and held ones, oldest first, or the last that ended. */
  list(lane: 'open' | 'ended'): Bill[] {
    const { db } = this.#deps;
    const bills = listBills(db, lane);
    const money = moneyByBill(
      db,
      bills.map(({ id }) => id),
    );
    return bills.map((bill) => toBill(bill, money.get(bill.id) ?? noMoney));
  }

  /** @throws AppError `bill.not_found` */
  get(id: string): Bill {
    return viewOf(this.#deps.db, id);
  }

  /** @throws AppError `receipt.not_found` */
  findByReceipt(number: string): Bill {
    const billId = findBillOfReceipt(this.#deps.db, number);
    if (billId === undefined) throw new AppError('receipt.not_found', `no receipt ${number}`);
    return this.get(billId);
  }

  open(
    by: Seller,
    command: { commandId: string; kind: BillKind; table: string; customer: Customer | null },
  ): Bill {
    return this.#desk.open(by, command, ({ tx, nowMs, by: openedBy }) => {
      const settings = readSellingSettings(tx);
      if (command.customer) saveCustomer(tx, command.customer, nowMs);
      const count = nextCount(tx, 'bill');
      return {
        id: this.#deps.ids('bil'),
        number: String(((count - 1) % lastNumber) + 1),
        version: 1,
        kind: command.kind,
        state: 'open',
        table: command.table,
        customer: command.customer,
        note: '',
        terms: toTerms(settings, this.#deps.currency() || settings.currency),
        lines: [],
        discount: null,
        rounds: [],
        parts: [],
        checks: [],
        openedAtMs: nowMs,
        openedBy,
        closedAtMs: null,
        mergedInto: null,
      };
    });
  }

  /** @throws AppError `menu.not_found`, `menu.out`, `menu.choices` */
  addLines(by: Seller, command: Command & { lines: readonly NewLine[] }): Bill {
    const task = { action: 'add_lines', commutes: true } as const;
    return this.#desk.carryOut(by, task, command, (hand) => ({
      ...hand.bill,
      lines: [...hand.bill.lines, ...command.lines.map((line) => makeLine(this.#deps, hand, line))],
    }));
  }

  /** @throws AppError `bill.line_not_found`, `bill.line_sent`, and what `addLines` throws */
  changeLine(by: Seller, command: Input<'changeLine'>): Bill {
    const task = { action: 'change_line' } as const;
    return this.#desk.carryOut(by, task, command, (hand) => {
      const line = getLine(hand.bill, command.lineId);
      demandUnsent(line);
      const { quantity, choices, note = line.note } = command;
      if (quantity === 0) return replaceLine(hand.bill, line.id, []);
      const fresh = choices
        ? makeLine(this.#deps, hand, { productId: line.productId, quantity, choices, note })
        : line;
      const { discount } = piecesOf(line, quantity);
      const kept = { id: line.id, quantity, note, discount };
      return replaceLine(hand.bill, line.id, [{ ...fresh, ...kept }]);
    });
  }

  /** @throws AppError `bill.line_not_found`, `input.invalid` */
  voidLine(by: Seller, command: Input<'voidLine'>): Bill {
    const task = { action: 'void_line' } as const;
    return this.#desk.carryOut(by, task, command, (hand) => {
      const { lineId, quantity, reason } = command;
      const voided = { reason, atMs: hand.nowMs, by: hand.by };
      const voidedId = this.#deps.ids('lin');
      const after = voidLine(hand.bill, { lineId, quantity, voidedId, voided });
      noteVoid(this.#deps, hand, after);
      return voidInKitchen(this.#deps, hand, after);
    });
  }

  /** @throws AppError `bill.line_not_found` */
  discountLine(
    by: Seller,
    command: Command & { lineId: string; discount: BillDiscount | null },
  ): Bill {
    const task = { action: 'discount_line' } as const;
    return this.#desk.carryOut(by, task, command, (hand) => {
      const line = getLine(hand.bill, command.lineId);
      const after = replaceLine(hand.bill, line.id, [{ ...line, discount: command.discount }]);
      return noteDiscount(this.#deps, hand, after);
    });
  }

  discountBill(by: Seller, command: Command & { discount: BillDiscount | null }): Bill {
    const task = { action: 'discount_bill' } as const;
    return this.#desk.carryOut(by, task, command, (hand) =>
      noteDiscount(this.#deps, hand, { ...hand.bill, discount: command.discount }),
    );
  }

  change(by: Seller, command: Input<'changeBill'>): Bill {
    const task = { action: 'change' } as const;
    return this.#desk.carryOut(by, task, command, ({ tx, bill, nowMs }) => {
      const { kind, table, customer, note } = command;
      if (customer) saveCustomer(tx, customer, nowMs);
      return { ...bill, kind, table, customer, note };
    });
  }

  hold(by: Seller, command: Command): Bill {
    return this.#turn(by, command, { action: 'hold' }, 'held');
  }

  recall(by: Seller, command: Command): Bill {
    const task: Task = { action: 'recall', on: ['held'] };
    return this.#turn(by, command, task, 'open');
  }

  send(by: Seller, command: Command): Bill {
    const task = { action: 'send' } as const;
    return this.#desk.carryOut(by, task, command, (hand) => sendUnsent(this.#deps, hand));
  }

  /** @throws AppError `input.invalid` when the parts do not make up the bill */
  split(by: Seller, command: Command & { by: SplitWish }): Bill {
    const task = { action: 'split' } as const;
    return this.#desk.carryOut(by, task, command, ({ bill }) => splitBill(bill, command.by));
  }

  /** @throws AppError `bill.paid`, `bill.split`, `bill.other_terms`, `input.invalid` for a bill and itself */
  merge(by: Seller, command: Input<'mergeBill'>): Bill {
    const task = { action: 'merge' } as const;
    return this.#desk.carryOut(by, task, command, (hand) => {
      const { fromBillId: id, fromVersion: version } = command;
      if (id === command.id) {
        throw new AppError('input.invalid', 'a bill cannot be joined to itself', {
          details: { fields: { fromBillId: 'another bill' } },
        });
      }
      const from = this.#desk.demandFresh(
        hand.tx,
        { id, version },
        { ...task, on: ['open', 'held'] },
      );
      for (const bill of [hand.bill, from]) demandUntouched(hand, bill);
      demandSameTerms(hand.bill, from);
      const merged = mergeBills(hand.bill, from);
      this.#desk.save(hand.tx, { ...merged.from, closedAtMs: hand.nowMs }, hand.by);
      return merged.into;
    });
  }

  /** @throws AppError `bill.not_payable` when nothing is to be paid */
  printCheck(by: Seller, command: Input<'printCheck'>): Bill {
    const task: Task = { action: 'print_check', on: ['open', 'held'] };
    return this.#desk.carryOut(by, task, command, (hand) =>
      printCheck(this.#deps, hand, command.part),
    );
  }

  /** @throws AppError `bill.not_payable` */
  pay(by: Seller, command: Input<'payBill'>): Bill {
    const task = { action: 'pay' } as const;
    return this.#desk.carryOut(by, task, command, (hand) => takePayment(this.#deps, hand, command));
  }

  /** @throws AppError `bill.payment_not_found`, `bill.paid` */
  takeBack(by: Seller, command: Input<'takeBackPayment'>): Bill {
    return this.#desk.carryOut(by, { action: 'take_back' }, command, (hand) =>
      takeBack(this.#deps, hand, command),
    );
  }

  /** @throws AppError `bill.refund_too_large` */
  refund(by: Seller, command: Input<'refundBill'>): Bill {
    const task: Task = { action: 'refund', on: ['closed'] };
    return this.#desk.carryOut(by, task, command, (hand) => giveBack(this.#deps, hand, command));
  }

  /** @throws AppError `bill.paid` */
  cancel(by: Seller, command: Command & { reason: string }): Bill {
    const task: Task = { action: 'cancel', on: ['open', 'held'] };
    return this.#desk.carryOut(by, task, command, (hand) => {
      const { bill, money, nowMs } = hand;
      if (money.payments.length > 0)
        throw new AppError('bill.paid', `bill ${bill.id} has payments`);
      noteVoid(this.#deps, hand, { ...bill, lines: [] });
      for (const round of bill.rounds) {
        this.#deps.orders.cancel(hand.tx, round.orderId, by.name, command.reason);
      }
      return { ...bill, state: 'cancelled', closedAtMs: nowMs };
    });
  }

  /**
   * Cancels what one order of a bill holds, whatever the bill has become meanwhile.
   *
   * @throws AppError `bill.paid` for a bill that is closed
   */
  cancelOrder(by: Seller, wish: { billId: string; orderId: string; reason: string }): Bill {
    const { billId: id, orderId } = wish;
    if (getBill(this.#deps.db, id).state === 'closed') {
      throw new AppError('bill.paid', `bill ${id} is closed`);
    }
    const task: Task = { action: 'cancel_order', on: ['open', 'held'], commutes: true };
    const command = { id, commandId: `cancel_${orderId}`, version: 0 };
    return this.#desk.carryOut(by, task, command, (hand) => {
      const after = cancelRound(this.#deps, hand, wish);
      noteVoid(this.#deps, hand, after);
      return after;
    });
  }

  /** @throws AppError `bill.not_found`, `receipt.not_found` */
  reprintReceipt({ drawerId }: Seller, wish: Input<'reprintReceipt'>): void {
    transact(this.#deps.db, (tx) => {
      const bill = getBill(tx, wish.id);
      const money = moneyOf(tx, bill.id);
      const receipt = money.receipts.find(({ number }) => number === wish.number);
      if (!receipt) throw new AppError('receipt.not_found', `no receipt ${wish.number}`);
      const settings = readSellingSettings(tx);
      const paper = receiptPaper(bill, money, receipt, settings);
      const copy = countPrint(tx, receipt.number);
      this.#deps.paper.receipt(tx, paper, { drawerId, copy, reason: wish.reason });
    });
  }

  findCustomers(phone: string): Customer[] {
    return findCustomers(this.#deps.db, phone);
  }

  settings(): SellingSettings {
    return readSellingSettings(this.#deps.db);
  }

  /** @throws AppError `menu.in_use` when a product has a tax class that would go */
  changeSettings(settings: SellingSettings): SellingSettings {
    return transact(this.#deps.db, (tx) => {
      const kept = settings.taxClasses.map(({ id }) => id);
      const lost = this.#deps.menu.taxClassesInUse(tx).filter((id) => !kept.includes(id));
      if (lost.length > 0) {
        throw new AppError('menu.in_use', 'products have these tax classes', {
          details: { taxClassIds: lost },
        });
      }
      saveSellingSettings(tx, settings);
      this.#deps.signals.raise({ settings: true });
      return settings;
    });
  }

  #turn(by: Seller, command: Command, task: Task, state: StoredBill['state']): Bill {
    return this.#desk.carryOut(by, task, command, ({ bill }) => ({ ...bill, state }));
  }
}

/** @throws AppError `bill.split`, `bill.paid` */
function demandUntouched({ tx }: Hand, bill: StoredBill): void {
  if (bill.parts.length > 0) throw new AppError('bill.split', `bill ${bill.id} is split`);
  if (moneyOf(tx, bill.id).payments.length > 0) {
    throw new AppError('bill.paid', `bill ${bill.id} has payments`);
  }
}

/** A price means what its bill was opened with. @throws AppError `bill.other_terms` */
function demandSameTerms({ terms }: StoredBill, from: StoredBill): void {
  const { currency, taxMode } = from.terms;
  if (terms.currency === currency && terms.taxMode === taxMode) return;
  throw new AppError('bill.other_terms', `bill ${from.id} is in ${currency}, ${taxMode}`);
}
