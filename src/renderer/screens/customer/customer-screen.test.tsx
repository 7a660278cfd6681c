import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { givenBranch, renderTill } from '../../testing/render-till.tsx';

const by = { staffId: 'stf_8', name: 'Omar', drawerId: 'main' };
const rana = {
  name: 'Rana',
  phone: '0791234567',
  address: { lines: ['Abdoun', 'Cairo St', '12'], note: 'ring twice' },
};

/** Rana has ordered before; another bill is being taken by telephone. */
async function openCustomer() {
  const given = givenBranch();
  const { selling } = given.branch.selling;
  selling.open(by, { commandId: 'command-one', kind: 'delivery', table: '', customer: rana });
  const { id } = selling.open(by, {
    commandId: 'command-two',
    kind: 'takeaway',
    table: '',
    customer: null,
  });
  const till = renderTill(given, { at: `#/sell/${id}/customer` });
  await screen.findByLabelText('Telephone');
  return { ...till, id, read: () => selling.get(id) };
}

test('a known caller is taken over from the keyboard after three digits', async () => {
  const { user, read, id } = await openCustomer();
  await user.click(screen.getByText('Delivery'));
  await user.type(screen.getByLabelText('Telephone'), '079');
  await screen.findByRole('button', { name: /Rana/ });
  await user.keyboard('{ArrowDown}{Enter}');
  expect(screen.getByLabelText('Street')).toHaveProperty('value', 'Cairo St');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(read()).toMatchObject({ kind: 'delivery', customer: rana }));
  expect(location.hash).toBe(`#/sell/${id}`);
});

test('an address is asked of a delivery only', async () => {
  const { user } = await openCustomer();
  expect(screen.queryByLabelText('Street')).toBeNull();
  await user.click(screen.getByText('Delivery'));
  expect(screen.getByLabelText('Street')).toBeTruthy();
});

test('a delivery without a number or an address is not taken over', async () => {
  const { user, read } = await openCustomer();
  await user.click(screen.getByText('Delivery'));
  await user.click(screen.getByRole('button', { name: /Take over/ }));
  expect(await screen.findByText('Write the telephone number.')).toBeTruthy();
  await user.type(screen.getByLabelText('Telephone'), '0780000000');
  expect(await screen.findByText('A delivery needs an address.')).toBeTruthy();
  expect(read().customer).toBeNull();
});
