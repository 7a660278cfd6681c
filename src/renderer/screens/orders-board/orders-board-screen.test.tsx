import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { buildLine, buildModifier, buildOrder } from '../../testing/build-order.ts';
import { buildPrintJob } from '../../testing/build-printing.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const lane = (name: RegExp) => screen.findByRole('region', { name });
const card = async (number: string) =>
  screen.findByRole('article', { name: (name) => plain(name) === `Order ${number}` });

describe('an order on the board', () => {
  test('shows what the cashier needs to answer it', async () => {
    const given = givenBranch();
    const now = given.clock.now();
    given.branch.receive(
      buildOrder({
        displayNumber: '57',
        acceptByMs: now + 3 * minuteMs,
        placedAtMs: now,
        note: 'Nut allergy!',
        collectMinor: 4_250,
        totalMinor: 4_250,
        lines: [
          buildLine({ quantity: 2, modifiers: [buildModifier('Extra garlic', 'ثومية زيادة')] }),
        ],
      }),
    );
    renderTill(given);

    const shown = within(await lane(/^New/));
    const order = within(await shown.findByRole('article'));

    expect(order.getByText('57')).toBeTruthy();
    expect(order.getByText('Talabat')).toBeTruthy();
    expect(order.getByText('2 items')).toBeTruthy();
    expect(order.getByText('Extra garlic')).toBeTruthy();
    expect(order.getByText('Nut allergy!')).toBeTruthy();
    expect(order.getByText('Collect cash')).toBeTruthy();
    expect(order.getAllByText('4.250').length).toBe(2);
    expect(order.getByRole('timer', { name: '3 min left to answer' })).toBeTruthy();
  });

  test('only offers what may be done with it now', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder(), { offers: ['reject'] });
    renderTill(given);

    const order = within(await card('101'));

    expect(order.getByRole('button', { name: 'Reject' })).toBeTruthy();
    expect(order.queryByRole('button', { name: /Accept/ })).toBeNull();
  });

  test('for later is answered like any other, then waits in its own list', async () => {
    const given = givenBranch();
    const now = given.clock.now();
    const later = { acceptByMs: now + 3 * minuteMs, placedAtMs: now };
    given.branch.receive(buildOrder({ ...later, startAtMs: now + 20 * 60 * minuteMs }));
    const { user, chimes } = renderTill(given);

    const order = within(await within(await lane(/^New/)).findByRole('article'));
    expect(chimes.played).toHaveLength(1);
    expect(order.getByRole('timer', { name: '3 min left to answer' })).toBeTruthy();
    expect(plain(order.getByText(/^Start cooking at/).textContent)).toMatch(/Fri/);
    await user.click(order.getByRole('button', { name: 'Accept · 20 min' }));

    await screen.findByRole('tab', { name: /^Scheduled\s*1$/ });
    expect(within(await lane(/^New/)).queryByRole('article')).toBeNull();
  });

  test('with a long note leads to the whole of it, with a short one to nothing', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder({ note: 'no onions' }));
    const long = { id: 'ord_2', displayNumber: '102', note: 'no onions '.repeat(500) };
    given.branch.receive(buildOrder(long));
    const { user } = renderTill(given);
    const wholeNote = { name: 'The note goes on: read it all' };

    expect(within(await card('101')).queryByRole('link', wholeNote)).toBeNull();
    await user.click(within(await card('102')).getByRole('link', wholeNote));

    expect(location.hash).toBe('#/orders/ord_2');
  });

  test('shows the first four lines and says how many more there are', async () => {
    const given = givenBranch();
    given.branch.receive(
      buildOrder({
        lines: ['A', 'B', 'C', 'D', 'E', 'F'].map((one) => buildLine({ name: { default: one } })),
      }),
    );
    renderTill(given);

    const order = within(await card('101'));

    expect(order.getByText('D')).toBeTruthy();
    expect(order.queryByText('E')).toBeNull();
    expect(order.getByText('and 2 more lines')).toBeTruthy();
  });

  test('says in words why its ticket waits', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder(), {
      status: 'confirmed',
      printJobs: [buildPrintJob({ state: 'blocked', problem: 'paper_out', printedAtMs: null })],
    });
    renderTill(given);

    const order = await card('101');

    expect(plain(order.textContent)).toContain(
      'Kitchen ticket waits: Kitchen 1 has no paper. Add paper.',
    );
  });
});

