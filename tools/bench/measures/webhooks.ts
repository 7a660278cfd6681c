import { z } from 'zod';
import { startProgram } from '../../rig/program.ts';
import { type Figure, median, percentile, toFigure } from '../figures.ts';
import { createGauge, type Gauge } from '../gauge.ts';
import { type Flood, flood } from '../load.ts';
import { createOrderPress, type SignedOrder } from '../signed-orders.ts';
import { entryOf, type Setting, type Site, startSite } from '../site.ts';
import { untilCount } from '../watch.ts';

const branchCount = 10;
const length = {
  quick: { rounds: 3, orders: 10_000, warmUp: 3_000 },
  full: { rounds: 7, orders: 20_000, warmUp: 10_000 },
} as const;

interface Round {
  readonly echo: Measured;
  readonly relay: Measured;
  readonly loggedPerSecond: number;
}

interface Measured extends Flood {
  /** Processor time of the server, what it does after the replies included. */
  readonly cpuMsPerOrder: number;
}

/** Durable webhooks per second of the relay against a bare echo, in rounds that take turns. */
export async function measureWebhooks(setting: Setting): Promise<Figure[]> {
  const { rounds: roundCount, orders, warmUp } = setting.quick ? length.quick : length.full;
  const gauge = createGauge('time');
  const site = await startSite(setting, branchCount, gauge);
  const floodEcho = await startEcho();
  const floodRelay = createRelayFlood(site, gauge);
  const press = createOrderPress(site.connections);
  const round = async (count: number): Promise<Round> => {
    const some = press(count);
    return { echo: await floodEcho.flood(some), ...(await floodRelay(some)) };
  };
  await round(warmUp);
  const rounds: Round[] = [];
  while (rounds.length < roundCount) rounds.push(await round(orders));
  await floodEcho.stop();
  await site.relay.stop();
  return toFigures(rounds);
}

async function startEcho() {
  const gauge = createGauge('time');
  const echo = await startProgram({
    name: 'echo',
    entry: entryOf(new URL('../echo-server.ts', import.meta.url)),
    ready: z.object({ url: z.string() }),
    ...gauge,
  });
  return {
    async flood(orders: readonly SignedOrder[]): Promise<Measured> {
      const before = await gauge.read(echo.process);
      const flooded = await flood(echo.ready.url, orders);
      const after = await gauge.read(echo.process);
      return { ...flooded, cpuMsPerOrder: (after.cpuMs - before.cpuMs) / orders.length };
    },
    stop: () => echo.stop(),
  };
}

function createRelayFlood({ relay, relayDatabase }: Site, gauge: Gauge) {
  let sent = 0;
  return async (orders: readonly SignedOrder[]) => {
    sent += orders.length;
    const before = await gauge.read(relay.process);
    const logged = untilCount(
      relayDatabase,
      'SELECT coalesce(sum(down_head), 0) AS count FROM branch_logs',
      sent,
    );
    const flooded = await flood(relay.ready.url, orders);
    const loggedPerSecond = orders.length / (((await logged) - flooded.startedAtMs) / 1_000);
    const after = await gauge.read(relay.process);
    const cpuMsPerOrder = (after.cpuMs - before.cpuMs) / orders.length;
    return { relay: { ...flooded, cpuMsPerOrder }, loggedPerSecond };
  };
}

function toFigures(rounds: readonly Round[]): Figure[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of));
  const reply = (share: number) => ({
    name: `webhooks: reply p${share * 100}`,
    value: middle(({ relay }) => percentile(relay.replyMs, share)),
    unit: 'ms',
    baseline: middle(({ echo }) => percentile(echo.replyMs, share)),
  });
  return [
    toFigure(
      {
        name: 'webhooks: durable replies',
        value: middle(({ relay }) => relay.repliesPerSecond),
        unit: '/s',
        baseline: middle(({ echo }) => echo.repliesPerSecond),
        ratio: middle(({ echo, relay }) => relay.repliesPerSecond / echo.repliesPerSecond),
      },
      { of: 'ratio', atLeast: 0.5 },
    ),
    toFigure(reply(0.5)),
    toFigure(reply(0.99)),
    toFigure({
      name: 'webhooks: orders in the branch logs',
      value: middle(({ loggedPerSecond }) => loggedPerSecond),
      unit: '/s',
    }),
    toFigure({
      name: 'webhooks: processor time of an order',
      value: middle(({ relay }) => relay.cpuMsPerOrder),
      unit: 'ms',
      baseline: middle(({ echo }) => echo.cpuMsPerOrder),
      ratio: middle(({ echo, relay }) => echo.cpuMsPerOrder / relay.cpuMsPerOrder),
    }),
  ];
}
