import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Bill, BillKind } from '../../../shared/contract/bill.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { giveMenu } from '../../testing/fake-selling.ts';
import { givenBranch, plain, renderTill, type RenderedTill } from '../../testing/render-till.tsx';

const by = { staffId: 'stf_8', name: 'Omar', drawerId: 'main' };
/** At another till. */
const dana = { staffId: 'stf_9', name: 'Dana', drawerId: 'main' };

interface PayTill extends RenderedTill {
  readonly read: () => Bill;
  readonly tap: (name: string | RegExp) => Promise<void>;
  readonly due: () => string;
}

/** A bill of one rice (4.500) and two juices (1.000), about to be paid. */
async function openPayment(kind: BillKind = 'takeaway'): Promise<PayTill> {
  const given = givenBranch();
  const { selling } = given.branch.selling;
  const menu = giveMenu(given.branch.selling);
  const { id, version } = selling.open(by, {
    commandId: 'command-open',
    kind,
    table: '',
    customer: null,
  });
  const line = (productId: string, quantity: number) => ({
    productId,
    quantity,
    choices: [],
    note: '',
  });
  const lines = [line(menu.rice, 1), line(menu.juice, 2)];
  selling.addLines(by, { id, version, commandId: 'command-add', lines });
  const till = renderTill(given, { at: `#/sell/${id}/pay` });
  const desk = await screen.findByRole('region', { name: 'Payment' });
  expect(desk).toBeTruthy();
  return {
    ...till,
    read: () => selling.get(id),
    tap: async (name) => till.user.click(await screen.findByRole('button', { name })),
    due: () => plain(screen.getByText(/^To pay|pays$/).nextSibling?.textContent),
  };
}

describe('cash', () => {
  test('one tap on what was handed over pays, and what goes back stays until the next sale', async () => {
    const { tap, due, read } = await openPayment();
    expect(due()).toBe('6.500 JOD');
    await tap('10.000');
    expect(await screen.findByText('Change')).toBeTruthy();
    expect(plain(screen.getByText('Change').nextSibling?.textContent)).toBe('3.500 JOD');
    expect(screen.getByText('000001')).toBeTruthy();
    expect(read()).toMatchObject({ state: 'closed', payments: [{ tenderedMinor: 10_000 }] });
    await tap(/Next sale/);
    expect(location.hash).toBe('#/sell');
  });

  test('a typed amount says what goes back before anything is taken, and Enter takes it', async () => {
    const { user, read } = await openPayment();
    await user.keyboard('7.25');
    expect(plain(screen.getByText('Change').nextSibling?.textContent)).toBe('0.750 JOD');
    expect(read().payments).toEqual([]);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(read().state).toBe('closed'));
  });

  test('Enter takes the typed amount, whatever button had the focus before', async () => {
    const { user, read } = await openPayment();
    (await screen.findByRole('button', { name: '10.000' })).focus();
    await user.keyboard('7{Enter}');
    await waitFor(() => expect(read().state).toBe('closed'));
    expect(read().payments).toMatchObject([{ tenderedMinor: 7_000 }]);
  });

  test('less than is due pays a part, and the card pays the rest', async () => {
    const { user, tap, due, read } = await openPayment();
    await user.keyboard('2');
    expect(plain(screen.getByText('Still to pay').nextSibling?.textContent)).toBe('4.500 JOD');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(due()).toBe('4.500 JOD'));
    await user.keyboard('k');
    await user.type(await screen.findByLabelText(/Number on the terminal/), '004711');
    await tap(/^Paid by card/);
    await waitFor(() => expect(read().state).toBe('closed'));
    expect(read().payments).toMatchObject([
      { method: 'cash', amountMinor: 2_000 },
      { method: 'card', amountMinor: 4_500, reference: '004711' },
    ]);
    expect(await screen.findByText('No change to give')).toBeTruthy();
  });

  test('a payment entered wrongly is taken back with a reason', async () => {
    const { user, tap, read } = await openPayment();
    await user.keyboard('2{Enter}');
    await tap('Take back');
    await user.click(await screen.findByRole('menuitem', { name: 'Entered wrongly' }));
    await waitFor(() => expect(read().dueMinor).toBe(6_500));
    expect(read().takenBack).toMatchObject([{ reason: 'Entered wrongly' }]);
  });
});

test('a guest who wants no paper gets none, and may still have it later', async () => {
  const { user, tap, branch } = await openPayment();
  const wishes: unknown[] = [];
  const { payBill } = branch.api;
  branch.api.payBill = async (input) => {
    wishes.push(input.printReceipt);
    return payBill(input);
  };
  await user.click(await screen.findByRole('switch', { name: 'Print the receipt' }));
  await tap(/^6\.500/);
  expect(await screen.findByText('Not on paper')).toBeTruthy();
  expect(wishes).toEqual([false]);
  expect(screen.getByRole('button', { name: 'Print it' })).toBeTruthy();
});

