import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { User } from '../../../../src/shared/contract/console-api.ts';
import { listMeta } from '../../../../src/shared/contract/envelope.ts';
import type { ConsoleApi } from '../api/console-api.tsx';
import { ConsoleApp } from '../app.tsx';

export const admin: User = { id: 'u', companyId: null, email: 'a@b.example', role: 'super_admin' };

export const list = <Item,>(items: Item[]) => ({ items, meta: listMeta(1, 20, items.length) });

/** Somebody of the company Zaytoun who is signed in. */
export const signedInAs =
  (role: User['role']): ConsoleApi['profile'] =>
  async () => ({ user: { ...admin, companyId: 'co_1', role }, companyName: 'Zaytoun' });

/** The page on a relay that knows just what the test is about; any other call is a mistake of the page. */
export function openConsole(calls: Partial<ConsoleApi>) {
  render(<ConsoleApp api={fakeRelay(calls)} storage={localStorage} />);
  return userEvent.setup();
}

function fakeRelay(calls: Partial<ConsoleApi>): ConsoleApi {
  const unexpected = (name: string) => () => Promise.reject(new Error(`unexpected ${name}`));
  return new Proxy(calls as ConsoleApi, {
    get: (known, name: keyof ConsoleApi) => known[name] ?? unexpected(name),
  });
}
