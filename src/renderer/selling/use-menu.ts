import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useBranchApi } from '../api/branch-api.tsx';
import { createMenuBook, type MenuBook } from './menu-book.ts';

export const sellingKeys = {
  menu: ['menu'],
  /** Below `settings`, so that the notice about settings reaches it. */
  settings: ['settings', 'selling'],
  allSingleBills: ['bill'],
  bill: (id: string) => ['bill', id],
  allBills: ['bills'],
  bills: (lane: 'open' | 'ended') => ['bills', lane],
} as const;

export interface KnownMenu {
  readonly version: string;
  readonly book: MenuBook;
}

/** The branch's menu, kept in memory: read again when the branch says so, and sent only when it has changed. */
export function useMenu() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useQuery({
    queryKey: sellingKeys.menu,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
    queryFn: async (): Promise<KnownMenu> => {
      const known = queries.getQueryData<KnownMenu>(sellingKeys.menu);
      const { version, menu } = await api.readMenu({ knownVersion: known?.version ?? '' });
      if (menu) return { version, book: createMenuBook(menu) };
      if (known) return known;
      throw new Error('the branch sent no menu to a till that has none');
    },
  });
}

/** Tax, charges and coins of the branch. */
export function useSellingSettings() {
  const api = useBranchApi();
  return useQuery({
    queryKey: sellingKeys.settings,
    queryFn: () => api.getSellingSettings({}),
  });
}
