import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { LiveNotice, OrderLane } from '../../shared/contract/branch-api.ts';
import type { PrinterConnection } from '../../shared/contract/printing.ts';
import { minuteMs, secondMs } from '../../shared/kit/clock.ts';
import { useBranchApi } from './branch-api.tsx';
import { useDeps } from './deps.tsx';
import { isReadingLists, orderKeys, putOrders, readListsAnew, sharedById } from './order-lists.ts';
import { createOrdersReader } from './orders-reader.ts';
import { createReadAgain } from './read-again.ts';
import { useServerTime } from './server-time.tsx';

export const keys = {
  state: ['state'],
  ...orderKeys,
  allDetails: ['order'],
  order: (id: string) => ['order', id],
  printers: ['printers'],
  printJobs: ['printJobs'],
  stations: ['stations'],
  discovery: ['discovery'],
  printerCheck: (connection: PrinterConnection | null) => ['printerCheck', connection],
  settings: ['settings'],
  templates: ['templates'],
  past: ['past'],
  reports: ['reports'],
  waiting: ['waiting'],
  shifts: ['shifts'],
  staff: ['staff'],
  shell: ['shell'],
  backups: ['backups'],
} as const;

/** What has to be read again for each topic, beside orders and bills, which are read one by one. */
const touchedBy: Record<LiveNotice['topics'][number], readonly string[]> = {
  orders: [],
  state: ['state', 'waiting'],
  printing: ['printers', 'printJobs', 'stations', 'state'],
  settings: ['settings', 'templates', 'logos', 'staff'],
  menu: ['menu'],
  bills: [],
  floor: ['floor'],
  rules: ['rules', 'busy'],
  kitchen: ['kitchen', 'pickup'],
  shifts: ['shifts'],
  terminals: ['terminals', 'terminal'],
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
  const readOrders = useOrdersReader();
  const readAgain = useMemo(
    () => createReadAgain((key) => queries.invalidateQueries({ queryKey: [key] })),
    [queries],
  );
  useEffect(
    () =>
      live.onNotice((notice) => {
        const stale = new Set(notice.topics.flatMap((topic) => touchedBy[topic]));
        stale.forEach(readAgain);
        if (notice.topics.includes('orders')) readOrders(notice.orderIds);
      }),
    [live, readAgain, readOrders],
  );
  useEffect(() => {
    // What happened while the line was down told nobody; and a lost line may mean a lost branch.
    void queries.invalidateQueries(connected ? {} : { queryKey: keys.state });
  }, [connected, queries]);
}

/** Reads the orders that changed and no others; all of them when nobody knows which. */
function useOrdersReader(): (ids: readonly string[]) => void {
  const api = useBranchApi();
  const queries = useQueryClient();
  const time = useServerTime();
  return useMemo(() => {
    const readAll = async () => {
      void queries.invalidateQueries({ queryKey: keys.allDetails });
      await readListsAnew(queries);
    };
    const readSome = async (ids: readonly string[]) => {
      for (const id of ids) void queries.invalidateQueries({ queryKey: keys.order(id) });
      const { orders, serverTimeMs } = await api.readOrders({ ids: [...ids] });
      time.correct(serverTimeMs);
      putOrders(queries, ids, orders);
      if (isReadingLists(queries)) await readListsAnew(queries);
    };
    return createOrdersReader({ readSome, readAll });
  }, [api, queries, time]);
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

export function useOrders(lane: OrderLane, enabled = true) {
  const api = useBranchApi();
  const time = useServerTime();
  const connected = useConnected();
  return useQuery({
    queryKey: keys.orders(lane),
    structuralSharing: sharedById,
    enabled,
    // Whole lists are heavy, and with the line each change is read by itself.
    refetchInterval: connected ? minuteMs : 4 * secondMs,
    queryFn: async () => {
      const { orders, serverTimeMs } = await api.listOrders({ lane });
      time.correct(serverTimeMs);
      return orders;
    },
  });
}

/** Read whole once; from then on each cancelled order comes by itself. */
export function useCancelledOrders() {
  const api = useBranchApi();
  return useQuery({
    queryKey: keys.cancelled,
    structuralSharing: sharedById,
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
