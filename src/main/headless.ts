/**
 * The branch server: by itself (`npm run branch`) or under the desktop program. Prints one line, `ready {json}` when it serves
 * or `failed {json}` when it cannot: contract/branch-process.ts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../shared/kit/clock.ts';
import { errorFields } from '../shared/kit/logger.ts';
import { branchFailureOf } from './branch-failure.ts';
import { createBranch, openLogFile, readEnv, systemDeps, tokenLink } from './branch/index.ts';
import { connectParent, type ParentPort } from './parent-port.ts';

// The same depth in the sources and in dist/main, so both find the project's files.
const projectDir = join(import.meta.dirname, '../..');

/** Paths of what no log may hold, at any depth that is logged. */
const redactedFields = ['token', 'code', 'authorization', 'cookie', 'customer', 'phone', 'address'];

/** Only a utility process has one. */
const { parentPort } = process as { readonly parentPort?: ParentPort };

async function main(): Promise<void> {
  const parent = connectParent(parentPort);
  const secret = parent && { BRANCH_SECRET_KEY: await parent.secretKey };
  const { logLevel, ...config } = readEnv({ ...process.env, ...secret });
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
  process.once('uncaughtException', (error) => {
    logger.fatal(errorFields(error), 'the branch server ends');
    fail(error);
  });
  const manifest = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  const branch = createBranch(
    { ...config, tillDir: join(projectDir, 'dist/till') },
    systemDeps(logger, manifest.version),
  );
  await branch.start();

  const stop = () => {
    branch.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  parent?.onStop(stop);

  const { url, tokenFile } = branch.addresses();
  // The link opens the till without asking: it belongs on a person's screen and in no file.
  const open = process.stdout.isTTY ? { openUrl: tokenLink(url, tokenFile) } : {};
  process.stdout.write(`ready ${JSON.stringify({ url, tokenFile, ...open })}\n`);
}

function fail(error: unknown): void {
  const failed = branchFailureOf(error);
  process.stderr.write(`the branch server cannot run: ${failed.detail}\n`);
  // A pipe may still hold the line when the process is gone: it ends once the line was taken.
  process.stdout.write(`failed ${JSON.stringify(failed)}\n`, () => process.exit(1));
}

main().catch(fail);
