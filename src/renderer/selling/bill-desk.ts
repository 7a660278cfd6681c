import { replaceEqualDeep } from '@tanstack/react-query';
import { Bill } from '../../shared/contract/bill.ts';
import { AppError, type ErrorCode } from '../../shared/contract/errors.ts';
import { secondMs, type Clock } from '../../shared/kit/clock.ts';
import type { Ids } from '../../shared/kit/ids.ts';
import { codeOf, type BranchApi } from '../api/branch-api.tsx';
import { undoMs } from '../ui/use-undoable.ts';
import { commutes, sendCommand, type BillCommand, type OpenWish } from './bill-command.ts';
import {
  createThread,
  emptyView,
  inBranchWords,
  nameLines,
  viewOf,
  withRealId,
  type BillView,
  type SentJob,
  type Thread,
} from './bill-thread.ts';
import type { TillFacts } from './foresee.ts';
import { createKeptJobs, type Job } from './kept-jobs.ts';

export interface BillDeskDeps {
  readonly api: BranchApi;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Calls back when the line to the branch stands again; the returned function stops it. */
  readonly onBack: (listener: () => void) => () => void;
  /** Undefined until the menu has been read. */
  readonly facts: () => TillFacts | undefined;
  /** All that was asked for of a bill is through, and this is what it has become. */
  readonly onChanged: (bill: Bill) => void;
}

/** Nobody knows whether it was carried out, or the branch cannot take anything now: the same again is right. */
const lost: readonly ErrorCode[] = ['branch.unreachable', 'database.refused', 'auth.required'];
const firstWaitMs = secondMs;
const longestWaitMs = 5 * secondMs;
/** A till that runs for weeks forgets bills that nobody looks at. */
const mostThreads = 200;

/**
 * Carries a till's commands to the branch: those of one bill one after the other, each under an id of its own that stays
 * the same however often it is repeated, each on the version that the person saw. Shows the bill as it will be.
 */
export class BillDesk {
  readonly #deps: BillDeskDeps;
  readonly #threads = new Map<string, Thread>();
  readonly #kept;

  constructor(deps: BillDeskDeps) {
    this.#deps = deps;
    this.#kept = createKeptJobs(deps.storage);
  }

  /** Sends again what was on its way when the page ended. */
  takeUp(): void {
    for (const job of this.#kept.takeUp(this.#deps.clock.now())) {
      const thread = this.#thread(job.key, job.what.kind === 'open');
      if (thread.jobs.some(({ commandId }) => commandId === job.commandId)) continue;
      thread.jobs.push({ ...job, settle: () => undefined });
      this.#publish(thread);
      void this.#work(thread);
    }
  }