describe('a kitchen ticket that never printed', () => {
  test('is told on its card and over the whole board while the order is open', async () => {
    const given = givenBranch();
    const expired = buildPrintJob({ state: 'expired', problem: 'paper_out', printedAtMs: null });
    given.branch.receive(buildOrder(), { status: 'confirmed', printJobs: [expired] });
    renderTill(given);

    expect(plain((await card('101')).textContent)).toContain(
      'Kitchen ticket never printed: Kitchen 1 could not print for too long.',
    );
    expect(await screen.findByText('1 kitchen ticket was never printed.')).toBeTruthy();
  });

  test('of an order that is over asks nobody any more', async () => {
    const given = givenBranch();
    const expired = buildPrintJob({ state: 'expired', printedAtMs: null });
    given.branch.receive(buildOrder(), { status: 'delivered', printJobs: [expired] });
    renderTill(given);

    expect(await screen.findByText('Printers: 1 ready')).toBeTruthy();
    expect(screen.queryByText('1 kitchen ticket was never printed.')).toBeNull();
  });
});

describe('answering', () => {
  test('one tap accepts with the usual minutes and the order goes to the kitchen', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    const { user, branch } = renderTill(given);

    await user.click(await screen.findByRole('button', { name: 'Accept · 20 min' }));

    expect(await within(await lane(/^In kitchen/)).findByRole('article')).toBeTruthy();
    expect(branch.find('ord_1')).toMatchObject({ status: 'confirmed', prepMinutes: 20 });
  });

  test('the arrow offers other minutes', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    const { user, branch } = renderTill(given);

    await user.click(await screen.findByRole('button', { name: 'Accept with other minutes' }));
    // Nothing has a place in this document, so the kit takes the menu for scrolled away.
    await user.click(await screen.findByRole('menuitem', { name: '45 min', hidden: true }));

    await waitFor(() => expect(branch.find('ord_1').prepMinutes).toBe(45));
  });

  test('a refused accept goes back where it was and says why, with the code for support', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    const { user, branch } = renderTill(given);
    await card('101');
    branch.failNext('acceptOrder', new AppError('order.bad_transition', 'cancelled meanwhile'));

    await user.click(screen.getByRole('button', { name: 'Accept · 20 min' }));

    const note = await within(await lane(/^New/)).findByRole('alert');
    expect(plain(note.textContent)).toContain('Not saved, the order stands as before.');
    expect(plain(note.textContent)).toContain('The order has moved on meanwhile.');
    expect(plain(note.textContent)).toContain('order.bad_transition');
    expect(branch.find('ord_1').status).toBe('pending');

    await user.click(within(note).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(branch.find('ord_1').status).toBe('confirmed'));
  });

  test('rejecting because something is out tells which items', async () => {
    const given = givenBranch();
    given.branch.receive(
      buildOrder({
        lines: [
          buildLine({ itemId: 'a', name: { default: 'Mansaf' } }),
          buildLine({ itemId: 'b', name: { default: 'Knafeh' } }),
        ],
      }),
    );
    const told: unknown[] = [];
    const { rejectOrder } = given.branch.api;
    given.branch.api.rejectOrder = (input) => {
      told.push(input);
      return rejectOrder(input);
    };
    const { user, branch } = renderTill(given);

    await user.click(await screen.findByRole('button', { name: 'Reject' }));
    await user.click(await screen.findByRole('button', { name: 'Something is out' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Knafeh' }));
    await user.click(screen.getByRole('button', { name: 'Reject: 1 item is out' }));

    await waitFor(() => expect(branch.find('ord_1').status).toBe('rejected'));
    expect(told).toEqual([{ id: 'ord_1', reason: 'item_unavailable', unavailableItemIds: ['b'] }]);
  });

  test('only the reasons of the platform are offered', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder({ rejectReasons: ['too_busy'] }));
    const { user } = renderTill(given);

    await user.click(await screen.findByRole('button', { name: 'Reject' }));
    const sheet = within(await screen.findByRole('dialog'));

    expect(await sheet.findByRole('button', { name: 'Kitchen is too busy' })).toBeTruthy();
    expect(sheet.queryByRole('button', { name: 'We are closed' })).toBeNull();
  });

  test('keys move, accept and open without a mouse', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    const { user, branch } = renderTill(given);
    await card('101');

    await user.keyboard('ja');

    await waitFor(() => expect(branch.find('ord_1').status).toBe('confirmed'));
    await user.keyboard('{Enter}');
    expect(location.hash).toBe('#/orders/ord_1');
  });
});

