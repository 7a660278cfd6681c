import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort, type Program, startProgram } from '../../tools/rig/program.ts';
import { loginToRelay, type RelayClient } from '../../tools/rig/relay-client.ts';

const Ready = z.object({ url: z.string() });

/** A relay program of its own, on data that nobody else uses. */
export interface RelayUnderTest {
  readonly url: string;
  /** As the super_admin of the first start. */
  readonly admin: RelayClient;
  /** SIGKILL; what it had not committed is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same data and address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startRelay(): Promise<RelayUnderTest> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wasla-relay-'));
  const login = { email: 'admin@wasla.example', password: randomBytes(12).toString('base64url') };
  const port = await freePort();
  const start = () =>
    startProgram({
      name: 'relay',
      entry: 'cloud-relay/index.ts',
      ready: Ready,
      env: {
        RELAY_PORT: String(port),
        RELAY_DATA_DIR: dataDir,
        RELAY_ADMIN_EMAIL: login.email,
        RELAY_ADMIN_PASSWORD: login.password,
        RELAY_LOG_LEVEL: 'error',
      },
    });
  let program: Program<z.infer<typeof Ready>> = await start();
  const { url } = program.ready;
  return {
    url,
    admin: await loginToRelay(url, login),
    kill: () => program.kill(),
    async restart() {
      program = await start();
    },
    async close() {
      await program.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
