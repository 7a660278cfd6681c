import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { platforms } from './platforms.ts';
import { runSimulation } from './run.ts';
import type { Simulator } from './simulator.ts';
import { startFakeRelay, type FakeRelay } from './testing/fake-relay.ts';
import { testDeps } from './testing/play.ts';

let relay: FakeRelay;
let careem: Simulator;
let lines: string[];

beforeEach(async () => {
  relay = await startFakeRelay();
  const created = platforms['careem']?.create({
    ...testDeps(relay),
    clock: systemClock,
    credentials: {
      webhookKey: 'k',
      clientId: 'c',
      clientSecret: 's',
      brandId: 'b',
      branchId: 'abdoun',
    },
  });
  if (!created) throw new Error('careem is not simulated');
  careem = created;
  lines = [];
  await careem.start();
});
afterEach(async () => {
  await careem.stop();
  await relay.stop();
});

const run = (
  change: { count?: number; waitSeconds?: number } = {},
  interrupted = new AbortController(),
) =>
  runSimulation(
    careem,
    { count: 3, ratePerSecond: 1_000, wishes: {}, waitSeconds: 60, ...change },
    { clock: systemClock, print: (line) => lines.push(line), interrupted: interrupted.signal },
  );

test('each order gets one line that says how soon the relay took it', async () => {
  expect(await run()).toBe(true);
  expect(relay.received).toHaveLength(3);
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line).toMatch(/^careem #\d{3} \d+ \d+\.\d{3} JOD: acknowledged after \d+ ms$/);
  }
});

test('an order that is not taken in time fails the run', async () => {
  relay.answerWith(() => ({ status: 503 }));
  expect(await run({ count: 1, waitSeconds: 0.01 })).toBe(false);
  expect(lines[0]).toContain('NOT acknowledged (503 after 1 deliveries)');
});

test('an order that the platform will not place is said not to be sent', async () => {
  relay.answerWith(() => ({ status: 410 }));
  const generic = platforms['generic']?.create({
    ...testDeps(relay),
    credentials: { signingKeys: ['whsec_AAAA'], verifyingKeys: ['whsec_AAAA'], storeId: 's' },
  });
  if (!generic) throw new Error('generic is not simulated');
  const taken = await runSimulation(
    generic,
    { count: 2, ratePerSecond: 5, wishes: {}, waitSeconds: 60 },
    {
      clock: systemClock,
      print: (line) => lines.push(line),
      interrupted: new AbortController().signal,
    },
  );
  await generic.stop();

  expect(taken).toBe(false);
  expect(lines[0]).toContain('NOT acknowledged (410 after 1 deliveries)');
  expect(lines[1]).toBe('not sent: generic has closed the store');
});

test('an interruption ends the run early', async () => {
  const interrupted = new AbortController();
  interrupted.abort();
  expect(await run({ count: 1_000 }, interrupted)).toBe(false);
  expect(relay.received).toHaveLength(0);
});

test('credentials that do not fit are refused when the simulator is made', () => {
  const options = { ...testDeps(relay), credentials: { webhookSecret: 's' } };
  expect(() => platforms['talabat']?.create(options)).toThrow('username');
});
