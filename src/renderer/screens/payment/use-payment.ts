import { useState } from 'react';
import type { Bill, BillPayment } from '../../../shared/contract/bill.ts';
import type { CommandOf } from '../../selling/bill-command.ts';
import { useBillCommands } from '../../selling/bill-commands.tsx';
import type { SplitWish } from './split-draft.ts';

type Payment = CommandOf<'payBill'>['payment'];

/** What is being paid: the whole bill, or one guest's part. */
export interface Due {
  /** Null for the whole bill. */
  readonly part: number | null;
  readonly dueMinor: number;
  readonly cashDueMinor: number;
}

/** The part that is paid next: the chosen one while it owes something, else the first that does. */
export function dueOf(bill: Bill, chosen: number): Due {
  if (bill.parts.length === 0) {
    return { part: null, dueMinor: bill.dueMinor, cashDueMinor: bill.cashDueMinor };
  }
  const first = bill.parts.findIndex(({ dueMinor }) => dueMinor > 0);
  const index = (bill.parts[chosen]?.dueMinor ?? 0) > 0 ? chosen : Math.max(0, first);
  const part = bill.parts[index];
  return { part: index, dueMinor: part?.dueMinor ?? 0, cashDueMinor: part?.cashDueMinor ?? 0 };
}

/** Takes payments for one bill, one after the other. */
export function usePayment(bill: Bill) {
  const desk = useBillCommands();
  const [isBusy, setBusy] = useState(false);
  const [last, setLast] = useState<BillPayment | null>(null);
  const during = async <T>(work: Promise<T>): Promise<T> => {
    setBusy(true);
    try {
      return await work;
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    /** The payment that was just taken, as long as no other begins. */
    last,
    /** @returns whether the branch has taken it */
    pay: async (payment: Payment, { part }: Due, printReceipt: boolean): Promise<boolean> => {
      setLast(null);
      const command = { do: 'payBill', part, payment, printReceipt } as const;
      const after = await during(desk.run(bill.id, command));
      setLast(after?.payments.at(-1) ?? null);
      return after !== null;
    },
    takeBack: (paymentId: string, reason: string) => {
      setLast(null);
      return during(desk.run(bill.id, { do: 'takeBackPayment', paymentId, reason }));
    },
    /** @returns whether the branch has split it so */
    split: async (by: SplitWish): Promise<boolean> => {
      setLast(null);
      return (await during(desk.run(bill.id, { do: 'splitBill', by }))) !== null;
    },
  };
}
export type PaymentHandle = ReturnType<typeof usePayment>;
