import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { Bill, SellingSettings } from '../../shared/contract/bill.ts';
import type { BranchState } from '../../shared/contract/branch-api.ts';
import { secondMs } from '../../shared/kit/clock.ts';
import { useBranchApi, type BranchApi } from '../api/branch-api.tsx';
import { useDeps, type TillDeps } from '../api/deps.tsx';
import { keys } from '../api/queries.ts';
import { BillDesk } from './bill-desk.ts';
import { putBill, readBillsAnew } from './bill-lists.ts';
import { createBillsReader, type BillsReader } from './bills-reader.ts';
import type { BillView } from './bill-thread.ts';
import type { TillFacts } from './foresee.ts';
import { sellingKeys, type KnownMenu } from './use-menu.ts';

/** Without a notice the till looks for itself now and then. */
const pollMs = 20 * secondMs;

const DeskContext = createContext<BillDesk | null>(null);

/** Opens bills and changes them. See `BillDesk`. */
export function useBillCommands(): BillDesk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('no BillCommandsProvider above');
  return desk;
}

/** Stands above all screens: what was asked for on one is carried out while another is shown. */
export function BillCommandsProvider(props: { children: ReactNode }) {
  const api = useBranchApi();
  const { clock, ids, live, storage } = useDeps();
  const queries = useQueryClient();
  const [{ desk, reader }] = useState(() => openDesk({ api, clock, ids, live, storage, queries }));
  useEffect(() => desk.takeUp(), [desk]);
  useEffect(
    () =>
      live.onNotice(({ topics, changedBills }) => {
        if (topics.includes('bills')) reader.told(changedBills);
      }),
    [live, reader],
  );
  return <DeskContext value={desk}>{props.children}</DeskContext>;
}

interface DeskDeps extends Pick<TillDeps, 'clock' | 'ids' | 'live' | 'storage'> {
  readonly api: BranchApi;
  readonly queries: QueryClient;
}

/** The desk, and the reader of what other tills do to its bills. */
function openDesk({ queries, live, ...deps }: DeskDeps): { desk: BillDesk; reader: BillsReader } {
  const desk: BillDesk = new BillDesk({
    ...deps,
    onBack: (listener) => live.onConnection(() => live.connected() && listener()),
    facts: () => factsOf(queries),
    onChanged: (bill) => {
      putBill(queries, bill);
      reader.settled();
    },
  });
  const reader = createBillsReader({
    knownVersion: (id) => desk.versionOf(id),
    isBusy: (id) => desk.isBusy(id),
    readOne: async (id) => {
      const { bill } = await deps.api.getBill({ id });
      desk.adopt(bill);
      putBill(queries, bill);
    },
    readAll: () => readBillsAnew(queries),
  });
  return { desk, reader };
}

function factsOf(queries: QueryClient): TillFacts | undefined {
  const book = queries.getQueryData<KnownMenu>(sellingKeys.menu)?.book;
  const settings = queries.getQueryData<SellingSettings>(sellingKeys.settings);
  const currency = queries.getQueryData<BranchState>(keys.state)?.currency;
  if (!book || !settings) return undefined;
  return { book, settings, currency: currency || settings.currency };
}

export interface KnownBill extends BillView {
  /** The branch's id; null until it has given one. */
  readonly id: string | null;
  /** Why there is no bill to show; null while it is read or there. */
  readonly error: unknown;
  readonly retry: () => void;
}

/**
 * One bill, read from the branch and kept fresh, with everything on its way already counted in.
 *
 * @param key the bill's id, or the key that `open` gave
 */
export function useBill(key: string): KnownBill {
  const api = useBranchApi();
  const desk = useBillCommands();
  const subscribe = useCallback(
    (listener: () => void) => desk.subscribe(key, listener),
    [desk, key],
  );
  const view = useSyncExternalStore(subscribe, () => desk.view(key));
  const id = useSyncExternalStore(subscribe, () => desk.idOf(key));
  // The desk keeps the bill; this only reads it again now and then.
  const { error, refetch } = useQuery({
    queryKey: sellingKeys.bill(id ?? key),
    queryFn: async () => {
      const { bill } = await api.getBill({ id: id ?? key });
      desk.adopt(bill);
      return bill.version;
    },
    enabled: id !== null,
    refetchInterval: pollMs,
  });
  return { ...view, id, error: view.bill ? null : error, retry: () => void refetch() };
}

/** Bills that are open or held, oldest first; or the last that ended. */
export function useBills(lane: 'open' | 'ended') {
  const api = useBranchApi();
  return useQuery<Bill[]>({
    queryKey: sellingKeys.bills(lane),
    queryFn: async () => (await api.listBills({ lane })).bills,
    refetchInterval: pollMs,
  });
}
