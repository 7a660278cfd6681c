import { expect, test } from 'vitest';
import { judgePrinting, type PrintingEvidence } from './printing-verdict.ts';

const piece = (jobId: string, more: object = {}) => ({
  jobId,
  marked: false,
  complete: true,
  ...more,
});
const good: PrintingEvidence = {
  orderIds: ['o-1'],
  stationCount: 2,
  jobs: [
    { jobId: 'j-1', orderId: 'o-1', isWithdrawn: false },
    { jobId: 'j-2', orderId: 'o-1', isWithdrawn: false },
  ],
  pieces: [piece('j-1'), piece('j-2')],
};
const rules = (changes: Partial<PrintingEvidence>) =>
  judgePrinting({ ...good, ...changes }).violations.map(({ rule }) => rule);

test('one whole piece of paper for each station is clean', () => {
  expect(judgePrinting(good)).toMatchObject({ lost: 0, unmarkedCopies: 0, verdict: 'clean' });
});

test('a torn piece is no ticket, and a second whole one must say that it may be a copy', () => {
  const torn = piece('j-1', { complete: false });
  expect(rules({ pieces: [torn, piece('j-2')] })).toEqual(['lost_on_paper']);
  expect(rules({ pieces: [torn, piece('j-1'), piece('j-2')] })).toEqual(['unmarked_copy']);
  expect(rules({ pieces: [torn, piece('j-1', { marked: true }), piece('j-2')] })).toEqual([]);
});

test('a job that is missing or there twice is told', () => {
  expect(rules({ jobs: good.jobs.slice(1) })).toEqual(['not_queued']);
  const third = { jobId: 'j-3', orderId: 'o-1', isWithdrawn: false };
  expect(rules({ jobs: [...good.jobs, third], pieces: [...good.pieces, piece('j-3')] })).toEqual([
    'queued_twice',
  ]);
});

test('an order that the platform cancelled while its ticket waited owes no paper, but no second one either', () => {
  const jobs = good.jobs.map((job) => ({ ...job, isWithdrawn: true }));
  expect(rules({ jobs, pieces: [] })).toEqual([]);
  expect(rules({ jobs, pieces: [piece('j-1'), piece('j-1')] })).toEqual(['unmarked_copy']);
});
