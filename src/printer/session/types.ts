import type { Clock } from '../../shared/kit/clock.ts';
import type { PrinterErrorKind } from '../printer-error.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import type { PrinterState } from '../status/states.ts';
import type { PrinterKnowledge } from './knowledge.ts';

export interface SessionOptions {
  readonly clock: Clock;
  readonly profile: PrinterProfile;
  /** What was learnt about this unit earlier; without it the profile is believed. */
  readonly knowledge?: PrinterKnowledge;
  /** Longest wait for an answer that comes at once. Default 1 000. */
  readonly statusTimeoutMs?: number;
  /** Longest wait for proof once the last byte was taken. Default 10 000. */
  readonly proofTimeoutMs?: number;
  /** Speed of the slowest printer expected; a job's time at this speed is added to `proofTimeoutMs`. Default 5 000. */
  readonly slowestBytesPerSecond?: number;
  /**
   * The printer's receive buffer, for a line without handshake, where what does not fit is lost: no more than that is under
   * way at any time. Without it, the way there holds the bytes back.
   */
  readonly unguardedBufferBytes?: number | undefined;
}

export interface PrintRequest {
  readonly signal: AbortSignal;
  /** The printer took the first bytes. */
  readonly onFirstByte?: () => void;
  /** Told while proof is outstanding and the printer says why: the paper is out, the cover open. */
  readonly onWaiting?: (state: PrinterState) => void;
}

/**
 * `fence`: the printer named this very job after printing it. `status`: it answered a question queued behind the job.
 * `none`: this unit gives no such answer; the bytes were handed over, and that is all that is known.
 */
export type Proof = 'fence' | 'status' | 'none';

/** Why a job was not proven: what broke, or the state the printer reported at the end of the wait. */
export type DoubtReason =
  PrinterErrorKind | Exclude<PrinterState, 'ready' | 'paper_low' | 'unknown'> | 'no_answer';

export type PrintOutcome =
  | { readonly kind: 'printed'; readonly proof: Proof }
  /** Nothing left the host: try again freely. */
  | { readonly kind: 'not_started'; readonly reason: DoubtReason }
  /** Something left the host and no proof came back: it may be on paper whole, in part or not at all. */
  | { readonly kind: 'unknown'; readonly acceptedBytes: number; readonly reason: DoubtReason };

export interface DrawerRequest {
  /** The connector pin that the drawer's coil hangs on. */
  readonly pin: 2 | 5;
  readonly signal: AbortSignal;
}

export type DrawerOutcome =
  /** Its sensor says that it is open. */
  | { readonly kind: 'opened' }
  /** The pulse was sent. `shut`: the sensor says it stayed so, locked perhaps; `unknown`: nothing tells. */
  | { readonly kind: 'pulsed'; readonly drawer: 'shut' | 'unknown' }
  /** Nothing left the host, and nothing will open later. */
  | { readonly kind: 'not_started'; readonly reason: DoubtReason }
  /** The connection broke with the pulse on its way. */
  | { readonly kind: 'unknown'; readonly reason: DoubtReason };
