/** Loaded into a measured program: SIGUSR2 collects its garbage and tells on stderr what is left. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('SIGUSR2', () => {
  collect();
  collect();
  process.stderr.write(`memory ${JSON.stringify(process.memoryUsage())}\n`);
});
