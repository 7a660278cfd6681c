import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

test('whoever waits finds the number under a heading in either language', async () => {
  const given = givenBranch();
  given.branch.terminals.self = { id: 'trm_1', kind: 'pickup', name: 'TV' };
  renderTill(given);

  const ready = await screen.findByRole('region', { name: /جاهز.*Ready/ });
  const preparing = screen.getByRole('region', { name: /قيد التحضير.*Preparing/ });

  const numbers = (half: HTMLElement) =>
    within(half)
      .getAllByRole('listitem')
      .map((item) => plain(item.textContent));
  expect(numbers(ready)).toEqual(['A-10']);
  expect(numbers(preparing)).toEqual(['A-11', 'T-204Talabat']);
  expect(screen.queryByRole('navigation')).toBeNull();
});
