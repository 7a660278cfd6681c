import { useSyncExternalStore } from 'react';

export const tabs = ['branches', 'connections', 'orders', 'webhooks', 'calls'] as const;
export type Tab = (typeof tabs)[number];

/** Where the page is, kept after `#`: which company, and which part of it. */
export interface Place {
  readonly companyId: string | null;
  readonly tab: Tab;
}

/** `#/co_1/orders`; anything else is the first part of the first company. */
export function placeOf(hash: string): Place {
  const [companyId, tab] = hash.replace(/^#?\/?/, '').split('/');
  return {
    companyId: decoded(companyId) || null,
    tab: tabs.find((name) => name === tab) ?? 'branches',
  };
}

/** Empty for what nobody can have meant: a link from elsewhere must not break the page. */
function decoded(part = ''): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

export function hashOf({ companyId, tab }: Place): string {
  return companyId === null ? '#/' : `#/${encodeURIComponent(companyId)}/${tab}`;
}

function onMove(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function usePlace(): Place {
  return placeOf(useSyncExternalStore(onMove, () => location.hash));
}
