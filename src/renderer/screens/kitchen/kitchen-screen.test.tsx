import { act, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { KitchenLine } from '../../../shared/contract/kitchen.ts';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const line = (place: number, name: string, part: Partial<KitchenLine> = {}): KitchenLine => ({
  place,
  name: { default: name },
  quantity: 1,
  note: '',
  modifiers: [],
  removed: [],
  struck: false,
  voided: 'no',
  ...part,
});

function givenKitchen() {
  const given = givenBranch();
  given.branch.terminals.self = { id: 'trm_1', kind: 'kitchen', name: 'Grill tablet' };
  return { ...given, kitchen: given.branch.terminals };
}

const isTicket = (number: string) => ({
  name: (name: string) => plain(name) === `Ticket ${number}`,
});
const ticket = (number: string) => screen.findByRole('article', isTicket(number));

test('a kitchen display shows its tickets and nothing of the till', async () => {
  const { kitchen, ...given } = givenKitchen();
  kitchen.hang({ orderId: 'A-1', note: 'Nut allergy' });
  renderTill(given);
  expect(within(await ticket('A-1')).getByText('Nut allergy')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Grill tablet' })).toBeTruthy();
  expect(screen.queryByRole('navigation')).toBeNull();
  expect(screen.queryByText('Back to the till')).toBeNull();
});

test('a tap strikes a dish and another takes it back', async () => {
  const { kitchen, ...given } = givenKitchen();
  kitchen.hang({ orderId: 'A-1' });
  const { user } = renderTill(given);
  const dish = () => screen.findByRole('button', { name: /Shawarma/ });
  await user.click(await dish());
  expect((await dish()).getAttribute('aria-pressed')).toBe('true');
  expect(screen.queryByRole('list', { name: 'To make in all' })).toBeNull();
  await user.click(await dish());
  expect((await dish()).getAttribute('aria-pressed')).toBe('false');
});

test('the keys of a bump bar bump by place and call back the last one', async () => {
  const { kitchen, ...given } = givenKitchen();
  kitchen.hang({ orderId: 'A-1' });
  kitchen.hang({ orderId: 'A-2' });
  const { user } = renderTill(given);
  await ticket('A-2');
  await user.keyboard('2');
  await screen.findByRole('button', { name: /Call back .*A-2/ });
  expect(kitchen.bumped).toEqual(['A-2']);
  expect(screen.queryByRole('article', isTicket('A-2'))).toBeNull();
  await user.keyboard('0');
  expect(within(await ticket('A-2')).getByText('Called back')).toBeTruthy();
});

test('a ticket grows older in words as well as in colour', async () => {
  const { kitchen, clock, branch } = givenKitchen();
  kitchen.hang({ orderId: 'A-1' });
  const { pass } = renderTill({ clock, branch });
  expect(within(await ticket('A-1')).queryByText('Late')).toBeNull();
  pass(16 * minuteMs);
  expect(within(await ticket('A-1')).getByText('Late')).toBeTruthy();
  expect(within(await ticket('A-1')).getByText('16:00')).toBeTruthy();
});

test('a new ticket rings once, what hung there before does not', async () => {
  const { kitchen, ...given } = givenKitchen();
  kitchen.hang({ orderId: 'A-1' });
  const { chimes } = renderTill(given);
  await ticket('A-1');
  expect(chimes.played).toEqual([]);
  act(() => kitchen.hang({ orderId: 'A-2' }));
  await ticket('A-2');
  expect(chimes.played.map(({ chime }) => chime)).toEqual(['new_order']);
});

test('what is not to be cooked after all rings until somebody says they have seen it', async () => {
  const { kitchen, ...given } = givenKitchen();
  kitchen.hang({
    orderId: 'A-1',
    lines: [line(0, 'Kebab'), line(1, 'Ayran', { voided: 'new' })],
  });
  const { chimes, pass, user } = renderTill(given);
  const card = within(await ticket('A-1'));
  expect(card.getByText('Taken off')).toBeTruthy();
  expect(card.queryByRole('button', { name: /Ayran/ })).toBeNull();
  pass(6 * secondMs);
  const rung = chimes.played.filter(({ chime }) => chime === 'cancelled').length;
  expect(rung).toBe(2);

  await user.click(card.getByRole('button', { name: 'Seen, not cooking it' }));
  await within(await ticket('A-1')).findByRole('button', { name: /Done/ });
  pass(30 * secondMs);
  expect(chimes.played.filter(({ chime }) => chime === 'cancelled')).toHaveLength(rung);
});

test('the strip counts each dish over all tickets, without what is done or cancelled', async () => {
  const { kitchen, ...given } = givenKitchen();
  kitchen.hang({ orderId: 'A-1', lines: [line(0, 'Kebab', { quantity: 3 }), line(1, 'Ayran')] });
  kitchen.hang({ orderId: 'A-2', lines: [line(0, 'Kebab'), line(1, 'Kebab', { struck: true })] });
  kitchen.hang({ orderId: 'A-3', lines: [line(0, 'Kebab')], cancelled: true });
  renderTill(given);
  const strip = await screen.findByRole('list', { name: 'To make in all' });
  expect(
    within(strip)
      .getAllByRole('listitem')
      .map((item) => plain(item.textContent)),
  ).toEqual(['4× Kebab', '1× Ayran']);
});

test('a dish that two platforms name in their own way is counted once', async () => {
  const { kitchen, ...given } = givenKitchen();
  const ours = { default: 'Shawarma', ar: 'شاورما' };
  const theirs = { default: 'شاورما', en: 'Shawarma' };
  kitchen.hang({ orderId: 'A-1', lines: [line(0, '', { name: ours, quantity: 2 })] });
  kitchen.hang({ orderId: 'A-2', lines: [line(0, '', { name: theirs })] });
  renderTill(given);
  const strip = await screen.findByRole('list', { name: 'To make in all' });
  const counts = within(strip).getAllByRole('listitem');
  expect(counts.map((item) => plain(item.textContent))).toEqual(['3× Shawarma']);
});

test('a branch that does not answer is said, and the tickets stay', async () => {
  const { kitchen, ...given } = givenKitchen();
  kitchen.hang({ orderId: 'A-1' });
  const { branch } = renderTill(given);
  await ticket('A-1');
  const gone = () => Promise.reject(new AppError('branch.unreachable', 'gone'));
  const before = branch.api.kitchenBoard;
  branch.api.kitchenBoard = gone;
  act(() => branch.setConnected(false));
  expect(await screen.findByText(/No line to the branch/)).toBeTruthy();
  expect(await ticket('A-1')).toBeTruthy();

  branch.api.kitchenBoard = before;
  act(() => branch.setConnected(true));
  await act(async () => undefined);
  expect(screen.queryByText(/No line to the branch/)).toBeNull();
});
