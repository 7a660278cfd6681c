import { mostOrdersAtOnce } from '../../shared/contract/branch-api.ts';

export interface OrdersSource {
  /** Reads these orders and puts them into the lists. */
  readonly readSome: (ids: readonly string[]) => Promise<void>;
  /** Reads the lists whole, anew where one is being read. Never rejects. */
  readonly readAll: () => Promise<void>;
}

/**
 * Follows notices of changed orders: one reading at a time, and after it one more for whatever changed meanwhile, however
 * many notices came. What cannot be read one by one is read whole.
 *
 * @returns takes the ids of orders that changed; none when any of them may have
 */
export function createOrdersReader(source: OrdersSource): (ids: readonly string[]) => void {
  let waiting = new Set<string>();
  let isAny = false;
  let isReading = false;
  const isStale = () => isAny || waiting.size > 0;
  const readNext = async () => {
    const ids = [...waiting];
    const all = isAny || ids.length > mostOrdersAtOnce;
    waiting = new Set();
    isAny = false;
    if (all) await source.readAll();
    else await source.readSome(ids).catch(source.readAll);
  };
  const run = async () => {
    isReading = true;
    while (isStale()) await readNext();
    isReading = false;
  };
  return (ids) => {
    if (ids.length === 0) isAny = true;
    for (const id of ids) waiting.add(id);
    if (!isReading) void run();
  };
}
