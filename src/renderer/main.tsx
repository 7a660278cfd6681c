import './no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { type ShellApi, shellGlobal } from '../shared/contract/shell.ts';
import { systemClock } from '../shared/kit/clock.ts';
import { systemIds } from '../shared/kit/ids.ts';
import { createBackupFiles } from './api/backup-files.ts';
import { createHttpBranch } from './api/branch-api.tsx';
import { createSocketLive } from './api/live.ts';
import { TillApp } from './app.tsx';
import { createChimes } from './sound/chimes.ts';
import { createTillSession } from './staff/till-session.ts';

const live = createSocketLive();
live.start();

// Gone with the browser's tab: whoever opens the till next says who it is.
const session = createTillSession(sessionStorage);

const shell = Reflect.get(window, shellGlobal) as ShellApi | undefined;

const root = document.getElementById('till');
if (!root) throw new Error('the page has no place for the till');
createRoot(root).render(
  <StrictMode>
    <TillApp
      api={createHttpBranch(session)}
      deps={{
        clock: systemClock,
        ids: systemIds,
        live,
        files: createBackupFiles(session),
        chimes: createChimes(),
        session,
        shell,
        storage: localStorage,
      }}
    />
  </StrictMode>,
);
