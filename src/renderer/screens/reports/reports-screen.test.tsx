import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { buildReport } from '../../testing/fake-books.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const none = { count: 0, totalMinor: 0 };

function givenSales() {
  const given = givenBranch();
  const empty = buildReport(given.clock.now());
  const counter = { count: 2, totalMinor: 5_500 };
  const platforms = { count: 1, totalMinor: 7_000 };
  given.branch.books.report = {
    ...empty,
    counter: { ...empty.counter, orders: 2, totalMinor: 5_500 },
    platforms: { ...empty.platforms, orders: 1, totalMinor: 7_000 },
    tables: {
      ...empty.tables,
      items: [
        { kind: 'item', id: 'p', name: { default: 'Mansaf' }, counter, platforms: none },
        { kind: 'charge', id: 'delivery', name: null, counter: none, platforms },
      ],
    },
  };
  return given;
}

test('shows both sides and their sum, in figures and in each table', async () => {
  renderTill(givenSales(), { at: '#/reports' });
  const sold = (await screen.findByText('Sold')).parentElement;
  expect(plain(sold?.textContent)).toBe('Sold12.500 JODCounter 5.500 JODPlatforms 7.000 JOD');

  const items = (await screen.findByRole('heading', { name: 'By item' })).closest('section');
  const rows = within(items as HTMLElement).getAllByRole('row');
  const cells = rows.slice(1).map((row) =>
    within(row)
      .getAllByRole('cell', { hidden: true })
      .map((cell) => plain(cell.textContent)),
  );
  expect(cells).toEqual([
    ['5.500× 2', '–', '5.500× 2'],
    ['–', '7.000× 1', '7.000× 1'],
    ['5.500× 2', '7.000× 1', '12.500× 3'],
  ]);
});

test('asks for the days that were chosen, counted from the day of the branch', async () => {
  const given = givenSales();
  const { user } = renderTill(given, { at: '#/reports' });
  await screen.findByText('Sold');
  const { reports } = given.branch.books;
  expect(reports.at(-1)).toEqual({});
  await user.click(screen.getByRole('button', { name: 'Last 7 days' }));
  await waitFor(() =>
    expect(reports.at(-1)).toEqual({ fromDay: '2026-01-09', toDay: '2026-01-15' }),
  );
  await user.click(screen.getByRole('button', { name: 'This month' }));
  await waitFor(() =>
    expect(reports.at(-1)).toEqual({ fromDay: '2026-01-01', toDay: '2026-01-15' }),
  );
});

test('a table is saved as a file', async () => {
  const saved: string[] = [];
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
  );
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download);
  });
  const { user } = renderTill(givenSales(), { at: '#/reports' });
  await user.click(
    await screen.findByRole('button', { name: /^CSV for a spreadsheet: .*By item/ }),
  );
  await waitFor(() => expect(saved).toEqual(['items.csv']));
  click.mockRestore();
});

test('a day without sales and a report that cannot be made say so', async () => {
  const given = givenBranch();
  const { user } = renderTill(given, { at: '#/reports' });
  expect(await screen.findByText('Nothing sold in this time')).toBeTruthy();
  given.branch.failNext('readReport', new AppError('staff.permission_needed', 'no'));
  await user.click(screen.getByRole('button', { name: 'Yesterday' }));
  expect(await screen.findByText('The report cannot be made now.')).toBeTruthy();
});
