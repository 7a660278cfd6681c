import { secondMs, sleep, type Clock } from '../../src/shared/kit/clock.ts';
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
  const startedMs = deps.clock.monotonicMs();
  const sent: Promise<SimulatedOrder>[] = [];
  for (let number = 0; number < command.count && !deps.interrupted.aborted; number += 1) {
    const dueMs = startedMs + (number * secondMs) / command.ratePerSecond;
    await sleep(deps.clock, dueMs - deps.clock.monotonicMs(), deps.interrupted);
    sent.push(simulator.sendOrder(command.wishes));
  }
  const givenUp = sleep(deps.clock, command.waitSeconds * secondMs, deps.interrupted);
  const results = await Promise.all(
    sent.map((sending) => acknowledged(simulator, sending, givenUp, deps)),
  );
  return results.every(Boolean) && results.length === command.count;
}

async function acknowledged(
  simulator: Simulator,
  sending: Promise<SimulatedOrder>,
  givenUp: Promise<void>,
  { print }: RunDeps,
): Promise<boolean> {
  const { externalId } = await sending;
  const taken = untilOrder(simulator, externalId, isDecided);
  await Promise.race([taken, givenUp]);
  const order = simulator.orders().find((one) => one.externalId === externalId);
  if (order) print(lineOf(order));
  return order?.acknowledgedAt != null;
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
