import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { KitchenBoard } from '../../../shared/contract/kitchen.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { useBranchApi, codeOf } from '../../api/branch-api.tsx';
import { useConnected } from '../../api/queries.ts';
import { useServerTime } from '../../api/server-time.tsx';
import { type TicketKey, withBumped, withStruck } from './kitchen-board.ts';

const boardKey = (stationId: string | undefined) => ['kitchen', stationId ?? ''];

export function useKitchenBoard(stationId: string | undefined) {
  const api = useBranchApi();
  const time = useServerTime();
  const connected = useConnected();
  const query = useQuery({
    queryKey: boardKey(stationId),
    refetchInterval: (connected ? 15 : 3) * secondMs,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const board = await api.kitchenBoard(stationId === undefined ? {} : { stationId });
      time.correct(board.serverTimeMs);
      return board;
    },
  });
  const { refetch } = query;
  useEffect(() => {
    // A lost line may mean a lost branch, and a kitchen must know at once.
    if (!connected) void refetch();
  }, [connected, refetch]);
  return query;
}

/** Each may be said twice without harm, so a reply that was lost is asked for again. */
const again = {
  retry: (tries: number, error: Error) => tries < 4 && codeOf(error) === 'branch.unreachable',
  retryDelay: secondMs,
};

/** A tap shows at once; what the branch refused is put right by reading again. */
export function useKitchenCommands(stationId: string | undefined) {
  const api = useBranchApi();
  const queries = useQueryClient();
  const queryKey = boardKey(stationId);
  const foresee = async (change: (board: KitchenBoard) => KitchenBoard) => {
    await queries.cancelQueries({ queryKey });
    queries.setQueryData<KitchenBoard>(queryKey, (board) => board && change(board));
  };
  const onSettled = () => queries.invalidateQueries({ queryKey: ['kitchen'] });
  return {
    strike: useMutation({
      mutationFn: (line: TicketKey & { place: number; struck: boolean }) => api.strikeLine(line),
      onMutate: (line) => foresee((board) => withStruck(board, line)),
      onSettled,
      ...again,
    }),
    bump: useMutation({
      mutationFn: (key: TicketKey) => api.bumpTicket(key),
      onMutate: (key) => foresee((board) => withBumped(board, key)),
      onSettled,
      ...again,
    }),
    recall: useMutation({
      mutationFn: (key: TicketKey) => api.recallTicket(key),
      onSettled,
      ...again,
    }),
    acknowledge: useMutation({
      mutationFn: (key: TicketKey) => api.acknowledgeTicket(key),
      onSettled,
      ...again,
    }),
  };
}

export type KitchenCommands = ReturnType<typeof useKitchenCommands>;
