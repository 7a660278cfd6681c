import { z } from 'zod';
import { startProgram } from '../../rig/program.ts';
import { type Figure, median, percentile, toFigure } from '../figures.ts';
import { type Flood, flood } from '../load.ts';
import { createOrderPress, type SignedOrder } from '../signed-orders.ts';
import { type Setting, type Site, startSite } from '../site.ts';
import { untilCount } from '../watch.ts';

const branchCount = 10;
const length = {
  quick: { rounds: 3, orders: 10_000, warmUp: 3_000 },
  full: { rounds: 7, orders: 20_000, warmUp: 10_000 },
} as const;

interface Round {
  readonly echo: Flood;
  readonly relay: Flood;
  readonly loggedPerSecond: number;
}

/** Durable webhooks per second of the relay against a bare echo, in rounds that take turns. */
export async function measureWebhooks(setting: Setting): Promise<Figure[]> {
  const { rounds: roundCount, orders, warmUp } = setting.quick ? length.quick : length.full;
  const site = await startSite(setting, branchCount);
  const echo = await startProgram({
    name: 'echo',
    entry: 'tools/bench/echo-server.ts',
    ready: z.object({ url: z.string() }),
    env: {},
  });
  const press = createOrderPress(site.connections);
  const round = createRound(site, echo.ready.url);
  await round(press(warmUp));
  const rounds: Round[] = [];
  while (rounds.length < roundCount) rounds.push(await round(press(orders)));
  await echo.stop();
  await site.relay.stop();
  return toFigures(rounds);
}

function createRound(site: Site, echoUrl: string) {
  let sent = 0;
  return async (orders: readonly SignedOrder[]): Promise<Round> => {
    const echo = await flood(echoUrl, orders);
    sent += orders.length;
    const logged = untilCount(
      site.relayDatabase,
      'SELECT coalesce(sum(down_head), 0) AS count FROM branch_logs',
      sent,
    );
    const relay = await flood(site.relay.ready.url, orders);
    const loggedPerSecond = orders.length / (((await logged) - relay.startedAtMs) / 1_000);
    return { echo, relay, loggedPerSecond };
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
  ];
}
