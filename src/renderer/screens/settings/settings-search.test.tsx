import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { givenBranch, renderTill } from '../../testing/render-till.tsx';
import { createTexts } from '../../i18n/i18n.tsx';
import { searchSettings, settingsIndex } from './settings-index.ts';

const at = '#/settings';

test.each([
  ['vat', 'taxMode'],
  ['ضريبه', 'taxClasses'],
  ['الضَّريبة', 'taxMode'],
  ['Backup now', 'backupNow'],
  ['نسخه', 'restore'],
  ['خط', 'textSize'],
])('%s finds the setting, in whichever language the till is', (query, row) => {
  expect(searchSettings(query).map((entry) => entry.row)).toContain(row);
});

test('words that mean nothing find nothing', () => {
  expect(searchSettings('xyzzy')).toEqual([]);
  expect(searchSettings('  ')).toEqual([]);
});

test('each setting that can be found has words in both languages and stands on the screen', async () => {
  renderTill(givenBranch(), { at });
  // The first of the file pays for everything that is read once.
  await screen.findByLabelText('Prices on the menu', {}, { timeout: 8_000 });
  for (const { text, row } of settingsIndex) {
    for (const language of ['en', 'ar'] as const) {
      expect(createTexts(language, 'latin').exists(text), `${language} ${text}`).toBe(true);
    }
    if (row !== undefined) expect(document.getElementById(row), row).not.toBeNull();
  }
}, 20_000);

test('the one that was found is led to and marked', async () => {
  const { user } = renderTill(givenBranch(), { at });

  await user.type(await screen.findByRole('searchbox', { name: 'Search the settings' }), 'tip');
  await user.click(screen.getByRole('button', { name: 'Service charge' }));

  await waitFor(() => expect(location.hash).toBe('#/settings/service'));
  expect(document.querySelector('[data-found]')?.id).toBe('service');
});

test('taxes, charges and rounding are typed as people write them', async () => {
  const { user, branch } = renderTill(givenBranch(), { at });
  const selling = () => branch.api.getSellingSettings({});
  const service = await screen.findByLabelText('Service charge');

  await user.clear(service);
  await user.type(service, '١٢٫٥{Enter}');
  await waitFor(async () => expect((await selling()).serviceBasisPoints).toBe(1_250));

  await user.clear(service);
  await user.type(service, 'a lot{Enter}');
  expect(await screen.findByText('That does not fit here.')).toBeTruthy();
  expect((await selling()).serviceBasisPoints).toBe(1_250);

  await user.selectOptions(screen.getByLabelText('Round cash to'), '0.050');
  await waitFor(async () => expect((await selling()).cashStepMinor).toBe(50));
});

test('a backup is made, saved and brought back', async () => {
  const { user, branch } = renderTill(givenBranch(), { at });

  await user.click(await screen.findByRole('button', { name: 'Back up now' }));
  await user.click(await screen.findByRole('button', { name: 'Bring back' }));
  expect(await screen.findByText('A sound backup was found')).toBeTruthy();
  expect(branch.keeping.restored).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Bring it back now' }));

  expect(await screen.findByText(/The branch starts anew/)).toBeTruthy();
  expect(branch.keeping.restored).toHaveLength(1);
});

test('the text of the whole till grows in four steps', async () => {
  const { user } = renderTill(givenBranch(), { at });

  await user.click(await screen.findByRole('radio', { name: 'Largest' }));

  expect(document.documentElement.dataset.textSize).toBe('largest');
});
