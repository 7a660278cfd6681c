import { branchApi } from '../../shared/contract/branch-api.ts';
import type { Report, ReportInput } from '../../shared/contract/report.ts';
import type { FoundOrder, SearchInput } from '../../shared/contract/search.ts';
import type { Waiting } from '../../shared/contract/waiting.ts';
import type { Clock } from '../../shared/kit/clock.ts';
import { foldWords } from '../../shared/kit/fold-text.ts';
import type { BranchApi } from '../api/branch-api.tsx';

/** What the branch remembers: as much of it as a screen shows. */
export interface FakeBooks {
  readonly found: FoundOrder[];
  readonly waiting: { -readonly [Part in keyof Waiting]: Waiting[Part] };
  report: Report;
  /** What was asked for, in order. */
  readonly searches: SearchInput[];
  readonly reports: ReportInput[];
  readonly calls: Pick<BranchApi, 'searchOrders' | 'readReport' | 'exportReport' | 'readWaiting'>;
}

const today = '2026-01-15';
const pageSize = 3;

export function createFakeBooks(clock: Clock): FakeBooks {
  const books: FakeBooks = {
    found: [],
    waiting: { kinds: [], orders: [] },
    report: buildReport(clock.now()),
    searches: [],
    reports: [],
    calls: {
      searchOrders: async (input) => {
        // As over the wire: what is left out has its usual value.
        const asked = branchApi.searchOrders.input.parse(input);
        books.searches.push(asked);
        const all = books.found.filter((order) => isFound(order, asked));
        const from = asked.before ?? 0;
        const next = from + pageSize < all.length ? from + pageSize : null;
        const platforms = [...new Set(books.found.map(({ platform }) => platform))];
        return { orders: all.slice(from, from + pageSize), next, platforms, today };
      },
      readReport: async (input) => {
        books.reports.push(input);
        return books.report;
      },
      exportReport: async ({ table }) => ({ fileName: `${table}.csv`, text: 'Item,Total\r\n' }),
      readWaiting: async () => books.waiting,
    },
  };
  return books;
}

function isFound({ number, customer, platform }: FoundOrder, { text, ...of }: SearchInput) {
  const words = foldWords(`${number} ${customer?.name ?? ''}`);
  const hasAll = foldWords(text).every((part) => words.some((word) => word.startsWith(part)));
  return hasAll && (of.platform === undefined || of.platform === platform);
}

export function buildFound(number: string, part: Partial<FoundOrder> = {}): FoundOrder {
  return {
    id: `o-${number}`,
    number,
    platform: 'talabat',
    externalId: `ext-${number}`,
    status: 'delivered',
    receivedAtMs: Date.parse('2026-01-15T12:00Z'),
    customer: null,
    lines: [{ quantity: 2, name: { default: 'Mansaf', en: 'Mansaf', ar: 'منسف' } }],
    moreLines: 0,
    currency: 'JOD',
    totalMinor: 5_500,
    ...part,
  };
}

/** Nothing sold yet. */
export function buildReport(nowMs: number, part: Partial<Report> = {}): Report {
  const none = { count: 0, totalMinor: 0 };
  const sums = { orders: 0, totalMinor: 0, taxMinor: 0, discountsMinor: 0, voids: none };
  return {
    currency: 'JOD',
    fromMs: nowMs,
    toMs: nowMs,
    days: { from: today, to: today },
    today,
    counter: sums,
    platforms: sums,
    refunds: { ...none, taxMinor: 0 },
    roundingMinor: 0,
    tables: {
      days: [],
      hours: Array.from({ length: 24 }, (_, hour) => ({ hour, counter: none, platforms: none })),
      items: [],
      categories: [],
      channels: [],
      staff: [],
      taxes: [],
      payments: [],
    },
    ...part,
  };
}
