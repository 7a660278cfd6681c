import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { OrderView } from '../../shared/contract/branch-api.ts';
import { useBranchApi } from '../api/branch-api.tsx';
import { isReadingLists, readListsAnew } from '../api/order-lists.ts';
import { keys } from '../api/queries.ts';
import { type Attempt, type Command, sendCommand } from './commands.ts';

export interface OrderCommands {
  readonly attempts: ReadonlyMap<string, Attempt>;
  /** Shows the wish at once and takes it back, with the reason, when the branch refuses. */
  readonly run: (orderId: string, command: Command) => Promise<boolean>;
  readonly dismiss: (orderId: string) => void;
}

const CommandsContext = createContext<OrderCommands | null>(null);

export function useOrderCommands(): OrderCommands {
  const commands = useContext(CommandsContext);
  if (!commands) throw new Error('no OrderCommandsProvider above');
  return commands;
}

export function OrderCommandsProvider(props: { children: ReactNode }) {
  const api = useBranchApi();
  const queries = useQueryClient();
  const [attempts, setAttempts] = useState<ReadonlyMap<string, Attempt>>(new Map());
  const running = useRef(new Set<string>());

  const put = useCallback((orderId: string, attempt: Attempt | null) => {
    setAttempts((before) => {
      const after = new Map(before);
      if (attempt) after.set(orderId, attempt);
      else after.delete(orderId);
      return after;
    });
  }, []);

  const run = useCallback(
    async (orderId: string, command: Command) => {
      if (running.current.has(orderId)) return false;
      running.current.add(orderId);
      put(orderId, { command, state: 'saving' });
      try {
        const view = await sendCommand(api, orderId, command);
        await settle(queries, view);
        put(orderId, null);
        return true;
      } catch (error) {
        put(orderId, { command, state: 'failed', error });
        void readListsAnew(queries);
        return false;
      } finally {
        running.current.delete(orderId);
        void queries.invalidateQueries({ queryKey: keys.order(orderId) });
      }
    },
    [api, put, queries],
  );

  const value = useMemo(
    () => ({ attempts, run, dismiss: (orderId: string) => put(orderId, null) }),
    [attempts, put, run],
  );
  return <CommandsContext value={value}>{props.children}</CommandsContext>;
}

/** Shows the branch's answer at once; which list the order stands in now comes with the notice of the change. */
async function settle(queries: QueryClient, view: OrderView): Promise<void> {
  const wasReading = isReadingLists(queries);
  // A list on its way was asked for before the answer and would put the order back for a moment.
  await queries.cancelQueries({ queryKey: keys.allOrders });
  queries.setQueryData<OrderView[]>(keys.orders('open'), (views) =>
    views?.map((known) => (known.order.id === view.order.id ? view : known)),
  );
  if (wasReading) void readListsAnew(queries);
}
