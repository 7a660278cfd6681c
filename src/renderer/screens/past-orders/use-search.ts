import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FoundOrder, Outcome } from '../../../shared/contract/search.ts';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';
import type { DayRange } from '../../days/day-ranges.ts';

export interface Filters {
  readonly days: DayRange | null;
  readonly platform: string | null;
  readonly outcome: Outcome | null;
  readonly minMinor: number | null;
  readonly maxMinor: number | null;
}

export const noFilters: Filters = {
  days: null,
  platform: null,
  outcome: null,
  minMinor: null,
  maxMinor: null,
};

/** Long enough for the next key, too short to be waited for. */
const typingMs = 100;

export interface PastSearch {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly filters: Filters;
  readonly setFilters: (filters: Filters) => void;
  readonly orders: readonly FoundOrder[];
  readonly platforms: readonly string[];
  readonly today: string | undefined;
  readonly isNarrowed: boolean;
  readonly query: Pick<
    ReturnType<typeof useSearchPages>,
    | 'isPending'
    | 'isError'
    | 'error'
    | 'refetch'
    | 'hasNextPage'
    | 'fetchNextPage'
    | 'isFetchingNextPage'
  >;
}

/** What a person typed and chose, and the orders it leads to; the earlier ones stay until the new ones are there. */
export function usePastSearch(): PastSearch {
  const [text, setText] = useState('');
  const [filters, setFilters] = useState(noFilters);
  const [asked] = useDebouncedValue(text.trim(), typingMs);
  const query = useSearchPages(asked, filters);
  const pages = query.data?.pages ?? [];
  return {
    text,
    setText,
    filters,
    setFilters,
    orders: pages.flatMap((page) => page.orders),
    platforms: pages[0]?.platforms ?? [],
    today: pages[0]?.today,
    isNarrowed: asked !== '' || filters !== noFilters,
    query,
  };
}

function useSearchPages(text: string, filters: Filters) {
  const api = useBranchApi();
  return useInfiniteQuery({
    queryKey: [...keys.past, text, filters],
    queryFn: ({ pageParam }) =>
      api.searchOrders({
        text,
        fromDay: filters.days?.from,
        toDay: filters.days?.to,
        platform: filters.platform ?? undefined,
        outcome: filters.outcome ?? undefined,
        minMinor: filters.minMinor ?? undefined,
        maxMinor: filters.maxMinor ?? undefined,
        before: pageParam ?? undefined,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
