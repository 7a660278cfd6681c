import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BranchReport, challengeText } from '../../src/shared/contract/relay.ts';
import { minuteMs } from '../../src/shared/kit/clock.ts';
import { eventually, patienceMs } from '../outbound/testing/eventually.ts';
import { makeKey } from './testing/fake-branch.ts';
import { createTestLink, type TestLink } from './testing/test-link.ts';

vi.setConfig({ testTimeout: patienceMs });

let relay: TestLink;
beforeEach(async () => {
  relay = await createTestLink({ loginTimeoutMs: 200, mostUnknown: 2 });
});
afterEach(() => relay.stop());

describe('a branch', () => {
  test('that shows its key is let in and told where it is', async () => {
    const branch = relay.connect(await relay.enrol('a'));

    expect(await branch.ready()).toMatchObject({
      branchName: 'Branch a',
      companyName: 'Company a',
      upCursor: 0,
      upMustRestart: false,
      serverTimeMs: relay.clock.now(),
    });
    expect(relay.link.presence.find('branch-a')).toMatchObject({
      companyId: 'company-a',
      deviceId: 'device-a',
      appVersion: '1.2.3',
    });
  });

  test('that signs with another key is refused', async () => {
    await relay.enrol('a');
    const branch = relay.connect(makeKey('device-a'));
    await branch.ended();
    await eventually(() => expect(branch.told.refused).toBe('bad_signature'));
    expect(relay.link.presence.list()).toEqual([]);
  });

  test.each([
    ['an unknown device', { deviceId: 'device-x' }, 'unknown_device'],
    ['another device’s id', { deviceId: 'device-b' }, 'bad_signature'],
    ['another protocol', { protocol: 99 }, 'protocol'],
    ['half an answer', { branchEpoch: 7 }, 'protocol'],
    ['a signature that is none', { signature: 'x' }, 'bad_signature'],
    ['an empty signature', { signature: '' }, 'bad_signature'],
  ])('that answers with %s is refused', async (_what, answer, code) => {
    await relay.enrol('b');
    const branch = relay.connect(await relay.enrol('a'), { answer: () => answer });
    await eventually(() => expect(branch.told.refused).toBe(code));
    await branch.ended();
  });

  test('cannot come in with a signature that somebody overheard', async () => {
    const key = await relay.enrol('a');
    const genuine = relay.connect(key);
    await genuine.ready();
    const [nonce = ''] = genuine.nonces;
    const overheard = key.sign(challengeText('device-a', nonce));
    const replayed = relay.connect(key, { answer: () => ({ signature: overheard }) });
    await eventually(() => expect(replayed.told.refused).toBe('bad_signature'));

    expect(replayed.nonces).not.toContain(nonce);
    expect(genuine.socket.connected).toBe(true);
  });

  test('that was revoked is told so, and only with its own key', async () => {
    const key = await relay.enrol('a');
    await relay.store.db.updateTable('devices').set({ revoked_at_ms: 1 }).execute();
    const branch = relay.connect(key);
    await eventually(() => expect(branch.told.refused).toBe('revoked'));
    const stranger = relay.connect(makeKey('device-a'));
    await eventually(() => expect(stranger.told.refused).toBe('bad_signature'));
  });

  test('that is revoked while connected is put out at once, or within a minute', async () => {
    const first = relay.connect(await relay.enrol('a'));
    const second = relay.connect(await relay.enrol('b'));
    await first.ready();
    await second.ready();
    relay.link.dropDevice('device-a');
    await eventually(() => expect(first.told.refused).toBe('revoked'));
    await relay.store.db.updateTable('devices').set({ revoked_at_ms: 1 }).execute();
    relay.clock.advance(minuteMs);
    await eventually(() => expect(second.told.refused).toBe('revoked'));
    await eventually(() => expect(relay.link.presence.list()).toEqual([]));
  });

  test('that comes a second time replaces its first connection, and the log shows it', async () => {
    const key = await relay.enrol('a');
    const first = relay.connect(key);
    await first.ready();
    const second = relay.connect(key);
    await second.ready();
    await first.ended();

    expect(relay.logged).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'a device came a second time' }),
    );
    expect(relay.link.presence.find('branch-a')).toMatchObject({ deviceId: 'device-a' });
    expect(second.socket.connected).toBe(true);
  });
});

describe('a socket that shows no key', () => {
  test('is listened to by nobody and closed after a while', async () => {
    const key = await relay.enrol('a');
    const silent = relay.connect(key, { answer: () => 'silence' });
    await eventually(() => expect(silent.nonces).toHaveLength(1));
    await expect(silent.sendUp('epoch-up', [])).rejects.toThrow();
    await silent.ended();
  });

  test('is turned away while too many others are undecided', async () => {
    const key = await relay.enrol('a');
    const silent = [1, 2].map(() => relay.connect(key, { answer: () => 'silence' }));
    await eventually(() => expect(silent.every(({ nonces }) => nonces.length === 1)).toBe(true));
    const third = relay.connect(key);
    const error = await new Promise((resolve) => {
      third.socket.on('connect_error', resolve);
    });
    expect(error).toBeInstanceOf(Error);
    for (const { ended } of silent) await ended();
    await relay.connect(key).ready();
  });
});

