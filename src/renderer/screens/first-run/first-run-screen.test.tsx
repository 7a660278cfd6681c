import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import type { FirstRunStep } from '../../../shared/contract/first-run.ts';
import { givenBranch, renderTill } from '../../testing/render-till.tsx';

function givenNewBranch(step: FirstRunStep) {
  const given = givenBranch();
  Object.assign(given.branch.state, { branchName: '', companyName: '', firstRun: step });
  given.branch.state.relay = { ...given.branch.state.relay, state: 'unpaired' };
  return given;
}

test('a branch that was never set up asks one thing after the other, wherever the page was opened', async () => {
  const { user, branch } = renderTill(givenNewBranch('language'), { at: '#/staff' });

  await screen.findByRole('heading', { name: 'Welcome to Wasla' });
  await user.click(screen.getByRole('button', { name: 'العربية' }));

  expect(await screen.findByRole('heading', { name: 'فرع جديد؟' })).toBeTruthy();
  expect(document.documentElement.dir).toBe('rtl');
  expect(branch.state.firstRun).toBe('data');
});

test('the restaurant gets its name, its money and the tax of its country', async () => {
  const { user, branch } = renderTill(givenNewBranch('restaurant'));

  await user.click(await screen.findByRole('button', { name: 'Next' }));
  expect(await screen.findByText('How is the branch called?')).toBeTruthy();
  await user.type(screen.getByLabelText('Name of the branch'), 'Abu Ali');
  await user.selectOptions(screen.getByLabelText('Currency'), 'SAR');
  await user.click(screen.getByRole('button', { name: 'Next' }));

  await waitFor(() => expect(branch.state.firstRun).toBe('relay'));
  expect(branch.settings.branchName).toBe('Abu Ali');
  const selling = await branch.api.getSellingSettings({});
  expect(selling).toMatchObject({ currency: 'SAR', taxClasses: [{ rateBasisPoints: 1_500 }, {}] });
});

test('every step that is left out says what does not work then', async () => {
  const { user, branch } = renderTill(givenNewBranch('relay'));

  expect(await screen.findByText(/no orders of delivery platforms arrive/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Leave this for later' }));

  await waitFor(() => expect(branch.state.firstRun).toBe('printer'));
});

test('the first manager stands at the till at once', async () => {
  const { user, branch } = renderTill(givenNewBranch('manager'));

  await user.type(await screen.findByLabelText('Name'), 'Rana');
  await user.type(screen.getByLabelText(/^PIN/), '4711');
  await user.click(screen.getByRole('button', { name: 'Next' }));

  await waitFor(() => expect(branch.state.firstRun).toBe('menu'));
  expect((await branch.api.listStaff({})).me?.name).toBe('Rana');
});

test('the test ticket is followed until it is on paper', async () => {
  const { user, branch } = renderTill(givenNewBranch('ticket'));

  await user.click(await screen.findByRole('button', { name: 'Print a test ticket' }));
  expect(await screen.findByText(/^printed/i)).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Next' }));
  await user.click(await screen.findByRole('button', { name: 'Open the till' }));

  await waitFor(() => expect(branch.state.firstRun).toBeUndefined());
  expect(await screen.findAllByRole('navigation', { name: 'Screens' })).toHaveLength(2);
});

test('a step that the branch could not keep stays where it is and says so', async () => {
  const { user, branch } = renderTill(givenNewBranch('relay'));
  branch.failNext('moveFirstRun', new AppError('database.refused', 'full'));

  await user.click(await screen.findByRole('button', { name: 'Leave this for later' }));

  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Delivery platforms' })).toBeTruthy();
});
