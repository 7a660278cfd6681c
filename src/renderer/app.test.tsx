import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../shared/contract/errors.ts';
import { minuteMs } from '../shared/kit/clock.ts';
import { buildOrder } from './testing/build-order.ts';
import { createMemoryStorage, givenBranch, plain, renderTill } from './testing/render-till.tsx';

describe('the condition of the branch', () => {
  test('stands in words on every screen', async () => {
    const given = givenBranch();
    given.branch.setPrinter('prn_2', { name: 'Bar' });
    given.branch.state.relay = { ...given.branch.state.relay, waiting: 2 };
    renderTill(given);

    const chips = within(await screen.findByRole('group', { name: 'Condition of the branch' }));

    expect(await chips.findByText('Internet: connected')).toBeTruthy();
    expect(chips.getByText('Printers: 2 ready')).toBeTruthy();
    expect(chips.getByText('Relay: 2 waiting')).toBeTruthy();
  });

  test('a printer without paper becomes a banner that says what to do', async () => {
    const given = givenBranch();
    given.branch.setPrinter('prn_1', { state: 'paper_out', waitingJobs: 3 });
    renderTill(given);

    const banner = await screen.findByRole('status', { name: '' });

    await waitFor(() =>
      expect(plain(banner.textContent)).toContain(
        'Kitchen 1 has no paper. 3 tickets are waiting. Add paper; waiting tickets print by themselves.',
      ),
    );
    expect(screen.getByRole('link', { name: 'Open printers' })).toBeTruthy();
  });

  test('no internet says that work goes on', async () => {
    const given = givenBranch();
    const { relay } = given.branch.state;
    given.branch.state.relay = {
      ...relay,
      state: 'offline',
      sinceMs: given.clock.now() - 4 * minuteMs,
    };
    renderTill(given);

    expect(await screen.findByText('No connection to the relay for 4 min.')).toBeTruthy();
    expect(screen.getByText('Internet: not connected')).toBeTruthy();
  });

  test('a till whose branch server is gone keeps its orders and says that they may be old', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    const { branch } = renderTill(given);
    await screen.findByRole('article');

    const gone = () => Promise.reject(new AppError('branch.unreachable', 'refused'));
    branch.api.state = gone;
    branch.api.listOrders = gone;
    act(() => branch.setConnected(false));

    expect(await screen.findByText('Branch server not reachable, trying again.')).toBeTruthy();
    expect(screen.getByRole('article')).toBeTruthy();
  });

  test('an unpaired PC leads to the pairing screen and works meanwhile', async () => {
    const given = givenBranch();
    given.branch.state.relay = { ...given.branch.state.relay, state: 'unpaired' };
    const { user } = renderTill(given);

    await user.click(await screen.findByRole('link', { name: 'Pair now' }));
    await user.type(await screen.findByLabelText('Code'), 'ABCD-1234');
    await user.click(screen.getByRole('button', { name: 'Pair' }));

    expect(await screen.findByText('Orders arrive from now on.')).toBeTruthy();
  });
});

describe('a wrong pairing code', () => {
  test('is told in words', async () => {
    const { user } = renderTill(givenBranch(), { at: '#/setup' });

    await user.type(await screen.findByLabelText('Code'), 'WRONG-99');
    await user.click(screen.getByRole('button', { name: 'Pair' }));

    const told = await screen.findByText(/The code is wrong, used or too old/);
    expect(told).toBeTruthy();
    expect(screen.getByText('pairing.bad_code')).toBeTruthy();
  });

  test('that is too short is not sent at all', async () => {
    const { user } = renderTill(givenBranch(), { at: '#/setup' });

    await user.type(await screen.findByLabelText('Code'), 'AB');
    await user.click(screen.getByRole('button', { name: 'Pair' }));

    expect(await screen.findByText('The code has at least 6 letters and digits.')).toBeTruthy();
  });
});

describe('the person', () => {
  test('switches the language live: words, direction and digits, and finds it again', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    const storage = createMemoryStorage();
    const { user } = renderTill(given, { storage, preferences: { digits: 'arabic' } });

    await user.click(await screen.findByRole('button', { name: 'العربية' }));

    expect(await screen.findByRole('button', { name: 'قبول (٢٠ دقيقة)' })).toBeTruthy();
    expect(screen.getByText('ساندويش فلافل')).toBeTruthy();
    expect(document.documentElement.dir).toBe('rtl');
    expect(document.documentElement.lang).toBe('ar');
    expect(JSON.parse(storage.getItem('wasla.preferences') ?? '{}')).toMatchObject({
      language: 'ar',
    });
  });

  test('is asked once for a tap where the browser keeps the page silent', async () => {
    const { user, chimes } = renderTill(givenBranch());
    act(() => chimes.setBlocked(true));

    const strip = await screen.findByRole('button', { name: /Tap once to allow sound/ });
    await user.pointer({ keys: '[MouseLeft>]', target: strip });
    expect(chimes.blocked()).toBe(true);
    await user.pointer({ keys: '[/MouseLeft]', target: strip });

    expect(screen.queryByRole('button', { name: /Tap once to allow sound/ })).toBeNull();
  });

  test('without a session is told where the key is', async () => {
    const given = givenBranch();
    given.branch.api.whoAmI = () => Promise.reject(new AppError('auth.required', 'no cookie'));
    renderTill(given);

    expect(await screen.findByText(/paste the key from the file local-token/)).toBeTruthy();
    expect(screen.getByLabelText('Key')).toBeTruthy();
  });
});
