import type { SimulatedOrder, Simulator } from '../../cloud-relay/simulators/simulator.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import type { Part } from '../../src/shared/kit/lifecycle.ts';
import type { Random } from '../../src/shared/kit/random.ts';

export interface FlowOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly firstAfterMs: number;
  /** Average wait between orders; each wait is between half and one and a half of it. */
  readonly everyMs: number;
  readonly onFailure: (error: unknown) => void;
}

export interface Flow extends Part {
  readonly isFlowing: () => boolean;
  readonly setFlowing: (on: boolean) => void;
}

/** Orders that arrive by themselves at a calm pace, from the platforms in turn, and couriers that come for them. */
export function createFlow(simulators: readonly Simulator[], options: FlowOptions): Flow {
  const { clock, random } = options;
  let flowing = true;
  let count = 0;
  let cancel = () => undefined as void;
  const next = (delayMs: number) => {
    cancel = clock.after(delayMs, () => {
      next(options.everyMs * (0.5 + random()));
      if (flowing) void send().catch(options.onFailure);
    });
  };
  const send = async () => {
    const open = simulators.filter((simulator) => simulator.storeOpen);
    const simulator = open[count++ % open.length];
    if (!simulator) return;
    const fifth = count % 5 === 0;
    await simulator.sendOrder({
      ...(fifth && { cash: true }),
      ...(count % 9 === 0 && { scheduled: true }),
    });
  };
  const stops = simulators.map((simulator) => sendCouriers(simulator, options));
  return {
    name: 'flow of orders',
    isFlowing: () => flowing,
    setFlowing: (on) => {
      flowing = on;
    },
    async start() {
      next(options.firstAfterMs);
    },
    async stop() {
      cancel();
      for (const stop of stops) stop();
    },
  };
}

const courierAfterMs = 20_000;

/** Sends each accepted order a courier after a while, where the platform announces couriers. */
function sendCouriers(simulator: Simulator, { clock }: FlowOptions): () => void {
  const sent = new Set<string>();
  return simulator.onChange(({ externalId, state }: SimulatedOrder) => {
    if (state !== 'accepted' || sent.has(externalId)) return;
    sent.add(externalId);
    clock.after(courierAfterMs, () => {
      const order = simulator.order(externalId);
      if (order?.state === 'cancelled') return;
      simulator.courier(externalId, 'arrived').catch(() => undefined); // not every platform tells
    });
  });
}
