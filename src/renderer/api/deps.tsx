import { createContext, useContext } from 'react';
import type { ShellApi } from '../../shared/contract/shell.ts';
import type { Clock } from '../../shared/kit/clock.ts';
import type { Ids } from '../../shared/kit/ids.ts';
import type { Chimes } from '../sound/chimes.ts';
import type { TillSession } from '../staff/till-session.ts';
import type { BackupFiles } from './backup-files.ts';
import type { Live } from './live.ts';

/** What the till's page needs from the world; a test hands over its own. */
export interface TillDeps {
  readonly clock: Clock;
  /** Names what the till makes: a command that is repeated keeps its id. */
  readonly ids: Ids;
  readonly live: Live;
  readonly files: BackupFiles;
  readonly chimes: Chimes;
  /** The desktop program around the page; undefined in a browser. */
  readonly shell: ShellApi | undefined;
  /** Who stands at this till. */
  readonly session: TillSession;
  /** Where a person's choices stay on this terminal. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

const DepsContext = createContext<TillDeps | null>(null);
export const DepsProvider = DepsContext.Provider;

export function useDeps(): TillDeps {
  const deps = useContext(DepsContext);
  if (!deps) throw new Error('no DepsProvider above');
  return deps;
}
