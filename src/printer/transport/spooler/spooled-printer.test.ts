import { expect, test } from 'vitest';
import { createFakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import { PrinterError } from '../../printer-error.ts';
import { printerProfiles } from '../../profiles/index.ts';
import { openSpooledPrinter } from './spooled-printer.ts';
import type { Spooler } from './spooler.ts';

const profile = printerProfiles['generic-80mm'];
const never = new AbortController().signal;
const ready: Spooler = {
  waitingJobs: async () => [],
  submit: async () => 'job-1',
  job: async () => ({ hasEnded: true, passedOn: 'all' }),
  cancel: async () => undefined,
};

function printWith(spooler: Partial<Spooler>) {
  const clock = createFakeClock();
  const session = openSpooledPrinter({ ...ready, ...spooler }, { clock, profile });
  const outcome = session.print(Uint8Array.of(1), { signal: never });
  return { clock, outcome };
}

test('a queue that does not say whether it took the job leaves it in doubt, and it is taken out should it appear', async () => {
  const late = Promise.withResolvers<string>();
  const cancelled: string[] = [];
  const { clock, outcome } = printWith({
    submit: () => late.promise,
    cancel: async (name) => void cancelled.push(name),
  });
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(15_000);
  expect(await outcome).toEqual({ kind: 'unknown', acceptedBytes: 0, reason: 'timeout' });
  late.resolve('job-9');
  await new Promise((resolve) => setImmediate(resolve));
  expect(cancelled).toEqual(['job-9']);
});

test('a spooler that falls silent after it took the job leaves it in doubt', async () => {
  const cancelled: string[] = [];
  const { outcome } = printWith({
    job: async () => Promise.reject(new PrinterError('timeout', 'no answer')),
    cancel: async (name) => void cancelled.push(name),
  });
  expect(await outcome).toEqual({ kind: 'unknown', acceptedBytes: 0, reason: 'timeout' });
  expect(cancelled).toEqual(['job-1']);
});

test('a job that was refused has not started', async () => {
  const { outcome } = printWith({
    submit: async () => Promise.reject(new PrinterError('unreachable', 'refused')),
  });
  expect(await outcome).toEqual({ kind: 'not_started', reason: 'unreachable' });
});

test('a job that somebody else removed before it began has not started', async () => {
  const { outcome } = printWith({ job: async () => ({ hasEnded: true, passedOn: 'nothing' }) });
  expect(await outcome).toEqual({ kind: 'not_started', reason: 'disconnected' });
});
