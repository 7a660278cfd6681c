/**
 * `npm run check`: every static check at once, each with its time, output only of those that fail.
 */
import { spawn } from 'node:child_process';

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const code = ['src', 'cloud-relay', 'tools', 'tests', 'build', 'vite.config.ts'];

export const checks: readonly Check[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: ['oxlint', ...code] },
  { name: 'types', command: ['tsc'] },
  { name: 'imports', command: ['node', 'tools/check/imports.ts'] },
  { name: 'unused', command: ['knip'] },
];

interface Result {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

function run({ name, command: [program, ...args] }: Check): Promise<Result> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const finish = (ok: boolean) =>
      resolve({ name, ok, seconds: (performance.now() - startedAt) / 1_000, output });
    child.on('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.on('close', (exitCode) => finish(exitCode === 0));
  });
}

const results = await Promise.all(checks.map(run));
for (const { name, ok, seconds, output } of results) {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output);
}
const failed = results.filter((result) => !result.ok).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
