import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { TestBranch } from '../testing/test-branch.ts';
import { CounterClient, givenMenu, small, type SampleMenu } from './testing/counter-client.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
let counter: CounterClient;
let menu: SampleMenu;

beforeEach(async () => {
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
  counter = new CounterClient(branch);
  menu = await givenMenu(branch);
});
afterEach(() => branch.end());

async function givenSent() {
  const bill = await counter.add(await counter.open(), {
    productId: menu.shawarma,
    choices: small,
  });
  const sent = await counter.do('sendBill', bill);
  const [order] = await branch.orders();
  if (!order) throw new Error('the kitchen has no order');
  return { bill: sent, order };
}

const cancel = (id: string) =>
  branch.call<{ order: OrderView }>('POST', `/api/orders/${id}/cancel`, { reason: 'mistake' });

test('an order of the counter that is cancelled on the board ends its bill, when nothing else is on it', async () => {
  const { bill, order } = await givenSent();
  expect(order.offers).toContain('cancel');

  const reply = await cancel(order.order.id);

  expect(reply.order).toMatchObject({ status: 'cancelled', offers: [] });
  expect(await counter.read(bill.id)).toMatchObject({
    state: 'cancelled',
    dueMinor: 0,
    lines: [{ voided: { reason: 'mistake' } }],
  });
});

test('what else is on the bill stays and is paid', async () => {
  const { bill, order } = await givenSent();
  await counter.add(bill, { productId: menu.juice });

  await cancel(order.order.id);

  const left = await counter.read(bill.id);
  expect(left.state).toBe('open');
  expect(left.lines.map(({ voided }) => voided !== null)).toEqual([true, false]);
});

test('an order whose bill is paid is not cancelled: its money is given back from the bill', async () => {
  const { bill, order } = await givenSent();
  await counter.pay(bill, bill.dueMinor);

  await expect(cancel(order.order.id)).rejects.toThrow('bill.paid');

  expect(await branch.order(order.order.id)).toMatchObject({ status: 'confirmed' });
});
