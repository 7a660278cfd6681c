import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Template } from '../../../shared/contract/template.ts';
import {
  createMemoryStorage,
  givenBranch,
  plain,
  type RenderedTill,
  renderTill,
} from '../../testing/render-till.tsx';

/** A page of a hundred buttons is searched many times over. */
vi.setConfig({ testTimeout: 30_000 });

/** A template of this branch with the order number, when it is due, and the lines. */
async function openOwn(options: { storage?: ReturnType<typeof createMemoryStorage> } = {}) {
  const given = givenBranch();
  const { template } = await given.branch.api.addTemplate({
    ...given.branch.templates.newest('built-in-kitchen'),
    name: 'Grill',
    scope: 'branch',
  });
  const till = renderTill(given, { at: `#/templates/${template.id}`, ...options });
  await screen.findByRole('heading', { name: 'On the paper' });
  return { ...till, template };
}

const list = () => within(screen.getByRole('region', { name: 'On the paper' }));
const paper = () => within(screen.getByRole('region', { name: 'Preview of the paper' }));
const palette = () => within(screen.getByRole('region', { name: 'Add' }));
const properties = () => within(screen.getByRole('region', { name: 'Settings of what is chosen' }));
const button = (name: string) => screen.getByRole('button', { name });
const isDisabled = (name: string) => button(name).hasAttribute('disabled');

const order = () =>
  list()
    .getAllByRole('listitem')
    .map((row) => plain(within(row).getAllByRole('button')[1]?.textContent));

/** What the branch was last asked to draw, once typing has settled. */
async function drawn({ branch, pass }: Pick<RenderedTill, 'branch' | 'pass'>, count: number) {
  pass(150);
  await waitFor(() => expect(branch.templates.previews.at(-1)?.elements).toHaveLength(count));
  return branch.templates.previews.at(-1)?.elements ?? [];
}

describe('the paper', () => {
  test('a tap on it chooses what stands there', async () => {
    const { user } = await openOwn();
    expect(properties().getByText(/^Tap something/)).toBeTruthy();

    await user.click(await paper().findByRole('button', { name: /Ready by/ }));

    expect(properties().getByRole('heading', { name: 'Ready by' })).toBeTruthy();
    const row = list().getByRole('button', { name: /^Ready by/ });
    expect(row.getAttribute('aria-pressed')).toBe('true');
  });

  test('shows what was changed, by the code that prints', async () => {
    const till = await openOwn();
    const { user } = till;
    await user.click(palette().getByRole('button', { name: 'Cash to collect' }));

    const elements = await drawn(till, 4);

    expect(elements.at(-1)).toMatchObject({ kind: 'field', field: 'collect_cash', label: true });
    expect(await paper().findByRole('button', { name: /Cash to collect/ })).toBeTruthy();
  });

  test('is drawn for narrow paper, another language and another order when asked', async () => {
    const { user, branch } = await openOwn();
    await user.click(paper().getByRole('radio', { name: '58 mm' }));
    await user.click(paper().getByRole('radio', { name: 'English' }));
    await user.selectOptions(paper().getByLabelText('Sample order'), 'Allergy');
    await waitFor(() =>
      expect(branch.templates.previews.at(-1)).toMatchObject({
        widthDots: 384,
        language: 'en',
        sample: 'allergy',
      }),
    );
  });

  test('stays as it was while a preview is refused, and says so', async () => {
    const till = await openOwn();
    await paper().findByRole('img');
    till.branch.failNext('previewTemplate', new AppError('internal', 'no fonts'));

    await till.user.click(palette().getByRole('button', { name: 'Platform' }));
    till.pass(150);

    expect(await paper().findByText(/The preview cannot be drawn/)).toBeTruthy();
  });
});

describe('the order of things', () => {
  test('is changed by buttons, and every step is undone and done again', async () => {
    const { user } = await openOwn();
    expect(order()).toEqual(['Order number', 'Ready by', 'What was ordered']);

    await user.click(list().getByRole('button', { name: /^.?Ready by.? further up/ }));
    expect(order()).toEqual(['Ready by', 'Order number', 'What was ordered']);

    await user.click(button('Undo'));
    expect(order()[0]).toBe('Order number');
    await user.click(button('Redo'));
    expect(order()[0]).toBe('Ready by');
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(order()[0]).toBe('Order number');
    fireEvent.keyDown(document.body, { key: 'y', ctrlKey: true });
    expect(order()[0]).toBe('Ready by');
  });

  test('what is taken off is gone, what is doubled is there twice', async () => {
    const { user } = await openOwn();
    await user.click(list().getByRole('button', { name: /^Ready by/ }));
    await user.click(button('Double it'));
    expect(order()).toEqual(['Order number', 'Ready by', 'Ready by', 'What was ordered']);
    await user.click(button('Take it off'));
    await user.click(button('Take it off'));
    expect(order()).toEqual(['Order number', 'Ready by']);
  });
});

describe('what is chosen', () => {
  test('gets its size, its frame and the condition under which it prints', async () => {
    const till = await openOwn();
    const { user } = till;
    await user.click(list().getByRole('button', { name: /^Ready by/ }));
    await user.selectOptions(properties().getByLabelText('Size'), 'Huge');
    await user.click(properties().getByLabelText('Framed'));
    await user.click(properties().getByRole('button', { name: 'Add a condition' }));
    await user.selectOptions(properties().getByLabelText('Condition'), 'the order is');
    await user.selectOptions(properties().getByLabelText('Of what'), 'pick-up');

    const elements = await drawn(till, 3);

    expect(elements[1]).toMatchObject({
      style: { wide: 3, high: 3, boxed: true },
      when: [{ on: 'fulfilment', kinds: ['pickup'] }],
    });
    await waitFor(() => expect(order()[1]).toContain('not in this sample'));
    expect(paper().queryByRole('button', { name: /Ready by/ })).toBeNull();
  });

  test('words typed are one step of undo, not one for each letter', async () => {
    const { user } = await openOwn();
    await user.click(palette().getByRole('button', { name: 'Own words' }));
    await user.type(properties().getByLabelText('In English'), 'Hi');
    expect(order().at(-1)).toBe('Words: Hi');

    await user.click(button('Undo'));
    expect(order().at(-1)).toBe('Own words');
    await user.click(button('Undo'));
    expect(order()).toHaveLength(3);
  });
});

