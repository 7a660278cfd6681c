import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  StaffAtTill,
  StaffDeed,
  StaffMember,
  WorkTime,
} from '../../../shared/contract/staff.ts';
import { hourMs, minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { buildOrder, placed } from '../testing/builders.ts';
import { TestBranch } from '../testing/test-branch.ts';

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

/** Calls as somebody who signed in, perhaps with somebody else's approval. */
async function as(token: string, method: string, path: string, body?: object, approval = '') {
  const response = await branch.fetch(method, path, body, {
    'x-wasla-staff': token,
    'x-wasla-approval': approval,
  });
  return { status: response.status, reply: (await response.json()) as Record<string, unknown> };
}

async function hire(
  name: string,
  role: StaffMember['role'],
  pin: string,
  by = '',
): Promise<string> {
  const { reply } = await as(by, 'POST', '/api/staff', { name, role, pin });
  return (reply.member as StaffMember).id;
}

async function signIn(staffId: string, pin: string): Promise<string> {
  const { token } = await branch.call<{ token: string }>('POST', '/api/staff/sign-ins', {
    staffId,
    pin,
  });
  return token;
}

/** A manager with PIN 1111 and a cashier with PIN 2222, both signed in. */
async function crew() {
  const managerId = await hire('Rana', 'manager', '1111');
  const manager = await signIn(managerId, '1111');
  const cashierId = await hire('Omar', 'cashier', '2222', manager);
  return { managerId, manager, cashierId, cashier: await signIn(cashierId, '2222') };
}

const settings = { defaultPrepMinutes: 20 };

describe('a till without staff', () => {
  test('is open to whoever stands before it', async () => {
    const { isOpenTill, me } = await branch.call<StaffAtTill>('GET', '/api/staff');
    expect({ isOpenTill, me }).toEqual({ isOpenTill: true, me: null });
    expect((await as('', 'PUT', '/api/settings', settings)).status).toBe(200);
  });

  test('takes a manager as its first person and nobody else', async () => {
    const { status, reply } = await as('', 'POST', '/api/staff', {
      name: 'Omar',
      role: 'cashier',
      pin: '2222',
    });
    expect({ status, code: reply.code }).toEqual({ status: 409, code: 'staff.first_manager' });
    expect((await branch.call<StaffAtTill>('GET', '/api/staff')).staff).toEqual([]);
  });
});

describe('a till with staff', () => {
  test('does nothing for somebody who has not signed in, but shows the board', async () => {
    await crew();
    expect((await as('', 'PUT', '/api/settings', settings)).reply).toMatchObject({
      code: 'staff.permission_needed',
      details: { permission: 'change_settings' },
    });
    expect((await as('', 'GET', '/api/orders')).status).toBe(200);
  });

  test('lets each person do what the role allows', async () => {
    const { manager, cashier } = await crew();
    expect((await as(cashier, 'PUT', '/api/settings', settings)).status).toBe(403);
    expect((await as(manager, 'PUT', '/api/settings', settings)).status).toBe(200);
  });

  test('gives one person a permission more and another one less', async () => {
    const { manager, cashierId, cashier } = await crew();
    const omar = {
      name: 'Omar',
      role: 'cashier',
      granted: ['change_settings'],
      revoked: ['answer_orders'],
    };
    await as(manager, 'PUT', `/api/staff/${cashierId}`, omar);
    branch.relay.say(placed(buildOrder('o-1')));
    await branch.arrived('o-1');
    expect((await as(cashier, 'PUT', '/api/settings', settings)).status).toBe(200);
    const accepted = await as(cashier, 'POST', '/api/orders/o-1/accept', { prepMinutes: 10 });
    expect(accepted.status).toBe(403);
  });

  test('never loses its last manager', async () => {
    const { manager, managerId } = await crew();
    expect((await as(manager, 'DELETE', `/api/staff/${managerId}`)).reply).toMatchObject({
      code: 'staff.first_manager',
    });
    const demoted = { name: 'Rana', role: 'cashier' };
    expect((await as(manager, 'PUT', `/api/staff/${managerId}`, demoted)).status).toBe(409);
  });

  test('signs a person out everywhere when the PIN is changed or the person leaves', async () => {
    const { manager, cashierId, cashier } = await crew();
    const omar = { name: 'Omar', role: 'manager', pin: '3333' };
    await as(manager, 'PUT', `/api/staff/${cashierId}`, omar);
    expect((await as(cashier, 'PUT', '/api/settings', settings)).status).toBe(403);
    const again = await signIn(cashierId, '3333');
    await as(manager, 'DELETE', `/api/staff/${cashierId}`);
    expect((await as(again, 'PUT', '/api/settings', settings)).status).toBe(403);
  });

  test('remembers who is signed in across a restart, but not to the next day', async () => {
    const { manager } = await crew();
    await branch.close();
    await branch.open();
    expect((await as(manager, 'PUT', '/api/settings', settings)).status).toBe(200);
    branch.clock.advance(16 * hourMs);
    expect((await as(manager, 'PUT', '/api/settings', settings)).status).toBe(403);
  });
});

describe('a PIN', () => {
  test('may be typed in Arabic digits', async () => {
    const { cashierId } = await crew();
    expect(await signIn(cashierId, '٢٢٢٢')).not.toBe('');
  });

  test('that is wrong is refused, and guessing is made slow but locks nobody out', async () => {
    const { cashierId } = await crew();
    const guess = (pin: string) =>
      as('', 'POST', '/api/staff/sign-ins', { staffId: cashierId, pin });
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await guess('9999')).reply.code).toBe('staff.wrong_pin');
    }
    const refused = await guess('2222');
    expect(refused.reply).toMatchObject({ code: 'staff.wait', details: { retryAfterMs: 15_000 } });
    branch.clock.advance(15 * secondMs);
    expect((await guess('2222')).status).toBe(200);
  });

  test('lies in no file as it was typed', async () => {
    await hire('Rana', 'manager', '73519');
    const rows = branch.withDatabase((db) =>
      JSON.stringify(db.prepare('SELECT * FROM staff').all()),
    );
    expect(rows).not.toContain('73519');
  });
});

