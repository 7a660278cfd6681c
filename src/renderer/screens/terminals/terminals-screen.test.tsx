import { act, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { givenBranch, renderTill } from '../../testing/render-till.tsx';

const atTerminals = { at: '/terminals' };

async function addKitchen(user: ReturnType<typeof renderTill>['user']) {
  await user.click(await screen.findByRole('button', { name: 'Add a screen' }));
  const sheet = within(await screen.findByRole('dialog'));
  await user.type(sheet.getByLabelText('Name'), 'Grill tablet');
  await user.click(sheet.getByRole('button', { name: 'Make the code' }));
  return sheet;
}

test('a screen is added by a code, once the network was let in', async () => {
  const { user, branch } = renderTill(givenBranch(), atTerminals);
  await user.click(await screen.findByRole('button', { name: 'Add a screen' }));
  const sheet = within(await screen.findByRole('dialog'));
  await user.click(await sheet.findByRole('button', { name: 'Let the local network in' }));
  await user.type(await sheet.findByLabelText('Name'), 'Grill tablet');
  await user.click(sheet.getByRole('button', { name: 'Make the code' }));

  expect((await sheet.findByLabelText('Code')).textContent).toBe('K7M2 WXYZ');
  expect(sheet.getByText('http://192.168.1.20:4100')).toBeTruthy();
  expect(sheet.getByRole('img', { name: /QR code/ })).toBeTruthy();

  act(() => branch.terminals.arrive());
  expect(await sheet.findByText(/Grill tablet.* is in/)).toBeTruthy();
});

test('a code that nobody used in time says so and can be made anew', async () => {
  const given = givenBranch();
  await given.branch.api.changeNetwork({ lan: true });
  const { user, pass } = renderTill(given, atTerminals);
  const sheet = await addKitchen(user);
  await sheet.findByLabelText('Code');
  pass(10 * minuteMs);
  await user.click(await sheet.findByRole('button', { name: 'Make a new code' }));
  expect(await sheet.findByRole('button', { name: 'Make the code' })).toBeTruthy();
});

test('a removed screen can be had back for five seconds', async () => {
  const given = givenBranch();
  await given.branch.api.changeNetwork({ lan: true });
  const { user, branch, pass } = renderTill(given, atTerminals);
  const sheet = await addKitchen(user);
  await sheet.findByLabelText('Code');
  act(() => branch.terminals.arrive());
  await user.click(await sheet.findByText('Close'));

  const remove = () => screen.findByRole('button', { name: /Remove .*Grill tablet/ });
  await user.click(await remove());
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  pass(6 * secondMs);
  await user.click(await remove());
  pass(6 * secondMs);
  expect(await screen.findByText('No other screen yet')).toBeTruthy();
});

test('a second till may look and not change', async () => {
  const given = givenBranch();
  given.branch.terminals.self = { id: 'trm_9', kind: 'till', name: 'Second till' };
  renderTill(given, atTerminals);
  expect(await screen.findByText(/only possible at the main till/)).toBeTruthy();
  expect(screen.getByRole('switch', { name: /Let the local network in/ })).toHaveProperty(
    'disabled',
    true,
  );
});
