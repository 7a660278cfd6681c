import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { givenBranch, renderTill } from '../../testing/render-till.tsx';

const at = '#/staff';

type User = ReturnType<typeof renderTill>['user'];
async function typePin(user: User, pin: string) {
  for (const digit of pin) await user.click(await screen.findByRole('button', { name: digit }));
  await user.click(screen.getByRole('button', { name: 'Enter' }));
}

describe('staff', () => {
  test('the first person is a manager, and says so before anybody is locked out', async () => {
    const { user, branch } = renderTill(givenBranch(), { at });
    expect(await screen.findByText('Nobody yet')).toBeTruthy();

    await user.click(screen.getAllByRole('button', { name: 'Add a person' })[0] as Element);
    await user.type(await screen.findByLabelText('Name'), 'Rana');
    await user.type(screen.getByLabelText('PIN'), '1111');
    expect(screen.getByLabelText('Role')).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(branch.staff.members()).toHaveLength(1));
    expect(branch.staff.members()[0]).toMatchObject({ name: 'Rana', role: 'manager' });
    expect(await screen.findByRole('button', { name: /Rana.*is at the till/ })).toBeTruthy();
  });

  test('a PIN that is too short is told under its field and nothing is sent', async () => {
    const { user, branch } = renderTill(givenBranch(), { at });
    await user.click(
      (await screen.findAllByRole('button', { name: 'Add a person' }))[0] as Element,
    );
    await user.type(await screen.findByLabelText('Name'), 'Rana');
    await user.type(screen.getByLabelText('PIN'), '12');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Write four to eight digits.')).toBeTruthy();
    expect(branch.staff.members()).toEqual([]);
  });

  test('one person may do a thing more than the role', async () => {
    const given = givenBranch();
    given.branch.staff.hire('Omar', 'cashier', '2222');
    const { user, branch } = renderTill(given, { at });
    await user.click(await screen.findByRole('button', { name: /Change Omar|Change ⁨Omar⁩/ }));
    await user.click(await screen.findByLabelText('Give discounts'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(branch.staff.members()[0]).toMatchObject({ granted: ['discount'], revoked: [] }),
    );
  });
});

describe('who is at the till', () => {
  test('without staff nobody is asked', async () => {
    renderTill(givenBranch());
    await screen.findByText('Abdoun');
    expect(screen.queryByRole('button', { name: 'Who is at the till?' })).toBeNull();
  });

  test('a person signs in with a PIN, and the till speaks that language', async () => {
    const given = givenBranch();
    const rana = given.branch.staff.hire('Rana', 'manager', '1111');
    await given.branch.api.changeStaff({ ...rana, language: 'ar' });
    const { user } = renderTill(given);

    await user.click(await screen.findByRole('button', { name: 'Who is at the till?' }));
    await typePin(user, '1111');

    expect(await screen.findByRole('button', { name: /على الكاشير/ })).toBeTruthy();
  });

  test('a wrong PIN is told and can be typed again', async () => {
    const given = givenBranch();
    given.branch.staff.hire('Rana', 'manager', '1111');
    const { user } = renderTill(given);
    await user.click(await screen.findByRole('button', { name: 'Who is at the till?' }));
    await typePin(user, '9999');
    expect(await screen.findByText(/This PIN is wrong/)).toBeTruthy();
    await typePin(user, '1111');
    expect(await screen.findByRole('button', { name: /Rana.*is at the till/ })).toBeTruthy();
  });

  test('somebody else takes over with two taps and a PIN', async () => {
    const given = givenBranch();
    given.branch.staff.hire('Rana', 'manager', '1111');
    given.branch.staff.hire('Omar', 'cashier', '2222');
    const { user } = renderTill(given);
    await user.click(await screen.findByRole('button', { name: 'Who is at the till?' }));
    await user.click(await screen.findByRole('button', { name: /Omar/ }));
    await typePin(user, '2222');
    await user.click(await screen.findByRole('button', { name: /Omar.*is at the till/ }));
    await user.click(await screen.findByRole('button', { name: 'Lock the till' }));
    expect(await screen.findByRole('button', { name: 'Who is at the till?' })).toBeTruthy();
  });

  test('a keyboard types the PIN as soon as the name is chosen', async () => {
    const given = givenBranch();
    given.branch.staff.hire('Rana', 'manager', '1111');
    given.branch.staff.hire('Omar', 'cashier', '2222');
    const { user } = renderTill(given);
    await user.click(await screen.findByRole('button', { name: 'Who is at the till?' }));
    await user.click(await screen.findByRole('button', { name: /Omar/ }));
    await user.keyboard('2222{Enter}');
    expect(await screen.findByRole('button', { name: /Omar.*is at the till/ })).toBeTruthy();
  });

  test('working time begins with the PIN', async () => {
    const given = givenBranch();
    given.branch.staff.hire('Rana', 'manager', '1111');
    const { user, branch } = renderTill(given);
    await user.click(await screen.findByRole('button', { name: 'Who is at the till?' }));
    await typePin(user, '1111');
    await user.click(await screen.findByRole('button', { name: /Rana.*is at the till/ }));
    await user.click(await screen.findByRole('button', { name: 'Start work' }));
    await typePin(user, '1111');
    await waitFor(() => expect(branch.staff.members()[0]?.atWorkSinceMs).not.toBeNull());
  });
});

test('staff that cannot be read says so and can be tried again', async () => {
  const given = givenBranch();
  given.branch.failNext('listStaff', new AppError('database.refused', 'disk'));
  given.branch.failNext('listStaff', new AppError('database.refused', 'disk'));
  renderTill(given, { at });
  const failed = within(await screen.findByRole('main'));
  expect(await failed.findByText('The staff could not be read')).toBeTruthy();
});
