/** The branch server without a window: `npm run branch`. Prints one line `ready {json}` when it serves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createBranch, openLogFile, readEnv, systemDeps, tokenLink } from './branch/index.ts';
import { systemClock } from '../shared/kit/clock.ts';

// The same depth in the sources and in dist/main, so both find the project's files.
const projectDir = join(import.meta.dirname, '../..');

/** Paths of what no log may hold, at any depth that is logged. */
const redactedFields = ['token', 'code', 'authorization', 'cookie', 'customer', 'phone', 'address'];

async function main(): Promise<void> {
  const { logLevel, ...config } = readEnv(process.env);
  const logFile = openLogFile(join(config.dataDir, 'logs'), systemClock);
  const logger = pino(
    {
      level: logLevel,
      base: { program: 'branch' },
      redact: {
        paths: redactedFields.flatMap((field) => [field, `*.${field}`]),
        censor: '[redacted]',
      },
    },
    pino.multistream([
      { level: logLevel, stream: pino.destination({ dest: 2, sync: false }) },
      { level: logLevel, stream: logFile.stream },
    ]),
  );
  const manifest = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  const branch = createBranch(
    { ...config, tillDir: join(projectDir, 'dist/till') },
    systemDeps(logger, manifest.version),
  );
  await branch.start();

  const stop = () => {
    branch.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  const { url, tokenFile } = branch.addresses();
  // The link opens the till without asking: it belongs on a person's screen and in no file.
  const open = process.stdout.isTTY ? { openUrl: tokenLink(url, tokenFile) } : {};
  process.stdout.write(`ready ${JSON.stringify({ url, tokenFile, ...open })}\n`);
}

function fail(error: unknown): never {
  const text =
    error instanceof Error ? [error.message, error.cause].map(String).join(': ') : String(error);
  process.stderr.write(`the branch server cannot run: ${text}\n`);
  process.exit(1);
}

await main().catch(fail);
