import { AppError } from '../../../shared/contract/errors.ts';
import type { PrintRequest, PrintRequestReport } from '../../../shared/contract/relay.ts';
import { dayMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import type { Logger } from '../../../shared/kit/logger.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import type { Signals } from '../signals.ts';
import {
  deleteRequestsBefore,
  insertRequest,
  isKnownRequest,
  listFollowedRequests,
  saveTold,
  type TakenRequest,
} from './print-requests-repo.ts';
import type { UpLog } from './up-log.ts';

/** What printing does for somebody who is not here. */
export interface RemotePapers {
  /**
   * Queues what is asked for as a marked copy.
   *
   * @returns the print jobs it made
   * @throws AppError for what cannot be printed here; its code is the answer
   */
  queue(tx: Tx, request: PrintRequest): readonly string[];
  /** How these print jobs stand. */
  list(db: Db, printJobIds: readonly string[]): PrintRequestReport['papers'];
}

export interface PrintRequestsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly upLog: UpLog;
  readonly papers: RemotePapers;
}

/** Papers asked for at the console: each taken once, and its way to paper told until that has ended. */
export interface PrintRequests extends Part {
  take(tx: Tx, request: PrintRequest): void;
}

/** A paper that has not ended by then is the branch's business alone. */
const followMs = dayMs;
/** Kept so long, so that the same request is known again. */
const keepMs = 14 * dayMs;

export function createPrintRequests(deps: PrintRequestsDeps): PrintRequests {
  const { db, clock, logger, signals } = deps;
  let stopListening: () => void = () => undefined;
  const tellChanges = () => {
    const followed = listFollowedRequests(db, clock.now() - followMs);
    if (followed.every((taken) => reportOf(deps, db, taken).text === taken.told)) return;
    transact(db, (tx) => {
      for (const taken of followed) tell(deps, tx, taken);
    });
  };
  return {
    name: 'print requests',
    take(tx, request) {
      if (isKnownRequest(tx, request.id)) return;
      const taken = takeNew(deps, tx, request);
      deleteRequestsBefore(tx, clock.now() - keepMs);
      insertRequest(tx, taken, clock.now());
      const { id: requestId, orderId, by } = request;
      logger.info({ requestId, orderId, by, outcome: taken.outcome }, 'a paper was asked for');
      tell(deps, tx, taken);
    },
    async start() {
      stopListening = signals.subscribe((changes) => {
        if (changes.printing) tellChanges();
      });
      tellChanges();
    },
    async stop() {
      stopListening();
    },
  };
}

/** What came too late, or is about something that is not here, is answered and prints nothing. */
function takeNew(
  { clock, papers }: PrintRequestsDeps,
  tx: Tx,
  request: PrintRequest,
): TakenRequest {
  const taken = { requestId: request.id, why: '', printJobIds: [], told: '' };
  if (clock.now() > request.expiresAtMs) return { ...taken, outcome: 'expired' };
  try {
    const printJobIds = transact(tx, (inner) => papers.queue(inner, request));
    return { ...taken, outcome: 'taken', printJobIds };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...taken, outcome: 'refused', why: error.code };
  }
}

function reportOf({ papers }: PrintRequestsDeps, db: Db, taken: TakenRequest) {
  const { requestId, outcome, why } = taken;
  const report = { requestId, outcome, why, papers: papers.list(db, taken.printJobIds) };
  return { report, text: JSON.stringify(report) };
}

/** Says how it stands, unless that was what it said last. */
function tell(deps: PrintRequestsDeps, tx: Tx, taken: TakenRequest): void {
  const { report, text } = reportOf(deps, tx, taken);
  if (text === taken.told) return;
  deps.upLog.append(tx, { kind: 'print.reported', report });
  saveTold(tx, taken.requestId, { told: text, isFollowed: !report.papers.every(hasEnded) });
}

function hasEnded({ state }: PrintRequestReport['papers'][number]): boolean {
  return state === 'printed' || state === 'cancelled';
}
