import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { Inbox, NewCall } from './inbox.ts';
import type { RateWindow } from './rate-window.ts';

/** What is kept of a refused body: enough to see who sent it and why it did not verify. */
export const refusedBodyBytes = 8 * 1024;

/** Refused calls kept per connection and minute; above it they are only counted. */
export const refusedPerMinute = 20;

/** Keeps refused calls for support, few and short: anyone may send them, as many as they like. */
export interface RefusalLog {
  keep(call: Omit<NewCall, 'state' | 'note'>): void;
}

export function createRefusalLog(deps: {
  readonly inbox: Inbox;
  readonly window: RateWindow;
  readonly logger: Logger;
}): RefusalLog {
  const { inbox, window, logger } = deps;
  const droppedOf = new Map<string, number>();
  return {
    keep(call) {
      const { connectionId } = call;
      const dropped = droppedOf.get(connectionId) ?? 0;
      if (window.take(connectionId, refusedPerMinute) > 0) {
        if (dropped === 0) logger.warn({ connectionId }, 'more refused calls than are kept');
        droppedOf.set(connectionId, dropped + 1);
        return;
      }
      droppedOf.delete(connectionId);
      const body = Uint8Array.from(call.body.subarray(0, refusedBodyBytes));
      const cut = call.body.length - body.length;
      const notes = [
        ...(cut > 0 ? [`${cut} bytes more were not kept`] : []),
        ...(dropped > 0 ? [`${dropped} calls before it were not kept`] : []),
      ];
      inbox
        .store({ ...call, body, state: 'refused', note: notes.join('; ') })
        .catch((error: unknown) => logger.warn(errorFields(error), 'refused call not kept'));
    },
  };
}
