import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { givenBranch, renderTill } from '../../testing/render-till.tsx';

const at = '#/settings';

test('the minutes on the accept button are chosen for the whole branch', async () => {
  const { user, branch } = renderTill(givenBranch(), { at });

  await user.selectOptions(await screen.findByLabelText('Minutes on the accept button'), '30 min');

  await waitFor(() => expect(branch.settings.defaultPrepMinutes).toBe(30));
});

test('a refused change goes back to what holds and says why', async () => {
  const given = givenBranch();
  const { user, branch } = renderTill(given, { at });
  const select = await screen.findByLabelText<HTMLSelectElement>('Minutes on the accept button');
  branch.failNext('changeSettings', new AppError('branch.unreachable', 'gone'));

  await user.selectOptions(select, '45 min');

  expect(await screen.findByText('The branch server did not answer. Try again.')).toBeTruthy();
  expect(select.value).toBe('20');
});

test('the kitchen ticket can print as soon as the order arrives', async () => {
  const { user, branch } = renderTill(givenBranch(), { at });

  await user.click(await screen.findByRole('radio', { name: 'When it arrives' }));

  await waitFor(() => expect(branch.settings.kitchenTicketOn).toBe('received'));
});

test('the volume test sounds as loud as it will', async () => {
  const { user, chimes } = renderTill(givenBranch(), { at, preferences: { volumePercent: 60 } });

  await user.click(await screen.findByRole('button', { name: 'New order' }));

  expect(chimes.played).toEqual([{ chime: 'new_order', loudness: 0.6 }]);
});

test('settings that cannot be read can be asked for again', async () => {
  const given = givenBranch();
  given.branch.failNext('getSettings', new AppError('internal', 'disk'));
  const { user } = renderTill(given, { at });
  expect(await screen.findByText('The settings cannot be read at the moment.')).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'Try again' }));

  expect(await screen.findByLabelText('Minutes on the accept button')).toBeTruthy();
});

test('how long a ticket waits and when its backup takes over is set for the whole branch', async () => {
  const { user, branch } = renderTill(givenBranch(), { at });

  await user.selectOptions(
    await screen.findByLabelText('Keep a late ticket waiting'),
    'For as long as it takes',
  );
  await user.selectOptions(screen.getByLabelText('Go to the backup printer after'), '60 s');

  await waitFor(() =>
    expect(branch.settings).toMatchObject({ ticketExpiryMinutes: 0, backupAfterSeconds: 60 }),
  );
});

test('a paper gets a template of the branch, and the one of Wasla again', async () => {
  const given = givenBranch();
  const { templates } = await given.branch.api.listTemplates({});
  const builtIn = templates.find(({ document }) => document === 'receipt');
  const { name, document, elements } = { ...builtIn!, name: 'Ramadan' };
  const { template } = await given.branch.api.addTemplate({
    name,
    document,
    elements,
    scope: 'branch',
  });
  const { user, branch } = renderTill(given, { at });
  const choice = await screen.findByLabelText(/^Template: .*Receipt/);

  await user.selectOptions(choice, 'Ramadan');
  await waitFor(() => expect(branch.settings.documentTemplates).toEqual({ receipt: template.id }));

  await user.selectOptions(choice, 'The one that comes with Wasla');
  await waitFor(() => expect(branch.settings.documentTemplates).toEqual({}));
});
