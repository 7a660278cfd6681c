import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const at = '#/templates';

const panel = async (name: string) => {
  const heading = await screen.findByRole('heading', { level: 2, name });
  const section = heading.closest('section');
  if (!section) throw new Error(`no panel ${name}`);
  return within(section);
};

test('each paper says which template it prints with, and another is one tap away', async () => {
  const given = givenBranch();
  const { template } = await given.branch.api.addTemplate({
    ...given.branch.templates.newest('built-in-kitchen'),
    name: 'Grill',
    scope: 'branch',
  });
  const { user, branch } = renderTill(given, { at });
  const kitchen = await panel('Kitchen ticket');
  expect(plain(kitchen.getAllByRole('link')[0]?.textContent)).toMatch(/^Standard ?In use/);

  await user.click(kitchen.getByRole('button', { name: 'Use this one' }));

  await waitFor(() => expect(branch.settings.documentTemplates).toEqual({ kitchen: template.id }));
  await waitFor(() =>
    expect(plain(kitchen.getAllByRole('link')[1]?.textContent)).toMatch(/^Grill ?In use/),
  );
});

test('a copy of the standard opens at once for changing', async () => {
  const { user, branch } = renderTill(givenBranch(), { at });
  const kitchen = await panel('Kitchen ticket');

  await user.click(kitchen.getByRole('button', { name: 'Make a copy' }));

  expect(await screen.findByRole('textbox', { name: 'Name of the template' })).toBeTruthy();
  expect(branch.templates.versions.size).toBe(3);
});

test('removing says what will happen, and can be left', async () => {
  const given = givenBranch();
  const { template } = await given.branch.api.addTemplate({
    ...given.branch.templates.newest('built-in-kitchen'),
    name: 'Grill',
    scope: 'company',
  });
  const { user, branch } = renderTill(given, { at });
  const kitchen = await panel('Kitchen ticket');
  await user.click(kitchen.getByRole('button', { name: 'Remove' }));
  expect(plain(kitchen.getByRole('group').textContent)).toContain('Other branches keep it.');
  await user.click(kitchen.getByRole('button', { name: 'Keep it' }));
  expect(branch.templates.versions.has(template.id)).toBe(true);

  await user.click(kitchen.getByRole('button', { name: 'Remove' }));
  await user.click(kitchen.getByRole('button', { name: 'Remove it' }));

  await waitFor(() => expect(branch.templates.versions.has(template.id)).toBe(false));
  await waitFor(() => expect(kitchen.queryByText('Grill')).toBeNull());
});

test('templates that cannot be read can be asked for again', async () => {
  const given = givenBranch();
  given.branch.failNext('listTemplates', new AppError('branch.unreachable', 'gone'));
  const { user } = renderTill(given, { at });
  expect(await screen.findByText('The templates cannot be read at the moment.')).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'Try again' }));

  expect(await screen.findByRole('heading', { name: 'Kitchen ticket' })).toBeTruthy();
});
