/** Loaded into a measured program: SIGUSR2 makes it tell on stderr what it has used and what it holds. */
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collections until the engine has given back the room where new objects are made, tens of megabytes. */
const collections = 8;
const betweenMs = 250;

const settles = process.env['BENCH_SETTLE'] === 'on';
process.on('SIGUSR2', () => void (settles ? settle() : Promise.resolve()).then(tell));

async function settle(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < collections; round += 1) {
    collect();
    await wait(betweenMs);
  }
}

function tell(): void {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const usage = { rssBytes: rss, heapBytes: heapUsed, cpuMs: (user + system) / 1_000 };
  process.stderr.write(`usage ${JSON.stringify(usage)}\n`);
}
