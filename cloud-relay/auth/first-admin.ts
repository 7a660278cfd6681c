import type { Ids } from '../../src/shared/kit/ids.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import type { Logger } from '../../src/shared/kit/logger.ts';
import type { RelayConfig } from '../config.ts';
import type { RelayStore } from '../database/database.ts';
import type { Passwords } from './passwords.ts';
import { hasUsers, insertUser } from './users-repo.ts';

/** Makes the first super_admin from the configuration; once anybody is there the variables do nothing. */
export async function makeFirstAdmin(
  { firstAdmin }: Pick<RelayConfig, 'firstAdmin'>,
  deps: { store: RelayStore; passwords: Passwords; clock: Clock; ids: Ids; logger: Logger },
): Promise<void> {
  if (await hasUsers(deps.store.db)) return;
  if (!firstAdmin) {
    deps.logger.warn(
      {},
      'nobody can sign in yet: start once with RELAY_ADMIN_EMAIL and RELAY_ADMIN_PASSWORD',
    );
    return;
  }
  await insertUser(deps.store.db, {
    id: deps.ids('usr'),
    company_id: null,
    email: firstAdmin.email,
    password_hash: await deps.passwords.hash(firstAdmin.password),
    role: 'super_admin',
    created_at_ms: deps.clock.now(),
  });
}
