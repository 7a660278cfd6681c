import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { ShellApi } from '../../shared/contract/shell.ts';

import { minuteMs } from '../../shared/kit/clock.ts';
import { UiProvider } from '../../shared/ui/ui-provider.tsx';
import { TextsProvider } from '../i18n/i18n.tsx';
import { buildOrder } from '../testing/build-order.ts';
import { givenBranch, renderTill } from '../testing/render-till.tsx';
import { ScreenBoundary } from '../ui/screen-boundary.tsx';
import { mainPlaceOf, places } from './places.ts';

test('every screen belongs to one of the four places', () => {
  expect(mainPlaceOf('/')).toBe('/');
  expect(mainPlaceOf('/orders/ord_1')).toBe('/');
  expect(mainPlaceOf('/sell/bil_1/pay')).toBe('/sell');
  for (const { to } of places) expect(mainPlaceOf(to)).toBe('/more');
  expect(new Set(places.map(({ to }) => to)).size).toBe(places.length);
});

test('what somebody may not do is marked and can still be looked at', async () => {
  const given = givenBranch();
  const cashier = given.branch.staff.hire('Omar', 'cashier', '1234');
  await given.branch.api.signIn({ staffId: cashier.id, pin: '1234' });
  const { user } = renderTill(given, { at: '#/more' });

  // The first of the file pays for everything that is read once.
  const staff = await screen.findByRole('link', { name: 'Staff' }, { timeout: 8_000 });
  const tileOf = (name: string) =>
    within(screen.getByRole('link', { name }).closest('li') ?? document.body);
  await waitFor(() => expect(tileOf('Staff').getByText('Needs permission')).toBeTruthy());
  expect(tileOf('Printers').queryByText('Needs permission')).toBeNull();
  await user.click(staff);
  expect(location.hash).toBe('#/staff');
}, 20_000);

test('a question mark shows the keys of the screen, and a number with Alt goes to a place', async () => {
  const { user } = renderTill(givenBranch(), { at: '#/settings' });
  await screen.findByRole('heading', { name: 'Settings' });

  await user.keyboard('?');
  const sheet = await screen.findByRole('dialog', { name: 'Keyboard' });
  expect(within(sheet).getByText('Alt 4')).toBeTruthy();
  await user.keyboard('{Escape}');
  fireEvent.keyDown(document.body, { code: 'Digit4', key: '4', altKey: true });

  await waitFor(() => expect(location.hash).toBe('#/more'));
});

test('a question mark in a field is a question mark', async () => {
  const { user } = renderTill(givenBranch(), { at: '#/settings' });
  const field = await screen.findByRole('searchbox');

  await user.type(field, '?');

  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a till that nobody touches signs its person out, and every touch puts that off', async () => {
  const given = givenBranch();
  given.branch.settings.lockAfterMinutes = 5;
  given.branch.staff.hire('Omar', 'cashier', '1234');
  const { user, pass } = renderTill(given, { at: '#/more' });
  await user.click(await screen.findByRole('button', { name: 'Who is at the till?' }));
  await user.type(await screen.findByLabelText(/Omar/), '1234{Enter}');
  await screen.findByRole('button', { name: /Omar.? is at the till/ });

  pass(4 * minuteMs);
  fireEvent.keyDown(document.body, { key: 'a' });
  pass(4 * minuteMs);
  expect(screen.getByRole('button', { name: /Omar.? is at the till/ })).toBeTruthy();
  pass(2 * minuteMs);

  expect(await screen.findByRole('button', { name: 'Who is at the till?' })).toBeTruthy();
});

test('whoever takes over taps a name and types a PIN', async () => {
  const given = givenBranch();
  const { id } = given.branch.staff.hire('Omar', 'cashier', '1234');
  given.branch.staff.hire('Rana', 'manager', '4321');
  await given.branch.api.signIn({ staffId: id, pin: '1234' });
  const { user } = renderTill(given, { at: '#/more' });

  await user.click(await screen.findByRole('button', { name: /Omar/ }));
  await user.click(await screen.findByRole('button', { name: /Rana/ }));
  await user.type(await screen.findByLabelText(/Rana/), '4321{Enter}');

  expect(await screen.findByRole('button', { name: /Rana/ })).toBeTruthy();
});

test('a screen that breaks says that nothing is lost, and going elsewhere leaves it behind', async () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  function Breaks(): never {
    throw new Error('no such bill');
  }
  const page = (place: string, content: React.ReactNode) => (
    <UiProvider locale={{ language: 'en', digits: 'latin', timeZone: 'UTC' }} colourScheme="light">
      <TextsProvider language="en" digits="latin">
        <ScreenBoundary place={place}>{content}</ScreenBoundary>
      </TextsProvider>
    </UiProvider>
  );
  const { rerender } = render(page('/sell', <Breaks />));

  expect(screen.getByText('This screen has stopped.')).toBeTruthy();
  expect(screen.getByText(/Nothing is lost/)).toBeTruthy();
  expect(screen.getByText('no such bill')).toBeTruthy();
  rerender(page('/', <p>The board</p>));

  expect(screen.getByText('The board')).toBeTruthy();
  silence.mockRestore();
});

test('the desktop program hears how many orders nobody has answered', async () => {
  const given = givenBranch();
  const told: number[] = [];
  const shell = {
    tellWaiting: ({ orders }) => {
      told.push(orders);
      return Promise.resolve({});
    },
  } as Partial<ShellApi> as ShellApi;
  given.branch.receive(buildOrder());
  const { branch } = renderTill(given, { at: '#/more', shell });
  await waitFor(() => expect(told.at(-1)).toBe(1));

  branch.cancel('ord_1');

  await waitFor(() => expect(told.at(-1)).toBe(0));
});
