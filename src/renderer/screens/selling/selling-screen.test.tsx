import {
  act,
  type BoundFunctions,
  type queries,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { giveMenu, type FakeMenu } from '../../testing/fake-selling.ts';
import { givenBranch, plain, renderTill, type RenderedTill } from '../../testing/render-till.tsx';

interface Counter extends RenderedTill {
  readonly menu: FakeMenu;
  readonly bill: () => BoundFunctions<typeof queries>;
  readonly lines: () => string[];
  readonly total: () => string;
  readonly tap: (name: string | RegExp) => Promise<void>;
}

async function openCounter(
  given = givenBranch(),
  options: { at?: string; storage?: Pick<Storage, 'getItem' | 'setItem'> } = {},
): Promise<Counter> {
  const menu = giveMenu(given.branch.selling);
  const till = renderTill(given, { at: '#/sell', ...options });
  await screen.findByRole('button', { name: /^Shawarma/ });
  const bill = () => within(screen.getByRole('region', { name: 'The bill' }));
  return {
    ...till,
    menu,
    bill,
    lines: () =>
      within(bill().getByRole('list', { name: 'Lines of the bill' }))
        .getAllByRole('listitem')
        .map((line) => plain(line.textContent)),
    total: () => plain(bill().getByText('Total').nextSibling?.textContent),
    tap: (name) => till.user.click(screen.getByRole('button', { name })),
  };
}

/** The bill that the address names. */
const billId = () => location.hash.split('/')[2] ?? '';

describe('a cashier sells', () => {
  test('by one tap: a takeaway bill opens with the dish on it, and the address names it', async () => {
    const { tap, lines, total, branch, bill } = await openCounter();
    await tap(/^Tea/);
    expect(lines()).toEqual(['1Tea0.500']);
    await waitFor(() => expect(billId()).toMatch(/^bil_/));
    expect(await bill().findByRole('heading', { name: /^Bill/ })).toBeTruthy();
    expect(total()).toBe('0.500 JOD');
    expect(branch.selling.other.read(billId())).toMatchObject({ kind: 'takeaway', dueMinor: 500 });
  });

  test('and shows the guests what they are to pay by one key, each guest of a shared bill', async () => {
    const { user, branch, menu } = await openCounter();
    const { selling } = branch.selling;
    const by = { staffId: 'stf_9', name: 'Dana', drawerId: 'main' };
    const opening = { kind: 'dine_in', table: '7', customer: null } as const;
    const { id, version } = selling.open(by, { ...opening, commandId: 'command-open' });
    const tea = { productId: menu.tea, quantity: 2, choices: [], note: '' };
    selling.addLines(by, { id, version, commandId: 'command-add', lines: [tea] });
    location.hash = `#/sell/${id}`;
    await screen.findByRole('button', { name: 'Check' });
    await user.keyboard('b');
    await waitFor(() => expect(selling.get(id).checks).toMatchObject([{ part: null, copy: 1 }]));
    expect(await screen.findByText(/^Guest check:/)).toBeTruthy();

    const seen = { id, version: selling.get(id).version };
    location.hash = '#/sell';
    selling.split(by, { ...seen, commandId: 'command-split', by: { kind: 'equal', parts: 2 } });
    location.hash = `#/sell/${id}`;
    await user.click(await screen.findByRole('button', { name: 'Check' }));
    await waitFor(() =>
      expect(selling.get(id).checks.slice(1)).toMatchObject([{ part: 0 }, { part: 1 }]),
    );
  });

  test('three of it after typing 3, and one again after that', async () => {
    const { tap, lines, user } = await openCounter();
    await user.keyboard('3');
    await tap(/^Tea/);
    await tap(/^Tea/);
    expect(lines()).toEqual(['3Tea1.500', '1Tea0.500']);
  });

  test('a dish that asks for its bread is added once it is answered, at the price that was shown', async () => {
    const { tap, lines, user } = await openCounter();
    await tap(/^Shawarma/);
    const sheet = within(await screen.findByRole('dialog'));
    const groups = () => sheet.getAllByRole('group').map((group) => plain(group.textContent));
    expect(groups()[0]).toMatch(/^BreadChoose 1/);

    await user.click(sheet.getByRole('button', { name: /^Add/ }));
    expect(sheet.getByText('Choose 1 more')).toBeTruthy();
    await user.click(sheet.getByRole('button', { name: /^Meal/ }));
    await user.click(sheet.getByRole('button', { name: /^Ayran/ }));
    await user.click(sheet.getByRole('button', { name: /^Garlic/ }));
    await user.click(sheet.getByRole('button', { name: 'One more' }));
    await user.type(sheet.getByRole('textbox', { name: 'Note for the kitchen' }), 'no onions');
    const add = sheet.getByRole('button', { name: /^Add/ });
    expect(plain(add.textContent)).toBe('Add 8.200 JOD');
    await user.click(add);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(/^2Shawarma ?Meal ?Ayran ?Garlic ?no onions ?8\.200$/);
  });

  test('by search, without caring how the letters are written, and Enter takes the first', async () => {
    const { user, lines } = await openCounter();
    await user.keyboard('[Slash]');
    await user.keyboard('ارز');
    expect(screen.getByRole('button', { name: /^Kabsa/ })).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(lines()).toEqual(['1Kabsa4.500']);
  });

  test('nothing that is out, and sees until when', async () => {
    const given = givenBranch();
    const { branch, menu, tap } = await openCounter(given);
    await act(() =>
      branch.api.setAvailability({ kind: 'product', id: menu.tea, out: { minutes: 60 } }),
    );
    const tea = await screen.findByRole('button', { name: /Off until/ });
    expect(plain(tea.textContent)).toMatch(/Off until 4:00/);
    expect(tea.hasAttribute('disabled')).toBe(true);
    await tap('Drinks');
    expect(screen.getByRole('button', { name: /^Juice/ })).toBeTruthy();
  });
});

describe('a line', () => {
  test('is edited by a tap, keeps what was chosen, and can be taken off and brought back', async () => {
    const { tap, user, lines, bill, pass, branch } = await openCounter();
    await tap(/^Tea/);
    await waitFor(() => expect(billId()).toMatch(/^bil_/));
    await user.click(bill().getByRole('button', { name: /^1\s*Tea/ }));
    const sheet = within(await screen.findByRole('dialog'));
    await user.click(sheet.getByRole('button', { name: 'One more' }));
    await user.click(sheet.getByRole('button', { name: /^Save/ }));
    expect(lines()).toEqual(['2Tea1.000']);

    bill()
      .getByRole('button', { name: /^2\s*Tea/ })
      .focus();
    await user.keyboard('{Delete}');
    expect(bill().getByText(/was taken off/)).toBeTruthy();
    await tap('Undo');
    expect(lines()).toEqual(['2Tea1.000']);

    await user.click(bill().getByRole('button', { name: /^2\s*Tea/ }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }),
    );
    pass(5 * secondMs);
    await waitFor(() => expect(branch.selling.other.read(billId()).lines).toEqual([]));
  });

  test('that the kitchen has is voided with a reason', async () => {
    const { tap, user, bill, branch } = await openCounter();
    await tap(/^Tea/);
    await tap('Send 1 line');
    expect(await bill().findByRole('img', { name: 'the kitchen has it' })).toBeTruthy();
    await user.click(bill().getByRole('button', { name: /^1\s*Tea/ }));
    await user.click(await screen.findByRole('button', { name: 'Entered by mistake' }));
    expect(await bill().findByText(/^Voided:/)).toBeTruthy();
    expect(branch.selling.other.read(billId())).toMatchObject({
      dueMinor: 0,
      lines: [{ voided: { reason: 'Entered by mistake' } }],
    });
  });
});

