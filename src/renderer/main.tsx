import './no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { systemClock } from '../shared/kit/clock.ts';
import { createHttpBranch } from './api/branch-api.tsx';
import { createSocketLive } from './api/live.ts';
import { TillApp } from './app.tsx';
import { createChimes } from './sound/chimes.ts';

const live = createSocketLive();
live.start();

const root = document.getElementById('till');
if (!root) throw new Error('the page has no place for the till');
createRoot(root).render(
  <StrictMode>
    <TillApp
      api={createHttpBranch()}
      deps={{ clock: systemClock, live, chimes: createChimes(), storage: localStorage }}
    />
  </StrictMode>,
);
