import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type {
  Branch,
  Company,
  Troubles,
  User,
  WebhookCall,
} from '../../../src/shared/contract/console-api.ts';
import { CallFailed, type ConsoleApi } from './api/console-api.tsx';
import { admin, list, openConsole } from './testing/open-console.tsx';

const zaytoun: Company = {
  id: 'co_1',
  name: 'Zaytoun',
  country: 'JO',
  currency: 'JOD',
  createdAtMs: 0,
};
const abdoun: Branch = {
  id: 'br_1',
  companyId: 'co_1',
  name: 'Abdoun',
  timeZone: 'Asia/Amman',
  createdAtMs: 0,
  presence: 'unpaired',
  lastSeenAtMs: null,
  undelivered: 0,
  itemsOut: 0,
  busy: null,
  report: null,
};
beforeEach(() => localStorage.setItem('wasla-console-language', 'en'));
afterEach(() => localStorage.clear());

test('somebody who is not signed in signs in and sees the companies', async () => {
  let user: User | null = null;
  const person = openConsole({
    profile: async () => {
      if (!user) throw new CallFailed('AUTH_REQUIRED');
      return { user, companyName: null };
    },
    login: async ({ password }) => {
      if (password !== 'right one') throw new CallFailed('AUTH_BAD_CREDENTIALS');
      user = admin;
      return { user, token: 't'.repeat(43), expiresAtMs: 1 };
    },
    listCompanies: async () => list([zaytoun]),
  });
  await person.type(await screen.findByLabelText(/E-mail/), 'a@b.example');
  await person.type(screen.getByLabelText(/Password/), 'wrong');
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
  expect((await screen.findByRole('alert')).textContent).toContain('E-mail or password is wrong');
  await person.clear(screen.getByLabelText(/Password/));
  await person.type(screen.getByLabelText(/Password/), 'right one');
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('heading', { name: 'Zaytoun' })).toBeDefined();
});

test('a session that ends while the page is open leads back to the sign-in', async () => {
  let over = false;
  const person = openConsole({
    profile: async () => {
      if (over) throw new CallFailed('AUTH_REQUIRED');
      return { user: admin, companyName: null };
    },
    listCompanies: async () => list([zaytoun]),
    listBranches: async () => {
      throw new CallFailed('AUTH_REQUIRED');
    },
  });
  await screen.findByRole('heading', { name: 'Zaytoun' });
  over = true;
  await person.click(screen.getByRole('link', { name: /Zaytoun/ }));
  expect(await screen.findByRole('button', { name: 'Sign in' })).toBeDefined();
});

test('after signing out nothing of what was read is left on the page', async () => {
  let user: User | null = admin;
  const person = openConsole({
    profile: async () => {
      if (!user) throw new CallFailed('AUTH_REQUIRED');
      return { user, companyName: null };
    },
    listCompanies: async () => list([zaytoun]),
    logout: async () => {
      user = null;
      return {};
    },
  });
  await screen.findByRole('heading', { name: 'Zaytoun' });
  await person.click(screen.getByRole('button', { name: 'Sign out' }));
  expect(await screen.findByRole('button', { name: 'Sign in' })).toBeDefined();
  expect(document.body.textContent).not.toContain('Zaytoun');
});

test('an owner pairs a branch: the code stands there big, with its end', async () => {
  const person = openConsole({
    profile: async () => ({ user: { ...admin, companyId: 'co_1' }, companyName: 'Zaytoun' }),
    listBranches: async () => list([abdoun]),
    createPairingCode: async ({ id }) => ({
      code: id === 'br_1' ? '7K2M-94XQ' : '',
      expiresAtMs: 1_000,
    }),
  });
  const card = await screen.findByRole('article');
  expect(within(card).getByText('No PC yet')).toBeDefined();
  await person.click(within(card).getByRole('button', { name: 'Pair a PC' }));
  expect((await screen.findByText('7K2M-94XQ')).tagName).toBe('OUTPUT');
});

test('a branch without orders, and a relay that is away, look different', async () => {
  const profile = async () => ({ user: { ...admin, companyId: 'co_1' }, companyName: 'Zaytoun' });
  openConsole({ profile, listBranches: async () => list([]) });
  expect(await screen.findByText('No branch yet')).toBeDefined();
  document.body.replaceChildren();
  openConsole({
    profile,
    listBranches: () => Promise.reject(new CallFailed('UNREACHABLE')),
  });
  expect((await screen.findByRole('alert')).textContent).toContain('The relay does not answer');
});

test('the language changes on the spot, and the page turns around', async () => {
  const person = openConsole({ profile: () => Promise.reject(new CallFailed('AUTH_REQUIRED')) });
  await person.click(await screen.findByRole('button', { name: 'العربية' }));
  expect(screen.getByRole('heading', { name: 'وصلة' })).toBeDefined();
  expect(document.documentElement.dir).toBe('rtl');
});

test('what keeps orders from arriving stands above every page, and is gone when it is mended', async () => {
  const none = { brokenConnections: [], openBreakers: [], unreadableBranchEvents: 0 };
  const calls = (troubles: Troubles): Partial<ConsoleApi> => ({
    profile: async () => ({ user: { ...admin, companyId: 'co_1' }, companyName: 'Zaytoun' }),
    listBranches: async () => list([abdoun]),
    listTroubles: async () => troubles,
  });
  openConsole(
    calls({
      brokenConnections: [{ id: 'con_1', name: 'Talabat Amman', platform: 'talabat' }],
      openBreakers: [{ platform: 'careem', operation: 'answer', openedAtMs: 1 }],
      unreadableBranchEvents: 2,
    }),
  );
  const strip = (await screen.findByRole('region', { name: /needs somebody/ })).textContent;
  expect(strip).toContain('Talabat Amman');
  expect(strip).toContain('enter them anew');
  expect(strip).toContain('does not take answers to orders');
  expect(strip).toContain('2 messages of branches');
  document.body.replaceChildren();
  openConsole(calls(none));
  await screen.findByRole('article');
  expect(screen.queryByRole('region', { name: /needs somebody/ })).toBeNull();
});

test('after an update every unreadable call of a platform is read again with one press', async () => {
  location.hash = '#/co_1/webhooks';
  const asked: object[] = [];
  const call: WebhookCall = {
    id: 7,
    connectionId: 'con_1',
    connectionName: 'Main',
    platform: 'talabat',
    receivedAtMs: 0,
    processedAtMs: 0,
    method: 'POST',
    path: '<img src=x onerror=alert(1)>',
    state: 'unreadable',
    verified: true,
    verification: '',
    note: '<script>alert(1)</script>',
    externalId: null,
    bodyBytes: 2,
  };
  const person = openConsole({
    profile: async () => ({ user: { ...admin, companyId: 'co_1' }, companyName: 'Zaytoun' }),
    listWebhookCalls: async () => list([call]),
    countWebhookCalls: async () => ({ unreadable: 1, waiting: 0, refused: 0 }),
    replayUnreadable: async (input) => {
      asked.push(input);
      return { tried: 1, done: 1 };
    },
  });
  await person.click(await screen.findByRole('button', { name: 'Unreadable 1' }));
  await person.click(
    screen.getByRole('button', { name: /Read all unreadable calls of .*Talabat/ }),
  );
  expect((await screen.findByText(/1 call was read/)).textContent).toContain('this list');
  expect(asked).toEqual([{ platform: 'talabat', companyId: 'co_1' }]);
  expect(document.querySelector('main script, main img')).toBeNull();
  location.hash = '';
});
