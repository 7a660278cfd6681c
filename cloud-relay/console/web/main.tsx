import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createHttpConsole } from './api/console-api.tsx';
import { ConsoleApp } from './app.tsx';

const root = document.getElementById('console');
if (!root) throw new Error('the page has no place for the console');
createRoot(root).render(
  <StrictMode>
    <ConsoleApp api={createHttpConsole()} storage={localStorage} />
  </StrictMode>,
);
