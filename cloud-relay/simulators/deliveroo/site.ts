import { minuteMs, type Clock, type EpochMs } from '../../../src/shared/kit/clock.ts';
import type { ApiRoute, Call } from '../engine/api-server.ts';
import { readJson } from '../engine/read-body.ts';
import { z } from 'zod';

/** Whether the site takes orders. */
export interface Site {
  open(): boolean;
  /** Counts an automatic rejection; three within fifteen minutes close the site. */
  autoRejected(): void;
  readonly routes: readonly ApiRoute[];
}

/** Casing is not documented, so both are taken. */
const statusCall = z.looseObject({
  status: z
    .string()
    .transform((status) => status.toUpperCase())
    .pipe(z.enum(['OPEN', 'CLOSED'])),
});

export function createSite(
  clock: Clock,
  authorise: (call: Call) => void,
  deadlineSpeed: number,
): Site {
  let status: 'OPEN' | 'CLOSED' = 'OPEN';
  let closedReason: string | null = null;
  let rejections: EpochMs[] = [];
  const path = '/site/v1/brands/:brand/sites/:site/status';
  const shown = () => ({ status: 200, body: { status, closed_reason: closedReason } });
  return {
    open: () => status === 'OPEN',
    autoRejected() {
      const now = clock.now();
      const since = now - (15 * minuteMs) / deadlineSpeed;
      rejections = [...rejections.filter((at) => at > since), now];
      if (rejections.length < 3) return;
      status = 'CLOSED';
      closedReason = 'CLOSED_PERIOD';
    },
    routes: [
      {
        method: 'GET',
        path,
        handle(call) {
          authorise(call);
          return shown();
        },
      },
      {
        method: 'PUT',
        path,
        handle(call) {
          authorise(call);
          ({ status } = readJson(call, statusCall));
          closedReason = null;
          rejections = [];
          return shown();
        },
      },
    ],
  };
}
