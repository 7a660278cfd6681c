import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { startProgram } from '../../rig/program.ts';
import { createSampleBranch } from '../../rig/sample-site.ts';
import type { BranchKey } from '../branch-keys.ts';
import { type Figure, median, toFigure } from '../figures.ts';
import { createGauge, type Usage } from '../gauge.ts';
import { entryOf, loginToSite, relayDatabase, type Setting, startRelay } from '../site.ts';

const branchCount = 2_000;
/** Connected before the first weighing, so that code compiled on first use is not charged to the sockets. */
const firstBranches = 200;

/** What the relay's memory grows by when 2,000 branches are connected and say nothing. */
export async function measureSockets({ dir, quick }: Setting): Promise<Figure[]> {
  const keys = await enrolBranches(dir, firstBranches + branchCount);
  const rounds: Round[] = [];
  while (rounds.length < (quick ? 1 : 3)) rounds.push(await measureOnce(dir, keys));
  const perBranchKiB = (of: 'rssBytes' | 'heapBytes') =>
    median(rounds.map(({ before, after }) => (after[of] - before[of]) / branchCount / 1_024));
  return [
    toFigure(
      { name: 'memory per idle branch', value: perBranchKiB('rssBytes'), unit: 'KiB' },
      { of: 'value', atMost: 40 },
    ),
    toFigure({
      name: 'memory per idle branch: heap',
      value: perBranchKiB('heapBytes'),
      unit: 'KiB',
    }),
    toFigure({
      name: `relay with ${firstBranches + branchCount} branches`,
      value: median(rounds.map(({ after }) => after.rssBytes)) / 1_024 ** 2,
      unit: 'MiB',
    }),
  ];
}

interface Round {
  readonly before: Usage;
  readonly after: Usage;
}

async function measureOnce(dir: string, keys: readonly BranchKey[]): Promise<Round> {
  const gauge = createGauge('memory');
  const relay = await startRelay(dir, gauge);
  const weigh = async () => {
    await wait(restMs);
    return gauge.read(relay.process);
  };
  const connect = (name: string, some: readonly BranchKey[]) =>
    connectIdle(join(dir, `${name}.json`), relay.ready.url, some);

  const first = await connect('first', keys.slice(0, firstBranches));
  const before = await weigh();
  const rest = await connect('rest', keys.slice(firstBranches));
  const after = await weigh();
  for (const program of [first, rest, relay]) await program.stop();
  return { before, after };
}

/** Writes branches and their devices as if each had been paired: by hand it would be 4,000 calls. */
async function enrolBranches(dir: string, count: number): Promise<BranchKey[]> {
  const relay = await startRelay(dir);
  const client = await loginToSite(relay.ready.url);
  const { companyId } = await createSampleBranch(client, { company: 'Many', branch: 'First' });
  await relay.stop();
  const database = new Database(relayDatabase(dir));
  const addBranch = database.prepare(
    `INSERT INTO branches (id, company_id, name, time_zone, created_at_ms)
     VALUES (?, ?, ?, 'Asia/Amman', 0)`,
  );
  const addDevice = database.prepare(
    `INSERT INTO devices (id, company_id, branch_id, name, public_key, created_at_ms)
     VALUES (?, ?, ?, 'Till', ?, 0)`,
  );
  const keys = database.transaction(() =>
    Array.from({ length: count }, (_, index) => {
      const [branchId, deviceId] = [`br_bench${index}`, `dev_bench${index}`];
      const { publicKey, privateKey } = generateKeyPairSync('ed25519');
      const { x = '' } = publicKey.export({ format: 'jwk' });
      addBranch.run(branchId, companyId, `Branch ${index}`);
      addDevice.run(deviceId, companyId, branchId, Buffer.from(x, 'base64url').toString('base64'));
      return {
        deviceId,
        privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      };
    }),
  )();
  database.close();
  return keys;
}

function connectIdle(keysFile: string, relayUrl: string, keys: readonly BranchKey[]) {
  writeFileSync(keysFile, JSON.stringify(keys));
  return startProgram({
    name: 'idle branches',
    entry: entryOf(new URL('../idle-branches.ts', import.meta.url)),
    env: { IDLE_RELAY_URL: relayUrl, IDLE_KEYS: keysFile },
    ready: z.object({ connected: z.number() }),
    readyWithinMs: 60_000,
  });
}

/** Long enough for a heartbeat or two, so that what the logins left behind can be collected. */
const restMs = 6_000;
