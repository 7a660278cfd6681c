/** Starts the product's programs the way a person would, for the demo, the journeys, the bench and the torture. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

export interface ProgramOptions<Ready> {
  readonly name: string;
  /** Path from the project's root. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly ready: z.ZodType<Ready>;
  readonly readyWithinMs?: number;
  /** Kills the program in the middle of its start. */
  readonly signal?: AbortSignal;
  /** Receives what the program logs; by default the last lines are kept for error messages. */
  readonly onLog?: (text: string) => void;
}

export interface Program<Ready> {
  readonly name: string;
  readonly ready: Ready;
  /** Milliseconds from spawn to the ready line. */
  readonly startedInMs: number;
  readonly process: ChildProcess;
  /** Asks politely, resolves when the process is gone. */
  stop(): Promise<void>;
  /** SIGKILL: no chance to finish anything. */
  kill(): Promise<void>;
}

/** Only what a fresh shell would have: nothing of this process's own settings reaches the program. */
function cleanEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', HOME = '', NODE_OPTIONS = '' } = process.env;
  return { PATH, HOME, NODE_OPTIONS, ...env };
}

/** @throws Error with the last log lines when the program ends or stays silent before its ready line */
export async function startProgram<Ready>(options: ProgramOptions<Ready>): Promise<Program<Ready>> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL(`../../${options.entry}`, import.meta.url))],
    {
      cwd: projectRoot,
      env: cleanEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4_000);
    options.onLog?.(chunk.toString());
  });
  const killEarly = () => child.kill('SIGKILL');
  options.signal?.addEventListener('abort', killEarly);
  const ready = await readyLine(child, options, () => log);
  options.signal?.removeEventListener('abort', killEarly);
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: NodeJS.Signals) => {
    if (gone()) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  return {
    name: options.name,
    ready,
    startedInMs: performance.now() - startedAt,
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function readyLine<Ready>(
  child: ChildProcess,
  { name, ready, readyWithinMs = 60_000 }: ProgramOptions<Ready>,
  log: () => string,
): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${name} ${why}\n${log()}`));
    };
    const timer = setTimeout(() => fail('printed no ready line in time'), readyWithinMs);
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal} before it was ready`));
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const line = /^ready (\{.*\})$/m.exec(output)?.[1];
      if (line === undefined) return;
      output = '';
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(ready.parse(JSON.parse(line)));
    });
  });
}

/** A TCP port that is free now: `wanted` if possible, else any. */
export async function freePort(wanted = 0): Promise<number> {
  const take = (port: number) =>
    new Promise<number | undefined>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
      });
    });
  const port = (await take(wanted)) ?? (await take(0));
  if (port === undefined) throw new Error('no TCP port is free on 127.0.0.1');
  return port;
}
