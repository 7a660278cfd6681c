import { z } from 'zod';
import { minuteMs } from '../../../src/shared/kit/clock.ts';
import type { ApiRoute, Call } from '../engine/api-server.ts';
import { readJson } from '../engine/read-body.ts';
import { Refused } from '../engine/refused.ts';

/** 1 is active, 2 inactive. */
const statusCall = z.looseObject({ status_id: z.literal([1, 2]) });
const expiryCall = z.looseObject({
  status_id: z.literal(2),
  /** Minutes. */
  till_time: z.int().positive(),
});

/** Whether customers see the branch. */
export interface Visibility {
  open(): boolean;
  readonly routes: readonly ApiRoute[];
}

export interface VisibilityDeps {
  readonly branchId: string;
  /** Address that the routes live under. */
  readonly base: string;
  readonly admit: (call: Call) => void;
  readonly after: (delayMs: number, work: () => void) => void;
}

export function createVisibility(deps: VisibilityDeps): Visibility {
  let statusId = 1;
  let changes = 0;
  const set = (next: number) => {
    statusId = next;
    changes += 1;
  };
  const path = `${deps.base}/branches/:branch/visibility/status`;
  const checked = (call: Call) => {
    deps.admit(call);
    if (call.params['branch'] === deps.branchId) return;
    const message = 'branch_id is not mapped';
    throw new Refused({ status: 400, body: { message } }, 'body_invalid', message);
  };
  const shown = () => ({ status: 200, body: { status_id: statusId, can_reactivate: true } });
  return {
    open: () => statusId === 1,
    routes: [
      {
        method: 'GET',
        path,
        handle(call) {
          checked(call);
          return shown();
        },
      },
      {
        method: 'POST',
        path,
        handle(call) {
          checked(call);
          set(readJson(call, statusCall).status_id);
          return shown();
        },
      },
      {
        method: 'POST',
        path: `${path}/expiries`,
        handle(call) {
          checked(call);
          const wish = readJson(call, expiryCall);
          set(wish.status_id);
          const closing = changes;
          deps.after(wish.till_time * minuteMs, () => {
            if (changes === closing) set(1);
          });
          return shown();
        },
      },
    ],
  };
}