describe('sockets from one address that show no key', () => {
  test('leave room for the branches of all others', async () => {
    const crowded = await createTestLink(
      { loginTimeoutMs: 10_000, mostUnknown: 10, mostUnknownPerAddress: 2 },
      ['127.0.0.0/8', '::1'],
    );
    const key = await crowded.enrol('a');
    // The attacker writes an address in front; the proxy adds the true one behind it.
    const from = (address: string) => ({
      headers: { 'x-forwarded-for': `10.9.8.${address.length}, ${address}` },
    });
    const silent = ['198.51.100.7', '198.51.100.7'].map((address) =>
      crowded.connect(makeKey('nobody'), { ...from(address), answer: () => 'silence' }),
    );
    await eventually(() => expect(silent.every(({ nonces }) => nonces.length === 1)).toBe(true));
    const third = crowded.connect(key, from('198.51.100.7'));
    await new Promise((resolve) => {
      third.socket.on('connect_error', resolve);
    });
    const branch = crowded.connect(key, from('203.0.113.5'));
    await branch.ready();
    // One that has shown its key is unknown no more: there is room for two others beside it.
    const beside = ['203.0.113.5', '203.0.113.5'].map((address) =>
      crowded.connect(makeKey('nobody'), { ...from(address), answer: () => 'silence' }),
    );
    await eventually(() => expect(beside.every(({ nonces }) => nonces.length === 1)).toBe(true));
    silent[0]?.close();
    await eventually(async () => {
      const again = crowded.connect(makeKey('nobody'), from('198.51.100.7'));
      await eventually(() => expect(again.nonces).toHaveLength(1));
    });
    await crowded.stop();
  });
});

describe('presence', () => {
  test('follows who comes and goes', async () => {
    const changes: string[] = [];
    relay.link.presence.onChange(({ branchId, connected }) =>
      changes.push(`${branchId} ${connected}`),
    );
    const branch = relay.connect(await relay.enrol('a'));
    await branch.ready();
    expect(await relay.metrics.text()).toContain('branches_connected 1');
    branch.close();
    await eventually(() => expect(relay.link.presence.find('branch-a')).toBeUndefined());
    expect(changes).toEqual(['branch-a true', 'branch-a false']);
  });

  test('leaves behind how the branch last said it is, written at most once a second', async () => {
    const branch = relay.connect(await relay.enrol('a'));
    await branch.ready();
    const reportOf = (openOrders: number): BranchReport => ({
      printers: [
        { id: 'p', name: 'Grill', state: 'paper_out', stateSinceMs: 5, waitingJobs: openOrders },
      ],
      openOrders,
      waitingJobs: openOrders,
      printTrouble: { unknown: 0, failed: 1, expired: 0 },
    });
    const kept = async () => {
      const row = await relay.store.db
        .selectFrom('branch_reports')
        .selectAll()
        .executeTakeFirstOrThrow();
      expect(row).toMatchObject({ branch_id: 'branch-a', company_id: 'company-a' });
      return JSON.parse(row.report) as BranchReport;
    };
    branch.socket.emit('branch.report', reportOf(1));
    await eventually(async () => expect(await kept()).toEqual(reportOf(1)));
    branch.socket.emit('branch.report', { printers: 'none of your business' } as never);
    for (const openOrders of [2, 3, 4]) branch.socket.emit('branch.report', reportOf(openOrders));
    // Whatever is sent after it has been heard, so those before have been heard, too.
    await branch.sendUp('epoch-up', []);
    expect(await kept()).toEqual(reportOf(1));
    relay.clock.advance(1_000);
    await eventually(async () => expect(await kept()).toEqual(reportOf(4)));
    relay.clock.advance(1_000);
    branch.socket.emit('branch.report', reportOf(5));
    branch.socket.emit('branch.report', reportOf(6));
    await branch.sendUp('epoch-up', []);
    branch.close();
    await eventually(async () => expect(await kept()).toEqual(reportOf(6)));
  });

  test('is written down at most once a minute', async () => {
    const branch = relay.connect(await relay.enrol('a'));
    await branch.ready();
    const seen = async () =>
      (await relay.store.db.selectFrom('devices').select('last_seen_at_ms').executeTakeFirst())
        ?.last_seen_at_ms;
    const arrived = relay.clock.now();
    await eventually(async () => expect(await seen()).toBe(arrived));
    relay.clock.advance(minuteMs / 2);
    expect(await seen()).toBe(arrived);
    relay.clock.advance(minuteMs / 2);
    await eventually(async () => expect(await seen()).toBe(arrived + minuteMs));
  });
});

test('what is no branch gets its answer from the server that owns the door', async () => {
  const answer = await fetch(`${relay.url}/anything`);
  expect(await answer.text()).toBe('http');
  const polling = await fetch(`${relay.url}/branch-socket/?EIO=4&transport=polling`);
  expect(polling.status).toBe(400);
});
