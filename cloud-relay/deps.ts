import type { Clock } from '../src/shared/kit/clock.ts';
import type { Ids } from '../src/shared/kit/ids.ts';
import type { Logger } from '../src/shared/kit/logger.ts';
import type { Random } from '../src/shared/kit/random.ts';
import type { PlatformAdapter } from './adapters/adapter.ts';

/** Platform key to adapter. */
export type Adapters = Readonly<Record<string, PlatformAdapter>>;

/** What the relay takes from the world; a test hands over its own. */
export interface RelayDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  /** For jitter only; secrets come from node:crypto. */
  readonly random: Random;
  readonly logger: Logger;
  readonly adapters: Adapters;
}