  /**
   * Opens a bill; it can be filled at once.
   *
   * @returns the key it goes by; `opened` is the bill once the branch has it, null when the branch refused
   */
  open(wish: OpenWish): { readonly key: string; readonly opened: Promise<Bill | null> } {
    const key = this.#deps.ids('new');
    const thread = this.#thread(key, true);
    return { key, opened: this.#add(thread, { kind: 'open', wish }, []) };
  }

  /** @returns the bill once the command is carried out; null when the branch refused, with the reason in the view */
  run(key: string, command: BillCommand): Promise<Bill | null> {
    const thread = this.#thread(key);
    thread.refused = null;
    if (!commutes(command)) this.#letGo(thread);
    const lineIds = command.do === 'addLines' ? command.lines.map(() => this.#deps.ids('new')) : [];
    return this.#add(thread, { kind: 'change', command }, lineIds);
  }

  /** Takes an unsent line off; for five seconds, or until the bill is changed otherwise, it can be brought back. */
  remove(key: string, lineId: string): void {
    const thread = this.#thread(key);
    const line = thread.view.bill?.lines.find(({ id }) => id === lineId);
    if (!line || thread.leaving.has(lineId)) return;
    const cancel = this.#deps.clock.after(undoMs, () => this.#sendRemoval(thread, lineId));
    thread.leaving.set(lineId, { line, cancel });
    this.#publish(thread);
  }

  /** Brings back what was taken off last. */
  bringBack(key: string): void {
    const thread = this.#thread(key);
    const lineId = [...thread.leaving.keys()].at(-1);
    if (lineId === undefined) return;
    thread.leaving.get(lineId)?.cancel();
    thread.leaving.delete(lineId);
    this.#publish(thread);
  }

  /** Takes off at once what could still be brought back, for whoever leaves the bill. */
  settle(key: string): void {
    this.#letGo(this.#thread(key));
  }

  dismiss(key: string): void {
    const thread = this.#thread(key);
    thread.refused = null;
    this.#publish(thread);
  }

  /** A bill as it was read. What is older than what is known, or was read while commands are on their way, is passed over. */
  adopt(bill: Bill): void {
    const thread = this.#thread(bill.id);
    if (thread.jobs.length > 0 || bill.version < this.versionOf(bill.id)) return;
    const confirmed = replaceEqualDeep(thread.confirmed, bill);
    if (confirmed === thread.confirmed) return;
    thread.confirmed = confirmed;
    this.#publish(thread);
  }

  /** The newest version that the branch has told of a bill; 0 when none was read yet. */
  versionOf(key: string): number {
    return this.#threads.get(key)?.confirmed?.version ?? 0;
  }

  /** True while commands are on their way to it; of a bill unknown here also while one is being opened: it may be that one. */
  isBusy(id: string): boolean {
    const known = this.#threads.get(id);
    const mayBe = known ? [known] : this.#threads.values().filter((thread) => thread.id === null);
    return mayBe.some(({ jobs }) => jobs.length > 0);
  }

  view(key: string): BillView {
    return this.#threads.get(key)?.view ?? emptyView;
  }

  /** The branch's id of a bill; null until it has one. */
  idOf(key: string): string | null {
    return this.#threads.get(key)?.id ?? null;
  }

  /** A line that was tapped before the branch had it goes by another id afterwards. */
  lineIdOf(key: string, lineId: string): string {
    return this.#threads.get(key)?.realIds.get(lineId) ?? lineId;
  }

  subscribe(key: string, listener: () => void): () => void {
    const { listeners } = this.#thread(key);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  #thread(key: string, isNew = false): Thread {
    const known = this.#threads.get(key);
    if (known) return known;
    if (this.#threads.size >= mostThreads) this.#forgetIdle();
    const thread = createThread(key, isNew);
    this.#threads.set(key, thread);
    return thread;
  }

  #forgetIdle(): void {
    for (const [key, { jobs, leaving, listeners }] of this.#threads) {
      if (jobs.length + leaving.size + listeners.size === 0) this.#threads.delete(key);
    }
  }

  #add(thread: Thread, what: Job['what'], lineIds: readonly string[]): Promise<Bill | null> {
    const { clock, ids } = this.#deps;
    const last = thread.jobs.at(-1);
    const version = versionAfter(last, what, thread);
    const job = {
      commandId: ids('cmd'),
      key: thread.id ?? thread.key,
      version,
      lineIds,
      what,
      atMs: clock.now(),
    };
    this.#kept.put(job);
    return new Promise((settle) => {
      thread.jobs.push({ ...job, settle });
      this.#publish(thread);
      void this.#work(thread);
    });
  }

  async #work(thread: Thread): Promise<void> {
    if (thread.running) return;
    thread.running = true;
    let waitMs = firstWaitMs;
    for (let job = thread.jobs[0]; job; job = thread.jobs[0]) {
      try {
        const bill = await this.#send(thread, job);
        waitMs = firstWaitMs;
        this.#accept(thread, job, bill);
      } catch (error) {
        if (lost.includes(codeOf(error))) {
          thread.waiting = codeOf(error);
          this.#publish(thread);
          await this.#untilBack(waitMs);
          waitMs = Math.min(longestWaitMs, waitMs * 2);
        } else {
          this.#refuse(thread, job, error);
        }
      }
    }
    thread.running = false;
    if (thread.confirmed) this.#deps.onChanged(thread.confirmed);
  }

