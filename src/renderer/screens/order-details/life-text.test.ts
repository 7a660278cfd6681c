import { expect, test } from 'vitest';
import { buildOrder, buildView } from '../../testing/build-order.ts';
import { lifeText } from './life-text.ts';

test('support reads the whole life in one text: ids, hops with their milliseconds, status, answers', () => {
  const atMs = Date.UTC(2026, 3, 9, 18, 30, 5);
  const text = lifeText({
    ...buildView({ order: buildOrder({ id: 'ord_7', externalId: 'tlb-7', displayNumber: '7' }) }),
    status: 'confirmed',
    hops: [
      { hop: 'relay_stored', atMs: atMs + 42, detail: '' },
      { hop: 'platform_sent', atMs, detail: 'talabat' },
    ],
    history: [{ status: 'confirmed', atMs, by: 'Rana', reason: '', taken: true }],
    answers: [{ action: 'accept', state: 'told', detail: '204', atMs }],
  });
  expect(text.split('\n')).toEqual([
    'talabat 7 confirmed',
    'order ord_7 external tlb-7',
    'hops',
    '2026-04-09T18:30:05.000Z platform_sent talabat',
    '2026-04-09T18:30:05.042Z +42 ms relay_stored',
    'status',
    '2026-04-09T18:30:05.000Z confirmed by Rana',
    'answers',
    '2026-04-09T18:30:05.000Z accept told 204',
  ]);
});