describe('the whole bill', () => {
  test('gets a discount by one tap or by any number', async () => {
    const { tap, user, total, bill } = await openCounter();
    await tap(/^Tea/);
    await tap('Discount');
    await user.click(await screen.findByRole('button', { name: '10%' }));
    await waitFor(() => expect(total()).toBe('0.450 JOD'));
    await tap('Discount');
    const sheet = within(await screen.findByRole('dialog'));
    await user.click(sheet.getByRole('button', { name: /^Amount in/ }));
    await user.type(sheet.getByRole('textbox', { name: 'Another value' }), '٠٫١');
    await user.click(sheet.getByRole('button', { name: 'Give this discount' }));
    await waitFor(() => expect(total()).toBe('0.400 JOD'));
    const figures = bill()
      .getAllByRole('term')
      .map((term) => plain(term.textContent));
    expect(figures).toContain('Discount 0.100');
  });

  test('is held, another is sold meanwhile, and it is recalled from the strip', async () => {
    const { tap, user, lines } = await openCounter();
    await tap(/^Tea/);
    await waitFor(() => expect(billId()).toMatch(/^bil_/));
    await tap('Hold');
    await waitFor(() => expect(location.hash).toBe('#/sell'));
    await tap(/^Tea/);
    await tap(/^Tea/);
    expect(lines()).toHaveLength(2);
    const strip = within(screen.getByRole('list', { name: 'Open bills' }));
    await user.click(await strip.findByRole('button', { name: /On hold/ }));
    await waitFor(() => expect(lines()).toHaveLength(1));
    await waitFor(() => expect(strip.queryByRole('button', { name: /On hold/ })).toBeNull());
  });

  test('is cancelled with a reason, and the next tap begins another', async () => {
    const { tap, user, branch, lines } = await openCounter();
    await tap(/^Tea/);
    await waitFor(() => expect(billId()).toMatch(/^bil_/));
    const first = billId();
    await tap('Cancel');
    await user.click(await screen.findByRole('button', { name: 'The guest changed their mind' }));
    await waitFor(() => expect(location.hash).toBe('#/sell'));
    expect(branch.selling.other.read(first).state).toBe('cancelled');
    await tap(/^Tea/);
    await waitFor(() => expect(billId()).toMatch(/^bil_/));
    expect([billId() === first, lines().length]).toEqual([false, 1]);
  });
});

