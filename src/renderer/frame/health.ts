import type { BranchState } from '../../shared/contract/branch-api.ts';
import type { PrinterView } from '../../shared/contract/printing.ts';
import { type EpochMs, minuteMs, secondMs } from '../../shared/kit/clock.ts';

/** What the three chips of the top bar say. */
export interface Health {
  readonly internet: 'connected' | 'connecting' | 'offline' | 'unchecked';
  readonly printers: {
    readonly say: 'none' | 'ready' | 'trouble';
    readonly count: number;
    /** Papers that wait for those in trouble. */
    readonly waiting: number;
  };
  readonly relay: { readonly say: 'unpaired' | 'revoked' | 'waiting'; readonly count: number };
}

const needsHelp = ['paper_out', 'cover_open', 'offline', 'unreachable', 'error'] as const;
type Trouble = (typeof needsHelp)[number];
export type TroubledPrinter = PrinterView & { readonly state: Trouble };

export function isInTrouble(printer: PrinterView): printer is TroubledPrinter {
  return (needsHelp as readonly string[]).includes(printer.state);
}

export function healthOf(state: BranchState): Health {
  return {
    internet: internetOf(state.relay.state),
    printers: printersHealth(state.printers),
    relay: relayHealth(state.relay),
  };
}

function internetOf(relay: BranchState['relay']['state']): Health['internet'] {
  if (relay === 'unpaired') return 'unchecked';
  // A relay that turned this PC away was reached.
  return relay === 'revoked' ? 'connected' : relay;
}

function printersHealth(printers: readonly PrinterView[]): Health['printers'] {
  const troubled = printers.filter(isInTrouble);
  const waiting = troubled.reduce((sum, { waitingJobs }) => sum + waitingJobs, 0);
  if (printers.length === 0) return { say: 'none', count: 0, waiting };
  return troubled.length > 0
    ? { say: 'trouble', count: troubled.length, waiting }
    : { say: 'ready', count: printers.length, waiting };
}

function relayHealth(relay: BranchState['relay']): Health['relay'] {
  if (relay.state === 'unpaired' || relay.state === 'revoked')
    return { say: relay.state, count: 0 };
  return { say: 'waiting', count: relay.waiting };
}

/** A red or amber thing that a person can do something about. */
export type Notice =
  | { readonly kind: 'branchLost' | 'cannotStore' | 'revoked' | 'unpaired' | 'noPrinter' }
  | { readonly kind: 'printer'; readonly printer: TroubledPrinter }
  /** Print jobs that need a person: kitchen tickets that never printed, papers in doubt, papers that failed. */
  | { readonly kind: 'expired' | 'doubt' | 'failedJobs'; readonly count: number }
  | { readonly kind: 'offline'; readonly minutes: number }
  | { readonly kind: 'clock'; readonly minutes: number };

/** A line that comes back within this time is not worth a person's eye. */
const shortBreakMs = 10 * secondMs;

/** Notices, the one that costs most first. While the branch is lost nothing else is known. */
export function noticesOf(state: BranchState | undefined, lost: boolean, now: EpochMs): Notice[] {
  if (lost) return [{ kind: 'branchLost' }];
  if (!state) return [];
  const { relay, printers } = state;
  return [
    ...(state.cannotStore ? [{ kind: 'cannotStore' } as const] : []),
    ...(relay.state === 'revoked' ? [{ kind: 'revoked' } as const] : []),
    ...jobNotices(state.printTrouble),
    ...offlineNotices(relay, now),
    ...printers.filter(isInTrouble).map((printer): Notice => ({ kind: 'printer', printer })),
    ...(printers.length === 0 ? [{ kind: 'noPrinter' } as const] : []),
    ...(relay.state === 'unpaired' ? [{ kind: 'unpaired' } as const] : []),
    ...clockNotices(relay.clockOffsetMs ?? 0),
  ];
}

/** Food that nobody cooks comes first, then what only a person can know. */
function jobNotices({ expired, unknown, failed }: BranchState['printTrouble']): Notice[] {
  const counted = { expired, doubt: unknown, failedJobs: failed };
  return (['expired', 'doubt', 'failedJobs'] as const)
    .filter((kind) => counted[kind] > 0)
    .map((kind) => ({ kind, count: counted[kind] }));
}

function offlineNotices(relay: BranchState['relay'], now: EpochMs): Notice[] {
  const away = relay.state === 'offline' || relay.state === 'connecting';
  const awayMs = now - relay.sinceMs;
  if (!away || awayMs < shortBreakMs) return [];
  return [{ kind: 'offline', minutes: Math.max(1, Math.floor(awayMs / minuteMs)) }];
}

function clockNotices(offsetMs: number): Notice[] {
  const minutes = Math.round(Math.abs(offsetMs) / minuteMs);
  return minutes >= 1 ? [{ kind: 'clock', minutes }] : [];
}
