import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { buildOrder } from '../../testing/build-order.ts';
import { buildFound } from '../../testing/fake-books.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const rows = async () => within(await screen.findByRole('list', { name: 'Past orders' }));
const numbers = async () =>
  (await rows()).getAllByRole('link').map((row) => /^\d+/.exec(plain(row.textContent))?.[0]);

test('what is typed finds orders as it grows, and what was found stays until then', async () => {
  const given = givenBranch();
  const customer = { name: 'أحمد', phone: '0791234567' };
  given.branch.books.found.push(buildFound('41', { customer }), buildFound('42'));
  const { user } = renderTill(given, { at: '#/past' });
  expect(await numbers()).toEqual(['41', '42']);

  await user.keyboard('/');
  await user.keyboard('احم');
  await waitFor(async () => expect(await numbers()).toEqual(['41']));
  await user.keyboard('{Escape}');
  await waitFor(async () => expect(await numbers()).toEqual(['41', '42']));
});

test('a filter says what it lets through and is taken off again', async () => {
  const given = givenBranch();
  given.branch.books.found.push(buildFound('41'), buildFound('42', { platform: 'counter' }));
  const { user } = renderTill(given, { at: '#/past' });
  await user.click(await screen.findByRole('button', { name: 'Channel: All channels' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Counter' }));
  await waitFor(async () => expect(await numbers()).toEqual(['42']));
  expect(screen.getByRole('button', { name: 'Channel: Counter' })).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'When: Any time' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Yesterday' }));
  await user.click(screen.getByRole('button', { name: 'Amount: Any amount' }));
  // Two and a half or two and a half thousand: nothing is asked before that is clear.
  await user.type(await screen.findByLabelText('From'), '2,500');
  await user.click(screen.getByRole('button', { name: 'Show' }));
  expect(await screen.findByText('Write an amount such as 2.750, with a point.')).toBeTruthy();
  await user.clear(screen.getByLabelText('From'));
  await user.type(screen.getByLabelText('From'), '٢٫٥');
  await user.click(screen.getByRole('button', { name: 'Show' }));
  await waitFor(() =>
    expect(given.branch.books.searches.at(-1)).toMatchObject({
      platform: 'counter',
      fromDay: '2026-01-14',
      toDay: '2026-01-14',
      minMinor: 2_500,
    }),
  );
  await user.click(screen.getByRole('button', { name: 'Take filters off' }));
  await waitFor(async () => expect(await numbers()).toEqual(['41', '42']));
});

test('earlier orders come page by page', async () => {
  const given = givenBranch();
  for (let n = 1; n <= 5; n++) given.branch.books.found.push(buildFound(String(n)));
  const { user } = renderTill(given, { at: '#/past' });
  await user.click(await screen.findByRole('button', { name: 'Show earlier orders' }));
  await waitFor(async () => expect(await numbers()).toHaveLength(5));
  expect(screen.queryByRole('button', { name: 'Show earlier orders' })).toBeNull();
});

test('an order opens beside the list and closes back to it', async () => {
  const given = givenBranch();
  given.branch.receive(buildOrder({ id: 'o-41', displayNumber: '41' }), { status: 'delivered' });
  given.branch.books.found.push(buildFound('41'));
  const { user } = renderTill(given, { at: '#/past' });
  await user.click((await rows()).getByRole('link'));
  expect(await screen.findByRole('dialog', { name: /Order/ })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(location.hash).toBe('#/past');
});

test('nothing found, nothing there yet and no answer each say what to do', async () => {
  const given = givenBranch();
  const { user } = renderTill(given, { at: '#/past' });
  expect(await screen.findByText('No orders yet')).toBeTruthy();
  await user.type(screen.getByRole('searchbox'), 'x');
  expect(await screen.findByText('No such order')).toBeTruthy();
  given.branch.failNext('searchOrders', new AppError('branch.unreachable', 'gone'));
  await user.type(screen.getByRole('searchbox'), 'y');
  expect(await screen.findByText('The orders cannot be read now.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('No such order')).toBeTruthy();
});
