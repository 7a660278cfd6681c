import { useSyncExternalStore } from 'react';

const here = () => `/${location.hash.replace(/^#?\/?/, '')}`;

function onMove(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function go(to: string, options: { replace?: boolean } = {}): void {
  if (options.replace) location.replace(`#${to}`);
  else location.hash = to;
}

/** Where the page is, kept after `#`, so that the till works from any address and from a file. */
export function useHashLocation(): [string, typeof go] {
  return [useSyncExternalStore(onMove, here), go];
}

/** How a link to a place is written. */
useHashLocation.hrefs = (to: string) => `#${to}`;