describe('guests who share', () => {
  test('each pays an equal part on its own', async () => {
    const { tap, due, read } = await openPayment('dine_in');
    await tap('Split');
    await tap('One guest more');
    const sheet = await screen.findByRole('dialog');
    await within(sheet).findByText('3');
    await tap('Split it so');
    await waitFor(() => expect(due()).toBe('2.167 JOD'));
    await tap('5.000');
    await waitFor(() => expect(due()).toBe('2.167 JOD'));
    expect(screen.getByText('Guest 2 pays')).toBeTruthy();
    expect(plain(screen.getByText('Change').nextSibling?.textContent)).toBe('2.833 JOD');
    await tap(/^2\.167/);
    await waitFor(() => expect(due()).toBe('2.166 JOD'));
    await tap(/^2\.166/);
    await waitFor(() => expect(read().state).toBe('closed'));
    expect(await screen.findAllByText(/^Receipt of guest/)).toHaveLength(3);
  });

  test('each pays the dishes that were tapped for them', async () => {
    const { tap, user, read } = await openPayment('dine_in');
    await tap('Split');
    await user.click(await screen.findByText('By dishes'));
    await tap(/Kabsa$/);
    await tap(/^Guest 2/);
    await tap(/Juice$/);
    expect(screen.getByRole('button', { name: 'Split it so' })).toHaveProperty('disabled', true);
    await tap('Everything else to guest 2');
    await tap('Split it so');
    await waitFor(() =>
      expect(read().parts.map(({ totalMinor }) => totalMinor)).toEqual([4_500, 2_000]),
    );
    await tap('One pays all');
    await waitFor(() => expect(read().parts).toEqual([]));
  });
});

test('a branch that does not answer takes the payment once, when it is back', async () => {
  const { tap, branch, read, pass } = await openPayment();
  branch.failNext('payBill', new AppError('branch.unreachable', 'cut'));
  await tap('10.000');
  expect(await screen.findByText(/The branch does not answer/)).toBeTruthy();
  expect(screen.getByRole('button', { name: '10.000' })).toHaveProperty('disabled', true);
  expect(read().payments).toEqual([]);
  pass(2 * secondMs);
  await waitFor(() => expect(read().payments).toHaveLength(1));
  expect(await screen.findByText('Change')).toBeTruthy();
});

describe('the guest check', () => {
  test('is one key away, and says when it was printed and by whom', async () => {
    const { user, read } = await openPayment('dine_in');
    await user.keyboard('b');
    await waitFor(() => expect(read().checks).toMatchObject([{ part: null, totalMinor: 6_500 }]));
    expect(plain((await screen.findByText(/^Guest check:/)).textContent)).toContain('Omar');
  });

  test('of a shared bill is that of the guest who pays next', async () => {
    const { tap, read, due } = await openPayment('dine_in');
    await tap('Split');
    await tap(/^Split it so/);
    await waitFor(() => expect(due()).toBe('3.250 JOD'));
    await tap(/^Check of guest/);
    await waitFor(() => expect(read().checks).toMatchObject([{ part: 0, totalMinor: 3_250 }]));
  });
});

test('a till that comes second gives no change: another has taken the money', async () => {
  const { user, tap, read, branch } = await openPayment();
  await user.keyboard('7');
  const { id, version } = read();
  const { payBill } = branch.api;
  branch.api.payBill = async (wish) => {
    branch.api.payBill = payBill;
    const payment = { method: 'cash', tenderedMinor: 20_000 } as const;
    const first = { id, version, commandId: 'command-other-till', part: null, payment };
    branch.selling.selling.pay(dana, first);
    return payBill(wish);
  };
  await user.keyboard('{Enter}');
  expect(await screen.findByText(/^It was paid at another till/)).toBeTruthy();
  expect(screen.queryByText('Change')).toBeNull();
  await tap('Understood');
  expect(screen.queryByText('Change')).toBeNull();
  expect(read().payments).toHaveLength(1);
});

test('a till that only looks on while another takes the money says so too', async () => {
  const { read, branch } = await openPayment();
  const { id, version } = read();
  const payment = { method: 'cash', tenderedMinor: 20_000 } as const;
  const paying = { id, version, commandId: 'command-other-till', part: null, payment };
  branch.selling.selling.pay(dana, paying);
  expect(await screen.findByText(/^It was paid at another till/)).toBeTruthy();
  expect(screen.queryByText('Change')).toBeNull();
});
