import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { giveMenu } from '../../testing/fake-selling.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const by = { staffId: 'stf_8', name: 'Omar', drawerId: 'main' };

/** A paid bill of three juices (3.000), receipt 000001. */
async function openBills(at = '#/bills') {
  const given = givenBranch();
  const { selling } = given.branch.selling;
  const { juice } = giveMenu(given.branch.selling);
  const opened = selling.open(by, {
    commandId: 'command-open',
    kind: 'takeaway',
    table: '',
    customer: null,
  });
  const { id } = opened;
  const filled = selling.addLines(by, {
    id,
    version: opened.version,
    commandId: 'command-add',
    lines: [{ productId: juice, quantity: 3, choices: [], note: '' }],
  });
  selling.pay(by, {
    id,
    version: filled.version,
    commandId: 'command-pay',
    part: null,
    payment: { method: 'cash', tenderedMinor: 3_000 },
  });
  const till = renderTill(given, { at: at.replace(':id', id) });
  return {
    ...till,
    id,
    read: () => selling.get(id),
    tap: async (name: string | RegExp) =>
      till.user.click(await screen.findByRole('button', { name })),
  };
}

describe('bills', () => {
  test('are found by the number on the paper', async () => {
    const { user, tap, id } = await openBills();
    expect(await screen.findByRole('link', { name: /000001/ })).toBeTruthy();
    await user.type(screen.getByLabelText('Receipt number'), '000009{Enter}');
    expect(await screen.findByRole('alert')).toBeTruthy();
    await user.clear(screen.getByLabelText('Receipt number'));
    await user.type(screen.getByLabelText('Receipt number'), '000001');
    await tap('Find');
    await waitFor(() => expect(location.hash).toBe(`#/bills/${id}`));
  });

  test('a receipt is printed again by who says why', async () => {
    const { user, tap, branch } = await openBills('#/bills/:id');
    const asked: unknown[] = [];
    branch.api.reprintReceipt = async (input) => {
      asked.push(input);
      return {};
    };
    await tap('Print again');
    const [first] = await screen.findAllByRole('menuitem');
    await user.click(first as Element);
    expect(await screen.findByText(/On its way to the printer/)).toBeTruthy();
    expect(asked).toMatchObject([{ number: '000001', reason: plain(first?.textContent) }]);
  });
});

describe('money that goes back', () => {
  test('is reckoned by dishes before it is given, and asks why', async () => {
    const { user, tap, read } = await openBills('#/bills/:id');
    await tap('Give money back');
    await user.click(await screen.findByText('Some dishes'));
    await tap(/^One .*Juice.* more$/);
    await tap(/^One .*Juice.* more$/);
    const give = await screen.findByRole('button', { name: /^Give back/ });
    expect(plain(give.textContent)).toBe('Give back 2.000 JOD');
    expect(give).toHaveProperty('disabled', true);
    await user.click(screen.getByLabelText('Cold or badly cooked'));
    await user.click(give);
    await waitFor(() =>
      expect(read().refunds).toMatchObject([
        { totalMinor: 2_000, method: 'cash', reason: 'Cold or badly cooked' },
      ]),
    );
    expect(await screen.findByText('000002')).toBeTruthy();
  });

  test('is not more than is left, and a bill that was given back whole has nothing to give', async () => {
    const { user, tap, read } = await openBills('#/bills/:id');
    await tap('Give money back');
    await user.click(await screen.findByText('An amount'));
    await user.type(screen.getByLabelText('Amount'), '3.5');
    expect(await screen.findByText('That is more than is left to give back.')).toBeTruthy();
    await user.click(screen.getByText('Everything'));
    await user.click(screen.getByLabelText('Another reason'));
    await user.type(screen.getByLabelText('The reason in words'), 'hair in it');
    await tap(/^Give back/);
    await waitFor(() => expect(read().refunds).toMatchObject([{ reason: 'hair in it' }]));
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Give money back' })).toBeNull(),
    );
  });
});