describe('the board', () => {
  test('sorts new orders by the time left, not by age', async () => {
    const given = givenBranch();
    const now = given.clock.now();
    const order = (id: string, minutes: number) =>
      buildOrder({ id, displayNumber: id, acceptByMs: now + minutes * minuteMs });
    given.branch.receive(order('old', 9));
    given.branch.receive(order('urgent', 2));
    renderTill(given);

    const articles = await within(await lane(/^New/)).findAllByRole('article');

    expect(articles.map((one) => one.dataset['orderId'])).toEqual(['urgent', 'old']);
  });

  test('says what will appear in an empty lane', async () => {
    renderTill(givenBranch());

    expect(await screen.findByText('No new order')).toBeTruthy();
    expect(screen.getByText('It appears here by itself, with a sound.')).toBeTruthy();
  });

  test('says that orders cannot be read, and reads them when asked again', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    given.branch.failNext('listOrders', new AppError('internal', 'disk'));
    given.branch.failNext('state', new AppError('internal', 'disk'));
    const { listOrders } = given.branch.api;
    let broken = true;
    given.branch.api.listOrders = async (input) => {
      if (broken && input.lane === 'open') throw new AppError('internal', 'disk');
      return listOrders(input);
    };
    const { user } = renderTill(given);
    expect(await screen.findByText('The orders cannot be read at the moment.')).toBeTruthy();

    broken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await card('101')).toBeTruthy();
  });

  test('finds an order by a dish in either language', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    given.branch.receive(
      buildOrder({
        id: 'ord_2',
        displayNumber: '102',
        lines: [buildLine({ name: { default: 'x', ar: 'منسف' } })],
      }),
    );
    const { user } = renderTill(given);
    await card('101');

    await user.type(screen.getByRole('searchbox'), 'منسف');

    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(1));
    expect(await card('102')).toBeTruthy();
  });

  test('tells the branch once that a new order is on the screen', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    const { branch } = renderTill(given);
    await card('101');

    await waitFor(() => expect(branch.shown).toEqual(['ord_1']));
    branch.change('ord_1', { cameTooLate: true });
    await screen.findByText(/time to answer was over/);
    expect(branch.shown).toEqual(['ord_1']);
  });

  test('an order cancelled while it cooks stays on top until a person has understood', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder(), { status: 'confirmed', printJobs: [buildPrintJob()] });
    const { user, branch } = renderTill(given);
    await card('101');

    branch.cancel('ord_1');

    expect(await screen.findByText(/was cancelled. Stop cooking./)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Understood' }));
    expect(screen.queryByText(/was cancelled. Stop cooking./)).toBeNull();
  });

  test('three hundred orders draw only the cards near the window', async () => {
    const given = givenBranch();
    for (let count = 0; count < 300; count++) {
      given.branch.receive(buildOrder({ id: `ord_${count}`, displayNumber: String(count) }));
    }
    renderTill(given);

    const drawn = await within(await lane(/^New/)).findAllByRole('article');

    expect(screen.getByText('300', { selector: 'h2 span' })).toBeTruthy();
    expect(drawn.length).toBeLessThan(20);
  });
});

describe('the alarm', () => {
  test('rings at once for a new order, louder as time runs out, and is silent once answered', async () => {
    const given = givenBranch();
    const { user, branch, clock, chimes, pass } = renderTill(given);
    await screen.findByText('No new order');

    branch.receive(buildOrder({ placedAtMs: clock.now(), acceptByMs: clock.now() + 4 * minuteMs }));
    await card('101');
    await waitFor(() => expect(chimes.played).toHaveLength(1));
    expect(chimes.played[0]).toEqual({ chime: 'new_order', loudness: 0.5 });
    pass(150 * secondMs);
    await waitFor(() => expect(chimes.played.at(-1)?.loudness).toBe(0.8));
    pass(60 * secondMs);
    pass(5 * secondMs);
    await waitFor(() => expect(chimes.played.at(-1)?.loudness).toBe(1));

    await user.click(await screen.findByRole('button', { name: 'Accept · 20 min' }));
    await waitFor(() => expect(branch.find('ord_1').status).toBe('confirmed'));
    const rung = chimes.played.length;
    pass(minuteMs);
    expect(chimes.played).toHaveLength(rung);
  });

  test('a cancelled order has a sound of its own', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder(), { status: 'confirmed' });
    const { branch, chimes } = renderTill(given);
    await card('101');

    branch.cancel('ord_1');

    await waitFor(() => expect(chimes.played).toContainEqual({ chime: 'cancelled', loudness: 1 }));
  });

  test('the number of waiting orders stands in the title of the window', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    renderTill(given);

    await waitFor(() => expect(plain(document.title)).toBe('(1) New · Abdoun'));
  });
});
