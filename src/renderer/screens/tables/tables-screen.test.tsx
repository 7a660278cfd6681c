import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Bill } from '../../../shared/contract/bill.ts';
import type { FloorTable } from '../../../shared/contract/floor.ts';
import { giveMenu } from '../../testing/fake-selling.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const by = { staffId: 'stf_8', name: 'Omar', drawerId: 'main' };
const table = (name: string, x: number, y: number): FloorTable => ({
  id: `t-${name}`,
  name,
  seats: 4,
  shape: 'square',
  x,
  y,
});

/** Tables 1, 2 and 3 in a row; guests with a juice (1.000) sit where it is said. */
async function openTables(busy: readonly string[] = [], at = '#/tables', areas = 1) {
  const given = givenBranch();
  const { selling } = given.branch.selling;
  const { juice } = giveMenu(given.branch.selling);
  const tables = [table('1', 0, 0), table('2', 4, 0), table('3', 8, 0)];
  const area = { id: 'hall', name: { en: 'Hall', ar: 'الصالة' }, tables };
  await given.branch.api.saveFloor({ version: 0, areas: areas === 0 ? [] : [area] });
  const bills = busy.map((name, index): Bill => {
    const commandId = `command-open-${index}`;
    const { id, version } = selling.open(by, {
      commandId,
      kind: 'dine_in',
      table: name,
      customer: null,
    });
    const lines = [{ productId: juice, quantity: 1, choices: [], note: '' }];
    return selling.addLines(by, { id, version, commandId: `command-add-${index}`, lines });
  });
  const till = renderTill(given, { at: at.replace(':first', bills[0]?.id ?? '') });
  return {
    ...till,
    bills,
    read: (index: number) => selling.get(bills[index]?.id ?? ''),
    listOpen: () => selling.list('open'),
    tap: async (name: string | RegExp) =>
      till.user.click(await screen.findByRole('button', { name })),
  };
}

describe('one tap', () => {
  test('on a free table opens a bill there', async () => {
    const { tap, listOpen } = await openTables();
    await tap(/^2.*Free/);
    await waitFor(() => expect(location.hash).toMatch(/^#\/sell\/bil_/));
    expect(listOpen()).toMatchObject([{ kind: 'dine_in', table: '2' }]);
  });

  test('on one with guests takes to their bill, and says what they have come to', async () => {
    const { tap, bills } = await openTables(['2']);
    const tile = await screen.findByRole('button', { name: /^2.*Guests/ });
    expect(plain(tile.textContent)).toContain('1.000');
    await tap(/^2.*Guests/);
    expect(location.hash).toBe(`#/sell/${bills[0]?.id}`);
  });

  test('on one with two bills asks which', async () => {
    const { tap, bills } = await openTables(['2', '2']);
    await tap(/^2.*2 bills/);
    await tap(new RegExp(`^Bill .?${bills[1]?.number}`));
    expect(location.hash).toBe(`#/sell/${bills[1]?.id}`);
  });
});

describe('guests that move', () => {
  test('take their bill to a free table, and back by undo', async () => {
    const { tap, read } = await openTables(['2']);
    await tap('Move or join');
    await tap(/^2.*Guests/);
    await tap(/^3.*Free/);
    await waitFor(() => expect(read(0).table).toBe('3'));
    await tap('Undo');
    await waitFor(() => expect(read(0).table).toBe('2'));
  });

  test('to a table with guests join their bill, or sit beside them with their own', async () => {
    const { tap, read } = await openTables(['1', '2', '3']);
    await tap('Move or join');
    await tap(/^1.*Guests/);
    await tap(/^2.*Guests/);
    await tap(/^One bill together/);
    await waitFor(() => expect(read(0)).toMatchObject({ state: 'merged' }));
    expect(read(1).sums.totalMinor).toBe(2_000);
    await tap(/^3.*Guests/);
    await tap(/^2.*Guests/);
    await tap(/^Sit there/);
    await waitFor(() => expect(read(2)).toMatchObject({ state: 'open', table: '2' }));
  });
});

describe('a check', () => {
  test('is printed for the table that is tapped, and the next tap opens tables again', async () => {
    const { tap, read } = await openTables(['2']);
    await tap('Print the check');
    expect(screen.getByText('Tap the table that wants its check.')).toBeTruthy();
    await tap(/^3.*Free/);
    await tap(/^2.*Guests/);
    await waitFor(() => expect(read(0).checks).toMatchObject([{ copy: 1, totalMinor: 1_000 }]));
    expect(plain((await screen.findByText(/goes to the printer/)).textContent)).toMatch(/bill 1/);
    expect(location.hash).toBe('#/tables');
    await tap(/^2.*Guests/);
    expect(location.hash).toMatch(/^#\/sell\/bil_/);
  });

  test('that cannot be printed says why', async () => {
    const { tap, branch, listOpen } = await openTables();
    branch.selling.selling.open(by, {
      commandId: 'command-empty',
      kind: 'dine_in',
      table: '2',
      customer: null,
    });
    await tap('Print the check');
    await tap(/^2.*Guests/);
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(listOpen()[0]?.checks).toEqual([]);
  });
});

test('a bill chooses its table and goes on there', async () => {
  const { tap, read, bills } = await openTables(['1'], '#/tables/choose/:first');
  await tap(/^3.*Free/);
  await waitFor(() => expect(read(0).table).toBe('3'));
  expect(location.hash).toBe(`#/sell/${bills[0]?.id}`);
});

test('without a plan a table goes by its name', async () => {
  const { tap, user, listOpen } = await openTables([], '#/tables', 0);
  expect(await screen.findByText('No table has guests')).toBeTruthy();
  await user.type(screen.getByLabelText('Another table'), 'Window');
  await tap('Open');
  await waitFor(() => expect(listOpen()).toMatchObject([{ table: 'Window' }]));
});

describe('drawing the plan', () => {
  test('a table is added, moved by the arrow keys, named and saved', async () => {
    const { tap, user, branch } = await openTables([], '#/tables/edit');
    await tap('Add a table');
    const tile = await screen.findByRole('button', { name: /^4.*column 3, row 1$/ });
    tile.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
    const fields = within(screen.getByRole('region', { name: /Table.*4/ }));
    const name = fields.getByLabelText('Name or number');
    await user.clear(name);
    await user.type(name, 'Window');
    await tap('Save');
    await waitFor(() => expect(location.hash).toBe('#/tables'));
    const { areas } = await branch.api.readFloor({});
    expect(areas[0]?.tables.at(-1)).toMatchObject({ name: 'Window', x: 3, y: 2 });
  });

  test('a name that another table has is refused under its field', async () => {
    const { tap, user } = await openTables([], '#/tables/edit');
    await tap(/^1.*column 1/);
    const name = screen.getByLabelText('Name or number');
    await user.clear(name);
    await user.type(name, '2');
    await user.tab();
    expect(await screen.findByText('Another table has this name.')).toBeTruthy();
  });

  test('a table with guests stays, and the plan says why', async () => {
    const { tap } = await openTables(['1'], '#/tables/edit');
    await tap(/^1.*column 1/);
    await tap('Remove this table');
    await tap('Save');
    expect(await screen.findByText(/Guests sit at a table/)).toBeTruthy();
    await tap('Undo');
    expect(await screen.findByRole('button', { name: /^1.*column 1/ })).toBeTruthy();
  });
});
