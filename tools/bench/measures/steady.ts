import { type Figure, percentile, toFigure } from '../figures.ts';
import { sendSteadily } from '../load.ts';
import { createOrderPress } from '../signed-orders.ts';
import { type Setting, startBranch, startSite } from '../site.ts';

const perSecond = 1_000;
const branchCount = 10;
const length = { quick: { warmUp: 3_000, orders: 8_000 }, full: { warmUp: 5_000, orders: 40_000 } };

/** Replies at 1,000 orders a second, a tenth of them for a branch that is connected. */
export async function measureSteady(setting: Setting): Promise<Figure[]> {
  const { warmUp, orders } = setting.quick ? length.quick : length.full;
  const site = await startSite(setting, branchCount);
  const branch = await startBranch(setting, site);
  const press = createOrderPress(site.connections);
  const { url } = site.relay.ready;
  await sendSteadily(url, press(warmUp), perSecond);
  const deliveries = await sendSteadily(url, press(orders), perSecond);
  await branch.program.stop();
  await site.relay.stop();
  const replyMs = deliveries.map((delivery) => delivery.replyMs);
  const figure = (share: number, atMost: number) =>
    toFigure(
      {
        name: `1,000 webhooks/s: reply p${share * 100}`,
        value: percentile(replyMs, share),
        unit: 'ms',
      },
      { of: 'value', atMost },
    );
  return [figure(0.5, 5), figure(0.99, 25)];
}
