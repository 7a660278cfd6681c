import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { ProductSettings } from '../../../shared/contract/menu.ts';
import { hourMs, secondMs } from '../../../shared/kit/clock.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

function givenMenu() {
  const given = givenBranch();
  const { menu } = given.branch.selling;
  const grill = menu.addCategory({ name: { en: 'Grill', ar: 'مشاوي' }, place: 0 });
  const drinks = menu.addCategory({ name: { en: 'Drinks', ar: 'مشروبات' }, place: 1 });
  const add = (en: string, categoryId: string, priceMinor: number, place: number) =>
    menu.addProduct(
      ProductSettings.parse({
        name: { en, ar: '' },
        categoryId,
        priceMinor,
        taxClassId: 'standard',
        place,
        tile: { color: 'red', letters: '' },
      }),
    );
  const kebab = add('Kebab', grill.id, 4_500, 0);
  const wings = add('Wings', grill.id, 3_000, 1);
  const water = add('Water', drinks.id, 350, 0);
  return { given, menu, kebab, wings, water };
}
const known = (menu: ReturnType<typeof givenMenu>['menu']) => {
  const { menu: read } = menu.read('');
  if (!read) throw new Error('no menu');
  return read;
};
const rowsOf = (name: string) =>
  screen.getAllByText(name).map((one) => within(one.closest('li') as HTMLElement));

describe('what is available', () => {
  test('one tap takes a dish off until tomorrow, and it stands on top with its end', async () => {
    const { given, menu, kebab } = givenMenu();
    const { user } = renderTill(given, { at: '#/menu' });
    expect(await screen.findByText('Everything is available.')).toBeTruthy();

    await user.click(screen.getByRole('switch', { name: /Kebab/ }));

    expect(await screen.findByRole('heading', { name: '1 item is off' })).toBeTruthy();
    expect(known(menu).outages).toMatchObject([{ kind: 'product', id: kebab.id }]);
    const [top] = rowsOf('Kebab');
    expect(plain(top?.getByText(/Off until/).textContent)).toMatch(/Off until .*5:00 AM/);
  });

  test('how long it is off is one more tap, and the switch brings it back', async () => {
    const { given, menu, kebab } = givenMenu();
    menu.setAvailability({ kind: 'product', id: kebab.id }, 'tomorrow');
    const { user, clock } = renderTill(given, { at: '#/menu' });
    await screen.findByRole('heading', { name: '1 item is off' });

    await user.click(rowsOf('Kebab')[0]?.getByRole('button', { name: '1 hour' }) as HTMLElement);
    await waitFor(() => {
      expect(known(menu).outages).toMatchObject([{ untilMs: clock.now() + hourMs }]);
    });
    await user.click(rowsOf('Kebab')[0]?.getByRole('button', { name: 'For good' }) as HTMLElement);
    expect((await screen.findAllByText('Off until somebody brings it back')).length).toBe(2);
    await user.click(screen.getAllByRole('switch', { name: /Kebab/ })[0] as HTMLElement);
    expect(await screen.findByText('Everything is available.')).toBeTruthy();
  });

  test('a search looks in every category', async () => {
    const { given } = givenMenu();
    const { user } = renderTill(given, { at: '#/menu' });
    await user.click(await screen.findByRole('button', { name: 'Grill' }));
    expect(screen.queryByText('Water')).toBeNull();
    await user.type(screen.getByRole('searchbox'), 'wat');
    expect(screen.getByText('Water')).toBeTruthy();
    expect(screen.queryByText('Kebab')).toBeNull();
  });

  test('a refusal stands at the dish, and the dish as it was', async () => {
    const { given } = givenMenu();
    given.branch.failNext('setAvailability', new AppError('menu.not_found', 'gone'));
    const { user } = renderTill(given, { at: '#/menu' });
    await user.click(await screen.findByRole('switch', { name: /Kebab/ }));
    expect(await rowsOf('Kebab')[0]?.findByRole('alert')).toBeTruthy();
    expect(screen.getByText('Everything is available.')).toBeTruthy();
  });
});

describe('editing', () => {
  test('a product is added with an exact price, also in Arabic digits', async () => {
    const { given, menu } = givenMenu();
    const { user } = renderTill(given, { at: '#/menu/edit' });
    await user.click(await screen.findByRole('button', { name: 'Add a product' }));
    const form = within(await screen.findByRole('dialog'));
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(form.getByText('A name in one of the two languages is needed.')).toBeTruthy();
    expect(form.getByText('Write an amount such as 2.750, with a point.')).toBeTruthy();

    await user.type(form.getByLabelText('Name in Arabic'), 'شيش');
    await user.type(form.getByLabelText('Price'), '٢٫٧٥٥');
    await user.click(form.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(known(menu).products).toContainEqual(
      expect.objectContaining({ name: { en: '', ar: 'شيش' }, priceMinor: 2_755, place: 2 }),
    );
  });

  test('products change places by arrows', async () => {
    const { given, menu } = givenMenu();
    const { user } = renderTill(given, { at: '#/menu/edit' });
    await user.click(await screen.findByRole('button', { name: 'Move ⁨Wings⁩ earlier' }));
    await waitFor(() => {
      expect(known(menu).products.map(({ name }) => name.en)).toEqual(['Wings', 'Water', 'Kebab']);
    });
  });

  test('a removed product is gone only when nobody takes it back', async () => {
    const { given, menu, wings } = givenMenu();
    const { user, pass } = renderTill(given, { at: '#/menu/edit' });
    await user.click(await screen.findByRole('button', { name: 'Remove ⁨Wings⁩' }));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    pass(6 * secondMs);
    expect(known(menu).products).toHaveLength(3);
    await user.click(screen.getByRole('button', { name: 'Remove ⁨Wings⁩' }));
    pass(6 * secondMs);
    await waitFor(() => {
      expect(known(menu).products.map(({ id }) => id)).not.toContain(wings.id);
    });
  });

  test('a category with products stays, and says why', async () => {
    const { given } = givenMenu();
    const { user } = renderTill(given, { at: '#/menu/edit' });
    await user.click(await screen.findByRole('button', { name: 'Remove ⁨Grill⁩' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Grill' })).toBeTruthy();
  });

  test('a group is made with its options', async () => {
    const { given, menu } = givenMenu();
    const { user } = renderTill(given, { at: '#/menu/edit' });
    await user.click(await screen.findByRole('button', { name: 'Add a group' }));
    const form = within(await screen.findByRole('dialog'));
    const [ofGroup, ofOption] = form.getAllByLabelText('Name in English');
    await user.type(ofGroup as HTMLElement, 'Size');
    await user.type(ofOption as HTMLElement, 'Large');
    await user.clear(form.getByLabelText('Extra price'));
    await user.type(form.getByLabelText('Extra price'), '0.5');
    await user.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => {
      expect(known(menu).groups).toMatchObject([
        { name: { en: 'Size' }, min: 0, max: 1, options: [{ priceMinor: 500 }] },
      ]);
    });
  });
});
