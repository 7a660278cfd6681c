import type { Bill, BillLine, NewLine } from '../../shared/contract/bill.ts';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { EpochMs } from '../../shared/kit/clock.ts';
import type { BillCommand } from './bill-command.ts';
import { foresee, foreseeOpened, type TillFacts } from './foresee.ts';
import type { Job } from './kept-jobs.ts';
import { toChoices } from './menu-book.ts';

/** The branch would not carry it out. */
export interface Refusal {
  /** Null when the bill could not even be opened. */
  readonly command: BillCommand | null;
  readonly error: unknown;
}

/** One bill as a screen shows it. */
export interface BillView {
  /** As it will be once all that is on its way is carried out; null until it has been read. */
  readonly bill: Bill | null;
  /** Ids of lines that the branch has not confirmed. */
  readonly saving: ReadonlySet<string>;
  /** Commands on their way. */
  readonly pending: number;
  /** Why they wait and are repeated by themselves; null while all goes its way. */
  readonly waiting: ErrorCode | null;
  readonly refused: Refusal | null;
  /** Lines taken off a moment ago: the bill counts without them, and they can be brought back. */
  readonly leaving: readonly BillLine[];
  /** The last payment that this till took; null while this page knows of none. */
  readonly ownPaymentId: string | null;
}

/** A command and whoever waits for what becomes of it. */
export interface SentJob extends Job {
  readonly settle: (bill: Bill | null) => void;
}

/** A bill, what the branch said of it last and what this till wants of it. */
export interface Thread {
  key: string;
  /** The branch's id; null until it has opened the bill. */
  id: string | null;
  confirmed: Bill | null;
  jobs: SentJob[];
  running: boolean;
  waiting: ErrorCode | null;
  refused: Refusal | null;
  leaving: Map<string, { readonly line: BillLine; readonly cancel: () => void }>;
  /** The branch's ids of lines that were foreseen under others. */
  realIds: Map<string, string>;
  ownPaymentId: string | null;
  view: BillView;
  readonly listeners: Set<() => void>;
}

export const emptyView: BillView = {
  bill: null,
  saving: new Set(),
  pending: 0,
  waiting: null,
  refused: null,
  leaving: [],
  ownPaymentId: null,
};

export function createThread(key: string, isNew: boolean): Thread {
  return {
    key,
    id: isNew ? null : key,
    confirmed: null,
    jobs: [],
    running: false,
    waiting: null,
    refused: null,
    leaving: new Map(),
    realIds: new Map(),
    ownPaymentId: null,
    view: emptyView,
    listeners: new Set(),
  };
}

export function viewOf(thread: Thread, facts: TillFacts | undefined, nowMs: EpochMs): BillView {
  const { jobs, waiting, refused } = thread;
  const opening = jobs.find(({ what }) => what.kind === 'open')?.what;
  const before =
    facts && opening?.kind === 'open'
      ? foreseeOpened(thread.key, opening.wish, facts, nowMs)
      : thread.confirmed;
  const coming = jobs.flatMap(({ what, lineIds }) =>
    what.kind === 'change' ? [{ command: withRealId(what.command, thread.realIds), lineIds }] : [],
  );
  const leaving = [...thread.leaving.values()].map(({ line }) => line);
  const removals = leaving.map(({ id }) => {
    const lineId = thread.realIds.get(id) ?? id;
    return { command: { do: 'changeLine', lineId, quantity: 0 } as const, lineIds: [] };
  });
  return {
    bill: before && facts ? foresee(before, [...coming, ...removals], facts) : before,
    saving: new Set(coming.flatMap(({ command, lineIds }) => touchedLines(command, lineIds))),
    pending: jobs.length,
    waiting,
    refused,
    leaving,
    ownPaymentId: thread.ownPaymentId,
  };
}

function touchedLines(command: BillCommand, lineIds: readonly string[]): readonly string[] {
  return 'lineId' in command ? [command.lineId] : lineIds;
}

export function withRealId(
  command: BillCommand,
  realIds: ReadonlyMap<string, string>,
): BillCommand {
  if (!('lineId' in command)) return command;
  return { ...command, lineId: realIds.get(command.lineId) ?? command.lineId };
}

/** The job as it can be repeated by a page that knows nothing of this one's ids. */
export function inBranchWords(job: Job, id: string, realIds: ReadonlyMap<string, string>): Job {
  const { what } = job;
  if (what.kind === 'open') return job;
  return { ...job, key: id, what: { ...what, command: withRealId(what.command, realIds) } };
}

/** Finds the lines that a command brought, by what they are: two that are alike in everything are one as good as the other. */
export function nameLines(thread: Thread, { what, lineIds }: Job, bill: Bill): void {
  if (what.kind !== 'change' || what.command.do !== 'addLines') return;
  const known = new Set([
    ...(thread.confirmed?.lines ?? []).map(({ id }) => id),
    ...thread.realIds.values(),
  ]);
  for (const [index, wanted] of what.command.lines.entries()) {
    const line = bill.lines.find((one) => !known.has(one.id) && isAlike(one, wanted));
    if (!line) continue;
    known.add(line.id);
    thread.realIds.set(lineIds[index] ?? '', line.id);
  }
}

function isAlike(line: BillLine, { productId, quantity, note, choices }: NewLine): boolean {
  return (
    line.productId === productId &&
    line.quantity === quantity &&
    line.note === note &&
    JSON.stringify(toChoices(line.modifiers)) === JSON.stringify(choices)
  );
}
