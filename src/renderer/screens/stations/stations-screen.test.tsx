import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { buildStation } from '../../testing/build-printing.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const at = '#/printers/stations';
const takes = { platforms: [], fulfilments: [], itemIds: [], categoryIds: [] };

function givenKitchen() {
  const given = givenBranch();
  const { printing } = given.branch;
  printing.setPrinter('prn_2', { name: 'Bar', backups: ['prn_1'] });
  printing.world.categories = [
    { id: 'drinks', name: { default: 'Drinks' } },
    { id: 'sweets', name: { default: 'Desserts' } },
    { id: 'grill', name: { default: 'Grill' } },
  ];
  printing.world.items = [{ id: 'cola', name: { default: 'Cola' }, categoryId: 'drinks' }];
  printing.stations.push(buildStation({ isDefault: true }));
  return given;
}

const cardOf = async (name: string) => {
  const title = await screen.findByRole('heading', { level: 2, name });
  return within(title.closest('section') as HTMLElement);
};

describe('stations', () => {
  test('each says in words what goes there, on which printer, and who stands in', async () => {
    const given = givenKitchen();
    given.branch.printing.stations.push(
      buildStation({
        id: 'sta_2',
        name: 'Cold bar',
        printerId: 'prn_2',
        takes: { ...takes, categoryIds: ['drinks', 'sweets'] },
      }),
    );
    renderTill(given, { at });

    const bar = await cardOf('Cold bar');
    expect(plain(bar.getByText(/From all platforms/).textContent)).toBe(
      'Drinks and Desserts. From all platforms. 1 copy at Bar. If it cannot print: Kitchen 1.',
    );
    const kitchen = await cardOf('Kitchen');
    expect(kitchen.getByText('Default')).toBeTruthy();
    expect(plain(kitchen.getByText(/From all platforms/).textContent)).toContain(
      'Every dish that no other station takes.',
    );
    expect(plain((await screen.findByText(/^No station takes/)).textContent)).toBe(
      'No station takes Grill by name. That prints at Kitchen.',
    );
  });

  test('one without a printer says where its dishes print meanwhile', async () => {
    const given = givenKitchen();
    given.branch.printing.stations.push(
      buildStation({ id: 'sta_2', name: 'Grill', printerId: null }),
    );
    renderTill(given, { at });

    expect(plain((await screen.findByText(/has no printer/)).textContent)).toBe(
      'Grill has no printer. Its dishes print at Kitchen.',
    );
  });

  test('none yet says that everything prints on the one printer', async () => {
    renderTill(givenBranch(), { at });

    expect(await screen.findByText('No station yet')).toBeTruthy();
    expect(plain(screen.getByText(/^Everything prints at/).textContent)).toContain('Kitchen 1');
  });

  test('without any printer leads to adding one', async () => {
    const given = givenBranch();
    given.branch.printing.printers.clear();
    renderTill(given, { at });

    expect(await screen.findByText(/Tickets wait until you add one/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Add printer' })).toBeTruthy();
  });

  test('a removed one can be taken back for five seconds', async () => {
    const { user, branch, pass } = renderTill(givenKitchen(), { at });

    await user.click((await cardOf('Kitchen')).getByRole('button', { name: 'Remove' }));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    pass(10 * secondMs);
    expect(branch.printing.stations).toHaveLength(1);

    await user.click((await cardOf('Kitchen')).getByRole('button', { name: 'Remove' }));
    pass(5 * secondMs);
    await waitFor(() => expect(branch.printing.stations).toEqual([]));
  });
});

describe('the editor of a station', () => {
  const sentence = (sheet: Pick<typeof screen, 'getByRole'>) =>
    plain(sheet.getByRole('status').textContent);

  test('says with every choice what it means, and saves it', async () => {
    const { user, branch } = renderTill(givenKitchen(), { at });
    await user.click(await screen.findByRole('button', { name: 'Add station' }));
    const sheet = within(await screen.findByRole('dialog'));
    expect(sentence(sheet)).toBe(
      'Every dish. From all platforms. No printer yet: nothing prints here.',
    );

    await user.type(sheet.getByLabelText('Name'), 'Cold bar');
    await user.selectOptions(sheet.getByLabelText('Printer'), 'Bar');
    await user.click(sheet.getByRole('radio', { name: '2' }));
    await user.type(sheet.getByLabelText('Search categories and dishes'), 'co');
    await user.click(sheet.getByRole('checkbox', { name: /^Cola/ }));
    await user.click(sheet.getByRole('checkbox', { name: 'Talabat' }));
    await user.click(sheet.getByRole('checkbox', { name: 'Take-away' }));
    await user.click(sheet.getByRole('radio', { name: 'The whole order' }));

    expect(sentence(sheet)).toBe(
      'Cola. Only from Talabat. Only Take-away. The ticket shows the whole order. 2 copies at Bar. If it cannot print: Kitchen 1.',
    );
    await user.click(sheet.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(branch.printing.stations[1]).toMatchObject({
        name: 'Cold bar',
        printerId: 'prn_2',
        copies: 2,
        lines: 'all',
        takes: {
          platforms: ['talabat'],
          fulfilments: ['pickup'],
          categoryIds: [],
          itemIds: ['cola'],
        },
      }),
    );
  });

  test('choosing everything again empties the list', async () => {
    const given = givenKitchen();
    given.branch.printing.stations.push(
      buildStation({ id: 'sta_2', name: 'Cold bar', takes: { ...takes, categoryIds: ['drinks'] } }),
    );
    const { user, branch } = renderTill(given, { at });
    await user.click((await cardOf('Cold bar')).getByRole('button', { name: 'Change' }));
    const sheet = within(await screen.findByRole('dialog'));

    await user.click(sheet.getByRole('checkbox', { name: 'Every dish' }));
    await user.click(sheet.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(branch.printing.stations[1]?.takes.categoryIds).toEqual([]));
  });

  test('a name is needed', async () => {
    const { user, branch } = renderTill(givenKitchen(), { at });
    await user.click(await screen.findByRole('button', { name: 'Add station' }));
    const sheet = within(await screen.findByRole('dialog'));

    await user.click(sheet.getByRole('button', { name: 'Save' }));

    expect(await sheet.findByText('Give it a name of up to 40 letters.')).toBeTruthy();
    expect(branch.printing.stations).toHaveLength(1);
  });

  test('what the branch refuses is said, and nothing that was chosen is lost', async () => {
    const given = givenKitchen();
    given.branch.failNext('changeStation', new AppError('station.not_found', 'gone'));
    const { user } = renderTill(given, { at });
    await user.click((await cardOf('Kitchen')).getByRole('button', { name: 'Change' }));
    const sheet = within(await screen.findByRole('dialog'));
    await user.clear(sheet.getByLabelText('Name'));
    await user.type(sheet.getByLabelText('Name'), 'Oven');

    await user.click(sheet.getByRole('button', { name: 'Save' }));

    expect(await sheet.findByRole('alert')).toBeTruthy();
    expect(sheet.getByLabelText<HTMLInputElement>('Name').value).toBe('Oven');
  });

  test('only receipts and courier slips can print by themselves', async () => {
    const { user } = renderTill(givenKitchen(), { at });
    await user.click(await screen.findByRole('button', { name: 'Add station' }));
    const sheet = within(await screen.findByRole('dialog'));
    const automatic = { name: 'Print by itself when an order is accepted' };
    expect(sheet.queryByRole('switch', automatic)).toBeNull();

    await user.click(sheet.getByRole('radio', { name: 'Receipts' }));
    await user.click(sheet.getByRole('switch', automatic));

    expect(sentence(sheet)).toContain('Receipts. From all platforms. By themselves');
  });
});
