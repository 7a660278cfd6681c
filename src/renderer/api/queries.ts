import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { LiveNotice } from '../../shared/contract/branch-api.ts';
import type { PrinterConnection } from '../../shared/contract/printing.ts';
import { secondMs } from '../../shared/kit/clock.ts';
import { useBranchApi } from './branch-api.tsx';
import { useDeps } from './deps.tsx';
import { createReadAgain } from './read-again.ts';
import { useServerTime } from './server-time.tsx';

export const lanes = ['open', 'scheduled', 'done'] as const;
export type ListName = (typeof lanes)[number];

export const keys = {
  state: ['state'],
  orders: (lane: ListName) => ['orders', lane],
  order: (id: string) => ['order', id],
  cancelled: ['cancelled'],
  printers: ['printers'],
  printJobs: ['printJobs'],
  stations: ['stations'],
  discovery: ['discovery'],
  printerCheck: (connection: PrinterConnection | null) => ['printerCheck', connection],
  settings: ['settings'],
  templates: ['templates'],
  staff: ['staff'],
  shell: ['shell'],
} as const;

/** What has to be read again for each topic; tickets are part of every order's view. */
const touchedBy: Record<LiveNotice['topics'][number], readonly string[]> = {
  orders: ['orders', 'order', 'state'],
  state: ['state'],
  printing: ['printers', 'printJobs', 'stations', 'orders', 'order', 'state'],
  settings: ['settings', 'templates', 'logos', 'staff'],
  menu: ['menu'],
  bills: ['bills', 'bill'],
  floor: ['floor'],
};

export function useConnected(): boolean {
  const { live } = useDeps();
  return useSyncExternalStore(live.onConnection, live.connected);
}

/** Notices make waiting unnecessary; without the line the till asks often, with it seldom. */
function usePollMs(): number {
  return useConnected() ? 20 * secondMs : 4 * secondMs;
}

/** Reads again what the branch says has changed, and everything once the line is back. */
export function useLiveReading(): void {
  const { live } = useDeps();
  const queries = useQueryClient();
  const connected = useConnected();
  const readAgain = useMemo(
    () => createReadAgain((key) => queries.invalidateQueries({ queryKey: [key] })),
    [queries],
  );
  useEffect(
    () =>
      live.onNotice((notice) => {
        const stale = new Set(notice.topics.flatMap((topic) => touchedBy[topic]));
        if (notice.cancelledOrderIds.length > 0) stale.add('cancelled');
        stale.forEach(readAgain);
      }),
    [live, readAgain],
  );
  useEffect(() => {
    // What happened while the line was down told nobody; and a lost line may mean a lost branch.
    void queries.invalidateQueries(connected ? {} : { queryKey: keys.state });
  }, [connected, queries]);
}

export function useBranchState() {
  const api = useBranchApi();
  const time = useServerTime();
  return useQuery({
    queryKey: keys.state,
    refetchInterval: usePollMs(),
    queryFn: async () => {
      const state = await api.state({});
      time.correct(state.serverTimeMs);
      return state;
    },
  });
}

export function useOrders(lane: ListName, enabled = true) {
  const api = useBranchApi();
  const time = useServerTime();
  return useQuery({
    queryKey: keys.orders(lane),
    enabled,
    refetchInterval: usePollMs(),
    queryFn: async () => {
      const { orders, serverTimeMs } = await api.listOrders({ lane });
      time.correct(serverTimeMs);
      return orders;
    },
  });
}

/** Ended orders, read only when one was cancelled: the strip that stops the kitchen needs no polling. */
export function useCancelledOrders() {
  const api = useBranchApi();
  return useQuery({
    queryKey: keys.cancelled,
    queryFn: async () => {
      const { orders } = await api.listOrders({ lane: 'done' });
      return orders.filter((view) => view.status === 'cancelled');
    },
  });
}

export function useOrderDetail(id: string) {
  const api = useBranchApi();
  return useQuery({
    queryKey: keys.order(id),
    queryFn: () => api.getOrder({ id }),
    refetchInterval: usePollMs(),
    placeholderData: keepPreviousData,
  });
}

export function usePrinters() {
  const api = useBranchApi();
  return useQuery({
    queryKey: keys.printers,
    queryFn: () => api.listPrinters({}),
    refetchInterval: usePollMs(),
  });
}

export function usePrintJobs() {
  const api = useBranchApi();
  return useQuery({
    queryKey: keys.printJobs,
    queryFn: async () => (await api.listPrintJobs({})).printJobs,
    refetchInterval: usePollMs(),
  });
}

export function useStations() {
  const api = useBranchApi();
  return useQuery({
    queryKey: keys.stations,
    queryFn: () => api.listStations({}),
    refetchInterval: usePollMs(),
  });
}

/** Each template in its newest version. */
export function useTemplates() {
  const api = useBranchApi();
  return useQuery({
    queryKey: keys.templates,
    queryFn: async () => (await api.listTemplates({})).templates,
  });
}

export function useSettings() {
  const api = useBranchApi();
  return useQuery({ queryKey: keys.settings, queryFn: () => api.getSettings({}) });
}
