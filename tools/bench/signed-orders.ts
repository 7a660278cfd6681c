import { randomUUID } from 'node:crypto';
import { buildDrooOrder } from '../../cloud-relay/simulators/deliveroo/build-order.ts';
import { deliverooCredentials } from '../../cloud-relay/simulators/deliveroo/credentials.ts';
import { markets } from '../../cloud-relay/simulators/deliveroo/market.ts';
import { signDelivery } from '../../cloud-relay/simulators/deliveroo/signature.ts';
import { type Basket, fillBasket } from '../../cloud-relay/simulators/orders/basket.ts';
import { pricedFor } from '../../cloud-relay/simulators/orders/menu.ts';
import { sampleMenu } from '../../cloud-relay/simulators/sample-menu.ts';
import { seededRandom } from '../../src/shared/kit/random.ts';
import type { SampleConnection } from '../rig/sample-site.ts';

/** One webhook as Deliveroo sends it, ready to leave. */
export interface SignedOrder {
  readonly externalId: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A webhook's usual size: two dishes with options, names in both scripts, a note. */
const wantedBytes = { from: 1_800, to: 2_300 } as const;
const differentBaskets = 64;

/** The same baskets in every run, so that runs can be compared. */
function sampleBaskets(): Basket[] {
  const random = seededRandom(7);
  const menu = pricedFor(sampleMenu, markets.ae);
  const baskets: Basket[] = [];
  while (baskets.length < differentBaskets) {
    const basket = fillBasket({ menu, random, now: Date.now() }, { handover: 'platform_rider' });
    const bytes = Buffer.byteLength(orderBody(basket, { siteId: 's', brandId: 'b' }, 0).body);
    if (bytes >= wantedBytes.from && bytes <= wantedBytes.to) baskets.push(basket);
  }
  return baskets;
}

function orderBody(basket: Basket, site: { siteId: string; brandId: string }, number: number) {
  const id = `ae:${randomUUID()}`;
  const order = buildDrooOrder(basket, {
    id,
    displayId: String(1_000 + number),
    placedAt: Date.now(),
    tabletless: true,
    site: deliverooCredentials.parse({
      webhookSecret: '-',
      clientId: '-',
      clientSecret: '-',
      ...site,
    }),
  });
  return { id, body: JSON.stringify({ event: 'order.new', body: { order } }) };
}

/** Orders that all differ, signed with each connection's own secret, the connections taking turns. */
export function createOrderPress(
  connections: readonly SampleConnection[],
): (count: number) => SignedOrder[] {
  const baskets = sampleBaskets();
  const senders = connections.map(({ url, credentials }) => ({
    path: new URL(url).pathname,
    site: deliverooCredentials.parse(credentials),
  }));
  return (count) =>
    Array.from({ length: count }, (_, index) => {
      const basket = baskets[index % baskets.length];
      const sender = senders[index % senders.length];
      if (!basket || !sender) throw new Error('there is no connection to send orders to');
      const { id, body } = orderBody(basket, sender.site, index);
      const guid = randomUUID();
      return {
        externalId: id,
        path: sender.path,
        headers: {
          'content-type': 'application/json',
          'x-deliveroo-sequence-guid': guid,
          'x-deliveroo-hmac-sha256': signDelivery(sender.site.webhookSecret, guid, body),
          'x-deliveroo-payload-type': 'event/order.new',
          'x-deliveroo-webhook-version': '1',
        },
        body,
      };
    });
}
