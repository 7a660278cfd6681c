import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Backup, Backups, RestoreOffer } from '../../../shared/contract/backup.ts';
import { dayMs, hourMs, minuteMs } from '../../../shared/kit/clock.ts';
import { buildChange, buildOrder, placed } from '../testing/builders.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';
import { exchangeRestored } from './index.ts';

// Real files and real processes on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

const list = (at = branch) => at.call<Backups>('GET', '/api/backups');
const make = async () => (await branch.call<{ backup: Backup }>('POST', '/api/backups', {})).backup;
const check = (name: string) => branch.call<RestoreOffer>('POST', `/api/backups/${name}/check`, {});
const fileOf = ({ name }: Backup) => join(branch.dataDir, 'backups', name);

/** Sends a file as a till does. */
function upload(content: Uint8Array<ArrayBuffer>): Promise<Response> {
  return fetch(`${branch.url}/api/restores`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${branch.token}`,
      'content-type': 'application/octet-stream',
    },
    body: content,
  });
}

/** Restores and waits until the branch server, started anew, answers again. */
async function restore(id: string): Promise<void> {
  await branch.call('POST', `/api/restores/${id}`, {});
  branch.clock.advance(1_000);
  await eventually(async () => {
    const answer = await list().catch(() => undefined);
    return answer?.restored !== null && answer !== undefined;
  });
}

describe('a backup', () => {
  test('brings everything back as it was, and what was there is kept beside it', async () => {
    await branch.call('PUT', '/api/settings', { defaultPrepMinutes: 33 });
    const backup = await make();
    expect(backup).toMatchObject({ kind: 'manual', branchName: 'Abdoun', appVersion: '1.2.3' });
    await branch.call('PUT', '/api/settings', { defaultPrepMinutes: 44 });
    const { url } = branch;

    await restore((await check(backup.name)).id);

    expect(branch.url).toBe(url);
    expect(await branch.call('GET', '/api/settings')).toMatchObject({ defaultPrepMinutes: 33 });
    expect((await list()).restored?.madeAtMs).toBe(backup.madeAtMs);
    expect(existsSync(join(branch.dataDir, 'branch.db.before-restore-1'))).toBe(true);
  });

  test('travels as a file and comes back from another disk', async () => {
    await branch.call('PUT', '/api/settings', { defaultPrepMinutes: 33 });
    const { name } = await make();
    const download = await branch.fetch('GET', `/api/backups/${name}/file`);
    const content = new Uint8Array(await download.arrayBuffer());
    rmSync(join(branch.dataDir, 'backups', name));
    await branch.call('PUT', '/api/settings', { defaultPrepMinutes: 44 });

    const answer = await upload(content);

    expect(answer.status).toBe(200);
    await restore(((await answer.json()) as RestoreOffer).id);
    expect(await branch.call('GET', '/api/settings')).toMatchObject({ defaultPrepMinutes: 33 });
  });

  test('is one moment of the data while selling goes on', async () => {
    const writing = Array.from({ length: 40 }, (_, n) =>
      branch.call('PUT', '/api/settings', { defaultPrepMinutes: n + 1 }),
    );
    const [backup] = await Promise.all([make(), ...writing]);
    await expect(check(backup.name)).resolves.toMatchObject({ backup: { kind: 'manual' } });
  });

  test('that was changed, cut off or made up is refused and changes nothing', async () => {
    const whole = readFileSync(fileOf(await make()));
    const end = whole.indexOf('\n') + 1;
    const database = gunzipSync(whole.subarray(end));
    database[database.length - 100] = (database[database.length - 100] ?? 0) ^ 0xff;
    const changed = Buffer.concat([whole.subarray(0, end), gzipSync(database)]);
    const longer = Buffer.concat([
      whole.subarray(0, end),
      gzipSync(Buffer.concat([database, database])),
    ]);
    const cut = whole.subarray(0, whole.length - 500);
    for (const content of [changed, longer, cut, Buffer.from('hello'), Buffer.alloc(0)]) {
      const answer = await upload(new Uint8Array(content));
      expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'backup.damaged' }]);
    }
    expect(readdirSync(join(branch.dataDir, 'restore'))).toEqual([]);
  });

  test('of a newer version is refused', async () => {
    branch.withDatabase((db) =>
      db.exec('PRAGMA user_version = 9999; PRAGMA application_id = 9999'),
    );
    const { name } = await make();
    await expect(check(name)).rejects.toMatchObject({ reply: { code: 'database.newer' } });
  });

  test('names no file outside its folder', async () => {
    writeFileSync(join(branch.dataDir, 'x.wasla-backup'), 'secret');
    const name = encodeURIComponent('../x.wasla-backup');
    const answer = await branch.fetch('GET', `/api/backups/${name}/file`);
    expect(await answer.json()).toMatchObject({ code: 'backup.not_found' });
  });

  test('is for whoever may change settings only', async () => {
    const { name } = await make();
    await branch.call('POST', '/api/staff', { name: 'Rana', role: 'manager', pin: '1234' });
    const calls = [
      branch.fetch('POST', '/api/backups', {}),
      branch.fetch('GET', `/api/backups/${name}/file`),
      upload(new Uint8Array(1)),
    ];
    for (const call of calls) expect((await call).status).toBe(403);
  });
});

describe('a restored branch', () => {
  test('prints what waited then only as a possible duplicate, with the relay or without', async () => {
    branch.relay.say(placed(buildOrder('o-1'), buildChange('pending')));
    await branch.caughtUp(1);
    await branch.accept('o-1');
    const { id } = await check((await make()).name);
    await branch.relay.stop();

    await restore(id);
    await branch.addPrinter(await branch.printer());

    await eventually(async () => (await branch.printJobs()).some((job) => job.state === 'printed'));
    const [job] = (await branch.order('o-1')).printJobs;
    expect(job).toMatchObject({ state: 'printed', mark: 'possible_duplicate' });
  });

  test('is known to its relay as a copy of itself and begins a new log', async () => {
    const epoch = branch.relay.handshakes.at(-1)?.branchEpoch;
    const { id } = await check((await make()).name);
    const before = branch.relay.handshakes.length;

    await restore(id);

    await eventually(
      () =>
        branch.relay.handshakes.length > before &&
        branch.relay.handshakes.at(-1)?.branchEpoch !== epoch,
    );
    await eventually(async () => (await branch.state()).relay.state === 'connected');
  });

  test('gives no number twice that stands on a receipt', async () => {
    const { id } = await check((await make()).name);
    branch.withDatabase((db) => db.exec(`INSERT INTO counters VALUES ('receipt', 41)`));

    await restore(id);

    const value = branch.withDatabase((db) =>
      db.prepare(`SELECT value FROM counters WHERE name = 'receipt'`).pluck().get(),
    );
    expect(value).toBe(41);
  });

  test('on another PC must be paired again, and sells meanwhile', async () => {
    const { id } = await check((await make()).name);
    rmSync(join(branch.dataDir, 'device-key.pem'));

    await restore(id);

    await eventually(async () => (await branch.state()).relay.state === 'unpaired');
    expect((await branch.state()).branchName).toBe('Abdoun');
  });
});

describe('the daily backup', () => {
  const dailies = async () => (await list()).backups.filter(({ kind }) => kind === 'daily');

  test('is made once a day, and as many are kept as wished', async () => {
    await branch.call('PUT', '/api/settings', { keepBackupDays: 2 });
    branch.clock.advance(6 * minuteMs);
    await eventually(async () => (await dailies()).length === 1);
    const [first] = await dailies();
    for (let day = 0; day < 2; day++) {
      const before = (await dailies())[0]?.name;
      branch.clock.advance(dayMs);
      await eventually(async () => {
        branch.clock.advance(hourMs);
        return (await dailies())[0]?.name !== before;
      });
    }
    await eventually(async () => (await dailies()).length === 2);
    expect((await dailies()).map(({ name }) => name)).not.toContain(first?.name);
  });

  test('that fails is told, and stops nothing', async () => {
    const folder = join(branch.dataDir, 'backups');
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'in the way');
    branch.clock.advance(6 * minuteMs);
    await eventually(async () => (await branch.state()).relay.state === 'connected');
    rmSync(folder);
    mkdirSync(folder);
    await eventually(async () => (await list()).failedAtMs !== null);
  });
});

describe('killed in the middle', () => {
  const entry = fileURLToPath(new URL('../../headless.ts', import.meta.url));

  /** The branch server as a process of its own, to kill it. */
  async function startProgram(dataDir: string) {
    const child = spawn(process.execPath, [entry], {
      env: { PATH: process.env.PATH ?? '', BRANCH_DATA_DIR: dataDir, BRANCH_PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { url } = JSON.parse(String(line).replace('ready ', '')) as { url: string };
    const token = readFileSync(join(dataDir, 'local-token'), 'utf8').trim();
    return {
      post: (path: string) =>
        fetch(url + path, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: '{}',
        }),
      async kill() {
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      },
    };
  }

  test('of a backup leaves no half of one, and the next is whole', async () => {
    branch.withDatabase((db) => {
      const raw = randomBytes(8_000_000).toString('hex');
      db.prepare(`INSERT INTO unreadable_events VALUES (1, 'e', 1, ?, 'big', 1)`).run(raw);
    });
    await branch.close();
    const program = await startProgram(branch.dataDir);
    const folder = join(branch.dataDir, 'backups');
    const making = program.post('/api/backups').catch(() => undefined);
    await eventually(() => readdirSync(folder).some((name) => name.endsWith('.part')));
    await program.kill();
    await making;

    await branch.open();

    expect(readdirSync(folder)).toEqual([]);
    const { name } = await make();
    await expect(check(name)).resolves.toBeTruthy();
  });

  test('of a restore goes on with it at the next start', async () => {
    await branch.call('PUT', '/api/settings', { defaultPrepMinutes: 33 });
    const { name } = await make();
    await branch.call('PUT', '/api/settings', { defaultPrepMinutes: 44 });
    await branch.close();
    const program = await startProgram(branch.dataDir);
    const offer = (await (await program.post(`/api/backups/${name}/check`)).json()) as RestoreOffer;
    expect((await program.post(`/api/restores/${offer.id}`)).status).toBe(200);
    await program.kill();

    await branch.open();

    expect(await branch.call('GET', '/api/settings')).toMatchObject({ defaultPrepMinutes: 33 });
  });
});

test('databases are exchanged one rename at a time, and a start goes on after any of them', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wasla-exchange-'));
  const at = (name: string) => join(dataDir, name);
  const text = (name: string) => readFileSync(at(name), 'utf8');
  for (const killedAfter of [0, 1, 2, 3]) {
    mkdirSync(at('restore'), { recursive: true });
    writeFileSync(at('restore/ready.db'), 'new');
    for (const [ending, content] of [
      ['', 'old'],
      ['-wal', 'old log'],
      ['-shm', 'old index'],
    ]) {
      writeFileSync(at(`branch.db${ending}`), content ?? '');
    }
    const kept = `branch.db.before-restore-${killedAfter + 1}`;
    for (const ending of ['-wal', '-shm', ''].slice(0, killedAfter)) {
      renameSync(at(`branch.db${ending}`), at(kept + ending));
    }

    exchangeRestored(dataDir);

    expect(text('branch.db')).toBe('new');
    expect([existsSync(at('branch.db-wal')), existsSync(at('restore/ready.db'))]).toEqual([
      false,
      false,
    ]);
    const last = readdirSync(dataDir).filter((name) => name.startsWith('branch.db.before'));
    expect(last.some((name) => readFileSync(at(name), 'utf8') === 'old')).toBe(true);
  }
  expect(exchangeRestored(dataDir)).toBeUndefined();
  rmSync(dataDir, { recursive: true });
});
