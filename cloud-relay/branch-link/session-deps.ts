import type { Socket } from 'socket.io';
import type { BranchToRelayEvents, RelayToBranchEvents } from '../../src/shared/contract/relay.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import type { Ids } from '../../src/shared/kit/ids.ts';
import type { Logger } from '../../src/shared/kit/logger.ts';
import type { BranchWakeups } from '../branch-log/index.ts';
import type { RelayStore } from '../database/database.ts';
import type { PresenceBook } from './presence.ts';
import type { Turns } from './turns.ts';

export type BranchSocket = Socket<BranchToRelayEvents, RelayToBranchEvents>;

export interface SessionDeps {
  readonly store: RelayStore;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly presence: PresenceBook;
  readonly wakeups: Pick<BranchWakeups, 'wake'>;
  /** Calls to platforms may have been queued. */
  readonly outbound: { poke(): void };
  /** How long a branch has to store a batch. */
  readonly acknowledgeTimeoutMs: number;
}
