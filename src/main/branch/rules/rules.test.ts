import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ruleRoutes, type AcceptRule } from '../../../shared/contract/rules.ts';
import { hourMs, minuteMs } from '../../../shared/kit/clock.ts';
import { ask } from '../selling/testing/counter-client.ts';
import { buildOrder, noonMs, placed } from '../testing/builders.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

const addRule = async (settings: object = {}): Promise<AcceptRule[]> =>
  (await ask(branch, ruleRoutes.addRule, { name: 'Always', needsPrinter: false, ...settings }))
    .rules;
const rules = () => ask(branch, ruleRoutes.readRules, {});
const startBusy = (wish: object = {}) =>
  ask(branch, ruleRoutes.startBusy, {
    span: { minutes: 30 },
    extraMinutes: 15,
    stopsRules: false,
    ...wish,
  });
const busy = async () => (await ask(branch, ruleRoutes.readBusy, {})).busy;
const heard = (kind: string) => branch.relay.heard.filter((event) => event.body.kind === kind);

async function receive(id: string, changes: Parameters<typeof buildOrder>[1] = {}): Promise<void> {
  branch.relay.say(placed(buildOrder(id, changes)));
  await branch.arrived(id);
}
const statusOf = async (id: string) => (await branch.order(id)).status;
/** Everything that came is decided once this order, which every rule here takes, is. */
async function settled(): Promise<void> {
  await receive('last');
  await eventually(async () => (await statusOf('last')) === 'confirmed');
}

describe('an order that comes', () => {
  test('is accepted by the rule: paper, answer to the platform, and the rule in its history', async () => {
    await addRule({ prepMinutes: 25 });
    await receive('o-1');

    await eventually(async () => (await statusOf('o-1')) === 'confirmed');

    const order = await branch.order('o-1');
    expect(order).toMatchObject({
      prepMinutes: 25,
      readyByMs: noonMs + 25 * minuteMs,
      answers: [{ action: 'accept', state: 'waiting' }],
    });
    expect(order.printJobs).toMatchObject([{ kind: 'kitchen', mark: 'none' }]);
    expect(order.history.at(-1)).toMatchObject({ by: 'rule', reason: 'Always' });
    expect(order.hops.at(-1)).toMatchObject({ hop: 'answered', detail: 'accept: Always' });
    await eventually(() => heard('order.moved').length === 1);
    expect(heard('order.moved')[0]?.body).toMatchObject({ prepMinutes: 25 });
    expect((await rules()).decisions).toMatchObject([
      { orderId: 'o-1', acceptedBy: { ruleName: 'Always' }, prepMinutes: 25 },
    ]);
  });

  test('waits for a person when no rule fits, and the screen says why', async () => {
    await addRule({ name: 'Small', maxTotalMinor: 1_000 });
    await receive('o-1');

    await eventually(async () => (await rules()).decisions.length === 1);

    expect(await statusOf('o-1')).toBe('pending');
    expect((await rules()).decisions).toMatchObject([
      { acceptedBy: null, misfits: [{ ruleName: 'Small', misfit: 'total' }] },
    ]);
  });

  test('too late, as a test, or without a question is left alone', async () => {
    await addRule();
    await receive('late', { acceptByMs: noonMs - 1 });
    await receive('test', { isTest: true });
    await receive('no-question', { actions: ['ready'] });
    await settled();

    for (const id of ['late', 'test', 'no-question']) expect(await statusOf(id)).toBe('pending');
    expect((await rules()).decisions.map(({ orderId }) => orderId)).toEqual(['last']);
  });

  test('goes to the kitchen only while the kitchen has room', async () => {
    await addRule({ maxKitchenOrders: 1 });
    await receive('o-1');
    await eventually(async () => (await statusOf('o-1')) === 'confirmed');
    await receive('o-2');

    await eventually(async () => (await rules()).decisions.length === 2);

    expect(await statusOf('o-2')).toBe('pending');
    expect((await rules()).now).toMatchObject([{ misfit: 'kitchen_full' }]);
  });
});