describe("a manager's approval", () => {
  const approve = async (staffId: string, pin: string, permission: string) =>
    as('', 'POST', '/api/staff/approvals', { staffId, pin, permission });

  test('lets a cashier do one thing once', async () => {
    const { managerId, cashier } = await crew();
    const { reply } = await approve(managerId, '1111', 'change_settings');
    const token = String(reply.token);
    expect((await as(cashier, 'PUT', '/api/settings', settings, token)).status).toBe(200);
    expect((await as(cashier, 'PUT', '/api/settings', settings, token)).status).toBe(403);
  });

  test('is good for what was asked and nothing else, and for a minute', async () => {
    const { managerId, cashier } = await crew();
    const other = await approve(managerId, '1111', 'refund');
    const wrong = String(other.reply.token);
    expect((await as(cashier, 'PUT', '/api/settings', settings, wrong)).status).toBe(403);
    const { reply } = await approve(managerId, '1111', 'change_settings');
    branch.clock.advance(minuteMs);
    const late = String(reply.token);
    expect((await as(cashier, 'PUT', '/api/settings', settings, late)).status).toBe(403);
  });

  test('cannot be given by somebody who may not do it either', async () => {
    const { cashierId } = await crew();
    expect((await approve(cashierId, '2222', 'refund')).reply.code).toBe('staff.permission_needed');
  });

  test('is still good after a call that failed, so that nobody types the PIN twice', async () => {
    const { managerId, cashier } = await crew();
    const { reply } = await approve(managerId, '1111', 'change_settings');
    const token = String(reply.token);
    const nonsense = { defaultPrepMinutes: -1 };
    expect((await as(cashier, 'PUT', '/api/settings', nonsense, token)).status).toBe(400);
    expect((await as(cashier, 'PUT', '/api/settings', settings, token)).status).toBe(200);
  });

  test('stands in the list of deeds beside who did it', async () => {
    const { managerId, manager, cashier } = await crew();
    const { reply } = await approve(managerId, '1111', 'change_settings');
    await as(cashier, 'PUT', '/api/settings', settings, String(reply.token));
    const { deeds } = (await as(manager, 'GET', '/api/staff/deeds')).reply as {
      deeds: StaffDeed[];
    };
    expect(deeds[0]).toMatchObject({
      name: 'Omar',
      action: 'PUT /api/settings',
      permission: 'change_settings',
      approvedBy: 'Rana',
    });
  });
});

test('looking at a report is no deed', async () => {
  const { manager } = await crew();
  await as(manager, 'GET', '/api/staff/deeds');
  const { deeds } = (await as(manager, 'GET', '/api/staff/deeds')).reply as { deeds: StaffDeed[] };
  expect(deeds.filter(({ action }) => action.startsWith('GET'))).toEqual([]);
});

test('working times are kept by the PIN, one at a time, and shown to whoever may see reports', async () => {
  const { manager, cashierId } = await crew();
  const omar = { staffId: cashierId, pin: '2222' };
  const fromMs = branch.clock.now();
  await branch.call('POST', '/api/staff/work-times', omar);
  branch.clock.advance(hourMs);
  await branch.call('POST', '/api/staff/work-times', omar);
  branch.clock.advance(hourMs);
  await branch.call('PUT', '/api/staff/work-times', omar);
  const path = `/api/staff/work-times?fromMs=${fromMs}&toMs=${fromMs + 24 * hourMs}`;
  const { workTimes } = (await as(manager, 'GET', path)).reply as { workTimes: WorkTime[] };
  expect(workTimes).toMatchObject([{ name: 'Omar', inAtMs: fromMs, outAtMs: fromMs + 2 * hourMs }]);
});
