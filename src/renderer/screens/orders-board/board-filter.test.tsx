import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { buildOrder } from '../../testing/build-order.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const numbers = () =>
  screen.queryAllByRole('article').map((card) => plain(card.getAttribute('aria-label')));
const chip = (name: RegExp) =>
  within(screen.getByRole('group', { name: 'Show only' })).findByRole('button', { name });
const said = (words: RegExp) => screen.findByText((text) => words.test(plain(text)));
const order = (displayNumber: string, part: Parameters<typeof buildOrder>[0] = {}) =>
  buildOrder({ id: `ord_${displayNumber}`, displayNumber, ...part });

describe('a filter', () => {
  test('shows only what it says, with its count, until all is shown again', async () => {
    const given = givenBranch();
    given.branch.receive(order('1'), { status: 'confirmed' });
    given.branch.receive(order('2'), { status: 'confirmed' });
    given.branch.receive(order('3', { platform: 'careem' }), { status: 'confirmed' });
    const { user } = renderTill(given);
    await waitFor(() => expect(numbers()).toHaveLength(3));

    await user.click(await chip(/^Careem\s*1$/));

    await waitFor(() => expect(numbers()).toEqual(['Order 3']));
    await user.click(await chip(/^Show all/));
    await waitFor(() => expect(numbers()).toHaveLength(3));
  });

  test('never hides a new order silently', async () => {
    const given = givenBranch();
    given.branch.receive(order('1'), { status: 'confirmed' });
    given.branch.receive(order('3', { platform: 'careem' }), { status: 'confirmed' });
    const { user, branch } = renderTill(given);
    await waitFor(() => expect(numbers()).toHaveLength(2));
    await user.click(await chip(/^Careem/));

    branch.receive(order('4'));

    const strip = await screen.findByRole('button', { name: /^1 new order is hidden/ });
    expect(numbers()).toEqual(['Order 3']);
    await user.click(strip);
    await waitFor(() => expect(numbers()).toContain('Order 4'));
  });

  test('for what is late follows the clock', async () => {
    const given = givenBranch();
    const readyByMs = given.clock.now() + 2 * minuteMs;
    given.branch.receive(order('1'), { status: 'confirmed', readyByMs });
    given.branch.receive(order('2'), { status: 'confirmed', readyByMs: readyByMs + 60 * minuteMs });
    const { user, pass } = renderTill(given);
    await waitFor(() => expect(numbers()).toHaveLength(2));
    expect(screen.queryByRole('button', { name: /^Late/ })).toBeNull();

    pass(3 * minuteMs);
    await user.click(await screen.findByRole('button', { name: /^Late\s*1$/ }));

    await waitFor(() => expect(numbers()).toEqual(['Order 1']));
  });
});

describe('taking an order back', () => {
  const cancellable = () => order('7', { actions: ['accept', 'cancel'], delayMinutes: [5, 10] });
  const openMenu = async (user: ReturnType<typeof renderTill>['user']) =>
    user.click(
      await screen.findByRole('button', { name: (name) => plain(name) === 'More for order 7' }),
    );

  test('asks for a reason, says what happens, and does it with one tap', async () => {
    const given = givenBranch();
    given.branch.receive(cancellable());
    await given.branch.api.acceptOrder({ id: 'ord_7', prepMinutes: 10 });
    const { user, branch } = renderTill(given);

    await openMenu(user);
    await said(/Talabat is told/);
    await user.click(screen.getByRole('button', { name: 'The customer asked' }));

    await waitFor(() => expect(branch.find('ord_7').status).toBe('cancelled'));
    await waitFor(() => expect(numbers()).toEqual([]));
  });

  test('more time is asked for in the same place', async () => {
    const given = givenBranch();
    given.branch.receive(cancellable());
    await given.branch.api.acceptOrder({ id: 'ord_7', prepMinutes: 10 });
    const readyByMs = given.branch.find('ord_7').readyByMs ?? 0;
    const { user, branch } = renderTill(given);

    await openMenu(user);
    await user.click(await screen.findByRole('button', { name: '5 min' }));

    await waitFor(() => expect(branch.find('ord_7').readyByMs).toBe(readyByMs + 5 * minuteMs));
  });

  test('that is paid leads to the bill it is given back from', async () => {
    const given = givenBranch();
    given.branch.receive(order('7', { platform: 'counter' }), {
      status: 'confirmed',
      offers: ['cancel'],
    });
    given.branch.failNext('cancelOrder', new AppError('bill.paid', 'closed'));
    const { user } = renderTill(given);

    await openMenu(user);
    await user.click(await screen.findByRole('button', { name: 'It was a mistake' }));

    await screen.findByText(/This order is paid/);
    expect(screen.getByRole('link', { name: 'Open the bill' })).toBeTruthy();
  });

  test('that the platform did not take stays on top until somebody has understood', async () => {
    const given = givenBranch();
    given.branch.receive(order('7'), {
      status: 'cancelled',
      answers: [{ action: 'cancel', state: 'refused', detail: '409', atMs: given.clock.now() }],
    });
    const { user } = renderTill(given);

    const strip = await said(/Talabat did not take the cancellation/);
    await user.click(screen.getByRole('button', { name: 'Understood' }));

    expect(strip.isConnected).toBe(false);
  });
});

test('when half of the time is gone the page says which order waits, until it is answered', async () => {
  const given = givenBranch();
  const now = given.clock.now();
  given.branch.receive(order('9', { placedAtMs: now, acceptByMs: now + 10 * minuteMs }));
  const { user, pass } = renderTill(given);
  await waitFor(() => expect(numbers()).toHaveLength(1));
  expect(screen.queryByRole('link', { name: /min left to answer/ })).toBeNull();

  pass(6 * minuteMs);
  const words = await screen.findByRole('link', { name: /min left to answer/ });
  expect(plain(words.textContent)).toBe('Order 9: 4 min left to answer');
  await user.click(screen.getByRole('button', { name: 'Accept · 20 min' }));

  await waitFor(() => expect(words.isConnected).toBe(false));
});

test('what is done stands under its day', async () => {
  const given = givenBranch();
  const now = given.clock.now();
  given.branch.receive(order('1'), { status: 'delivered', statusAtMs: now });
  given.branch.receive(order('2'), { status: 'delivered', statusAtMs: now - 24 * 60 * minuteMs });
  const { user } = renderTill(given);

  await user.click(await screen.findByRole('tab', { name: /^Done/ }));

  const today = await screen.findByRole('region', { name: 'Today' });
  expect(within(today).getAllByRole('article')).toHaveLength(1);
  expect(screen.getByRole('region', { name: 'Yesterday' })).toBeTruthy();
});
