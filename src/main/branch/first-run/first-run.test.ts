import { afterEach, expect, test, vi } from 'vitest';
import type { Menu } from '../../../shared/contract/menu.ts';
import { TestBranch } from '../testing/test-branch.ts';

vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
afterEach(() => branch.end());

const open = async () => {
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
};
const step = async () => (await branch.state()).firstRun;
const move = (to: string | null) => branch.call('PUT', '/api/first-run', { step: to });
const products = async () => (await branch.call<{ menu: Menu }>('GET', '/api/menu')).menu.products;

test('a branch that nobody has touched is on its first day, step by step, and never again', async () => {
  await open();
  expect(await step()).toBe('language');

  await move('printer');
  await branch.close();
  await branch.open();
  expect(await step()).toBe('printer');

  await move(null);
  expect(await step()).toBeUndefined();
  await branch.close();
  await branch.open();
  expect(await step()).toBeUndefined();
});

test('a branch that is in use, or pairs by itself, has no first day', async () => {
  await open();
  await branch.call('POST', '/api/staff', { name: 'Rana', role: 'manager', pin: '1234' });
  expect(await step()).toBeUndefined();
  await branch.end();

  branch = await new TestBranch().start();
  expect(await step()).toBeUndefined();
});

test('a branch without a company has the name and the currency that were entered here', async () => {
  await open();
  await branch.call('PUT', '/api/settings', { branchName: ' Abu Ali ' });
  expect(await branch.state()).toMatchObject({ branchName: 'Abu Ali', currency: 'JOD' });
});

test('the sample menu comes whole and once, in the decimals of the currency', async () => {
  await open();
  const settings = await branch.call<object>('GET', '/api/selling/settings');
  await branch.call('PUT', '/api/selling/settings', { ...settings, currency: 'SAR' });

  const first = await branch.call('POST', '/api/first-run/sample-menu', {});
  expect(await branch.call('POST', '/api/first-run/sample-menu', {})).toEqual(first);

  expect(await products()).toHaveLength((first as { productCount: number }).productCount);
  expect((await products()).find(({ name }) => name.en === 'Hummus')?.priceMinor).toBe(150);
});
