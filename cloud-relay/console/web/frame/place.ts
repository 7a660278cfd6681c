import { useSyncExternalStore } from 'react';
import type { Role } from '../../../../src/shared/contract/console-api.ts';
import { may, type Permission } from '../../../../src/shared/contract/console-permissions.ts';

export const tabs = ['branches', 'connections', 'orders', 'webhooks', 'calls', 'audit'] as const;
export type Tab = (typeof tabs)[number];

const needed: Readonly<Record<Tab, Permission>> = {
  branches: 'branches.read',
  connections: 'connections.read',
  orders: 'orders.read',
  webhooks: 'calls.read',
  calls: 'calls.read',
  audit: 'audit.read',
};

/** The parts a role may look at, in their order. */
export function tabsFor(role: Role): readonly Tab[] {
  return tabs.filter((tab) => may(role, needed[tab]));
}

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