describe('saving', () => {
  test('makes a version and says that it is saved', async () => {
    const { user, branch, template } = await openOwn();
    expect(isDisabled('Save')).toBe(true);
    await user.click(list().getByRole('button', { name: /^.?Ready by.? further up/ }));
    expect(screen.getByText('Not saved yet')).toBeTruthy();

    await user.click(button('Save'));

    await waitFor(() => expect(branch.templates.newest(template.id).version).toBe(2));
    await waitFor(() => expect(screen.queryByText('Not saved yet')).toBeNull());
    expect(isDisabled('Save')).toBe(true);
  });

  test('the standard is never changed: a change of it becomes one of our own', async () => {
    const { user, branch } = renderTill(givenBranch(), { at: '#/templates/built-in-kitchen' });
    await user.click(await screen.findByRole('button', { name: /Ready by.* further up/ }));
    await user.click(screen.getByRole('radio', { name: 'All branches' }));
    await user.click(button('Save as my own'));

    const name = await screen.findByRole('textbox', { name: 'Name of the template' });
    expect(plain((name as HTMLInputElement).value)).toBe('Kitchen ticket (own)');
    expect(branch.templates.newest('built-in-kitchen').version).toBe(1);
    const own = [...branch.templates.versions.values()].at(-1)?.[0];
    expect(own).toMatchObject({ scope: 'company', version: 1 });
  });

  test('when somebody else saved meanwhile nothing is lost: mine becomes a copy', async () => {
    const { user, branch, template } = await openOwn();
    await user.click(list().getByRole('button', { name: /^.?Ready by.? further up/ }));
    await branch.api.saveTemplate({ ...template, name: 'Theirs', baseVersion: 1 });
    await user.click(button('Save'));
    expect(await screen.findByText(/^Somebody saved this template meanwhile/)).toBeTruthy();

    await user.click(button('Save mine as a copy'));

    await waitFor(() => expect(branch.templates.versions.size).toBe(4));
    expect(branch.templates.newest(template.id).name).toBe('Theirs');
    const copy = [...branch.templates.versions.values()].at(-1)?.[0] as Template;
    expect(copy.elements[0]).toMatchObject({ field: 'due_at' });
  });

  test('an older version is brought back to the screen and saved as the newest', async () => {
    const { user, branch, template } = await openOwn();
    await user.click(list().getByRole('button', { name: /^.?Ready by.? further up/ }));
    await user.click(button('Save'));
    await waitFor(() => expect(branch.templates.newest(template.id).version).toBe(2));

    await user.click(button('Versions'));
    await user.click(await screen.findByRole('button', { name: 'Bring it back' }));
    expect(order()[0]).toBe('Order number');
    expect(screen.getByText('Version 1 is on the screen. Save to keep it.')).toBeTruthy();
    await user.click(button('Save'));

    await waitFor(() => expect(branch.templates.newest(template.id).version).toBe(3));
    expect(branch.templates.newest(template.id).elements[0]).toMatchObject({ field: 'number' });
  });

  test('changes that were not saved are found again, and can be thrown away', async () => {
    const storage = createMemoryStorage();
    const given = givenBranch();
    const at = '#/templates/built-in-kitchen';
    const first = renderTill(given, { at, storage });
    await first.user.click(await screen.findByRole('button', { name: /Ready by.* further up/ }));
    location.hash = '#/templates';
    await screen.findByRole('heading', { level: 1, name: 'Templates' });
    location.hash = at;

    expect(await screen.findByText(/^Your changes from before are here/)).toBeTruthy();
    expect(order()[0]).toBe('Ready by');
    await first.user.click(button('Throw them away'));
    expect(order()[0]).toBe('Order number');
  });

  test('a template without a name cannot be saved', async () => {
    const { user } = await openOwn();
    await user.clear(screen.getByRole('textbox', { name: 'Name of the template' }));
    expect(screen.getByText('Give it a name of up to 60 letters.')).toBeTruthy();
    expect(isDisabled('Save')).toBe(true);
  });
});

test('what is on the screen prints as a test, saved or not', async () => {
  const { user, branch } = await openOwn();
  await user.click(palette().getByRole('button', { name: 'Platform' }));
  await user.click(button('Test print'));
  await user.click(await screen.findByRole('button', { name: 'Print the test' }));

  expect(await screen.findByText(/^Sent to/)).toBeTruthy();
  expect(branch.templates.tests[0]).toMatchObject({ printerId: 'prn_1', sample: 'usual' });
  expect(branch.templates.tests[0]?.elements).toHaveLength(4);
});

test('a file that is no picture is refused in words', async () => {
  const { user } = await openOwn();
  await user.click(palette().getByRole('button', { name: 'Logo' }));
  const file = new File(['not a picture'], 'menu.png', { type: 'image/png' });
  await user.upload(await screen.findByLabelText('Upload a picture'), file);
  expect(await screen.findByText(/^This file is not a picture/)).toBeTruthy();
});

test('a template that is gone says so and leads back', async () => {
  renderTill(givenBranch(), { at: '#/templates/tpl_gone' });
  expect(await screen.findByText('This template is not there any more.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'All templates' })).toBeTruthy();
});
