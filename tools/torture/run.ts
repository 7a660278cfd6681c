import { sleep, systemClock } from '../../src/shared/kit/clock.ts';
import { seededRandom } from '../../src/shared/kit/random.ts';
import { collectEvidence, openWork } from './evidence.ts';
import type { TortureOptions } from './options.ts';
import { sendOrders, startCashier } from './traffic.ts';
import { makeTrouble } from './trouble.ts';
import { judge, type Verdict } from './verdict.ts';
import { createWorld, type World } from './world.ts';

export interface TortureResult extends Verdict {
  readonly kills: number;
  readonly orders: number;
  readonly seed: number;
  /** Tickets that say POSSIBLE DUPLICATE or COPY: allowed, and worth knowing. */
  readonly markedTickets: number;
  readonly seconds: number;
}

/** How long a finished run may take to come to rest. */
const quietWithinMs = 300_000;
const reportEveryMs = 5_000;
/** About what a kill and the wait before it take; the orders are spread over that. */
const killTakesMs = 1_500;

export async function runTorture(
  options: TortureOptions & { readonly dataDir: string },
  say: (line: string) => void,
): Promise<TortureResult> {
  const startedAt = performance.now();
  const random = seededRandom(options.seed);
  const world = await createWorld(options.dataDir, seededRandom(options.seed + 1));
  try {
    const cashier = startCashier(world, seededRandom(options.seed + 2));
    const gapMs = Math.max(8, (options.kills * killTakesMs) / options.orders);
    const traffic = sendOrders(world, {
      orders: options.orders,
      gapMs: () => gapMs * (0.5 + random()),
      random: seededRandom(options.seed + 3),
    });
    const trouble = makeTrouble(world, { kills: options.kills, random });
    const seconds = () => Math.round((performance.now() - startedAt) / 1_000);
    const progress = setInterval(
      () => say(`${seconds()} s: ${traffic.sent()} orders, ${trouble.kills()} kills`),
      reportEveryMs,
    );
    await trouble.done.finally(() => clearInterval(progress));
    await untilQuiet(world, traffic.isDone, say);
    await cashier.stop();
    // The cashier's last taps have work of their own.
    await untilQuiet(world, traffic.isDone, say);
    const evidence = collectEvidence(world, cashier);
    return {
      kills: trouble.kills(),
      orders: evidence.sent.length,
      seed: options.seed,
      ...judge(evidence),
      markedTickets: evidence.paper.filter((ticket) => ticket.marked).length,
      seconds: seconds(),
    };
  } finally {
    await world.close();
  }
}

async function untilQuiet(
  world: World,
  allSent: () => boolean,
  say: (line: string) => void,
): Promise<void> {
  const deadline = performance.now() + quietWithinMs;
  let said = 0;
  for (;;) {
    const open = [...(allSent() ? [] : ['orders to send']), ...openWork(world)];
    if (open.length === 0) return;
    if (performance.now() > deadline) {
      say(`not quiet in time: ${open.join(', ')}`);
      return;
    }
    if (performance.now() - said > reportEveryMs) {
      said = performance.now();
      say(`waiting for ${open.join(', ')}`);
    }
    await sleep(systemClock, 250);
  }
}
