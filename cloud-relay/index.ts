import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../src/shared/kit/clock.ts';
import { systemIds } from '../src/shared/kit/ids.ts';
import { errorFields } from '../src/shared/kit/logger.ts';
import { systemRandom } from '../src/shared/kit/random.ts';
import { adapters } from './adapters/registry.ts';
import { readConfig, type RelayConfig } from './config.ts';
import { createLogger } from './ops/logger.ts';
import { createRelay } from './relay.ts';

/** Longer than a platform waits for a reply; then whatever still holds is let go. */
const stopPatienceMs = 15_000;

const consoleDir = ['../dist/console/', '../console/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((dir) => existsSync(`${dir}index.html`));

await main();

async function main(): Promise<void> {
  const config = configOrExit();
  const logger = createLogger(config.logLevel);
  const relay = createRelay(config, {
    clock: systemClock,
    ids: systemIds,
    random: systemRandom,
    logger,
    adapters: Object.fromEntries(adapters),
  });
  const die = (why: string, error: unknown) => {
    const { cause } = error instanceof Error ? error : {};
    logger.error({ ...errorFields(error), ...(cause ? { cause: errorFields(cause) } : {}) }, why);
    process.exit(1);
  };
  // Nothing is known about a process after this; what is on the disk is, so it starts again from there.
  process.on('uncaughtException', (error) => die('crashed', error));
  process.on('unhandledRejection', (error) => die('crashed', error));
  try {
    await relay.start();
  } catch (error) {
    return die('could not start', error);
  }
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'stopping');
    systemClock.after(stopPatienceMs, () => die('could not stop in time', signal));
    relay.stop().then(
      () => process.exit(0),
      (error: unknown) => die('could not stop cleanly', error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const url = config.publicUrl ?? relay.url;
  process.stdout.write(`ready ${JSON.stringify({ url, listening: relay.url })}\n`);
}

function configOrExit(): RelayConfig {
  try {
    return readConfig(process.env, consoleDir);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
