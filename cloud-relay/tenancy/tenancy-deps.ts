import type { Passwords } from '../auth/passwords.ts';
import type { RelayStore } from '../database/database.ts';
import type { RelayDeps } from '../deps.ts';
import type { LoadedConnectionDirectory } from './connections.ts';
import type { PairingCodes } from './pairing-codes.ts';
import type { BranchPresence } from './presence.ts';
import type { Sealer } from './sealed-credentials.ts';

export interface TenancyDeps extends Pick<RelayDeps, 'adapters' | 'clock' | 'ids' | 'logger'> {
  readonly store: RelayStore;
  readonly passwords: Passwords;
  readonly sealer: Sealer;
  readonly connections: LoadedConnectionDirectory;
  readonly presence: BranchPresence;
  readonly pairingCodes: PairingCodes;
  /** How the world reaches this relay, without a slash at the end. */
  readonly publicUrl: () => string;
}
