import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { rolePermissions } from '../../../shared/contract/staff.ts';
import { dayMs } from '../../../shared/kit/clock.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const at = '#/shift';
const button = (name: string | RegExp) => screen.findByRole('button', { name });

/** The button at the end of the sheet, which is called like the one that opened it. */
const inSheet = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name });

/** A branch whose drawer was opened with 50 JOD. */
async function givenShift() {
  const given = givenBranch();
  await given.branch.api.openShift({ commandId: 'command-open', floatMinor: 50_000 });
  return given;
}

describe('the drawer', () => {
  test('is opened with a float that was counted piece by piece', async () => {
    const { user, branch } = renderTill(givenBranch(), { at });
    expect(await screen.findByText('No shift is open')).toBeTruthy();

    await user.click(await button('Open a shift'));
    await user.type(await screen.findByLabelText(/How many of .*20.000/), '2');
    await user.click(screen.getByLabelText(/How many of .*0.250/));
    await user.click(screen.getByRole('button', { name: '4' }));
    await user.click(inSheet('Open a shift'));

    await waitFor(async () =>
      expect((await branch.api.readShift({})).shift?.floatMinor).toBe(41_000),
    );
    expect(await screen.findByText(/^Open since/)).toBeTruthy();
  });

  test('is not opened before anything was counted', async () => {
    const { user, branch } = renderTill(givenBranch(), { at });
    await user.click(await button('Open a shift'));
    await screen.findByLabelText(/How many of .*20.000/);
    await user.click(inSheet('Open a shift'));
    expect(await screen.findByText('Count first. An empty drawer is a 0.')).toBeTruthy();
    expect((await branch.api.readShift({})).shift).toBeNull();
  });

  test('takes cash out with an amount and a reason, and shows it', async () => {
    const given = await givenShift();
    const { user } = renderTill(given, { at });
    await user.click(await button('Take cash out'));
    await user.type(await screen.findByLabelText('Amount'), '2.5');
    await user.click(inSheet('Take cash out'));
    expect(await screen.findByText('Say what it is for.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Shopping' }));
    await user.click(inSheet('Take cash out'));

    expect(await screen.findByText('Shopping')).toBeTruthy();
    const { shift } = await given.branch.api.readShift({});
    expect(shift?.moves).toMatchObject([
      { kind: 'pay_out', amountMinor: 2_500, reason: 'Shopping' },
    ]);
  });

  test('an answer that was lost costs no second amount', async () => {
    const given = await givenShift();
    const { payIn } = given.branch.api;
    let isLost = true;
    given.branch.api.payIn = async (wish) => {
      const reply = await payIn(wish);
      if (!isLost) return reply;
      isLost = false;
      throw new AppError('branch.unreachable', 'lost on the way');
    };
    const { user } = renderTill(given, { at });
    await user.click(await button('Put cash in'));
    await user.type(await screen.findByLabelText('Amount'), '10');
    await user.click(screen.getByRole('button', { name: 'Change' }));
    const put = () => inSheet('Put cash in');
    await user.click(put());
    await screen.findByRole('alert');
    await user.click(put());
    await waitFor(() => expect(screen.queryByLabelText('Amount')).toBeNull());
    const { shift } = await given.branch.api.readShift({});
    expect(shift?.sums?.cash.expectedMinor).toBe(60_000);
  });
});

describe('the close', () => {
  test('counts blind and says the difference in words afterwards', async () => {
    const given = await givenShift();
    given.branch.shifts.may = rolePermissions.cashier;
    given.branch.shifts.sell(7_500);
    const { user } = renderTill(given, { at });
    expect(
      await screen.findByText('What should be in the drawer shows after the count.'),
    ).toBeTruthy();
    expect(document.body.textContent).not.toContain('57.500');

    await user.click(await button('Close the shift'));
    await user.click(await screen.findByText('One sum'));
    await user.type(await screen.findByLabelText('In the drawer'), '56');
    await user.click(inSheet('Close the shift'));

    expect(await screen.findByText('Shift closed: Z 1', { normalizer: plain })).toBeTruthy();
    const words = { normalizer: plain };
    expect(await screen.findAllByText('1.500 JOD less than expected', words)).not.toHaveLength(0);
    expect(await screen.findByText('No shift is open')).toBeTruthy();
  });

  test('of another is seen by asking somebody who may', async () => {
    const given = await givenShift();
    const { shift } = await given.branch.api.readShift({});
    const end = { commandId: 'command-close', countedMinor: 50_000, pieces: [], note: '' };
    await given.branch.api.closeShift({ ...end, id: shift?.id ?? '', cardTerminalMinor: null });
    const list = given.branch.api.listShifts;
    given.branch.api.listShifts = async (wish) => ({
      shifts: (await list(wish)).shifts.map((one) => ({ ...one, report: null })),
    });
    const { user } = renderTill(given, { at });
    await user.click(await button(/Z 1|Z ⁨1⁩/));
    await user.click(await button('Show the figures'));
    expect(await screen.findByText('Exactly as expected')).toBeTruthy();
  });
});

test('a shift that was left open over night says so and goes on', async () => {
  const given = await givenShift();
  given.clock.advance(2 * dayMs);
  renderTill(given, { at });
  expect(await screen.findByText(/This shift has been open since/)).toBeTruthy();
});

test('a shift that cannot be read says so and can be tried again', async () => {
  const given = givenBranch();
  given.branch.failNext('readShift', new AppError('database.refused', 'disk'));
  renderTill(given, { at });
  expect(await screen.findByText('The shift could not be read')).toBeTruthy();
});
