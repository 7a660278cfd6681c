import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

test('without internet each order says what its platform does by itself, and that work goes on', async () => {
  const given = givenBranch();
  const nowMs = given.clock.now();
  Object.assign(given.branch.state.relay, { state: 'offline', waiting: 3 });
  const about = (orderId: string, answerByMs: number | null) => ({
    orderId,
    number: orderId,
    platform: 'talabat',
    to: 'confirmed' as const,
    saidAtMs: nowMs,
    answerByMs,
  });
  given.branch.books.waiting.kinds = [{ kind: 'answers', count: 3, oldestAtMs: nowMs }];
  given.branch.books.waiting.orders = [
    about('41', nowMs - minuteMs),
    about('42', nowMs + 5 * minuteMs),
    { ...about('43', null), to: 'ready_for_pickup' },
  ];
  renderTill(given, { at: '#/waiting' });
  expect(await screen.findByText('No internet')).toBeTruthy();
  expect(screen.getByText(/Selling, kitchen tickets and receipts go on/)).toBeTruthy();
  expect(await screen.findByText('3 answers to platforms')).toBeTruthy();
  const section = screen
    .getByRole('heading', { name: /platform has not heard/ })
    .closest('section');
  const texts = within(section as HTMLElement)
    .getAllByRole('link')
    .map((link) => plain(link.textContent));
  expect(texts[0]).toMatch(/^41Talabat.*waited until .*Check with the platform/);
  expect(texts[1]).toMatch(/^42Talabat.*Talabat cancels by itself at .* if it does not hear\.$/);
  expect(texts[2]).toMatch(/^43Talabat.*hears it later; the order stands\.$/);
});

test('connected and heard, it says that nothing waits; the bar leads here', async () => {
  const { user } = renderTill(givenBranch());
  await user.click(await screen.findByRole('link', { name: /Relay: 0 waiting/ }));
  expect(await screen.findByText('Nothing waits')).toBeTruthy();
  expect(screen.getByText('The internet is there')).toBeTruthy();
});

test('a list that cannot be read says so', async () => {
  const given = givenBranch();
  given.branch.failNext('readWaiting', new AppError('internal', 'x'));
  renderTill(given, { at: '#/waiting' });
  expect(await screen.findByText('What waits cannot be read now.')).toBeTruthy();
});
