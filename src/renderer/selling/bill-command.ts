import type { Bill } from '../../shared/contract/bill.ts';
import type { BranchApi } from '../api/branch-api.tsx';

/** Calls that change one bill, in the contract's own words. */
export type BillDeed =
  | 'addLines'
  | 'changeLine'
  | 'voidLine'
  | 'discountLine'
  | 'discountBill'
  | 'changeBill'
  | 'holdBill'
  | 'recallBill'
  | 'sendBill'
  | 'splitBill'
  | 'mergeBill'
  | 'printCheck'
  | 'payBill'
  | 'takeBackPayment'
  | 'refundBill'
  | 'cancelBill';

type Wish<Deed extends BillDeed> = Omit<
  Parameters<BranchApi[Deed]>[0],
  'id' | 'commandId' | 'version'
>;

/** What a person at the till wants of one bill; id, command id and version are put around it when it is sent. */
export type BillCommand = { [Deed in BillDeed]: { readonly do: Deed } & Wish<Deed> }[BillDeed];
export type CommandOf<Deed extends BillDeed> = Extract<BillCommand, { readonly do: Deed }>;

/** A bill that is to be. */
export type OpenWish = Omit<Parameters<BranchApi['openBill']>[0], 'commandId'>;

/** Around every command: on which bill, made once, as which version the bill was seen. */
export interface CommandEnvelope {
  readonly id: string;
  readonly commandId: string;
  readonly version: number;
}

/** Carried out on whatever the bill has become: it takes nothing from anybody. */
export function commutes(command: BillCommand): boolean {
  return command.do === 'addLines';
}

type Send = (input: CommandEnvelope) => Promise<{ bill: Bill }>;

/**
 * @returns the bill as the branch has it now
 * @throws AppError as the branch answered; `branch.unreachable` when nobody knows whether it was carried out
 */
export async function sendCommand(
  api: BranchApi,
  envelope: CommandEnvelope,
  { do: deed, ...wish }: BillCommand,
): Promise<Bill> {
  // Each wish was typed from the very route that is called; only the union of them has no call of its own.
  const call = api[deed] as Send;
  return (await call({ ...wish, ...envelope })).bill;
}
