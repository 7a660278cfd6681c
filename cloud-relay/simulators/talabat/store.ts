import { minuteMs } from '../../../src/shared/kit/clock.ts';
import type { ApiRoute, Call } from '../engine/api-server.ts';
import { readJson } from '../engine/read-body.ts';
import { Refused, type Reply } from '../engine/refused.ts';
import type { TalabatCredentials } from './credentials.ts';
import { availabilityCall } from './wire.ts';

type Availability = 'OPEN' | 'CLOSED' | 'CLOSED_TODAY' | 'CLOSED_UNTIL';

/** Whether the shop takes orders on the platform, and who said so. */
export interface DhStore {
  open(): boolean;
  /** Counts an order that nobody answered; enough in a row close the shop. */
  missed(): void;
  answered(): void;
  readonly routes: readonly ApiRoute[];
}

export interface DhStoreDeps {
  readonly vendor: TalabatCredentials;
  readonly missesBeforeClosing: number;
  readonly authorise: (call: Call) => void;
  readonly after: (delayMs: number, work: () => void) => void;
}

/** The middleware takes only these. */
const closingMinutesAllowed = [30, 60, 120, 180];
const closingReasons = [
  'TOO_BUSY_NO_DRIVERS',
  'TOO_BUSY_KITCHEN',
  'UPDATES_IN_MENU',
  'TECHNICAL_PROBLEM',
  'CLOSED',
  'OTHER',
];

export function createDhStore(deps: DhStoreDeps): DhStore {
  let state: Availability = 'OPEN';
  let changes = 0;
  let misses = 0;
  const set = (next: Availability) => {
    state = next;
    changes += 1;
  };
  const path = '/v2/chains/:chain/remoteVendors/:vendor/availability';
  const change = (call: Call): Reply => {
    deps.authorise(call);
    const wish = readAvailability(call, deps.vendor);
    set(wish.state);
    if (wish.state === 'OPEN') misses = 0;
    if (wish.reopenMs !== null) {
      const closing = changes;
      deps.after(wish.reopenMs, () => {
        if (changes === closing) set('OPEN');
      });
    }
    return { status: 200, body: {} };
  };
  const show = (call: Call): Reply => {
    deps.authorise(call);
    return { status: 200, body: [describe(state, deps.vendor)] };
  };
  return {
    open: () => state === 'OPEN',
    missed() {
      misses += 1;
      if (misses >= deps.missesBeforeClosing) set('CLOSED');
    },
    answered() {
      misses = 0;
    },
    routes: [
      { method: 'GET', path, handle: show },
      { method: 'PUT', path, handle: change },
    ],
  };
}

function readAvailability(
  call: Call,
  vendor: TalabatCredentials,
): { state: Availability; reopenMs: number | null } {
  const wish = readJson(call, availabilityCall);
  const named =
    wish.platformKey === vendor.platformKey &&
    wish.platformRestaurantId === vendor.platformRestaurantId;
  if (!named) throw invalid('platformKey and platformRestaurantId name another vendor');
  if (wish.availabilityState !== 'CLOSED_UNTIL') {
    return { state: wish.availabilityState, reopenMs: null };
  }
  if (!closingMinutesAllowed.includes(wish.closingMinutes)) {
    throw invalid(`closingMinutes ${wish.closingMinutes} is not among the allowed values`);
  }
  return { state: 'CLOSED_UNTIL', reopenMs: wish.closingMinutes * minuteMs };
}

function describe(state: Availability, vendor: TalabatCredentials) {
  return {
    availabilityState: state,
    availabilityStates: ['OPEN', 'CLOSED', 'CLOSED_UNTIL', 'CLOSED_TODAY'],
    changeable: true,
    closingMinutes: closingMinutesAllowed,
    closingReasons,
    platformKey: vendor.platformKey,
    platformRestaurantId: vendor.platformRestaurantId,
  };
}

function invalid(message: string): Refused {
  return new Refused(
    { status: 400, body: { code: 'INVALID_REQUEST', message } },
    'body_invalid',
    message,
  );
}
