import { branchApi, type OrderView } from '../../src/shared/contract/branch-api.ts';
import { sleep, systemClock } from '../../src/shared/kit/clock.ts';
import type { Random } from '../../src/shared/kit/random.ts';
import type { SamplePlatform } from '../rig/sample-site.ts';
import type { World } from './world.ts';

/** Talabat and Careem allow 40 and 60 calls a minute, so most orders come from the other two. */
function pickPlatform(random: Random): SamplePlatform {
  const share = random();
  if (share < 0.01) return 'talabat';
  if (share < 0.02) return 'careem';
  return share < 0.5 ? 'deliveroo' : 'generic';
}

export interface Traffic {
  /** Orders begun so far. */
  readonly sent: () => number;
  readonly isDone: () => boolean;
}

/**
 * Sends orders at an even pace; some are delivered twice, some are cancelled by the customer at a random
 * moment of their life.
 */
export function sendOrders(
  world: World,
  { orders, gapMs, random }: { orders: number; gapMs: () => number; random: Random },
): Traffic {
  let sent = 0;
  let settled = 0;
  const later = async (work: () => Promise<void>) => {
    await sleep(systemClock, random() * 4_000);
    await work().catch(() => undefined); // the platform's own retries go on
  };
  const sendOne = async () => {
    const simulator = world.simulators[pickPlatform(random)];
    const chance = random();
    const { externalId } = await simulator.sendOrder({ handover: 'platform_rider' });
    if (chance < 0.1) await later(() => simulator.resend(externalId));
    else if (chance < 0.15) await later(() => simulator.cancelOrder(externalId));
  };
  void (async () => {
    while (sent < orders) {
      sent += 1;
      void sendOne().finally(() => (settled += 1));
      await sleep(systemClock, gapMs());
    }
  })();
  return { sent: () => sent, isDone: () => settled >= orders };
}

export interface Cashier {
  /** Ids of orders whose accept was answered with success. */
  readonly accepted: ReadonlySet<string>;
  stop(): Promise<void>;
}

const lookEveryMs = 150;

/** Somebody at the till: accepts most, turns a few down, brings the rest through the kitchen. */
export function startCashier(world: World, random: Random): Cashier {
  const accepted = new Set<string>();
  const left = new Set<string>();
  const stopping = new AbortController();
  const answer = async ({ order, status }: OrderView) => {
    if (status !== 'pending') return;
    if (left.has(order.id)) return;
    const chance = random();
    if (chance < 0.02) left.add(order.id);
    else if (chance < 0.05 && order.rejectReasons.includes('too_busy')) {
      await world.till.call(branchApi.rejectOrder, {
        id: order.id,
        reason: 'too_busy',
        unavailableItemIds: [],
      });
    } else {
      await world.till.call(branchApi.acceptOrder, { id: order.id, prepMinutes: 15 });
      accepted.add(order.id);
    }
  };
  const cook = async ({ order, status }: OrderView) => {
    const next = { confirmed: 'ready_for_pickup', ready_for_pickup: 'out_for_delivery' } as const;
    if (status !== 'confirmed' && status !== 'ready_for_pickup') return;
    if (random() < 0.5) return;
    await world.till.call(branchApi.moveOrder, { id: order.id, to: next[status] });
  };
  const look = async () => {
    const { orders } = await world.till.call(branchApi.listOrders, { lane: 'open' });
    for (const view of orders.slice(0, 40)) {
      // Refused because the order moved on, or the branch is being killed: the next look tells.
      await answer(view).catch(() => undefined);
      await cook(view).catch(() => undefined);
    }
  };
  const working = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch(() => undefined);
      await sleep(systemClock, lookEveryMs, stopping.signal);
    }
  })();
  return {
    accepted,
    async stop() {
      stopping.abort();
      await working;
    },
  };
}
