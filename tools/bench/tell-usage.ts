/** Loaded into a measured program: SIGUSR2 collects its garbage and tells on stderr what it has used. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('SIGUSR2', () => {
  collect();
  collect();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const usage = { rssBytes: rss, heapBytes: heapUsed, cpuMs: (user + system) / 1_000 };
  process.stderr.write(`usage ${JSON.stringify(usage)}\n`);
});
