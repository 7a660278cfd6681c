import { readFileSync } from 'node:fs';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { seededRandom, systemRandom } from '../../src/shared/kit/random.ts';
import { parseCommand, usage, type SimulateCommand } from './command.ts';
import { UsageError } from './usage-error.ts';
import { platforms } from './platforms.ts';
import { runSimulation } from './run.ts';
import type { Simulator } from './simulator.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupted.abort());
}

try {
  const command = parseCommand(process.argv.slice(2), (path) => readFileSync(path, 'utf8'));
  if (command === null) console.log(usage);
  else process.exitCode = (await simulate(command)) ? 0 : 1;
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function simulate(command: SimulateCommand): Promise<boolean> {
  const simulator = open(command);
  await simulator.start();
  console.log(`${command.platform} api at ${simulator.apiUrl}, sending to ${command.url}`);
  try {
    const taken = await runSimulation(simulator, command, {
      clock: systemClock,
      print: (line) => console.log(line),
      interrupted: interrupted.signal,
    });
    if (command.stay) await answering(simulator);
    return taken;
  } finally {
    await simulator.stop();
  }
}

function open(command: SimulateCommand): Simulator {
  const known = platforms[command.platform];
  if (!known) throw new UsageError(`no simulator plays "${command.platform}"`);
  return known.create({
    relayUrl: command.url,
    credentials: command.credentials,
    clock: systemClock,
    random: command.seed === null ? systemRandom : seededRandom(command.seed),
    ids: systemIds,
    port: command.port,
    retrySpeed: command.retrySpeed,
    ...command.settings,
  });
}

/** Prints what becomes of the orders until interrupted, then what the platform would have refused. */
async function answering(simulator: Simulator): Promise<void> {
  const states = new Map<string, string>();
  const stop = simulator.onChange(({ externalId, displayId, state }) => {
    if (states.get(externalId) === state) return;
    states.set(externalId, state);
    console.log(`${simulator.platform} #${displayId} ${externalId}: ${state}`);
  });
  await new Promise<void>((resolve) => {
    if (interrupted.signal.aborted) resolve();
    interrupted.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  stop();
  for (const { rule, externalId, detail } of simulator.violations()) {
    console.log(`violation ${rule} (${externalId ?? 'no order'}): ${detail}`);
  }
}
