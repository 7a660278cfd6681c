import { execFile, type ExecFileException } from 'node:child_process';
import { PrinterError } from '../../printer-error.ts';
import { jobOf, queueProblem, waitingJobNames } from './cups-answers.ts';
import type { FoundSpoolerQueue, Spooler } from './spooler.ts';

export interface CupsQueue {
  /** As `lpstat -e` lists it. The queue must pass bytes on as they are (`lpadmin -m raw`). */
  readonly queue: string;
  /** Host, host:port or socket file of the CUPS server; default: this computer's. */
  readonly server?: string;
}

/** What people and CUPS' job list see. */
const jobTitle = 'Wasla';
/** Longest any of the commands may take; none of them waits for a printer. */
const commandTimeoutMs = 10_000;
/** English answers, whatever the computer speaks. */
const environment = { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' };
/** Everything else would be taken for a list of queues or an option. */
const queueName = /^[^\s,/#'"-][^\s,/#'"]*$/;

/**
 * A raw queue of CUPS (Linux, macOS), by its own commands.
 *
 * @source CUPS 2.4, lp(1), lpstat(1), cancel(1)
 */
export function createCupsSpooler({ queue, server }: CupsQueue): Spooler {
  const run = (program: string, args: readonly string[], input?: Uint8Array) =>
    runCommand(program, [...serverArguments(server), ...args], input);
  return {
    async waitingJobs() {
      if (!queueName.test(queue)) throw unreachable(`CUPS cannot have a queue ${queue}`);
      const state = await run('lpstat', ['-a', queue, '-p', queue]);
      const problem = queueProblem(queue, state.output);
      if (problem !== undefined) throw unreachable(problem);
      const { output } = await run('lpstat', ['-o', queue]);
      return waitingJobNames(output);
    },
    async submit(bytes) {
      const answer = await run('lp', ['-d', queue, '-o', 'raw', '-t', jobTitle], bytes);
      const name = /request id is (\S+)/.exec(answer.output)?.[1];
      if (name !== undefined) return name;
      if (answer.isTimedOut) throw new PrinterError('timeout', 'CUPS does not answer');
      throw unreachable(`CUPS did not take the job: ${answer.complaint}`);
    },
    async job(name) {
      const active = await run('lpstat', ['-l', '-o', queue]);
      const ended = await run('lpstat', ['-W', 'completed', '-l', '-o', queue]);
      return jobOf(name, { active: active.output, ended: ended.output });
    },
    async cancel(name) {
      await run('cancel', [name]);
    },
  };
}

/** Empty where CUPS is not installed or not running. */
export async function listCupsQueues(server?: string): Promise<FoundSpoolerQueue[]> {
  const { output } = await runCommand('lpstat', [...serverArguments(server), '-v']);
  return Array.from(
    output.matchAll(/^device for (\S+): (.*)$/gm),
    ([, queue = '', device = '']) => ({
      queue,
      device,
    }),
  );
}

function serverArguments(server: string | undefined): string[] {
  return server === undefined ? [] : ['-h', server];
}

interface Answer {
  readonly output: string;
  /** What it said on its error output, or why it did not run. */
  readonly complaint: string;
  readonly isTimedOut: boolean;
}

/** Never rejects: a command that fails has said too little. */
function runCommand(
  program: string,
  args: readonly string[],
  input: Uint8Array = new Uint8Array(),
): Promise<Answer> {
  return new Promise((resolve) => {
    const options = { env: environment, timeout: commandTimeoutMs };
    const onEnd = (error: ExecFileException | null, output: string, errors: string) =>
      resolve({
        output,
        complaint: errors.trim() || (error?.message ?? ''),
        isTimedOut: error?.killed === true,
      });
    const command = execFile(program, args, options, onEnd);
    command.stdin?.on('error', () => undefined); // it ended before it read everything; its end is told above
    command.stdin?.end(input);
  });
}

function unreachable(message: string): PrinterError {
  return new PrinterError('unreachable', message);
}
