import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../shared/kit/clock.ts';
import { createFakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { buildOrder } from '../testing/build-order.ts';
import { devToken, serveFakeBranch } from '../testing/dev-branch.ts';
import { createTillSession } from '../staff/till-session.ts';
import { createFakeBranch } from '../testing/fake-branch.ts';
import { createMemoryStorage } from '../testing/render-till.tsx';
import { type BranchApi, codeOf, createHttpBranch } from './branch-api.tsx';
import { createServerTime } from './server-time.tsx';

const branch = createFakeBranch(systemClock);
const session = createTillSession(createMemoryStorage());
let stop: () => Promise<void>;
let url: string;
let api: BranchApi;

beforeAll(async () => {
  const tillDir = mkdtempSync(join(tmpdir(), 'till-'));
  writeFileSync(join(tillDir, 'index.html'), '<title>till</title>');
  ({ url, stop } = await serveFakeBranch(branch, tillDir));
  api = createHttpBranch(session, (path, init) =>
    fetch(url + path, {
      ...init,
      headers: { ...(init.headers as object), cookie: `till=${devToken}` },
    }),
  );
  branch.receive(buildOrder());
});
afterAll(() => stop());

const codeThrownBy = (work: Promise<unknown>) => work.then(() => 'none', codeOf);

describe('the branch over HTTP', () => {
  test('reads what the contract promises', async () => {
    const { orders } = await api.listOrders({ lane: 'open' });
    expect(orders.map((view) => view.order.id)).toEqual(['ord_1']);
  });

  test('puts ids into the path and the rest into the body', async () => {
    const { order } = await api.acceptOrder({ id: 'ord_1', prepMinutes: 25 });
    expect(order).toMatchObject({ status: 'confirmed', prepMinutes: 25 });
  });

  test('throws the code of the branch', async () => {
    const again = api.acceptOrder({ id: 'ord_1', prepMinutes: 25 });
    expect(await codeThrownBy(again)).toBe('order.bad_transition');
  });

  test('without the cookie the sign-in is required', async () => {
    const stranger = createHttpBranch(session, (path, init) => fetch(url + path, init));
    expect(await codeThrownBy(stranger.state({}))).toBe('auth.required');
  });

  test('a branch that does not answer is unreachable', async () => {
    const nobody = createHttpBranch(session, (path, init) =>
      fetch(`http://127.0.0.1:1${path}`, init),
    );
    expect(await codeThrownBy(nobody.state({}))).toBe('branch.unreachable');
  });

  test('a reply that is not what the contract says is not believed', async () => {
    const odd = createHttpBranch(session, async () => Response.json({ orders: 'many' }));
    expect(await codeThrownBy(odd.listOrders({ lane: 'open' }))).toBe('internal');
  });

  test('an unknown code of a newer branch still reads as an error', async () => {
    const newer = createHttpBranch(session, async () =>
      Response.json({ code: 'quota.exceeded', message: '', details: {} }, { status: 402 }),
    );
    expect(await codeThrownBy(newer.state({}))).toBe('internal');
  });
});

describe('a call that the person at the till may not make', () => {
  const refusal = { code: 'staff.permission_needed', message: '', details: {} };
  /** Refuses whoever shows no approval; remembers what it was shown. */
  const strict = () => {
    const shown: Headers[] = [];
    const strictApi = createHttpBranch(session, async (_path, init) => {
      const headers = new Headers(init.headers);
      shown.push(headers);
      const allowed = headers.get('x-wasla-approval') === 'from Rana';
      return allowed ? Response.json({}) : Response.json(refusal, { status: 403 });
    });
    return { shown, api: strictApi };
  };
  const answerWith = (approval: string | null) => {
    const silence = session.onChange(() => {
      silence();
      session.seeking()?.answer(approval);
    });
  };

  test('goes on by itself once somebody has allowed it', async () => {
    session.setToken('token of Omar');
    const { shown, api: till } = strict();
    answerWith('from Rana');
    expect(await till.removePrinter({ id: 'prn_1' })).toEqual({});
    expect(shown.map((headers) => headers.get('x-wasla-staff'))).toEqual([
      'token of Omar',
      'token of Omar',
    ]);
    expect(session.seeking()).toBeNull();
  });

  test('asks nobody when it only reads', async () => {
    const { api: till } = strict();
    const reading = till.listDeeds({});
    expect(await codeThrownBy(reading)).toBe('staff.permission_needed');
    expect(session.seeking()).toBeNull();
  });

  test('stays refused when nobody would allow it', async () => {
    const { api: till } = strict();
    answerWith(null);
    expect(await codeThrownBy(till.removePrinter({ id: 'prn_1' }))).toBe('staff.permission_needed');
  });
});

describe('the clock of the branch', () => {
  test('counts for a tablet whose own clock is wrong', () => {
    const clock = createFakeClock(1_000_000);
    const time = createServerTime(clock);
    time.correct(1_600_000);
    clock.advance(5_000);
    expect(time.now()).toBe(1_605_000);
  });

  test('does not tremble with the travel time of replies', () => {
    const time = createServerTime(createFakeClock(1_000_000));
    time.correct(999_200);
    expect(time.now()).toBe(1_000_000);
  });

  test('ticks once a second while anybody listens, and not at all afterwards', () => {
    const clock = createFakeClock();
    const time = createServerTime(clock);
    let ticks = 0;
    const end = time.onTick(() => ticks++);
    clock.advance(3_000);
    end();
    clock.advance(3_000);
    expect(ticks).toBe(3);
  });
});
