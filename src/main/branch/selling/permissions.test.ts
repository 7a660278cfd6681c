import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { billRoutes, type Bill } from '../../../shared/contract/bill.ts';
import {
  approvalHeader,
  staffHeader,
  staffRoutes,
  type StaffRole,
} from '../../../shared/contract/staff.ts';
import { TestBranch } from '../testing/test-branch.ts';
import { ask, CounterClient, givenMenu } from './testing/counter-client.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

const pins = { manager: '4711', cashier: '1234' };
let branch: TestBranch;
let bill: Bill;
let tokens: Record<'manager' | 'cashier', string>;
let managerId: string;

beforeEach(async () => {
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
  const counter = new CounterClient(branch);
  const menu = await givenMenu(branch);
  bill = await counter.add(await counter.open(), { productId: menu.juice });
  managerId = await givenPerson('Rana', 'manager');
  const manager = await signIn(managerId, pins.manager);
  const cashierId = await givenPerson('Sami', 'cashier', manager);
  tokens = { manager, cashier: await signIn(cashierId, pins.cashier) };
});
afterEach(() => branch.end());

async function givenPerson(name: string, role: StaffRole, by = ''): Promise<string> {
  const pin = role === 'manager' ? pins.manager : pins.cashier;
  const headers = by === '' ? {} : { [staffHeader]: by };
  const response = await branch.fetch('POST', '/api/staff', { name, role, pin }, headers);
  const { member } = staffRoutes.addStaff.reply.parse(await response.json());
  return member.id;
}

const signIn = async (staffId: string, pin: string) =>
  (await ask(branch, staffRoutes.signIn, { staffId, pin })).token;

const discount = (headers: Record<string, string>) =>
  branch.fetch(
    'PUT',
    `/api/bills/${bill.id}/discount`,
    {
      commandId: 'command-discount',
      version: bill.version,
      discount: { kind: 'amount', amountMinor: 100 },
    },
    headers,
  );

test('a cashier sells and the bill knows who it was', async () => {
  const response = await branch.fetch(
    'POST',
    '/api/bills',
    { commandId: 'command-open', kind: 'takeaway' },
    { [staffHeader]: tokens.cashier },
  );
  const opened = billRoutes.openBill.reply.parse(await response.json());
  expect(opened.bill.openedBy.name).toBe('Sami');
});

test('a cashier gives no discount, until a manager allows this one', async () => {
  const refused = await discount({ [staffHeader]: tokens.cashier });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    code: 'staff.permission_needed',
    details: { permission: 'discount' },
  });

  const approval = await ask(branch, staffRoutes.approve, {
    staffId: managerId,
    pin: pins.manager,
    permission: 'discount',
  });
  const allowed = await discount({
    [staffHeader]: tokens.cashier,
    [approvalHeader]: approval.token,
  });

  expect(await allowed.json()).toMatchObject({ bill: { dueMinor: 900 } });
});

test('where there is staff nobody sells without a name', async () => {
  const opened = await branch.fetch('POST', '/api/bills', {
    commandId: 'command-open',
    kind: 'takeaway',
  });
  expect(opened.ok).toBe(false);
});