  async #send(thread: Thread, job: Job): Promise<Bill> {
    const { api } = this.#deps;
    const { commandId, version, what } = job;
    if (what.kind === 'open') return (await api.openBill({ ...what.wish, commandId })).bill;
    const id = thread.id;
    if (id === null) throw new AppError('bill.not_found', 'the bill was not opened');
    return sendCommand(api, { id, commandId, version }, withRealId(what.command, thread.realIds));
  }

  #accept(thread: Thread, job: SentJob, bill: Bill): void {
    nameLines(thread, job, bill);
    thread.waiting = null;
    thread.confirmed = bill;
    if (job.what.kind === 'change' && job.what.command.do === 'payBill') {
      thread.ownPaymentId = bill.payments.at(-1)?.id ?? null;
    }
    if (thread.id === null) {
      thread.id = bill.id;
      this.#threads.set(bill.id, thread);
    }
    this.#finish(thread, job, bill);
    for (const next of thread.jobs) this.#kept.put(inBranchWords(next, bill.id, thread.realIds));
  }

  /** What was asked for on top of it was meant for another bill than this one has become; only new lines still hold. */
  #refuse(thread: Thread, job: SentJob, error: unknown): void {
    const command = job.what.kind === 'change' ? job.what.command : null;
    thread.waiting = null;
    thread.refused = { command, error };
    const fresh = error instanceof AppError ? Bill.safeParse(error.details['bill']) : undefined;
    if (fresh?.success && fresh.data.id === thread.id) thread.confirmed = fresh.data;
    for (const { cancel } of thread.leaving.values()) cancel();
    thread.leaving.clear();
    for (const other of thread.jobs.slice(1)) {
      const holds =
        command !== null && other.what.kind === 'change' && commutes(other.what.command);
      if (!holds) this.#finish(thread, other, null);
    }
    this.#finish(thread, job, null);
  }

  #finish(thread: Thread, job: SentJob, bill: Bill | null): void {
    this.#kept.remove(job.commandId);
    thread.jobs = thread.jobs.filter(({ commandId }) => commandId !== job.commandId);
    this.#publish(thread);
    job.settle(bill);
  }

  #letGo(thread: Thread): void {
    for (const lineId of thread.leaving.keys()) this.#sendRemoval(thread, lineId);
  }

  #sendRemoval(thread: Thread, lineId: string): void {
    thread.leaving.get(lineId)?.cancel();
    thread.leaving.delete(lineId);
    if (isGone(thread, lineId)) {
      this.#publish(thread);
      return;
    }
    const command = { do: 'changeLine', lineId, quantity: 0 } as const;
    void this.#add(thread, { kind: 'change', command }, []);
  }

  /** After a while, or as soon as the line stands again. */
  #untilBack(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        silence();
        resolve();
      };
      const cancel = this.#deps.clock.after(waitMs, done);
      const silence = this.#deps.onBack(done);
    });
  }

  #publish(thread: Thread): void {
    thread.view = viewOf(thread, this.#deps.facts(), this.#deps.clock.now());
    for (const listener of thread.listeners) listener();
  }
}

/** Somebody else has taken the line off already. */
function isGone({ confirmed, jobs, realIds }: Thread, lineId: string): boolean {
  const realId = realIds.get(lineId) ?? lineId;
  return jobs.length === 0 && confirmed?.lines.every(({ id }) => id !== realId) === true;
}

/**
 * The version a command is made on: what is confirmed, and what stands before it in the queue. To a bill that was not
 * read yet only lines can be added, whatever it has become.
 */
function versionAfter(last: Job | undefined, what: Job['what'], { confirmed }: Thread): number {
  if (last) return last.version + 1;
  return what.kind === 'open' ? 0 : (confirmed?.version ?? 1);
}