describe('after a start', () => {
  test('what still waits in time is asked about once more', async () => {
    await receive('o-1');
    await receive('o-2', { acceptByMs: noonMs + minuteMs });
    await addRule();
    expect(await statusOf('o-1')).toBe('pending');
    await branch.close();
    branch.clock.advance(2 * minuteMs);

    await branch.open();

    await eventually(async () => (await statusOf('o-1')) === 'confirmed');
    expect(await statusOf('o-2')).toBe('pending');
  });

  test('what the rules left to a person stays with that person', async () => {
    const [rule] = await addRule({ maxTotalMinor: 1_000 });
    await receive('o-1');
    await eventually(async () => (await rules()).decisions.length === 1);
    await ask(branch, ruleRoutes.changeRule, { ...rule, maxTotalMinor: null });
    await branch.close();

    await branch.open();
    await receive('o-2');

    await eventually(async () => (await statusOf('o-2')) === 'confirmed');
    expect(await statusOf('o-1')).toBe('pending');
  });

  test('an order waits until its printer has said how it is', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await addRule({ needsPrinter: true });
    await receive('o-1');
    await eventually(async () => (await statusOf('o-1')) === 'confirmed');
  });

  test('no printer that can print means no acceptance', async () => {
    await addRule({ needsPrinter: true });
    await receive('o-1');
    await eventually(async () => (await rules()).decisions.length === 1);
    expect((await rules()).decisions[0]?.misfits).toMatchObject([{ misfit: 'printer' }]);
  });
});

test('rules are asked in the order in which a person puts them', async () => {
  await addRule({ name: 'First', prepMinutes: 10 });
  const [, second] = await addRule({ name: 'Second', prepMinutes: 40 });
  await ask(branch, ruleRoutes.placeRule, { id: second?.id, place: 0 });
  await receive('o-1');
  await eventually(async () => (await branch.order('o-1')).prepMinutes === 40);

  await ask(branch, ruleRoutes.removeRule, { id: second?.id });
  expect((await rules()).rules.map(({ name }) => name)).toEqual(['First']);
  await expect(ask(branch, ruleRoutes.removeRule, { id: second?.id })).rejects.toThrow(
    'rule.not_found',
  );
});

describe('the busy mode', () => {
  test('lengthens what rules promise, is told to the relay, and ends by itself', async () => {
    await addRule({ prepMinutes: 20 });
    await startBusy();
    await receive('o-1');
    await eventually(async () => (await branch.order('o-1')).prepMinutes === 35);
    const till = await branch.till();

    branch.clock.advance(30 * minuteMs);

    await eventually(() => till.notices.some(({ topics }) => topics.includes('rules')));
    expect(await busy()).toBeNull();
    await eventually(() => heard('busy.changed').length === 2);
    expect(heard('busy.changed').map(({ body }) => body)).toMatchObject([
      { busy: { untilMs: noonMs + 30 * minuteMs, extraMinutes: 15 } },
      { busy: null },
    ]);
  });

  test('survives a restart, and is over when it should be over by then', async () => {
    await startBusy({ span: { minutes: 60 } });
    await branch.close();
    branch.clock.advance(hourMs / 2);
    await branch.open();
    expect(await busy()).toMatchObject({ untilMs: noonMs + hourMs });

    await branch.close();
    branch.clock.advance(hourMs);
    await branch.open();
    expect(await busy()).toBeNull();
  });

  test('that is made longer keeps its beginning, and a person can end it', async () => {
    await startBusy();
    branch.clock.advance(10 * minuteMs);
    const longer = await startBusy({ span: 'tomorrow' });
    expect(longer.busy?.sinceMs).toBe(noonMs);
    expect(longer.busy?.untilMs).toBeGreaterThan(noonMs + hourMs);
    await ask(branch, ruleRoutes.endBusy, {});
    expect(await busy()).toBeNull();
  });
});