test('what another till adds to the bill is there at once, and what it overtook is said', async () => {
  const { tap, branch, lines, menu, bill } = await openCounter();
  await tap(/^Tea/);
  await waitFor(() => expect(billId()).toMatch(/^bil_/));
  act(() => void branch.selling.other.addLine(billId(), menu.juice));
  await waitFor(() => expect(lines()).toEqual(['1Tea0.500', '1Juice1.000']));

  branch.failNext('sendBill', new AppError('bill.changed', 'changed'));
  await tap('Send 2 lines');
  expect(plain((await bill().findByRole('alert')).textContent)).toContain(
    'The kitchen got nothing. This bill was changed on another till.',
  );
});

test('the strip of open bills follows every till, and what this one did is not read back', async () => {
  const { tap, branch, menu, user } = await openCounter();
  await tap(/^Tea/);
  await waitFor(() => expect(billId()).toMatch(/^bil_/));
  const { getBill, listBills } = branch.api;
  const asked: string[] = [];
  branch.api.getBill = (input) => {
    asked.push(input.id);
    return getBill(input);
  };
  branch.api.listBills = (input) => {
    asked.push('all');
    return listBills(input);
  };
  const strip = () =>
    within(screen.getByRole('list', { name: 'Open bills' }))
      .getAllByRole('button')
      .map((button) => plain(button.textContent));

  await tap(/^Tea/);
  await waitFor(() => expect(strip().join()).toContain('1.000'));
  expect(asked).toEqual([]);

  const first = billId();
  await user.keyboard('n');
  act(() => void branch.selling.other.addLine(first, menu.juice));
  await waitFor(() => expect(strip().join()).toContain('2.000'));
  expect(asked).toEqual([first]);
});

test('cut off in the middle of a sale the till says what waits, and sells on', async () => {
  const { tap, branch, lines, bill } = await openCounter();
  await tap(/^Tea/);
  await waitFor(() => expect(billId()).toMatch(/^bil_/));
  branch.failNext('addLines', new AppError('branch.unreachable', 'cut'));
  await tap(/^Tea/);
  expect(await bill().findByText(/^The branch does not answer: 1 change waits/)).toBeTruthy();
  expect(lines()).toHaveLength(2);
  act(() => branch.setConnected(true));
  await waitFor(() => expect(bill().queryByText(/does not answer/)).toBeNull());
  expect(branch.selling.other.read(billId()).lines).toHaveLength(2);
});

test('a reload finds the bill again', async () => {
  const given = givenBranch();
  const { tap, lines, clock, branch } = await openCounter(given);
  await tap(/^Tea/);
  await waitFor(() => expect(billId()).toMatch(/^bil_/));
  const at = location.hash;
  document.body.replaceChildren();
  renderTill({ branch, clock }, { at });
  await screen.findByRole('button', { name: /^Tea/ });
  await waitFor(() => expect(lines()).toEqual(['1Tea0.500']));
});
