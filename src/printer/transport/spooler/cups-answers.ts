import type { SpoolerJob } from './spooler.ts';

/**
 * Why the queue prints nothing, in words; nothing when it does.
 *
 * @param output of `lpstat -a QUEUE -p QUEUE`
 */
export function queueProblem(queue: string, output: string): string | undefined {
  if (!output.includes(`${queue} accepting requests`)) {
    const isKnown = output.includes(`${queue} not accepting requests`);
    return isKnown
      ? `the CUPS queue ${queue} takes no jobs: ${reasonIn(output)}`
      : `CUPS has no queue ${queue}, or is not running`;
  }
  return output.includes(`printer ${queue} disabled`)
    ? `the CUPS queue ${queue} is stopped: ${reasonIn(output)}`
    : undefined;
}

/** The reason stands below the state, indented. */
function reasonIn(output: string): string {
  return /^\t(.+)$/m.exec(output)?.[1]?.trim() ?? 'no reason given';
}

/** @param output of `lpstat -o QUEUE` */
export function waitingJobNames(output: string): string[] {
  return Array.from(output.matchAll(/^(\S+)\s/gm), ([, name = '']) => name);
}

/**
 * How far a job is.
 *
 * @param lists of `lpstat -l -o QUEUE`, and the same with `-W completed`
 * @source CUPS 2.4, systemv/lpstat.c: "Status" is job-printer-state-message, which a job has from the moment its backend
 *   starts; "Alerts" is job-state-reasons. Seen: a job cancelled while it waits ends without a status.
 */
export function jobOf(
  name: string,
  lists: { readonly active: string; readonly ended: string },
): SpoolerJob {
  const active = entryOf(name, lists.active);
  if (active !== undefined) return { hasEnded: false, passedOn: passedOn(active) };
  const ended = entryOf(name, lists.ended);
  if (ended === undefined) return { hasEnded: true, passedOn: 'some' }; // a server that keeps no history
  const isDone = ended.status !== undefined && !/cancel|abort/.test(ended.alerts);
  return { hasEnded: true, passedOn: isDone ? 'all' : passedOn(ended) };
}

interface Entry {
  /** Absent: no backend was ever started for it. */
  readonly status: string | undefined;
  readonly alerts: string;
}

/**
 * What the network backend says before it has a connection. It says "Connected to printer." before the first byte goes out.
 *
 * @source CUPS 2.4, backend/socket.c
 */
const unconnected = new Set([
  'Connecting to printer.',
  'The printer is in use.',
  'The printer is unreachable at this time.',
  'The printer may not exist or is unavailable at this time.',
  'Unable to locate printer.',
]);

function passedOn({ status }: Entry): 'nothing' | 'some' {
  return status === undefined || unconnected.has(status) ? 'nothing' : 'some';
}

/** A line with the job's name, size and date, then indented ones. */
function entryOf(name: string, list: string): Entry | undefined {
  const lines = list.split('\n');
  const start = lines.findIndex((line) => line.split(/\s/, 1)[0] === name);
  if (start === -1) return undefined;
  const rest = lines.slice(start + 1);
  const next = rest.findIndex((line) => !line.startsWith('\t'));
  const own = next === -1 ? rest : rest.slice(0, next);
  const field = (label: string) =>
    own
      .find((line) => line.startsWith(`\t${label}:`))
      ?.slice(label.length + 2)
      .trim();
  return { status: field('Status'), alerts: field('Alerts') ?? '' };
}
