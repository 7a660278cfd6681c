import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { startProgram } from '../../rig/program.ts';
import { createSampleBranch } from '../../rig/sample-site.ts';
import type { BranchKey } from '../branch-keys.ts';
import { type Figure, toFigure } from '../figures.ts';
import { loginToSite, relayDatabase, type Setting, startRelay } from '../site.ts';

const branchCount = 2_000;
/** Connected before the first weighing, so that code compiled on first use is not charged to the sockets. */
const firstBranches = 200;

const Memory = z.object({ rss: z.number(), heapUsed: z.number() });
type Memory = z.infer<typeof Memory>;

/** What the relay's memory grows by when 2,000 branches are connected and say nothing. */
export async function measureSockets({ dir }: Setting): Promise<Figure[]> {
  const keys = await enrolBranches(dir, firstBranches + branchCount);
  const scales = createScales();
  const preload = new URL('../settle-memory.ts', import.meta.url).href;
  const relay = await startRelay(dir, {
    env: { NODE_OPTIONS: `--import ${preload}` },
    onLog: (text) => scales.read(text),
  });
  const weigh = () => scales.weigh(() => relay.process.kill('SIGUSR2'));
  const connect = (name: string, some: readonly BranchKey[]) =>
    connectIdle(join(dir, `${name}.json`), relay.ready.url, some);

  const first = await connect('first', keys.slice(0, firstBranches));
  const before = await weigh();
  const rest = await connect('rest', keys.slice(firstBranches));
  const after = await weigh();
  for (const program of [first, rest, relay]) await program.stop();
  const perBranchKiB = (of: keyof Memory) => (after[of] - before[of]) / branchCount / 1_024;
  return [
    toFigure(
      { name: 'memory per idle branch', value: perBranchKiB('rss'), unit: 'KiB' },
      { of: 'value', atMost: 40 },
    ),
    toFigure({ name: 'of it heap', value: perBranchKiB('heapUsed'), unit: 'KiB' }),
    toFigure({
      name: `relay with ${firstBranches + branchCount} branches`,
      value: after.rss / 1_024 ** 2,
      unit: 'MiB',
    }),
  ];
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
    entry: 'tools/bench/idle-branches.ts',
    env: { IDLE_RELAY_URL: relayUrl, IDLE_KEYS: keysFile },
    ready: z.object({ connected: z.number() }),
    readyWithinMs: 60_000,
  });
}

/** Long enough for a heartbeat or two, so that what the logins left behind can be collected. */
const restMs = 7_000;

/** Reads what the weighed program says about its memory. */
function createScales() {
  let answer: ((memory: Memory) => void) | undefined;
  let text = '';
  return {
    read(chunk: string) {
      text = (text + chunk).slice(-2_000);
      const line = /^memory (\{.*\})$/m.exec(text)?.[1];
      if (line === undefined) return;
      text = '';
      answer?.(Memory.parse(JSON.parse(line)));
    },
    async weigh(ask: () => void): Promise<Memory> {
      await wait(restMs);
      return new Promise((resolve) => {
        answer = resolve;
        ask();
      });
    },
  };
}
