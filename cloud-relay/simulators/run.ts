import { secondMs, sleep, type Clock } from '../../src/shared/kit/clock.ts';
import type { BasketWishes } from './orders/basket.ts';
import { decimalText } from './orders/menu.ts';
import { untilOrder, type SimulatedOrder, type Simulator } from './simulator.ts';
import type { SimulateCommand } from './command.ts';

export interface RunDeps {
  readonly clock: Clock;
  readonly print: (line: string) => void;
  /** Ends the run early. */
  readonly interrupted: AbortSignal;
}

/**
 * Sends the orders at their pace, each without waiting for the one before, and prints one line per order.
 *
 * @returns whether the relay took every order
 */
export async function runSimulation(
  simulator: Simulator,
  command: Pick<SimulateCommand, 'count' | 'ratePerSecond' | 'wishes' | 'waitSeconds'>,
  deps: RunDeps,
): Promise<boolean> {
  const { clock, interrupted } = deps;
  const startedMs = clock.monotonicMs();
  const waited = Promise.withResolvers<void>();
  const results: Promise<boolean>[] = [];
  for (let number = 0; number < command.count && !interrupted.aborted; number += 1) {
    const dueMs = startedMs + (number * secondMs) / command.ratePerSecond;
    await sleep(clock, dueMs - clock.monotonicMs(), interrupted);
    results.push(sendOne(simulator, command.wishes, waited.promise, deps.print));
  }
  void sleep(clock, command.waitSeconds * secondMs, interrupted).then(waited.resolve);
  const taken = await Promise.all(results);
  return taken.every(Boolean) && taken.length === command.count;
}

async function sendOne(
  simulator: Simulator,
  wishes: BasketWishes,
  waited: Promise<void>,
  print: (line: string) => void,
): Promise<boolean> {
  try {
    const { externalId } = await simulator.sendOrder(wishes);
    const decided = untilOrder(simulator, externalId, isDecided);
    await Promise.race([decided, waited]);
    const order = await untilOrder(simulator, externalId, () => true);
    print(lineOf(order));
    return order.acknowledgedAt !== null;
  } catch (error) {
    print(`not sent: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

const isDecided = (order: SimulatedOrder) => order.acknowledgedAt !== null || order.undeliverable;

function lineOf(order: SimulatedOrder): string {
  const { basket, acknowledgedAt, deliveries } = order;
  const total = `${decimalText(basket.totalMinor, basket.exponent)} ${basket.currency}`;
  const last = deliveries.at(-1)?.status ?? 'no answer';
  const result =
    acknowledgedAt === null
      ? `NOT acknowledged (${last} after ${deliveries.length} deliveries)`
      : `acknowledged after ${acknowledgedAt - order.placedAt} ms`;
  return `${order.platform} #${order.displayId} ${order.externalId} ${total}: ${result}`;
}
